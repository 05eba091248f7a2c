"""Answers from the aggregates: for whom they speak, and the statements that read them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Integer, Select, bindparam, func, literal, select

from hub.domain.filters import FacetField, ProviderFilter, Within
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.filters.values import parametrised, values_of
from hub.store.listings import On, ProviderListing
from hub.store.pages import Count, Listing, groups_of
from hub.store.tables import facet_count
from hub.store.tables.aggregates import WHOLE_HUB

#: Stands for the territories that lists hang on.
GROUPS = bindparam("groups", None, type_=ARRAY(Integer()))


def plain(scope: ProviderScope) -> bool:
    """Whether a filter leaves everything as it is when nothing is asked for."""
    return scope.wanted == ProviderFilter()


def kept_coverage(session: ReadSession, scope: ProviderScope) -> bool:
    """Whether the cells of a planning matrix are kept: of the present, for a plain scope."""
    return not session.settings and plain(scope)


def kept_facets(session: ReadSession, listing: ProviderListing) -> bool:
    """Whether the facets of a list are kept: of the present, for the whole hub or for territories alone."""
    if session.settings or listing.on not in (On.NOTHING, On.TERRITORY):
        return False
    return plain(listing.scope) or (listing.on is On.NOTHING and _asks_for_a_territory(listing.scope))


def _asks_for_a_territory(scope: ProviderScope) -> bool:
    """Whether a filter names a territory and nothing else."""
    within = scope.wanted.within
    if within is None or scope.territory_id is None:
        return False
    return scope.wanted == ProviderFilter(within=Within(territory=within.territory))


def read_facets(listing: ProviderListing, by: Sequence[FacetField], groups: Any) -> Select[Any]:
    """(number of the group, field, code, count), the fullest first; ask `kept_facets` before."""
    count = facet_count
    columns = (count.c.field, count.c.code, count.c.providers.label("count"))
    wanted = count.c.field.in_([field.value for field in dict.fromkeys(by)])
    number: ColumnElement[Any] = literal(1, Integer)
    if listing.on is On.TERRITORY:
        group = groups_of(Integer(), groups)
        number = group.c.number
        found = group.join(count, count.c.territory_id == group.c.value)
        statement = select(number.label("number"), *columns).select_from(found)
    else:
        within = listing.scope.territory_id
        territory_id = WHOLE_HUB if within is None else within
        statement = select(number.label("number"), *columns).where(count.c.territory_id == territory_id)
    return statement.where(wanted).order_by(number, count.c.field, count.c.providers.desc(), count.c.code)


async def kept_counts(session: ReadSession, listing: Listing, groups: Sequence[Any]) -> list[Count] | None:
    """How long a list is for each group, where the release has it: every provider has one sector."""
    if not isinstance(listing, ProviderListing) or not kept_facets(session, listing):
        return None
    if listing.centre is not None:
        return None  # Such a list leaves out providers without a point.
    values: dict[str, Any] = {} if listing.group_type is None else {"groups": list(groups)}
    shape = ("totals", values_of(listing, values))
    rows = await session.shaped(shape, lambda: _read_totals(parametrised(listing)), values)
    found = {row.number: int(row.total) for row in rows}
    return [Count(found.get(number, 0), True) for number in range(1, len(groups) + 1)]


def _read_totals(listing: ProviderListing) -> Select[Any]:
    sectors = read_facets(listing, (FacetField.SECTOR,), GROUPS).order_by(None).subquery("sectors")
    total = func.sum(sectors.c.count).label("total")
    return select(sectors.c.number, total).group_by(sectors.c.number)
