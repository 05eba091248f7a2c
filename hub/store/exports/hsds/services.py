"""Services of a provider as HSDS objects."""

from collections.abc import Iterator
from uuid import UUID

from hub.domain.vocabulary import RecordStatus
from hub.store.exports.hsds.gather import Reference, Whole
from hub.store.exports.hsds.reaching import languages, phones
from hub.store.exports.hsds.schedules import stated_schedules
from hub.store.exports.hsds.staff import staff_facts
from hub.store.exports.hsds.terms import Object, Terms, label_of, own_id
from hub.store.reads.providers import AreaRow, CapacityRow, ServiceRow

#: The hub's statuses in HSDS's words. Nobody vouches for what is missing, excluded or unknown.
STATUSES = {
    RecordStatus.ACTIVE: "active",
    RecordStatus.RELOCATED: "active",
    RecordStatus.SUSPENDED: "temporarily closed",
    RecordStatus.CLOSED: "defunct",
    RecordStatus.MERGED: "defunct",
    RecordStatus.EXCLUDED: "inactive",
    RecordStatus.MISSING: "inactive",
    RecordStatus.UNKNOWN: "inactive",
}
#: How its category was told, which the term itself does not say.
MATCHED = ("national_system", "national_code", "national_label", "matched_via", "matched_by")
#: What is told of its teams, under these names of facts.
TEAM = ("teams", "visits_per_day", "reach_minutes", "reach_km", "shift")
_NUMBERS = ("total", "available", "served", "waiting")
_IN_CAPACITY = frozenset({"total", "available"})


class Services:
    """Makes the services of one export."""

    def __init__(self, reference: Reference, terms: Terms) -> None:
        self._reference = reference
        self._terms = terms

    def service(self, whole: Whole, row: ServiceRow) -> Object:
        """The service with its areas, places, costs and capacities."""
        lang, groups = whole.provider.lang, row.target_groups
        named = [self._terms.name("target-group", code, lang) for code in groups]
        capacities = whole.capacities[row.id]
        return {
            "id": str(row.id),
            "organization_id": str(row.provider_id),
            "name": row.name,
            "description": row.description,
            "status": _status(whole.provider.status, row.status),
            "url": row.url,
            "application_process": row.application_process,
            "eligibility_description": row.eligibility or "; ".join(named) or None,
            "minimum_age": row.minimum_age,
            "maximum_age": row.maximum_age,
            "service_areas": [self._area(row.id, area, lang) for area in whole.areas[row.id]],
            "service_at_locations": [
                {"id": str(at.id), "service_id": str(row.id), "location_id": str(at.location_id)}
                for at in whole.given_at[row.id]
            ],
            "cost_options": [_cost(row.id, number, cost) for number, cost in enumerate(row.costs)],
            "phones": phones(row.id, "service_id", row.phones),
            "languages": languages(row.id, "service_id", row.languages),
            "schedules": stated_schedules(row.id, "service_id", row.schedules),
            "capacities": [made for capacity in capacities if (made := _capacity(row.id, capacity))],
            "funding": [self._funding(row.id, code, lang) for code in row.funding],
            "attributes": [
                *self._terms_of(row),
                *self._facts(row),
                *self._numbers(row.id, capacities),
                *staff_facts(self._terms, "service", row.id, whole.staff, row.id),
            ],
        }

    def _area(self, service: UUID, area: AreaRow, lang: str) -> Object:
        made: Object = {"service_id": str(service)}
        if area.polygon is not None:
            shape = {"extent": area.polygon, "extent_type": "geojson"}
            return {"id": own_id(service, "area", area.polygon), **made, **shape}
        unit = self._reference.lineage(area.territory_id)[-1]
        return {
            "id": own_id(service, "area", unit.code),
            **made,
            "name": label_of(unit.names, lang, unit.name),
            "extent": unit.code,
            "extent_type": unit.scheme,
        }

    def _funding(self, service: UUID, code: str, lang: str) -> Object:
        source = self._terms.name("funding", code, lang)
        return {"id": own_id(service, "funding", code), "service_id": str(service), "source": source}

    def _terms_of(self, row: ServiceRow) -> Iterator[Object]:
        borne = [
            *(("category", code) for code in [row.category] if code),
            *(("target-group", code) for code in row.target_groups),
            *(("form", code) for code in row.forms),
            *(("duration", code) for code in [row.duration] if code),
        ]
        yield from (self._terms.attribute("service", row.id, taxonomy, code) for taxonomy, code in borne)
        yield from (self._terms.foreign("service", row.id, *one) for one in enumerate(row.terms))

    def _facts(self, row: ServiceRow) -> Iterator[Object]:
        if row.is_function:
            yield self._terms.fact("service", row.id, "function", "true")
        for name in MATCHED:
            if row.category and (value := getattr(row, name)):
                yield self._terms.fact("service", row.id, f"match.{name}", value)
        for name in TEAM:
            if (value := getattr(row, name)) is not None:
                yield self._terms.fact("service", row.id, f"team.{name}", value)
        if row.second_tier is not None:
            yield self._terms.fact("service", row.id, "second_tier", row.second_tier)
        if row.target_groups and not row.eligibility:
            yield self._terms.made("service", row.id, "eligibility_description")

    def _numbers(self, service: UUID, capacities: list[CapacityRow]) -> Iterator[Object]:
        """Numbers that no service_capacity holds: it needs both a day and how many are available."""
        for capacity in capacities:
            held = _IN_CAPACITY if _capacity(service, capacity) else frozenset()
            for name in _NUMBERS:
                number = getattr(capacity, name)
                if number is not None and name not in held:
                    fact = f"capacity.{name}.{capacity.unit}"
                    label = capacity.as_of.isoformat() if capacity.as_of else None
                    yield self._terms.fact("service", service, fact, number, label)


def _status(of_provider: str, own: str) -> str:
    """A service of a provider that does not work does not work either."""
    works = of_provider in {RecordStatus.ACTIVE, RecordStatus.RELOCATED}
    return STATUSES[RecordStatus(own if works else of_provider)]


def _cost(service: UUID, number: int, cost: dict[str, str]) -> Object:
    return {
        "id": own_id(service, "cost", number),
        "service_id": str(service),
        "currency": cost["currency"],
        "amount": float(cost["amount"]),
        "amount_description": cost.get("unit"),
    }


def _capacity(service: UUID, row: CapacityRow) -> Object | None:
    """A measurement; None where a number or the day that HSDS requires is not known."""
    if row.available is None or row.as_of is None:
        return None
    unit = own_id("unit", "unit", row.unit)
    return {
        "id": own_id(service, "capacity", f"{row.as_of} {row.unit}"),
        "service_id": str(service),
        "unit_id": unit,
        "unit": {"id": unit, "name": row.unit, "identifier": row.unit},
        "available": row.available,
        "maximum": row.total,
        "updated": f"{row.as_of.isoformat()}T00:00:00Z",
    }
