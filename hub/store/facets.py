"""How many providers of a list share each value: over the whole filtered list, not over a page."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import FromClause, Select, func, literal, select, true, union_all

from hub.domain.filters import FacetField
from hub.store.aggregates.reads import GROUPS, buckets, counts_are_kept, kept_facets, read_facets
from hub.store.engine import ReadSession
from hub.store.filters.service import works
from hub.store.listings import ProviderListing
from hub.store.pages import Count, groups_of
from hub.store.shapes import Shape, blank, shape_of
from hub.store.tables import provider, service, term_closure

#: The taxonomy in which the codes of a facet are terms.
TAXONOMY: dict[FacetField, str] = {
    FacetField.CATEGORY: "category",
    FacetField.SECTOR: "sector",
    FacetField.KIND: "kind",
    FacetField.FORM: "form",
    FacetField.TARGET_GROUP: "target-group",
}


class Bucket(NamedTuple):
    """A value and how many providers of the list have it."""

    code: str
    providers: int


Facets = dict[FacetField, list[Bucket]]


async def facets(
    session: ReadSession, listing: ProviderListing, by: Sequence[FacetField], groups: Sequence[Any]
) -> list[Facets]:
    """The buckets of each wanted facet for each group, the fullest first. One statement.

    A provider counts once under each value it has, and under all terms above it, as filters mean
    them. What is not stated is in no bucket. What the release has added up is not counted again.
    """
    if kept_facets(session, listing):
        return _sorted_out(await _kept(session, listing, by, groups), by, groups)
    return await live_facets(session, listing, by, groups)


async def counted_facets(
    session: ReadSession, listing: ProviderListing, by: Sequence[FacetField], groups: Sequence[Any]
) -> tuple[list[Facets], list[Count] | None]:
    """The facets, and how long the list is for each group where the same statement tells it."""
    if not counts_are_kept(session, listing):
        return await facets(session, listing, by, groups), None
    found = await facets(session, listing, tuple(dict.fromkeys((*by, FacetField.SECTOR))), groups)
    return found, [Count(sum(one.providers for one in each[FacetField.SECTOR]), True) for each in found]


async def _kept(
    session: ReadSession, listing: ProviderListing, by: Sequence[FacetField], groups: Sequence[Any]
) -> Sequence[Any]:
    values: dict[str, Any] = {} if listing.group_type is None else {"groups": list(groups)}
    of = (shape_of(listing, values), tuple(dict.fromkeys(by)))
    return await session.shaped(_read_kept, of, values)


def _read_kept(shape: Shape, by: tuple[FacetField, ...]) -> Select[Any]:
    return read_facets(blank(shape), by, GROUPS)


async def live_facets(
    session: ReadSession, listing: ProviderListing, by: Sequence[FacetField], groups: Sequence[Any]
) -> list[Facets]:
    """The same for any list and moment, counted from its providers one by one."""
    if not by:
        return [{} for _ in groups]
    members = _members(listing, groups)
    rows = union_all(*(counted(members, field) for field in dict.fromkeys(by))).subquery("facets")
    found = buckets(rows.c.number, rows.c.field, rows.c.code, rows.c.count)
    return _sorted_out(await session.rows(found), by, groups)


def _sorted_out(rows: Sequence[Any], by: Sequence[FacetField], groups: Sequence[Any]) -> list[Facets]:
    found: list[Facets] = [{field: [] for field in by} for _ in groups]
    # Members of FacetField are the texts that rows hold, so that each finds its list by them.
    for number, field, codes, counts in rows:
        found[number - 1][field] = list(map(Bucket, codes, counts))
    return found


def _members(listing: ProviderListing, groups: Sequence[Any]) -> FromClause:
    """Providers of the list with the number of their group."""
    chosen = select(provider.c.id, provider.c.sector, provider.c.kind)
    if listing.group_type is None:
        return chosen.add_columns(literal(1).label("number")).where(listing.condition(None)).cte("members")
    group = groups_of(listing.group_type, groups)
    inside = chosen.where(listing.condition(group.c.value)).correlate(group).lateral("inside")
    return select(inside, group.c.number).select_from(group.join(inside, true())).cte("members")


def counted(members: FromClause, field: FacetField) -> Select[Any]:
    """How many of `members` (number, id, sector, kind) have each code: (number, field, code, count)."""
    return _FACETS[field](members, field)


def _counted(members: FromClause, field: FacetField, code: Any, source: FromClause) -> Select[Any]:
    # Hashing distinct rows first is several times faster than sorting for count(DISTINCT …).
    values = (
        select(members.c.number, members.c.id, code.label("code"))
        .distinct()
        .select_from(source)
        .where(code.is_not(None))
        .subquery(f"{field.name.lower()}_values")
    )
    return select(
        values.c.number, literal(field.value).label("field"), values.c.code, func.count().label("count")
    ).group_by(values.c.number, values.c.code)


def _by_sector(members: FromClause, field: FacetField) -> Select[Any]:
    return _counted(members, field, members.c.sector, members)


def _by_kind(members: FromClause, field: FacetField) -> Select[Any]:
    return _rolled_up(members, field, members, members.c.kind)


def _by_category(members: FromClause, field: FacetField) -> Select[Any]:
    offered = _offered(members)
    return _rolled_up(members, field, offered, service.c.category)


def _by_form(members: FromClause, field: FacetField) -> Select[Any]:
    form = _each(service.c.forms, "form")
    return _counted(members, field, form.c.code, _offered(members).join(form, true()))


def _by_target_group(members: FromClause, field: FacetField) -> Select[Any]:
    group = _each(service.c.target_groups, "target_group")
    return _rolled_up(members, field, _offered(members).join(group, true()), group.c.code)


def _each(codes: Any, name: str) -> Any:
    """The elements of an array column as a table of `code`."""
    return func.unnest(codes).table_valued("code", name=name).render_derived()


def _offered(members: FromClause) -> FromClause:
    """Members with their services that work."""
    return members.join(service, (service.c.provider_id == members.c.id) & works(service))


def _rolled_up(members: FromClause, field: FacetField, source: FromClause, code: Any) -> Select[Any]:
    """Counts by a term and by every term above it."""
    closure = term_closure.alias(f"{field.name.lower()}_closure")
    above = (closure.c.taxonomy == TAXONOMY[field]) & (closure.c.code == code) & ~closure.c.is_national
    return _counted(members, field, closure.c.ancestor, source.join(closure, above))


_FACETS: dict[FacetField, Callable[[FromClause, FacetField], Select[Any]]] = {
    FacetField.CATEGORY: _by_category,
    FacetField.SECTOR: _by_sector,
    FacetField.KIND: _by_kind,
    FacetField.FORM: _by_form,
    FacetField.TARGET_GROUP: _by_target_group,
}
