"""Reads answers of GraphQL into the parts of papers: numbers with their reasons, sources, and the basis."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from hub.papers.model import (
    Absent,
    MapPoint,
    Number,
    PaperBasis,
    PaperColumn,
    PaperSource,
    PaperUnit,
    Phrase,
    PointKind,
    Several,
    Text,
    Value,
)
from hub.papers.wording import phrase_of

#: An object of an answer.
Held: TypeAlias = dict[str, Any]

#: What estimates call a unit, where papers call it otherwise.
_UNITS: Final = {
    "places for each 10,000 people": PaperUnit.PLACES_PER_10K,
    "sites for each 10,000 people": PaperUnit.SITES_PER_10K,
    "mean for each provider": PaperUnit.MEAN,
}
_DECIMALS: Final = {
    PaperUnit.SHARE: 1,
    PaperUnit.KM: 1,
    PaperUnit.MINUTES: 1,
    PaperUnit.MEAN: 1,
    PaperUnit.INDEX: 2,
    PaperUnit.PLACES_PER_10K: 2,
    PaperUnit.SITES_PER_10K: 2,
}
#: Nobody states it: the commonest reason for a cell without a value.
NOT_STATED: Final = Absent("NOT_STATED")
_MADE_UP: Final = "SYNTHETIC_INCLUDED"


def unit_of(estimate: Held) -> PaperUnit:
    """The unit of an estimate."""
    name = estimate["unit"]
    if name in _UNITS:
        return _UNITS[name]
    return PaperUnit(name) if name in set(PaperUnit) else PaperUnit.NONE


def number_of(estimate: Held) -> Value:
    """The value of an estimate, or why there is none."""
    return _part(estimate, "value")


def low_of(estimate: Held) -> Value:
    """What it surely is at least."""
    return _part(estimate, "low")


def high_of(estimate: Held) -> Value:
    """What it possibly is at most."""
    return _part(estimate, "high")


def stated_of(estimate: Held) -> Phrase:
    """How many inputs state what is needed, of how many."""
    return Phrase("stated", {"stated": Number(estimate["stated"]), "of": Number(estimate["of"])})


def column_of(key: str, estimate: Held | None = None) -> PaperColumn:
    """A column of the word `key`, in the unit of an estimate that stands in it."""
    return PaperColumn(Phrase(f"column.{key}"), unit_of(estimate) if estimate else PaperUnit.NONE)


def count(value: int) -> Number:
    """A plain number."""
    return Number(value)


def told(value: str | None) -> Value:
    """A text of data, or that nobody states it."""
    return value or NOT_STATED


def listed(values: Iterable[Value], none: Value) -> Value:
    """A list in one cell; `none` says that it has no values."""
    held = tuple(values)
    return Several(held) if held else none


def label_of(term: Held | None) -> Value:
    """A term by its code and label."""
    if term is None:
        return NOT_STATED
    return Phrase("term", {"code": term["code"], "label": term["label"]})


def name_of(provider: Held) -> Text:
    """A provider's name, marked where it is made up."""
    if provider["isSynthetic"]:
        return Phrase("made_up", {"name": provider["name"]})
    return str(provider["name"])


def capacity_of(sums: Sequence[Held]) -> Value:
    """Sums of capacity, each with how many state it; places and people are never added.

    Figures that nobody states are left out, as long as one is stated.
    """
    told_ = [each for each in sums if each["stated"] or each["absent"] not in (None, "NOT_STATED")]
    return listed((_sum(each) for each in told_), NOT_STATED)


def place_of(territory: Held | None, code: str) -> Text:
    """The name of the territory that is asked about; its code where the name is not told."""
    return str(territory["name"]) if territory else code


def area_of(territory: Held, shade: float | None, properties: dict[str, Value]) -> list[MapPoint]:
    """A territory on the map, where it has a point."""
    point = territory["point"]
    if point is None:
        return []
    held: dict[str, Value] = {"code": territory["code"], "level": territory["level"], **properties}
    if shade is not None:
        shade = min(max(shade, 0.0), 1.0)
    return [
        MapPoint(point["lat"], point["lon"], PointKind.AREA, territory["name"], properties=held, shade=shade)
    ]


def shares_of(values: Sequence[float | None]) -> list[float | None]:
    """Values as parts of the greatest of them."""
    most = max((each for each in values if each is not None), default=0)
    return [None if each is None else (each / most if most else 0.0) for each in values]


def mark_of(
    location: Held | None, kind: PointKind, name: Text, properties: dict[str, Value]
) -> list[MapPoint]:
    """A provider's place on the map and how exactly it is known; of a refuge its hromada's point."""
    if location is None or location["point"] is None:
        return []
    point, metres = location["point"], location["precision"]["metres"]
    return [MapPoint(point["lat"], point["lon"], kind, name, metres, properties)]


def existing_of(collection: Held) -> list[MapPoint]:
    """Existing sites as the answer draws them: of a refuge its hromada's point."""
    made = []
    for feature in collection["features"]:
        told_ = feature["properties"]
        if told_["kind"] == PointKind.EXISTING.value:
            lon, lat = feature["geometry"]["coordinates"]
            held = {"name": told_["name"], "isSynthetic": told_["synthetic"]}
            properties: dict[str, Value] = {"precision": told_["precision"]}
            made.append(
                MapPoint(lat, lon, PointKind.EXISTING, name_of(held), told_["radiusMetres"], properties)
            )
    return made


def basis_of(basis: Held) -> PaperBasis:
    """By what an answer is cited."""
    return PaperBasis(
        release=basis["release"]["number"],
        day=_day(basis["release"]["asOf"]),
        hash=basis["hash"],
        url=basis["url"],
        synthetic=any(each["code"] == _MADE_UP for each in basis["caveats"]),
    )


def sources_of(basis: Held) -> tuple[PaperSource, ...]:
    """The sources that an answer used, each with whom to name."""
    return tuple(
        PaperSource(
            each["source"]["title"],
            None if each["day"] is None else _day(each["day"]),
            each["rows"],
            each["attribution"],
        )
        for each in basis["sources"]
    )


def caveats_of(basis: Held) -> tuple[Text, ...]:
    """What to mind about an answer."""
    return tuple(str(each["sentence"]) for each in basis["caveats"])


def _moment(moment: int | str) -> Phrase:
    """The state that a question looked at: of a release, or of a day."""
    if isinstance(moment, int):
        return Phrase("basis.as_of_release", {"number": str(moment)})
    return Phrase("basis.as_of", {"moment": moment})


def grounds_of(basis: Held) -> tuple[Text, ...]:
    """How an answer was made: method, moment, people, travel, norms, assumptions, and what was left out."""
    method = basis["method"]
    lines: list[Text] = [
        Phrase("basis.method", {name: method[name] for name in ("code", "version", "sentence")})
    ]
    if basis["asOf"] is not None:
        lines.append(_moment(basis["asOf"]))
    if basis["population"] is not None:
        lines.append(_population(basis["population"]))
    lines += _travel(basis["travel"])
    lines += [_norm(each) for each in basis["norms"]]
    lines += [str(each["sentence"]) for each in (*basis["assumptions"], *basis["notUsed"])]
    return tuple(lines)


def _part(estimate: Held, name: str) -> Value:
    value, unit = estimate[name], unit_of(estimate)
    if value is not None:
        return Number(value, unit, _DECIMALS.get(unit, 0 if float(value).is_integer() else 1))
    return Absent(estimate["absent"]) if estimate["absent"] else Phrase("no_bound")


def _sum(held: Held) -> Value:
    figure = phrase_of("figure", held["figure"])
    values: dict[str, Value] = {
        "figure": figure,
        "value": Absent(held["absent"] or "NOT_STATED") if held["value"] is None else Number(held["value"]),
        "stated": Number(held["stated"]),
        "of": Number(held["of"]),
    }
    return Phrase("capacity", values)


def _day(text: str | date) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text[:10])


def _population(held: Held) -> Phrase:
    values: dict[str, Value] = {
        "basis": phrase_of("population", held["basis"]),
        "day": NOT_STATED if held["asOf"] is None else _day(held["asOf"]),
        "people": Absent("NO_POPULATION")
        if held["people"] is None
        else Number(held["people"], PaperUnit.PEOPLE),
    }
    return Phrase("basis.population", values)


def _travel(held: Held) -> list[Text]:
    if held["kind"] == "NONE":
        return []
    kind: Value = phrase_of("travel", held["kind"])
    if held["engine"] is None:
        return [Phrase("basis.travel", {"kind": kind})]
    error = held["errorPercent"]
    values: dict[str, Value] = {
        "kind": kind,
        "engine": held["engine"],
        "error": NOT_STATED if error is None else Number(error / 100, PaperUnit.SHARE),
    }
    return [Phrase("basis.travel_by", values)]


def _norm(held: Held) -> Phrase:
    return Phrase("basis.norm", {"document": held["document"], "article": told(held["article"])})
