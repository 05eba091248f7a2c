"""Rows of a service."""

from collections.abc import Iterator
from typing import Any

import orjson

from hub.domain.ids import part_id
from hub.domain.records import ProviderRecord, ScheduleRecord, ServiceRecord
from hub.ingest.rows.location import location_id, stated
from hub.ingest.rows.maker import RowMaker, TableRow
from hub.ingest.rows.staff import staff_rows
from hub.store.rows import multi_polygon


def service_rows(
    rows: RowMaker, owner: str, record: ProviderRecord, service: ServiceRecord
) -> Iterator[TableRow]:
    """The service with its places, areas and measurements."""
    service_id = service.id or part_id(owner, "service", service.key)
    places = {place.key: location_id(owner, place) for place in record.locations}
    yield rows.row(
        "service",
        id=service_id,
        provider_id=owner,
        key=service.key,
        name=service.name,
        category=service.category,
        matched_via=service.matched_via and service.matched_via.value,
        matched_by=service.matched_by,
        national_system=service.national_system,
        national_code=service.national_code,
        national_label=service.national_label,
        is_function=service.is_function,
        forms=[form.value for form in service.forms],
        duration=service.duration and service.duration.value,
        target_groups=list(service.target_groups),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        status=service.status.value,
        description=service.description,
        url=service.url,
        application_process=service.application_process,
        eligibility=service.eligibility,
        phones=list(service.phones),
        languages=list(service.languages),
        schedules=[_schedule(owner, places, one) for one in service.schedules],
        terms=[stated(one) for one in service.terms],
        funding=list(service.funding),
        costs=list(service.costs),
        **_team(service),
    )
    common = {"provider_id": owner, "service_id": service_id}
    for key in service.locations or places:
        place = places.get(key) or part_id(owner, "location", key)
        yield rows.row("service_at_location", id=part_id(service_id, "at", key), location_id=place, **common)
    yield from _area_rows(rows, service, common)
    yield from _capacity_rows(rows, service, common)
    yield from staff_rows(rows, service.staff, owner, service_id)


def _team(service: ServiceRecord) -> dict[str, Any]:
    """What is stated of its teams, and whose work it supports."""
    return {
        "teams": service.teams,
        "visits_per_day": service.visits_per_day,
        "reach_minutes": service.reach_minutes,
        "reach_km": service.reach_km,
        "shift": service.shift,
        "second_tier": service.second_tier and service.second_tier.value,
    }


def _schedule(owner: str, places: dict[str, str], schedule: ScheduleRecord) -> dict[str, Any]:
    """A schedule of a service, with the id of its place."""
    if schedule.location is None:
        return stated(schedule)
    place = places.get(schedule.location) or part_id(owner, "location", schedule.location)
    return {**stated(schedule), "location": place}


def _area_rows(rows: RowMaker, service: ServiceRecord, common: dict[str, str]) -> Iterator[TableRow]:
    """Territories and polygons that the service reaches."""
    service_id = common["service_id"]
    for area in dict.fromkeys(area.territory for area in service.areas if area.territory):
        territory = rows.territories[area]
        area_id = part_id(service_id, "area", area)
        yield rows.row("service_area", id=area_id, territory_id=territory.id, **common)
    for polygon in (area.polygon for area in service.areas if area.polygon):
        area_id = part_id(service_id, "polygon", orjson.dumps(polygon).decode())
        yield rows.row("service_area", id=area_id, polygon=multi_polygon(polygon), **common)


def _capacity_rows(rows: RowMaker, service: ServiceRecord, common: dict[str, str]) -> Iterator[TableRow]:
    """One measurement for each date and unit."""
    for capacity in {(c.as_of, c.unit): c for c in service.capacities}.values():
        yield rows.row(
            "capacity",
            id=part_id(common["service_id"], "capacity", capacity.as_of, capacity.unit),
            as_of=capacity.as_of,
            unit=capacity.unit,
            total=capacity.total,
            available=capacity.available,
            served=capacity.served,
            waiting=capacity.waiting,
            **common,
        )
