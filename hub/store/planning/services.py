"""Services of providers for planning: what is given, in which forms, to whom, where, how much is stated."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select, true

from hub.domain.vocabulary import CapacityFigure, DeliveryForm, RecordStatus, SecondTier
from hub.store.capacities import newest
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.filters.reach import reached
from hub.store.filters.service import service_conditions
from hub.store.filters.spatial import reaches_people
from hub.store.reads.batch import one_of
from hub.store.tables import service, service_area, service_at_location


@dataclass(frozen=True, slots=True)
class StatedCapacity:
    """The newest that is stated of one figure: places (TOTAL, AVAILABLE) or people (SERVED, WAITING).

    None where people are counted and not told, since they are few.
    """

    value: int | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class PlannedService:
    """A service that a filter means.

    `reach` are the units that it reaches: its service areas, or the hromada of each place where it works;
    with True where the whole unit is served. `has_areas` tells that its source states areas. `locations` are
    the places where it is given. Of teams None is not stated; a service with a `second_tier` has no people of
    its own as clients.
    """

    id: UUID
    provider_id: UUID
    source_id: int
    name: str
    category: str | None
    national_system: str | None
    national_code: str | None
    is_function: bool
    forms: tuple[DeliveryForm, ...]
    target_groups: tuple[str, ...]
    minimum_age: int | None
    maximum_age: int | None
    status: RecordStatus
    capacities: dict[CapacityFigure, StatedCapacity]
    locations: tuple[UUID, ...]
    reach: dict[int, bool]
    has_areas: bool
    teams: int | None
    visits_per_day: float | None
    reach_minutes: float | None
    reach_km: float | None
    shift: str | None
    second_tier: SecondTier | None


async def read_services(
    session: ReadSession, scope: ProviderScope, providers: Sequence[UUID]
) -> list[PlannedService]:
    """The services of these providers that the filter means, by provider and id. Five statements.

    Closed and missing services are left out unless the filter asks for statuses.
    """
    if not providers:
        return []
    rows = await session.rows(_chosen(scope, providers))
    ids = [row.id for row in rows]
    capacities = await _capacities(session, ids)
    places = await _grouped(session, _locations(ids))
    reach: defaultdict[UUID, dict[int, bool]] = defaultdict(dict)
    with_people = _those(ids).where(reaches_people(service))
    for row in await session.rows(select(reached(with_people).subquery("reached"))):
        reach[row.service_id][row.territory_id] = row.whole or reach[row.service_id].get(
            row.territory_id, False
        )
    areas = {row[0] for row in await session.rows(_with_areas(ids))}
    return [_service(row, capacities[row.id], places[row.id], reach[row.id], row.id in areas) for row in rows]


def _chosen(scope: ProviderScope, providers: Sequence[UUID]) -> Select[Any]:
    offered = service.alias("offered")
    lists = service_conditions(scope, offered)
    meant = or_(*(and_(true(), *conditions) for conditions in lists))
    return (
        select(*(offered.c[name] for name in _COLUMNS))
        .where(one_of(offered.c.provider_id, list(providers)), meant)
        .order_by(offered.c.provider_id, offered.c.id)
    )


_TEAM = ("teams", "visits_per_day", "reach_minutes", "reach_km", "shift", "second_tier")
_COLUMNS = (
    *("id", "provider_id", "source_id", "name", "category", "national_system", "national_code"),
    *("is_function", "forms", "target_groups", "minimum_age", "maximum_age", "status"),
    *_TEAM,
)


def _those(ids: Sequence[UUID]) -> Select[Any]:
    return select(service.c.id).where(one_of(service.c.id, list(ids)))


async def _capacities(
    session: ReadSession, ids: Sequence[UUID]
) -> defaultdict[UUID, dict[CapacityFigure, StatedCapacity]]:
    found: defaultdict[UUID, dict[CapacityFigure, StatedCapacity]] = defaultdict(dict)
    for row in await session.rows(newest(_those(ids))):
        found[row.service_id][CapacityFigure(row.figure)] = StatedCapacity(row.value, row.as_of)
    return found


async def _grouped(session: ReadSession, statement: Select[Any]) -> defaultdict[UUID, list[UUID]]:
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for key, value in await session.rows(statement):
        found[key].append(value)
    return found


def _locations(ids: Sequence[UUID]) -> Select[Any]:
    link = service_at_location
    return (
        select(link.c.service_id, link.c.location_id)
        .where(one_of(link.c.service_id, list(ids)))
        .order_by(link.c.location_id)
    )


def _with_areas(ids: Sequence[UUID]) -> Select[Any]:
    return select(service_area.c.service_id).distinct().where(one_of(service_area.c.service_id, list(ids)))


def _service(
    row: Any,
    capacities: dict[CapacityFigure, StatedCapacity],
    locations: Sequence[UUID],
    reach: dict[int, bool],
    has_areas: bool,
) -> PlannedService:
    return PlannedService(
        id=row.id,
        provider_id=row.provider_id,
        source_id=row.source_id,
        name=row.name,
        category=row.category,
        national_system=row.national_system,
        national_code=row.national_code,
        is_function=row.is_function,
        forms=tuple(DeliveryForm(form) for form in row.forms),
        target_groups=tuple(row.target_groups),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        status=RecordStatus(row.status),
        capacities=capacities,
        locations=tuple(locations),
        reach=reach,
        has_areas=has_areas,
        teams=row.teams,
        visits_per_day=row.visits_per_day,
        reach_minutes=row.reach_minutes,
        reach_km=row.reach_km,
        shift=row.shift,
        second_tier=None if row.second_tier is None else SecondTier(row.second_tier),
    )
