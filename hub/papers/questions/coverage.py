"""The paper of a coverage: what share of people surely and possibly is within reach, and who is not."""

from hub.papers.model import (
    MapPoint,
    MapScale,
    Number,
    Paper,
    PaperTable,
    PaperUnit,
    Phrase,
    PointKind,
    Text,
    Value,
)
from hub.papers.questions.beyond import beyond_table
from hub.papers.reading import (
    Held,
    area_of,
    basis_of,
    caveats_of,
    column_of,
    count,
    existing_of,
    grounds_of,
    high_of,
    low_of,
    number_of,
    sources_of,
)


def coverage_paper(data: Held) -> Paper:
    """The total stands first, then each territory."""
    found = data["coverageWithin"]
    total, basis = found["total"], found["basis"]
    return Paper(
        title=Phrase(
            "coverage.title",
            {"name": total["territory"]["name"], "reach": reach_of(basis["question"]["reach"])},
        ),
        basis=basis_of(basis),
        statements=(
            _summary(total),
            *caveats_of(basis),
        ),
        tables=(_table(total, found["rows"]), beyond_table(found["uncovered"], "coverage.uncovered")),
        points=(
            *_points(found["rows"]),
            *_standings(found["geojson"]),
            *existing_of(found["geojson"]),
        ),
        scale=MapScale(Phrase("coverage.scale"), Number(0, PaperUnit.SHARE), Number(1, PaperUnit.SHARE)),
        sources=sources_of(basis),
        grounds=grounds_of(basis),
    )


def _summary(total: Held) -> Phrase:
    """The share between its bounds and what is the whole, or why no share is known."""
    share = total["share"]
    if share["value"] is None:
        return Phrase("coverage.not_known", {"reason": number_of(share)})
    values = {"low": low_of(share), "value": number_of(share), "high": high_of(share)}
    return Phrase("coverage.summary", {**values, "all": number_of(total["people"])})


def reach_of(reach: Held) -> Value:
    """How far people go: kilometres or minutes."""
    metres = reach.get("metres")
    if metres is None:
        return Number(reach["minutes"], PaperUnit.MINUTES, decimals=_decimals(reach["minutes"]))
    return Number(metres / 1_000, PaperUnit.KM, decimals=_decimals(metres / 1_000))


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _table(total: Held, rows: list[Held]) -> PaperTable:
    columns = (
        column_of("territory"),
        column_of("code"),
        column_of("people", total["people"]),
        column_of("covered", total["covered"]),
        column_of("share", total["share"]),
        column_of("surely", total["share"]),
        column_of("possibly", total["share"]),
        column_of("median", total["median"]),
        column_of("sites"),
        column_of("sites_without_point"),
    )
    told = [(Phrase("whole"), total["territory"]["code"], *_numbers(total))]
    told += [(row["territory"]["name"], row["territory"]["code"], *_numbers(row)) for row in rows]
    return PaperTable(Phrase("coverage.rows"), columns, tuple(told))


def _numbers(row: Held) -> tuple[Value, ...]:
    share = row["share"]
    return (
        number_of(row["people"]),
        number_of(row["covered"]),
        number_of(share),
        low_of(share),
        high_of(share),
        number_of(row["median"]),
        count(row["sites"]),
        count(row["sitesWithoutPoint"]),
    )


def _points(rows: list[Held]) -> list[MapPoint]:
    made: list[MapPoint] = []
    for row in rows:
        share = row["share"]
        properties: dict[str, Value] = {
            "people": number_of(row["people"]),
            "share": number_of(share),
            "surely": low_of(share),
            "possibly": high_of(share),
        }
        made += area_of(row["territory"], share["value"], properties)
    return made


def _standings(collection: Held) -> list[MapPoint]:
    """Places of people: covered, possibly or in part, and not covered."""
    made: list[MapPoint] = []
    for feature in collection["features"]:
        told = feature["properties"]
        if told["kind"] == PointKind.EXISTING.value:
            continue
        lon, lat = feature["geometry"]["coordinates"]
        name: Text = Phrase("rest", {"name": told["name"]}) if told["isRest"] else told["name"]
        properties: dict[str, Value] = {
            "code": told["code"],
            "unit": told["unit"],
            **{key: Number(told[key]) for key in ("people", "covered", "surely", "possibly")},
        }
        made.append(MapPoint(lat, lon, PointKind(told["kind"]), name, properties=properties))
    return made
