"""Where a row's provider is: its territory, told by the gazetteer or not at all, and its location."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hub.domain.records import AreaRecord
from hub.domain.territory import Gazetteer, How, PlaceQuery, Resolution, ResolutionStatus, TerritoryUnit
from hub.domain.text import fold, tidy
from hub.domain.vocabulary import Severity, TerritoryLevel
from importers.columns import HubField
from importers.lookups import Lookups
from importers.mapping.cells import Cell, RowView
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
_COARSE = {TerritoryLevel.COUNTRY, TerritoryLevel.REGION}
_CITY_WITH_RIGHTS_OF_A_REGION = "K"


class Outside(Exception):
    """The row's place lies outside the jurisdiction of its source; the issue is in the view."""


class Places:
    """Resolves the places of one region's rows."""

    def __init__(self, region: Region, lookups: Lookups, gazetteer: Gazetteer) -> None:
        self._region = region
        self._gazetteer = gazetteer
        self._known = Words(lookups.territory)

    def unit(self, view: RowView) -> TerritoryUnit | None:
        """The one territory of the row's place, or None with an issue; raises Outside."""
        query, said = self._query(view)
        if not said:
            message = "The row names no place; ask the publisher for an address or a territory code."
            view.complain("UNKNOWN_TERRITORY", message)
            return None
        return self._answer(view, self._gazetteer.resolve(query), "; ".join(said))

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
            elif resolution.how in {How.CODE_TAIL, How.FORMER_NAME, How.PARENT}:
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


def _is_coarse(unit: TerritoryUnit) -> bool:
    """Whether the unit is too large to stand for a place in it; Kyiv is a region and a city at once."""
    return unit.level in _COARSE and unit.category != _CITY_WITH_RIGHTS_OF_A_REGION


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
