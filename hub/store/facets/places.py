"""Records of lists by the places at which they are what a list asks for: by territory and by precision."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import CTE, Integer, Select, func, literal, null, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from hub.domain.filters import FacetField
from hub.domain.vocabulary import TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.facets.buckets import Bucket, Facet
from hub.store.facets.members import FacetedListing, members_of, places_of
from hub.store.facets.values import counted_by
from hub.store.listings import On
from hub.store.reads.batch import one_of
from hub.store.reads.territories import territories
from hub.store.tables import territory, territory_closure

_RANKS = list(TerritoryLevel)


def by_precision(places: CTE) -> Select[Any]:
    """How many records have a place of each precision: (number, field, code, count)."""
    return counted_by(places, FacetField.PRECISION, places.c.precision, places)


async def by_territory(
    session: ReadSession, listing: FacetedListing, level: TerritoryLevel | None, groups: Sequence[Any]
) -> list[Facet]:
    """For each group the records of the list by the units of a rank; without one, of the next rank below.

    A record counts once in each unit that holds one of its places, and in none for places that are known
    no finer than a unit of a higher rank. The sums beside the buckets tell of those that are in none at all.
    """
    levels = [level] * len(groups) if level is not None else await _next_ranks(session, listing, groups)
    numbers: defaultdict[TerritoryLevel, list[int]] = defaultdict(list)
    for number, one in enumerate(levels):
        numbers[one].append(number)
    found: dict[int, Facet] = {}
    for one, mine in numbers.items():
        facets = await _of_rank(session, listing, one, [groups[number] for number in mine])
        found.update(zip(mine, facets, strict=True))
    return [found[number] for number in range(len(groups))]


async def _of_rank(
    session: ReadSession, listing: FacetedListing, level: TerritoryLevel, groups: Sequence[Any]
) -> list[Facet]:
    facets = [Facet([], level, 0, 0) for _ in groups]
    rows = await session.rows(_counted(listing, level, groups))
    ids = list(dict.fromkeys(row.unit_id for row in rows if row.unit_id is not None))
    units = dict(zip(ids, await territories(session, ids), strict=True)) if ids else {}
    for row in rows:
        if row.unit_id is None:
            rest = {"not_placed_below": row.records, "without_territory": row.nowhere}
            facets[row.number - 1] = replace(facets[row.number - 1], **rest)
        elif (unit := units[row.unit_id]) is not None:
            facets[row.number - 1].buckets.append(Bucket(unit.code, row.records, unit))
    for facet in facets:
        facet.buckets.sort(key=lambda bucket: (-bucket.records, bucket.code))
    return facets


def _counted(listing: FacetedListing, level: TerritoryLevel, groups: Sequence[Any]) -> Select[Any]:
    """(number, unit_id, records) of units, and for each group (number, NULL, records in none, nowhere)."""
    members = members_of(listing, groups)
    places = places_of(listing, members)
    closure, unit = territory_closure, territory.alias("unit")
    inside = (
        select(places.c.number, places.c.id, unit.c.id.label("unit_id"))
        .distinct()
        .select_from(places)
        .join(closure, closure.c.territory_id == places.c.territory_id)
        .join(unit, (unit.c.id == closure.c.ancestor_id) & (unit.c.level == level.value))
        .cte("inside_units")
    )
    located = (
        select(places.c.number, places.c.id).distinct().where(places.c.territory_id.is_not(None))
    ).subquery("located")
    placed = select(inside.c.number, inside.c.id).distinct().subquery("placed")
    of_units = select(
        inside.c.number, inside.c.unit_id, func.count().label("records"), null().label("nowhere")
    )
    rest = (
        select(
            members.c.number,
            null().label("unit_id"),
            func.count(located.c.id) - func.count(placed.c.id),
            func.count() - func.count(located.c.id),
        )
        .select_from(members)
        .outerjoin(located, (located.c.number == members.c.number) & (located.c.id == members.c.id))
        .outerjoin(placed, (placed.c.number == members.c.number) & (placed.c.id == members.c.id))
        .group_by(members.c.number)
    )
    rows = union_all(of_units.group_by(inside.c.number, inside.c.unit_id), rest).subquery("counted")
    return select(rows.c.number, rows.c.unit_id, rows.c.records, rows.c.nowhere)


async def _next_ranks(
    session: ReadSession, listing: FacetedListing, groups: Sequence[Any]
) -> list[TerritoryLevel]:
    """The rank right below the smallest unit that each group's list is asked for in; without one, states."""
    asked = [
        [one for one in (listing.scope.territory_id, group) if isinstance(one, int)]
        if listing.on is On.TERRITORY
        else [one for one in (listing.scope.territory_id,) if one is not None]
        for group in groups
    ]
    ids = list(dict.fromkeys(one for some in asked for one in some))
    if not ids:
        return [TerritoryLevel.COUNTRY] * len(groups)
    child = territory.alias("child")
    statement = (
        select(territory.c.id, territory.c.level, func.array_agg(child.c.level.distinct()).label("below"))
        .outerjoin(child, (child.c.parent_id == territory.c.id) & child.c.valid_to.is_(None))
        .where(one_of(territory.c.id, literal(ids, ARRAY(Integer))))
        .group_by(territory.c.id, territory.c.level)
    )
    ranks = {
        row.id: (_RANKS.index(TerritoryLevel(row.level)), row.below) for row in await session.rows(statement)
    }
    return [_next_rank([ranks[one] for one in some if one in ranks]) for some in asked]


def _next_rank(units: Sequence[tuple[int, Sequence[str | None]]]) -> TerritoryLevel:
    """The highest rank among what lies right below the smallest of the units; its own where nothing does."""
    if not units:
        return TerritoryLevel.COUNTRY
    own, below = max(units, key=lambda unit: unit[0])
    return _RANKS[min((_RANKS.index(TerritoryLevel(one)) for one in below if one is not None), default=own)]
