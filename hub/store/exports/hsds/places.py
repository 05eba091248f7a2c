"""Locations of a provider as HSDS objects."""

from collections.abc import Iterator
from typing import Any

from hub.domain.vocabulary import PrecisionClass, TerritoryLevel
from hub.store.exports.hsds.gather import Reference, Whole
from hub.store.exports.hsds.schedules import schedules
from hub.store.exports.hsds.terms import Object, Terms, label_of, own_id
from hub.store.reads.providers import LocationRow
from hub.store.reads.territories import TerritoryRow

#: Points of other classes stand for a settlement or a whole community, not for the location.
_OWN_POINT = {PrecisionClass.EXACT.value, PrecisionClass.STREET.value}
#: Attributes that HSDS has fields for.
_FIELDS = ("alternate_name", "description", "transportation")
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
            "attributes": list(self._attributes(row)),
        }
        if row.confidential:
            return made
        point = row.precision in _OWN_POINT
        return {
            **made,
            "name": row.name,
            **{field: _text(row.attributes.get(field)) for field in _FIELDS},
            "latitude": row.lat if point else None,
            "longitude": row.lon if point else None,
            "addresses": list(self._addresses(whole, row, "postal" if legal else "physical")),
            "schedules": schedules(row.id, row.opening_hours),
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
        lang, units = whole.provider.lang, self._reference.lineage(row.territory_id)
        home = units or self._reference.lineage(whole.source.jurisdiction_id)
        yield {
            "id": own_id(row.id, "address"),
            "location_id": str(row.id),
            "address_1": row.address,
            "city": _named([unit for unit in units if unit.level in _CITIES][:1], lang),
            "region": _named([unit for unit in units if unit.level == TerritoryLevel.DISTRICT], lang) or None,
            "state_province": _named([unit for unit in units if unit.level == TerritoryLevel.REGION], lang),
            "postal_code": row.postal_code or "",
            "country": home[0].country if home else "",
            "address_type": kind,
        }

    def _attributes(self, row: LocationRow) -> Iterator[Object]:
        units = self._reference.lineage(row.territory_id)
        if units:
            yield self._terms.fact("location", row.id, "territory", units[-1].code)
        if row.confidential:
            yield self._terms.fact("location", row.id, "confidential", "true")
            return
        yield from facts_of(self._terms, "location", row.id, row.attributes, _FIELDS)


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
