"""Providers that could join a centre: those placed in a territory or near it, and those that are named."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, Select, and_, cast, func, null, or_, select

from hub.domain.filters import ProviderFilter
from hub.domain.records import Point
from hub.domain.vocabulary import RecordStatus
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, location_condition, provider_condition
from hub.store.filters.reach import reached
from hub.store.filters.service import service_conditions
from hub.store.filters.spatial import geography, is_where_it_works, lies_below, spot_of
from hub.store.planning.places import Place
from hub.store.reads.batch import one_of
from hub.store.reads.providers import capacities
from hub.store.reads.relation import Relation
from hub.store.tables import (
    capacity,
    location,
    provider,
    service,
    service_area,
    service_at_location,
    statement,
)

_EVERY_STATUS = tuple(RecordStatus)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A provider at one of its places; `distance` is metres from the territory's point on the sphere."""

    provider_id: UUID
    parent_id: UUID | None
    status: str
    source_id: int
    synthetic: bool
    location_id: UUID
    radius_m: int | None
    distance: float | None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A service of a provider that is given at one of the places that were asked for."""

    service_id: UUID
    provider_id: UUID
    category: str | None
    name: str
    is_function: bool
    status: str
    second_tier: str | None


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """What is stated of a service's capacity on a day."""

    service_id: UUID
    as_of: date | None
    unit: str
    total: int | None
    available: int | None
    served: int | None
    waiting: int | None
    suppressed: list[str]  # the figures that are stated and not told


async def read_candidates(
    session: ReadSession, place: Place, scope: ProviderScope, metres: float, named: Sequence[UUID]
) -> list[CandidateRow]:
    """Providers at their places in the territory or `metres` around its point, and the named ones anywhere.

    The filter is asked of all but the named ones, in any status: whoever reads them says what counts. The
    nearest place of each provider comes first.
    """
    statement_ = _candidates(place, any_status(scope), metres, named)
    return await session.all(statement_, CandidateRow)


async def read_offers(
    session: ReadSession, scope: ProviderScope, locations: Sequence[UUID]
) -> list[OfferRow]:
    """Services given at these places, in any status, that the filter means, by name."""
    wide = any_status(scope)
    given = select(service_at_location.c.service_id).where(
        one_of(service_at_location.c.location_id, locations)
    )
    meant = or_(*(and_(True, *asked) for asked in service_conditions(wide, service)))
    columns = (service.c.id.label("service_id"), *_columns(service, OfferRow, but="service_id"))
    chosen = select(*columns).where(service.c.id.in_(given), meant)
    return await session.all(chosen.order_by(service.c.name, service.c.id), OfferRow)


async def read_measurements(
    session: ReadSession, services: Sequence[UUID]
) -> dict[UUID, list[MeasurementRow]]:
    """Every measurement of each service."""
    columns = _columns(capacities, MeasurementRow)
    statement_ = select(*columns).where(one_of(capacity.c.service_id, services))
    found: defaultdict[UUID, list[MeasurementRow]] = defaultdict(list)
    for row in await session.all(statement_.order_by(capacity.c.id), MeasurementRow):
        found[row.service_id].append(row)
    return found


async def read_records(session: ReadSession, named: Sequence[UUID]) -> dict[UUID, UUID]:
    """For each id the record that answers for it: of merged records the one that they became."""
    rows = await session.rows(
        select(statement.c.id, statement.c.record_id).where(
            one_of(statement.c.id, named), statement.c.record_type == "provider"
        )
    )
    return {row.id: row.record_id for row in rows}


async def read_joined(session: ReadSession, providers: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Further records of sources that are these providers."""
    rows = await session.rows(
        select(statement.c.record_id, statement.c.id)
        .where(one_of(statement.c.record_id, providers), statement.c.record_id != statement.c.id)
        .order_by(statement.c.id)
    )
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        found[row.record_id].append(row.id)
    return found


async def read_catchments(session: ReadSession, services: Sequence[UUID]) -> dict[UUID, set[int]]:
    """The units that each service reaches, as docs/graphql.md says of `serves`."""
    chosen = select(service.c.id).where(one_of(service.c.id, services))
    areas = reached(chosen).subquery("reached")
    found: defaultdict[UUID, set[int]] = defaultdict(set)
    for row in await session.rows(select(areas.c.service_id, areas.c.territory_id)):
        found[row.service_id].add(row.territory_id)
    return found


async def read_stated_areas(session: ReadSession, services: Sequence[UUID]) -> dict[UUID, set[int]]:
    """The units that the areas of services reach, drawn ones too; who states no area is left out."""
    stated = select(service_area.c.service_id).distinct()
    rows = await session.rows(stated.where(one_of(service_area.c.service_id, services)))
    with_areas = [row.service_id for row in rows]
    reached_by = await read_catchments(session, with_areas) if with_areas else {}
    return {identity: reached_by.get(identity, set()) for identity in with_areas}


def any_status(scope: ProviderScope) -> ProviderScope:
    """The same question of records in any status."""
    wanted: ProviderFilter = replace(scope.wanted, status=_EVERY_STATUS)
    return replace(scope, wanted=wanted)


def _candidates(place: Place, scope: ProviderScope, metres: float, named: Sequence[UUID]) -> Select[Any]:
    spot = location.alias("spot")
    distance: ColumnElement[Any] = cast(null(), Float)
    here = lies_below(spot.c.territory_id, place.id)
    if place.lat is not None and place.lon is not None:
        centre = geography(Point(lat=place.lat, lon=place.lon))
        distance = func.ST_Distance(spot_of(spot), centre, False)
        if metres:
            here = or_(here, func.ST_DWithin(spot_of(spot), centre, metres))
    meant = and_(provider_condition(scope, provider), location_condition(scope, spot), here)
    if named:
        meant = or_(meant, and_(one_of(provider.c.id, named), is_where_it_works(spot)))
    return (
        select(
            provider.c.id.label("provider_id"),
            *(provider.c[name] for name in ("parent_id", "status", "source_id", "synthetic")),
            spot.c.id.label("location_id"),
            spot.c.radius_m,
            distance.label("distance"),
        )
        .select_from(spot.join(provider, provider.c.id == spot.c.provider_id))
        .where(meant)
        .order_by(distance.asc().nulls_last(), provider.c.id, spot.c.id)
    )


def _columns(table: Any, row: type, but: str = "") -> list[ColumnElement[Any]]:
    if isinstance(table, Relation):
        return [table.column(name).label(name) for name in row.__slots__]  # type: ignore[attr-defined]
    return [table.c[name] for name in row.__slots__ if name != but]  # type: ignore[attr-defined]
