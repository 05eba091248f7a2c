"""Locations of a provider as HSDS objects."""

from collections.abc import Iterator
from typing import Any

from hub.domain.vocabulary import PrecisionClass, TerritoryLevel
from hub.store.exports.hsds.gather import Reference, Whole
from hub.store.exports.hsds.reaching import languages, phones
from hub.store.exports.hsds.schedules import schedules, stated_schedules
from hub.store.exports.hsds.terms import Object, Terms, label_of, own_id
from hub.store.reads.providers import LocationRow
from hub.store.reads.territories import TerritoryRow
from hub.store.secrecy import ADDRESS_PARTS

#: Points of other classes stand for a settlement or a whole community, not for the location.
_OWN_POINT = {PrecisionClass.EXACT.value, PrecisionClass.STREET.value}
#: Attributes that HSDS has fields for.
_FIELDS = ("alternate_name", "description", "transportation")
_STATED = "stated"
_CITIES = {TerritoryLevel.SETTLEMENT.value, TerritoryLevel.CITY_DISTRICT.value}


class Places:
    """Makes the locations of one export. A confidential one says its community and nothing more."""

    def __init__(self, reference: Reference, terms: Terms) -> None:
        self._reference = reference
        self._terms = terms

    def location(self, whole: Whole, row: LocationRow) -> Object:
        """The location; a registered seat is of type postal, the nearest that HSDS has."""
        legal = row.kind == "legal"
        made: Object = {
            "id": str(row.id),
            "organization_id": str(row.provider_id),
            "location_type": "postal" if legal else "physical",
            "attributes": list(self._attributes(whole, row)),
        }
        if row.confidential:
            return made
        # A place without territory has no other point than the one that its source gives.
        point = row.precision in _OWN_POINT or row.territory_id is None
        return {
            **made,
            "name": row.name,
            **{field: _text(row.attributes.get(field)) for field in _FIELDS},
            "latitude": row.lat if point else None,
            "longitude": row.lon if point else None,
            "addresses": list(self._addresses(whole, row, "postal" if legal else "physical")),
            "schedules": stated_schedules(row.id, "location_id", row.schedules) or _made_hours(whole, row),
            "phones": phones(row.id, "location_id", row.phones),
            "languages": languages(row.id, "location_id", row.languages),
            "accessibility": [
                {"id": own_id(row.id, "accessibility", code), "location_id": str(row.id), "description": code}
                for code in row.accessibility
            ],
        }

    def _addresses(self, whole: Whole, row: LocationRow, kind: str) -> Iterator[Object]:
        """The address, if one is known; its required parts that are not stay empty texts.

        A source speaks only of its jurisdiction, so that says the country of a place without territory.
        """
        if not row.address:
            return
        said, made = _said(row), self._made(whole, row)
        yield {
            "id": own_id(row.id, "address"),
            "location_id": str(row.id),
            "address_1": _line(row.address, said),
            "city": "",
            "state_province": "",
            "country": "",
            **made,
            **said,
            "postal_code": row.postal_code or "",
            "address_type": kind,
        }

    def _made(self, whole: Whole, row: LocationRow) -> dict[str, str]:
        """What the place's territory says of its address, where its source gives no parts of it."""
        lang, units = whole.provider.lang, self._reference.lineage(row.territory_id)
        home = units or self._reference.lineage(whole.source.jurisdiction_id)
        parts = {
            "city": _named([unit for unit in units if unit.level in _CITIES][:1], lang),
            "region": _named([unit for unit in units if unit.level == TerritoryLevel.DISTRICT], lang),
            "state_province": _named([unit for unit in units if unit.level == TerritoryLevel.REGION], lang),
            "country": home[0].country if home else "",
        }
        said = _said(row)
        return {name: text for name, text in parts.items() if text and name not in said}

    def _attributes(self, whole: Whole, row: LocationRow) -> Iterator[Object]:
        terms, units = self._terms, self._reference.lineage(row.territory_id)
        if units:
            yield terms.fact("location", row.id, "territory", units[-1].code)
        if row.confidential:
            yield terms.fact("location", row.id, "confidential", "true")
            return
        if units and row.territory_how not in (None, _STATED):
            yield terms.fact("location", row.id, "territory.how", row.territory_how)
        if units and row.territory_distance_m is not None:
            yield terms.fact("location", row.id, "territory.distance", row.territory_distance_m)
        if row.opening_hours:
            yield terms.fact("location", row.id, "opening_hours", row.opening_hours)
        for field in (*(self._made(whole, row) if row.address else ()), *_made_fields(whole, row)):
            yield terms.made("location", row.id, field)
        yield from facts_of(self._terms, "location", row.id, row.attributes, _FIELDS)


def _made_fields(whole: Whole, row: LocationRow) -> list[str]:
    return ["schedules"] if not row.schedules and _made_hours(whole, row) else []


def _made_hours(whole: Whole, row: LocationRow) -> list[Object]:
    """Schedules of the opening hours; none where schedules of services there say them already."""
    of_services = (one.id for one in whole.services if one.schedules)
    told = any(at.location_id == row.id for id in of_services for at in whole.given_at[id])
    return [] if told else schedules(row.id, row.opening_hours)


def _said(row: LocationRow) -> dict[str, str]:
    """The parts of the address that the source gives apart."""
    parts = {name: getattr(row, name) for name in ADDRESS_PARTS}
    return {name: text for name, text in parts.items() if text}


def _line(address: str, said: dict[str, str]) -> str:
    """The address as displayed without the parts at its end that are given apart."""
    for name in ("state_province", "region", "city"):
        address = address.removesuffix(f", {said[name]}") if name in said else address
    return address


def facts_of(
    terms: Terms, entity: str, owner: object, attributes: dict[str, Any], left_out: tuple[str, ...]
) -> Iterator[Object]:
    """The attributes of a record as facts, without those that have a field of their own."""
    for name, value in attributes.items():
        if name not in left_out and value is not None:
            yield terms.fact(entity, owner, f"attribute.{name}", _text(value))


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _named(units: list[TerritoryRow], lang: str) -> str:
    """The name of the only unit in a language; '' for none."""
    return label_of(units[0].names, lang, units[0].name) if units else ""
