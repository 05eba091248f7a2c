"""Where a row's provider is: its territory, told by the gazetteer or not at all, and its location."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hub.domain.records import AreaRecord, PointTells
from hub.domain.territory import Gazetteer, How, PlaceQuery, Resolution, ResolutionStatus, TerritoryUnit
from hub.domain.territory.names import CITY_REGION
from hub.domain.text import fold, tidy
from hub.domain.vocabulary import Country, Severity, TerritoryLevel
from importers.cleaning.lines import on_one_line
from importers.columns import HubField
from importers.lookups import Lookups
from importers.mapping.cells import Cell, RowView
from importers.mapping.choosing_by_point import chosen_by_point
from importers.mapping.placement import BY_CANDIDATE, BY_TITLE, Placement
from importers.mapping.points import seen_point
from importers.mapping.titles import Titles
from importers.mapping.words import Words
from importers.region import Region

_PARTS = {
    "region": HubField.LOCATION_REGION,
    "district": HubField.LOCATION_DISTRICT,
    "hromada": HubField.LOCATION_HROMADA,
    "settlement": HubField.LOCATION_SETTLEMENT,
    "text": HubField.LOCATION_ADDRESS,
}
_AREA_SEPARATORS = re.compile(r"[;\n]")
_SHOWN_CANDIDATES = 5
_NAMED_PLACES = ("region", "district", "hromada", "settlement")
_COARSE = {TerritoryLevel.COUNTRY, TerritoryLevel.REGION}


class Outside(Exception):
    """The row's place lies outside the jurisdiction of its source; the issue is in the view."""


class Places:
    """Resolves the places of one region's rows."""

    def __init__(self, region: Region, lookups: Lookups, gazetteer: Gazetteer) -> None:
        self._region = region
        self._gazetteer = gazetteer
        self._known = Words(lookups.territory)
        self._titles = Titles(gazetteer)
        self._reads_titles = region.country is Country.UA

    def placed(self, view: RowView) -> Placement:
        """The one territory of the row's place, or none with an issue; raises Outside.

        Words decide; among the places they allow the row's point chooses; where they say no more than a
        region, the council in the institution's name does.
        """
        query, said = self._query(view)
        resolution = self._gazetteer.resolve(query)
        several = _as_address(view, query) if resolution.status is ResolutionStatus.NOT_FOUND else None
        if several:
            query, resolution = several, self._gazetteer.resolve(several)
        shown = "; ".join(said)
        if resolution.status is ResolutionStatus.AMBIGUOUS:
            return self._among_candidates(view, query, resolution, shown)
        unit = resolution.unit
        coarse = unit is not None and _is_coarse(unit)
        if resolution.status is ResolutionStatus.NOT_FOUND or (coarse and resolution.resolved):
            titled = self._by_title(view, query, shown)
            if titled:
                return titled
        home = self._lone_home()
        if said and resolution.status is ResolutionStatus.NOT_FOUND and home:
            # Of the whole jurisdiction nothing smaller is known: CODIFIER_NOT_LOADED says what to load.
            resolution = replace(resolution, status=ResolutionStatus.RESOLVED, unit=home, how=How.PARENT)
            unit, coarse = home, True
        if not said:
            message = "The row names no place; ask the publisher for an address or a territory code."
            view.complain("UNKNOWN_TERRITORY", message)
            return Placement()
        unit = self._answer(view, resolution, shown)
        finer = (unit is None or coarse) and _names_finer(self._gazetteer.read(query))
        return Placement(unit, point_tells=PointTells.POLYGON if finer else PointTells.PLACE)

    def _among_candidates(
        self, view: RowView, query: PlaceQuery, resolution: Resolution, said: str
    ) -> Placement:
        """The candidate that the point or the title means; a point never tells another place than these."""
        candidates = resolution.candidates
        point = seen_point(view, self._region.country)
        unit = chosen_by_point(point, candidates, self._gazetteer) if point else None
        how, told = BY_CANDIDATE, "the row's point lies there"
        if unit is None:
            hromada = self._titles.hromada(view.text(HubField.NAME) or "", query)
            inside = [one for one in candidates if hromada and hromada in self._gazetteer.lineage(one)]
            unit = inside[0] if len(inside) == 1 else None
            how, told = BY_TITLE, "the name of the institution names its hromada"
        if unit is None or not self._may_be(unit):
            return Placement(self._answer(view, resolution, said), point_tells=PointTells.NOTHING)
        message = f"Of {len(candidates)} places {self._described(unit)} is meant: {told}."
        view.complain("TERRITORY_CHOSEN", message, Severity.INFO, value=said)
        return Placement(unit, how, PointTells.NOTHING)

    def _by_title(self, view: RowView, query: PlaceQuery, said: str) -> Placement | None:
        """The hromada whose council or settlement the institution's name names, marked so."""
        title = view.text(HubField.NAME)
        known = self._gazetteer.read(query)
        hromada = self._titles.hromada(title, known) if title and self._reads_titles else None
        if hromada is None or not self._may_be(hromada):
            return None
        message = (
            f"The place was read as {self._described(hromada)}, since the name of the institution names it; "
            "ask for the settlement."
        )
        view.complain("TERRITORY_BY_TITLE", message, Severity.INFO, value=said or title)
        return Placement(hromada, BY_TITLE, PointTells.NOTHING)

    def _may_be(self, unit: TerritoryUnit) -> bool:
        """Whether the unit lies in the source's jurisdiction."""
        home = self._home()
        return home is None or home in self._gazetteer.lineage(unit)

    def _home(self) -> TerritoryUnit | None:
        code = self._region.jurisdiction
        return self._gazetteer.by_code(code) if code else None

    def _lone_home(self) -> TerritoryUnit | None:
        """The jurisdiction, where its codifier is not loaded."""
        home = self._home()
        return home if home and self._gazetteer.is_alone(home) else None

    def of_address(self, address: str) -> TerritoryUnit | None:
        """The one territory within the jurisdiction that an address names, without complaint when none is."""
        query = PlaceQuery(text=address, country=self._region.country, within=self._region.jurisdiction)
        resolution = self._gazetteer.resolve(query)
        return resolution.unit if resolution.status is ResolutionStatus.RESOLVED else None

    def areas(self, view: RowView) -> tuple[AreaRecord, ...]:
        """The territories that the row's service reaches, by codes or names in one or more cells."""
        codes: dict[str, None] = {}
        for cell in view.cells(HubField.SERVICE_AREAS):
            for part in _area_names(cell):
                unit = self.area(view, part)
                if unit:
                    codes[unit.code] = None
        return tuple(AreaRecord(territory=code) for code in codes)

    def area(self, view: RowView, name: str) -> TerritoryUnit | None:
        """The territory that a code or a bare name of an area means, or None with an issue."""
        code = self._known.get(name) or (name if self._gazetteer.by_code(name) else None)
        base = PlaceQuery(country=self._region.country, within=self._region.jurisdiction)
        queries = [replace(base, code=code)] if code else _bare_name(base, name)
        answers = [self._gazetteer.resolve(query) for query in queries]
        # Of several refusals, the one that looked for a hromada says most.
        resolution = next((one for one in answers if _as_named(one)), answers[min(1, len(answers) - 1)])
        if resolution.status is ResolutionStatus.OUTSIDE_JURISDICTION:
            # Unlike the row's own place, an area elsewhere leaves a row that is fit to publish.
            view.complain("OUTSIDE_JURISDICTION", f"{resolution.note} It was left out.", value=name)
            return None
        return self._answer(view, resolution, name)

    def _query(self, view: RowView) -> tuple[PlaceQuery, list[str]]:
        """What the row says of its place, and the same as texts to show."""
        parts = {part: view.text(field) for part, field in _PARTS.items()}
        address = view.cell(HubField.LOCATION_ADDRESS)
        parts["text"] = (tidy(on_one_line(address.text)) or None) if address else None
        known = (self._known.get(text) for text in parts.values() if text)
        code = next((code for code in known if code), view.text(HubField.LOCATION_CODE))
        said = [text for text in (code, *parts.values()) if text]
        query = PlaceQuery(
            code=code,
            region=parts["region"],
            district=parts["district"],
            hromada=parts["hromada"],
            settlement=parts["settlement"],
            text=parts["text"],
            country=self._region.country,
            within=self._region.jurisdiction,
        )
        return query, said

    def _answer(self, view: RowView, resolution: Resolution, said: str) -> TerritoryUnit | None:
        if resolution.status is ResolutionStatus.RESOLVED:
            if resolution.unit and _is_coarse(resolution.unit):
                found = f"Only «{resolution.unit.name}» is told of the place; ask for its settlement."
                view.complain("TERRITORY_COARSE", f"{found} {resolution.note}".strip(), value=said)
            elif resolution.how in {How.CODE_TAIL, How.FORMER_NAME, How.CITY, How.PARENT}:
                view.complain("TERRITORY_MENDED", self._mended(resolution), Severity.INFO, value=said)
            return resolution.unit
        if resolution.status is ResolutionStatus.OUTSIDE_JURISDICTION:
            message = f"{resolution.note} The row is quarantined.".strip()
            view.complain("OUTSIDE_JURISDICTION", message, Severity.ERROR, value=said)
            raise Outside
        if resolution.status is ResolutionStatus.AMBIGUOUS:
            shown = [self._described(unit) for unit in resolution.candidates[:_SHOWN_CANDIDATES]]
            more = len(resolution.candidates) - len(shown)
            listing = "; ".join(shown) + (f"; and {more} more" if more > 0 else "")
            message = f"The place may be {listing}. {resolution.note}".strip()
            view.complain("AMBIGUOUS_TERRITORY", message, value=said)
            return None
        message = f"No territory bears this name or code. {resolution.note}".strip()
        view.complain("UNKNOWN_TERRITORY", message, value=said)
        return None

    def _mended(self, resolution: Resolution) -> str:
        unit = resolution.unit
        placed = f"The place was read as {self._described(unit)}." if unit else ""
        return f"{placed} {resolution.note}".strip()

    def _described(self, unit: TerritoryUnit) -> str:
        above = " / ".join(one.name for one in self._gazetteer.lineage(unit)[1:-1])
        return f"{unit.code} {unit.name}" + (f" ({above})" if above else "")


def address_key(view: RowView) -> str:
    """What tells the places of one provider apart: everything the row says of them, folded."""
    fields = (HubField.LOCATION_CODE, *_PARTS.values(), HubField.LOCATION_STREET, HubField.LOCATION_HOUSE)
    return " | ".join(fold(view.text(field) or "") for field in fields).strip(" |")


def _as_address(view: RowView, query: PlaceQuery) -> PlaceQuery | None:
    """The query with cells that list several places, «Вінницька обл., Гайсинський р-н», read as an address.

    None where no cell does so.
    """
    listing = {}
    for part in _NAMED_PLACES:
        cell = view.cell(_PARTS[part])
        text = on_one_line(cell.text) if cell else ""
        if "," in text:
            listing[part] = tidy(text)
    if not listing:
        return None
    text = ", ".join(filter(None, [*listing.values(), query.text]))
    return replace(query, text=text, **dict.fromkeys(listing))


def _is_coarse(unit: TerritoryUnit) -> bool:
    """Whether the unit is too large to stand for a place in it; Kyiv is a region and a city at once."""
    return unit.level in _COARSE and unit.category not in CITY_REGION


def _names_finer(query: PlaceQuery) -> bool:
    """Whether words name something smaller than a district."""
    return bool(query.hromada or query.settlement)


def _area_names(cell: Cell) -> Iterator[str]:
    separator = cell.target.separator
    parts = cell.text.split(separator) if separator else _AREA_SEPARATORS.split(cell.text)
    return (tidy(part) for part in parts if part.strip())


def _bare_name(base: PlaceQuery, name: str) -> list[PlaceQuery]:
    """What a name without a column of its own may be, the likeliest first.

    A type word ("Соледарська громада") says it; without one the name is a hromada's before a district's or a
    settlement's, since services are assigned to hromadas.
    """
    return [
        replace(base, text=name),
        replace(base, hromada=name),
        replace(base, district=name),
        replace(base, settlement=name),
    ]


def _as_named(resolution: Resolution) -> bool:
    """Whether it answers a bare name by that very name: another form of it may be another place's."""
    exact = resolution.how in {How.CODE, How.CODE_TAIL, How.NAME, How.FORMER_NAME}
    return exact or resolution.status is ResolutionStatus.AMBIGUOUS
