"""Answers from the aggregates: for whom they speak, and the statements that read them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from hub.domain.filters import FacetField, ProviderFilter, Within
from hub.domain.reference import is_national
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.listings import On, ProviderListing
from hub.store.pages import Count, Listing, groups_of
from hub.store.shapes import Shape, blank, shape_of
from hub.store.tables import facet_count
from hub.store.tables.aggregates import WHOLE_HUB

#: The facets that a release adds up; those by place depend on which places the list asks for.
KEPT = (
    FacetField.CATEGORY,
    FacetField.SECTOR,
    FacetField.KIND,
    FacetField.FORM,
    FacetField.TARGET_GROUP,
)

#: Stands for the territories that lists hang on.
GROUPS = bindparam("groups", None, type_=ARRAY(Integer()))


def plain(scope: ProviderScope) -> bool:
    """Whether a filter leaves everything as it is when nothing is asked for."""
    return scope.wanted == ProviderFilter()


def kept_coverage(session: ReadSession, scope: ProviderScope, categories: Sequence[str]) -> bool:
    """Whether the cells of a matrix are kept: of the present, for a plain scope and the hub's own terms."""
    return not session.settings and plain(scope) and not any(map(is_national, categories))


def kept_facets(session: ReadSession, listing: Listing) -> bool:
    """Whether a list has facets that are kept: of the present, for the whole hub or for territories alone."""
    if not isinstance(listing, ProviderListing) or session.settings:
        return False
    if listing.on not in (On.NOTHING, On.TERRITORY):
        return False
    return plain(listing.scope) or (listing.on is On.NOTHING and _asks_for_a_territory(listing.scope))


def _asks_for_a_territory(scope: ProviderScope) -> bool:
    """Whether a filter names a territory and nothing else."""
    within = scope.wanted.within
    if within is None or scope.territory_id is None:
        return False
    return scope.wanted == ProviderFilter(within=Within(territory=within.territory))


def read_facets(listing: ProviderListing, by: Sequence[FacetField], groups: Any) -> Select[Any]:
    """Rows of `buckets`, of what the release has added up; ask `kept_facets` before."""
    count = facet_count
    columns = (count.c.field, count.c.code, count.c.providers)
    wanted = count.c.field.in_([field.value for field in dict.fromkeys(by)])
    number: ColumnElement[Any] = literal(1, Integer)
    if listing.on is On.TERRITORY:
        group = groups_of(Integer(), groups)
        number = group.c.number
        found = group.join(count, count.c.territory_id == group.c.value)
        statement = buckets(number, *columns).select_from(found)
    else:
        within = listing.scope.territory_id
        territory_id = WHOLE_HUB if within is None else within
        statement = buckets(number, *columns).where(count.c.territory_id == territory_id)
    return statement.where(wanted)


def buckets(
    number: ColumnElement[int], field: ColumnElement[str], code: ColumnElement[str], count: ColumnElement[int]
) -> Select[Any]:
    """(number of the group, field, codes, counts), the fullest first."""
    fullest = (count.desc(), code)
    codes = func.array_agg(aggregate_order_by(code, *fullest), type_=ARRAY(Text()))
    counts = func.array_agg(aggregate_order_by(count, *fullest), type_=ARRAY(Integer()))
    columns: list[ColumnElement[Any]] = [
        number.label("number"),
        field,
        codes.label("codes"),
        counts.label("counts"),
    ]
    return select(*columns).group_by(number, field)


def counts_are_kept(session: ReadSession, listing: Listing) -> bool:
    """Whether the facets of a list tell how long it is: every provider has one sector."""
    if not isinstance(listing, ProviderListing) or not kept_facets(session, listing):
        return False
    # A list around a point leaves out providers without one.
    return listing.centre is None


async def kept_counts(session: ReadSession, listing: Listing, groups: Sequence[Any]) -> list[Count] | None:
    """How long a list is for each group, where the release has it."""
    if not isinstance(listing, ProviderListing) or not counts_are_kept(session, listing):
        return None
    values: dict[str, Any] = {} if listing.group_type is None else {"groups": list(groups)}
    rows = await session.shaped(_read_totals, (shape_of(listing, values),), values)
    found = {row.number: int(row.total) for row in rows}
    return [Count(found.get(number, 0), True) for number in range(1, len(groups) + 1)]


def _read_totals(shape: Shape) -> Select[Any]:
    listing = blank(shape)
    group = groups_of(Integer(), GROUPS) if listing.on is On.TERRITORY else None
    number: ColumnElement[Any] = literal(1, Integer) if group is None else group.c.number
    statement = select(number.label("number"), kept_length(listing, group).label("total"))
    return statement if group is None else statement.select_from(group)


def kept_length(listing: Listing, group: FromClause | None) -> ColumnElement[int]:
    """How long a list is, as a value; ask `counts_are_kept` before."""
    assert isinstance(listing, ProviderListing)
    within = listing.scope.territory_id
    territory_id = (WHOLE_HUB if within is None else within) if group is None else group.c.value
    total = func.coalesce(func.sum(facet_count.c.providers), 0)
    ours = (facet_count.c.territory_id == territory_id) & (facet_count.c.field == FacetField.SECTOR.value)
    return select(total).where(ours).scalar_subquery()
