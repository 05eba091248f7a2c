"""Reads the facets of lists: what a release has added up, and what is counted from the records one by one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, union_all

from hub.domain.filters import FacetField, FacetQuestion
from hub.store.aggregates.reads import GROUPS, KEPT, buckets, counts_are_kept, kept_facets, read_facets
from hub.store.engine import ReadSession
from hub.store.facets.buckets import Bucket, Facet, Facets
from hub.store.facets.members import FacetedListing, members_of, places_of
from hub.store.facets.places import by_precision, by_territory
from hub.store.facets.values import counted
from hub.store.listings import ProviderListing
from hub.store.pages import Count
from hub.store.reads.sources import sources_by_code
from hub.store.shapes import Shape, blank, shape_of

_OF_PLACES = frozenset({FacetField.TERRITORY, FacetField.PRECISION})


async def facets(
    session: ReadSession, listing: FacetedListing, asked: FacetQuestion, groups: Sequence[Any]
) -> list[Facets]:
    """The buckets of each wanted facet for each group, the fullest first.

    A record counts once under each value it has, and under all terms above it, as filters mean
    them. What is not stated is in no bucket. What the release has added up is not counted again.
    """
    fields = dict.fromkeys(asked.by)
    kept = [field for field in fields if field in KEPT] if kept_facets(session, listing) else []
    live = [field for field in fields if field not in kept]
    found: list[Facets] = [{} for _ in groups]
    if kept:
        assert isinstance(listing, ProviderListing)
        _put(found, _sorted_out(await _kept(session, listing, kept, groups), kept, groups))
    if live:
        _put(found, await live_facets(session, listing, replace(asked, by=tuple(live)), groups))
    return found


async def counted_facets(
    session: ReadSession, listing: FacetedListing, asked: FacetQuestion, groups: Sequence[Any]
) -> tuple[list[Facets], list[Count] | None]:
    """The facets, and how long the list is for each group where the same statement tells it."""
    if not counts_are_kept(session, listing) or not any(field in KEPT for field in asked.by):
        return await facets(session, listing, asked, groups), None
    more = replace(asked, by=(*asked.by, FacetField.SECTOR))
    found = await facets(session, listing, more, groups)
    return found, [Count(sum(one.records for one in each[FacetField.SECTOR].buckets), True) for each in found]


async def _kept(
    session: ReadSession, listing: ProviderListing, by: Sequence[FacetField], groups: Sequence[Any]
) -> Sequence[Any]:
    values: dict[str, Any] = {} if listing.group_type is None else {"groups": list(groups)}
    return await session.shaped(_read_kept, (shape_of(listing, values), tuple(by)), values)


def _read_kept(shape: Shape, by: tuple[FacetField, ...]) -> Select[Any]:
    return read_facets(blank(shape), by, GROUPS)


async def live_facets(
    session: ReadSession, listing: FacetedListing, asked: FacetQuestion, groups: Sequence[Any]
) -> list[Facets]:
    """The same for any list and moment, counted from its records one by one."""
    found: list[Facets] = [{} for _ in groups]
    by = [field for field in dict.fromkeys(asked.by) if field is not FacetField.TERRITORY]
    if by:
        rows = await session.rows(_counted(listing, by, groups))
        _put(found, _sorted_out(rows, by, groups))
    if FacetField.SOURCE in by:
        await _name_sources(session, found)
    if FacetField.TERRITORY in asked.by:
        placed = await by_territory(session, listing, asked.level, groups)
        _put(found, [{FacetField.TERRITORY: facet} for facet in placed])
    return found


def _counted(listing: FacetedListing, by: Sequence[FacetField], groups: Sequence[Any]) -> Select[Any]:
    members = members_of(listing, groups)
    parts = [counted(members, field) for field in by if field not in _OF_PLACES]
    if FacetField.PRECISION in by:
        parts.append(by_precision(places_of(listing, members)))
    rows = union_all(*parts).subquery("facets")
    return buckets(rows.c.number, rows.c.field, rows.c.code, rows.c.count)


def _sorted_out(rows: Sequence[Any], by: Sequence[FacetField], groups: Sequence[Any]) -> list[Facets]:
    found: list[Facets] = [{field: Facet([]) for field in by} for _ in groups]
    # Members of FacetField are the texts that rows hold, so that each finds its list by them.
    for number, field, codes, counts in rows:
        found[number - 1][field] = Facet(list(map(Bucket, codes, counts)))
    return found


def _put(found: list[Facets], more: Sequence[Facets]) -> None:
    for each, further in zip(found, more, strict=True):
        each.update(further)


async def _name_sources(session: ReadSession, found: Sequence[Facets]) -> None:
    """Give the buckets of SOURCE the sources that they are of."""
    facets = [each[FacetField.SOURCE] for each in found]
    codes = list(dict.fromkeys(bucket.code for facet in facets for bucket in facet.buckets))
    rows = dict(zip(codes, await sources_by_code(session, codes), strict=True)) if codes else {}
    for facet in facets:
        facet.buckets[:] = [bucket._replace(source=rows[bucket.code]) for bucket in facet.buckets]
