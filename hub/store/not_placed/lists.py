"""Of lists in a territory: the records that may belong to it, but are placed in a unit around it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, func, not_, select

from hub.store.engine import ReadSession
from hub.store.facets import FacetedListing
from hub.store.filters import AccessPointScope, ProviderScope
from hub.store.listings import On, ProviderListing
from hub.store.pages import groups_of
from hub.store.tables import access_point, provider


async def not_placed_in_lists(
    session: ReadSession, listing: FacetedListing, _asked: None, groups: Sequence[Any]
) -> list[int | None]:
    """How many more records each list would hold if those placed in a unit around its territory lay in it.

    The same of units to serve: those whose seat is in a unit around. None for lists that are asked for in no
    territory.
    """
    if listing.on is not On.TERRITORY and not _names_a_unit(listing.scope):
        return [None] * len(groups)
    return [row[0] for row in await session.rows(_counted(listing, groups))]


def _names_a_unit(scope: ProviderScope | AccessPointScope) -> bool:
    served = scope.served_id if isinstance(scope, ProviderScope) else None
    return scope.territory_id is not None or served is not None


def _counted(listing: FacetedListing, groups: Sequence[Any]) -> Select[Any]:
    """A row for each group in their order."""
    table = provider if isinstance(listing, ProviderListing) else access_point
    group = None if listing.group_type is None else groups_of(listing.group_type, groups)
    value = None if group is None else group.c.value
    condition = and_(listing.widened().condition(value), not_(listing.condition(value)))
    counted = select(func.count()).select_from(table).where(condition)
    if group is None:
        return counted
    return select(counted.correlate(group).scalar_subquery()).select_from(group).order_by(group.c.number)
