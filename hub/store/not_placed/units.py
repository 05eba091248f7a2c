"""Of lists of territories: the records of all that is around them that are placed in none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, Table, func, literal, not_, select, true

from hub.domain.filters import AccessPointFilter, ProviderFilter, TerritoryFilter
from hub.store.engine import ReadSession
from hub.store.filters import (
    AccessPointScope,
    ProviderScope,
    access_point_condition,
    provider_condition,
    territory_condition,
)
from hub.store.filters.provider import place_conditions
from hub.store.listings import On, TerritoryListing
from hub.store.pages import groups_of
from hub.store.tables import access_point, location, provider, territory, territory_closure


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """How many working providers and access points are placed in none of some units."""

    providers: int
    access_points: int


class _Kind(NamedTuple):
    """A kind of records: which of them count, and the column of locations that names them."""

    table: Table
    owner: str
    scope: ProviderScope | AccessPointScope
    counts: ColumnElement[bool]


_PROVIDERS, _OFFICES = ProviderScope(ProviderFilter()), AccessPointScope(AccessPointFilter())
_KINDS = (
    _Kind(provider, "provider_id", _PROVIDERS, provider_condition(_PROVIDERS, provider)),
    _Kind(access_point, "access_point_id", _OFFICES, access_point_condition(_OFFICES, access_point)),
)


async def not_placed_in_units(
    session: ReadSession, listing: TerritoryListing, _asked: None, groups: Sequence[Any]
) -> list[NotPlaced | None]:
    """What lies in the unit around each list, but in none of the list's units.

    None unless the list holds all units right below one, or all of some ranks in one (or in the hub).
    """
    if listing.on is not On.TERRITORY and not _is_of_ranks(listing):
        return [None] * len(groups)
    return [NotPlaced(*row) for row in await session.rows(_counted(listing, groups))]


def _is_of_ranks(listing: TerritoryListing) -> bool:
    """Whether a filter means all units of some ranks that lie somewhere."""
    wanted = listing.scope.wanted
    whole = TerritoryFilter(levels=wanted.levels, within=wanted.within)
    return listing.on is On.NOTHING and bool(wanted.levels) and wanted == whole


def _counted(listing: TerritoryListing, groups: Sequence[Any]) -> Select[Any]:
    """(providers, access points), a row for each group in their order."""
    if listing.on is not On.TERRITORY:
        around = listing.scope.territory_id
        whole = None if around is None else literal(around, Integer)
        units = _within_units(listing, None)
        return select(*(_rest(kind, whole, units).scalar_subquery() for kind in _KINDS))
    group = groups_of(Integer(), groups)
    units = _within_units(listing, group.c.value)
    counts = (_rest(kind, group.c.value, units).correlate(group).scalar_subquery() for kind in _KINDS)
    return select(*counts).select_from(group).order_by(group.c.number)


def _within_units(listing: TerritoryListing, parent: ColumnElement[Any] | None) -> Select[Any]:
    """Ids of the units of a list and of all below them."""
    unit, line = territory.alias("unit"), territory_closure.alias("line")
    return (
        select(line.c.territory_id)
        .join(unit, unit.c.id == line.c.ancestor_id)
        .where(
            territory_condition(listing.scope, unit), true() if parent is None else unit.c.parent_id == parent
        )
        .correlate_except(line, unit)
    )


def _rest(kind: _Kind, whole: ColumnElement[Any] | None, units: Select[Any]) -> Select[Any]:
    """How many records have a place in the whole, but none in the units."""
    place = location.alias("placed")
    places = select(place.c.id).where(
        place.c[kind.owner] == kind.table.c.id,
        *place_conditions(kind.scope, place, whole),
        place.c.territory_id.is_not(None),
    )
    in_units = places.where(place.c.territory_id.in_(units))
    return (
        select(func.count())
        .select_from(kind.table)
        .where(
            kind.counts,
            places.correlate_except(place).exists(),
            not_(in_units.correlate_except(place).exists()),
        )
    )
