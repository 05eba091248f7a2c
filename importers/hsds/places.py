"""Locations of a package with their address, point, hours and accessibility."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hub.domain.records import LocationRecord, Point
from hub.domain.territory import Gazetteer, TerritoryUnit
from hub.domain.text import fold
from hub.domain.vocabulary import PrecisionClass, Severity
from importers.cleaning.addresses import clean_address
from importers.columns import HubField, Target
from importers.hsds.hours import opening_hours
from importers.hsds.languages import languages_of
from importers.hsds.line import Line
from importers.hsds.schedules import schedule_of
from importers.hsds.shelf import Shelf, Stored
from importers.hsds.terms import Facets, Vocabulary, links_of
from importers.lookups import Lookups
from importers.mapping.cells import Layout
from importers.mapping.evidence import place_rules
from importers.mapping.placement import Placement
from importers.mapping.places import Outside, Places
from importers.mapping.points import point_of
from importers.region import Region

#: What the place of a row is told by; `code` and `address` are put together from several columns.
_FIELDS = {
    "code": HubField.LOCATION_CODE,
    "state_province": HubField.LOCATION_REGION,
    "city": HubField.LOCATION_SETTLEMENT,
    "address": HubField.LOCATION_ADDRESS,
    "latitude": HubField.LOCATION_LAT,
    "longitude": HubField.LOCATION_LON,
}
_ADDRESS = ("address_1", "address_2", "address_3", "address_4", "city", "region", "state_province")
_WORDS = ("alternate_name", "description", "transportation")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_.-]*")
TERRITORY_FACT = "territory"
CONFIDENTIAL_FACT = "confidential"
HOURS_FACT = "opening_hours"
HOW_FACT = "territory.how"
DISTANCE_FACT = "territory.distance"
_BY_POINT = ("polygon", "nearest")
#: Columns of an address that the location keeps apart too.
_PARTS = ("city", "region", "state_province", "country")


class Locations:
    """Makes the locations of one region's packages. The lines that were read are left in `lines`."""

    def __init__(
        self, region: Region, lookups: Lookups, gazetteer: Gazetteer, shelf: Shelf, words: Vocabulary
    ) -> None:
        self.lines: list[Line] = []
        self._region = region
        self._gazetteer = gazetteer
        self._shelf = shelf
        self._words = words
        self._places = Places(region, lookups, gazetteer)
        self._layout = _layout(region)

    def record(
        self, stored: Stored, service_schedules: Sequence[Line], phones: tuple[str, ...]
    ) -> LocationRecord | None:
        """The location, or None when it lies outside the jurisdiction; the issue is in its line."""
        address = self._address(stored)
        links = list(links_of(self._shelf, self._layout, stored))
        facets = self._words.facets(links)
        line = Line(self._layout, stored, _of_address(address, facets))
        self.lines += [line, *(link.line for link in links)]
        kind = "legal" if line.said("location_type") == "postal" else "actual"
        if address and self._is_abroad(address):
            return None
        try:
            placed = self._placed(line)
            unit = placed.unit
        except Outside:
            return None
        point, precision = self._point(line, unit)
        shown = line.said("address")
        parts = clean_address(shown).value if shown and self._region.country else None
        codes, words = self._accessibility(stored)
        own = [row for row in self._linked("schedule", stored) if not row.said("service_id")]
        return LocationRecord(
            key=stored.id,
            kind=kind,
            name=line.said("name"),
            territory=unit.code if unit else None,
            point_tells=placed.point_tells,
            point=point,
            precision=precision,
            address=shown,
            street=parts.street if parts else None,
            house=parts.house if parts else None,
            postal_code=address.said("postal_code") if address else None,
            **_parts(address, facets),
            confidential=facets.fact(CONFIDENTIAL_FACT) == "true",
            opening_hours=facets.fact(HOURS_FACT) or opening_hours([*own, *service_schedules]),
            accessibility=codes,
            phones=phones,
            languages=languages_of(self._linked("language", stored)),
            schedules=() if facets.made("schedules") else tuple(filter(None, map(schedule_of, own))),
            **({"territory_how": placed.how} | (_how(facets) if unit else {})),
            derived=place_rules(line, unit, self._gazetteer),
            attributes={**_attributes(line, facets), **({"accessibility": words} if words else {})},
        )

    def _address(self, stored: Stored) -> Line | None:
        """The first address of the location's own kind; postal ones of a physical place are not taken."""
        lines = [Line(self._layout, row) for row in self._shelf.linked("address", "location_id", stored.id)]
        wanted = stored.values.get("location_type") or "physical"
        found = next((line for line in lines if (line.said("address_type") or "physical") == wanted), None)
        for line in lines:
            if line is not found:
                message = f"The address is not the {wanted} one of its location, so it was left out."
                line.complain("ADDRESS_NOT_TAKEN", message, Severity.INFO, "address_type")
        self.lines += lines
        return found

    def _is_abroad(self, address: Line) -> bool:
        """Whether an address names, by its code, another country than the source's."""
        country, home = (address.said("country") or "").upper(), self._region.country
        if home is None or len(country) != 2 or country == home:
            return False
        message = f"The address is in {country}, outside the jurisdiction of this source; it is quarantined."
        address.complain("OUTSIDE_JURISDICTION", message, Severity.ERROR, "country", country)
        return True

    def _placed(self, line: Line) -> Placement:
        if self._region.country is None or line.said("location_type") == "virtual":
            return Placement()
        return self._places.placed(line)

    def _point(self, line: Line, unit: TerritoryUnit | None) -> tuple[Point | None, PrecisionClass]:
        point, precision = point_of(line, unit, self._gazetteer, self._region.country)
        given = line.said("latitude") or line.said("longitude")
        if not given and line.said("location_type") in (None, "physical"):
            message = "The location has no coordinates; ask the publisher for latitude and longitude."
            line.complain("LOCATION_WITHOUT_POINT", message, column="latitude")
        return point, precision

    def _accessibility(self, stored: Stored) -> tuple[tuple[str, ...], str]:
        """Codes, and what is said in words."""
        lines = self._linked("accessibility", stored)
        said = [text for line in lines if (text := line.said("description"))]
        codes = tuple(dict.fromkeys(text for text in said if _SLUG.fullmatch(text)))
        return codes, "; ".join(text for text in said if not _SLUG.fullmatch(text))

    def _linked(self, table: str, stored: Stored) -> list[Line]:
        lines = [Line(self._layout, row) for row in self._shelf.linked(table, "location_id", stored.id)]
        self.lines += lines
        return lines


def _layout(region: Region) -> Layout:
    """Where the gazetteer and the readers of points find what they need."""
    columns = {column: (Target.model_construct(to=target),) for column, target in _FIELDS.items()}
    return Layout(region.model_copy(update={"columns": columns, "constants": {}}))


def _of_address(address: Line | None, facets: Facets) -> dict[str, str]:
    """What a location's terms and its address say of its place."""
    said = {
        "code": facets.fact(TERRITORY_FACT),
        "address": _displayed(address, facets),
        "city": address.said("city") if address else None,
        "state_province": address.said("state_province") if address else None,
    }
    return {name: text for name, text in said.items() if text}


def _displayed(address: Line | None, facets: Facets) -> str | None:
    """The address in one line; a part that an earlier one says already is left out."""
    parts: list[str] = []
    for part in _texts(address, facets):
        if fold(part) not in fold(" ".join(parts)):
            parts.append(part)
    return ", ".join(parts) or None


def _parts(address: Line | None, facets: Facets) -> dict[str, Any]:
    """The parts of the address that somebody gave in columns of their own."""
    return {name: address.said(name) if address and not facets.made(name) else None for name in _PARTS}


def _how(facets: Facets) -> dict[str, Any]:
    """How the exporting hub told the territory, where it was by the point."""
    how, metres = facets.fact(HOW_FACT), facets.fact(DISTANCE_FACT) or ""
    if how not in _BY_POINT:
        return {}
    return {"territory_how": how, "territory_distance_m": int(metres) if metres.isdecimal() else None}


def _texts(address: Line | None, facets: Facets) -> Iterator[str]:
    columns = [column for column in _ADDRESS if not facets.made(column)]
    return (text for column in columns if address and (text := address.said(column)))


def _attributes(line: Line, facets: Facets) -> dict[str, Any]:
    said = {column: text for column in _WORDS if (text := line.said(column))}
    return {**said, **facets.attributes()}
