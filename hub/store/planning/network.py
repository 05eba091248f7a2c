"""Who gives what, where: providers with their sectors and kinds, and their services with forms and groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, true

from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, location_condition, provider_condition
from hub.store.filters.service import service_conditions
from hub.store.filters.spatial import lies_below
from hub.store.reads.batch import one_of
from hub.store.tables import location, provider, service, service_at_location, territory_closure


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A provider, and one of the units asked for that holds one of its places."""

    provider_id: UUID
    sector: str
    kind: str | None
    source_id: int
    synthetic: bool
    unit_id: int


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A working service, functions aside, and one of the units in which it is given."""

    service_id: UUID
    provider_id: UUID
    source_id: int
    synthetic: bool
    category: str | None
    name: str
    forms: list[str]
    target_groups: list[str]
    unit_id: int


async def read_seats(
    session: ReadSession, within: int, units: Sequence[int], scope: ProviderScope
) -> list[SeatRow]:
    """Providers that the filter means, in each unit that holds a place of theirs in the territory.

    The whole territory is one of the units if it is named.
    """
    spot, line = location.alias("spot"), territory_closure.alias("line")
    statement = (
        select(
            provider.c.id.label("provider_id"),
            *(provider.c[name] for name in ("sector", "kind", "source_id", "synthetic")),
            line.c.ancestor_id.label("unit_id"),
        )
        .distinct()
        .select_from(
            spot.join(provider, provider.c.id == spot.c.provider_id).join(
                line, and_(line.c.territory_id == spot.c.territory_id, one_of(line.c.ancestor_id, units))
            )
        )
        .where(
            lies_below(spot.c.territory_id, within),
            location_condition(scope, spot),
            provider_condition(scope, provider),
        )
        .order_by(provider.c.id, line.c.ancestor_id)
    )
    return await session.all(statement, SeatRow)


async def read_given(
    session: ReadSession,
    within: int,
    units: Sequence[int],
    scope: ProviderScope,
    categories: Sequence[str] | None = None,
) -> list[GivenRow]:
    """Services that the filter means, functions aside, in each unit in which they are given."""
    spot, line, given = location.alias("spot"), territory_closure.alias("line"), service_at_location
    conditions: list[ColumnElement[bool]] = [
        lies_below(spot.c.territory_id, within),
        location_condition(scope, spot),
        provider_condition(scope, provider),
        service.c.is_function.is_(False),
        or_(*(and_(true(), *asked) for asked in service_conditions(scope, service))),
    ]
    if categories is not None:
        conditions.append(one_of(service.c.category, categories))
    here = and_(line.c.territory_id == spot.c.territory_id, one_of(line.c.ancestor_id, units))
    statement = (
        select(
            service.c.id.label("service_id"),
            *(service.c[name] for name in ("provider_id", "category", "name", "forms", "target_groups")),
            provider.c.source_id,
            provider.c.synthetic,
            line.c.ancestor_id.label("unit_id"),
        )
        .distinct()
        .select_from(
            service.join(provider, provider.c.id == service.c.provider_id)
            .join(given, given.c.service_id == service.c.id)
            .join(spot, spot.c.id == given.c.location_id)
            .join(line, here)
        )
        .where(*conditions)
        .order_by(service.c.id, line.c.ancestor_id)
    )
    return await session.all(statement, GivenRow)


async def count_not_placed(
    session: ReadSession, within: int, units: Sequence[int], scope: ProviderScope
) -> int:
    """Providers of the territory that are in none of the units: nothing finer is known of them."""
    spot, line = location.alias("spot"), territory_closure.alias("line")
    in_unit = select(line.c.territory_id).where(one_of(line.c.ancestor_id, units))
    placed = select(spot.c.provider_id).where(location_condition(scope, spot))
    inside = placed.where(lies_below(spot.c.territory_id, within))
    statement = (
        select(func.count(literal(1)))
        .select_from(provider)
        .where(
            provider_condition(scope, provider),
            provider.c.id.in_(inside),
            provider.c.id.not_in(inside.where(spot.c.territory_id.in_(in_unit))),
        )
    )
    return int(await session.value(statement))
