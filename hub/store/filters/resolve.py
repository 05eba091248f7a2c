"""Looks up what a filter names: codes become ids, and a code that nobody knows becomes an error."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, Text, and_, func, literal, or_, select, union

from hub.domain.filter_errors import AmbiguousTerritory, UnknownSource
from hub.domain.filters import AccessPointFilter, Categories, ProviderFilter, TerritoryFilter, Within
from hub.domain.records import Point
from hub.domain.roles import PART, SHAPE, VALUE, WORDS, declared
from hub.domain.territory.codes import possible_codes, read_code
from hub.domain.territory.errors import UnknownTerritory
from hub.domain.territory.names import split_type
from hub.domain.vocabulary import TerritoryLevel
from hub.store.as_of import not_then
from hub.store.engine import ReadSession
from hub.store.filters.axes import check_axes, places_of
from hub.store.filters.reach import WITHOUT_HROMADA
from hub.store.filters.spatial import geography, geometry, spot_of
from hub.store.filters.terms import KIND, TARGET_GROUP, category_keys, check_terms
from hub.store.reads.batch import KeyParameter, key_parameter
from hub.store.tables import source, territory, territory_closure, territory_code

#: A point without a boundary around it is placed with the nearest known place, up to this far.
NEAREST_METRES = 50_000


@declared
@dataclass(frozen=True, slots=True)
class ProviderScope:
    """A provider filter with the ids of what it names.

    `served` are the units around the point to serve, `nearby` those whose services without areas reach it;
    `served_id` is the unit to serve. With `or_around` a place in a unit around the territory counts as one in
    it.
    """

    wanted: ProviderFilter = field(metadata=PART)
    territory_id: int | None = field(default=None, metadata=VALUE)
    served: tuple[int, ...] = field(default=(), metadata=VALUE)
    nearby: tuple[int, ...] = field(default=(), metadata=VALUE)
    served_id: int | None = field(default=None, metadata=VALUE)
    source_ids: tuple[int, ...] = field(default=(), metadata=VALUE)
    or_around: bool = field(default=False, metadata=SHAPE)


@declared
@dataclass(frozen=True, slots=True)
class AccessPointScope:
    """An access point filter with the ids of what it names; `or_around` as for providers."""

    wanted: AccessPointFilter = field(metadata=PART)
    territory_id: int | None = field(default=None, metadata=VALUE)
    source_ids: tuple[int, ...] = field(default=(), metadata=VALUE)
    or_around: bool = field(default=False, metadata=SHAPE)


@declared
@dataclass(frozen=True, slots=True)
class TerritoryScope:
    """A territory filter with the ids of what it names; `ids` is None where no codes were given.

    Where its text bears a word of type («місто Умань»), `name` is the rest and `levels` what the word says.
    """

    wanted: TerritoryFilter = field(metadata=PART)
    territory_id: int | None = field(default=None, metadata=VALUE)
    ids: tuple[int, ...] | None = field(default=None, metadata=VALUE)
    name: str | None = field(default=None, metadata=WORDS)
    levels: tuple[TerritoryLevel, ...] = field(default=(), metadata=SHAPE)


async def resolve_providers(session: ReadSession, wanted: ProviderFilter) -> ProviderScope:
    """Raises UnknownTerritory, AmbiguousTerritory, UnknownSource, and what terms.py and axes.py do."""
    await check_terms(session, _terms_of(wanted))
    wanted = await _with_category_keys(session, wanted)
    await check_axes(session, places_of(wanted.within, wanted.serves))
    served = () if wanted.serves is None else await _units_around(session, wanted.serves)
    return ProviderScope(
        wanted,
        territory_id=await _territory_of(session, wanted.within),
        served_id=await _unit_of(session, wanted.serves_territory),
        served=served,
        nearby=await _units_nearby(session, served),
        source_ids=await _source_ids(session, wanted.sources),
    )


async def resolve_access_points(session: ReadSession, wanted: AccessPointFilter) -> AccessPointScope:
    """Raises UnknownTerritory, AmbiguousTerritory, UnknownSource and SwappedAxes."""
    await check_axes(session, places_of(wanted.within))
    return AccessPointScope(
        wanted,
        territory_id=await _territory_of(session, wanted.within),
        source_ids=await _source_ids(session, wanted.sources),
    )


async def resolve_territories(session: ReadSession, wanted: TerritoryFilter) -> TerritoryScope:
    """Raises UnknownTerritory and AmbiguousTerritory for `within`; unknown `codes` find nothing."""
    inside = None if wanted.within is None else await territory_id_of(session, wanted.within)
    ids = None
    if wanted.codes:
        found = await territory_ids_of(session, wanted.codes)
        ids = tuple(sorted({identity for identities in found.values() for identity in identities}))
    name, levels = _typed(wanted.text)
    return TerritoryScope(wanted, territory_id=inside, ids=ids, name=name, levels=levels)


def _typed(text: str | None) -> tuple[str | None, tuple[TerritoryLevel, ...]]:
    """The name beside a word of type, and the levels which that word may mean."""
    typed = split_type(text or "")
    if typed.hint is None:
        return None, ()
    if typed.hint.level is TerritoryLevel.DISTRICT:
        return typed.key, (TerritoryLevel.DISTRICT, TerritoryLevel.CITY_DISTRICT)
    return typed.key, (typed.hint.level,)


async def territory_id_of(session: ReadSession, code: str) -> int:
    """The id of the one territory that answers to `code`, or to `scheme:code`.

    Raises UnknownTerritory, AmbiguousTerritory and, where the session looks back, TerritoryNotThen.
    """
    found = (await territory_ids_of(session, (code,)))[code]
    if not found:
        today = (await territory_ids_of(session.past({}), (code,)))[code] if session.settings else {}
        if today:
            raise await not_then(session, next(iter(today)))
        raise UnknownTerritory(code=code)
    if len(found) > 1:
        raise AmbiguousTerritory(territory=code, candidates=", ".join(sorted(found.values())))
    return next(iter(found))


async def territory_ids_of(session: ReadSession, codes: Iterable[str]) -> dict[str, dict[int, str]]:
    """For each code, as people type them, the units that answer to it, as id → `scheme:code`.

    A unit's own code goes before a code it merely answers to, and a unit in being before an abolished one.
    What else a text may mean (nine digits: КОАТУУ without its zero) counts where nobody has it as it is.
    """
    asked = {code: read_code(code) for code in codes}
    readings = {read.code: {code for _, code in possible_codes(read.code)} for read in asked.values()}
    bare = readings.keys() | {code for of_one in readings.values() for code in of_one}
    those = key_parameter(Text(), tuple(bare))
    rows = await session.shaped(_answers, (those.alone,), those.values(sorted(bare)))
    found: dict[str, dict[int, str]] = {}
    for typed, read in asked.items():
        of_scheme = [row for row in rows if read.scheme in {None, row.scheme}]
        fitting = [row for row in of_scheme if row.code == read.code]
        fitting = fitting or [row for row in of_scheme if row.code in readings[read.code]]
        current = [row for row in fitting if row.valid_to is None] or fitting
        best = [row for row in current if row.rank == 0] or current
        found[typed] = {row.id: f"{row.scheme}:{row.code}" for row in best}
    return found


def _answers(alone: bool) -> Select[Any]:
    """Who answers to codes, by a code of its own (rank 0) or another."""
    those = KeyParameter(Text(), alone)
    own = select(territory.c.id, territory.c.scheme, territory.c.code, literal(0).label("rank"))
    other = select(territory_code.c.territory_id, territory_code.c.scheme, territory_code.c.code, literal(1))
    answer = union(
        own.where(those.has(territory.c.code)), other.where(those.has(territory_code.c.code))
    ).subquery()
    return (
        select(answer.c.id, answer.c.scheme, answer.c.code, answer.c.rank, territory.c.valid_to)
        .join(territory, territory.c.id == answer.c.id)
        .order_by(answer.c.rank, answer.c.id)
    )


def _terms_of(wanted: ProviderFilter) -> set[tuple[str, str]]:
    named = {(KIND, code) for code in wanted.kinds}
    named |= {(TARGET_GROUP, code) for code in wanted.target_groups}
    if wanted.eligible is not None:
        named |= {(TARGET_GROUP, code) for code in wanted.eligible.target_groups}
    return named


async def _with_category_keys(session: ReadSession, wanted: ProviderFilter) -> ProviderFilter:
    """The filter with national codes as the closure of categories knows them."""
    asked = wanted.categories
    if asked is None:
        return wanted
    keys = await category_keys(session, frozenset((*asked.any_of, *asked.all_of, *asked.none_of)))
    lists = ([keys[code] for code in codes] for codes in (asked.any_of, asked.all_of, asked.none_of))
    return replace(wanted, categories=Categories(*(tuple(dict.fromkeys(codes)) for codes in lists)))


async def _territory_of(session: ReadSession, within: Within | None) -> int | None:
    return None if within is None else await _unit_of(session, within.territory)


async def _unit_of(session: ReadSession, code: str | None) -> int | None:
    return None if code is None else await territory_id_of(session, code)


async def _source_ids(session: ReadSession, codes: tuple[str, ...]) -> tuple[int, ...]:
    if not codes:
        return ()
    rows = await session.rows(select(source.c.code, source.c.id).where(source.c.code.in_(codes)))
    known = {row.code: row.id for row in rows}
    for code in codes:
        if code not in known:
            raise UnknownSource(source=code)
    return tuple(sorted(known.values()))


async def _units_around(session: ReadSession, point: Point) -> tuple[int, ...]:
    """The units a point lies in, by boundary where one is known, else those of the nearest known place."""
    rows = await session.rows(_by_boundary(point))
    if not rows:
        rows = await session.rows(_by_nearest_place(point))
    return tuple(sorted(row.ancestor_id for row in rows))


async def _units_nearby(session: ReadSession, served: tuple[int, ...]) -> tuple[int, ...]:
    """The units of the hromada around a point; without a hromada, the district and what is smaller."""
    if not served:
        return ()
    closure = territory_closure
    hromada = select(territory.c.id).where(
        territory.c.id.in_(served), territory.c.level == TerritoryLevel.HROMADA.value
    )
    inside = select(closure.c.territory_id).where(closure.c.ancestor_id.in_(hromada))
    itself = select(territory.c.id).where(
        territory.c.id.in_(served), territory.c.level.in_(WITHOUT_HROMADA), ~hromada.exists()
    )
    return tuple(sorted(row[0] for row in await session.rows(union(inside, itself))))


def _by_boundary(point: Point) -> Select[int]:
    inside = select(territory.c.id).where(
        territory.c.valid_to.is_(None), func.ST_Covers(territory.c.boundary, geometry(point))
    )
    # The boundary of an oblast alone does not tell who serves a village in it.
    telling = inside.where(territory.c.level.in_(_FINE))
    closure = territory_closure
    return (
        select(closure.c.ancestor_id).distinct().where(closure.c.territory_id.in_(telling.scalar_subquery()))
    )


_FINE = (
    TerritoryLevel.HROMADA.value,
    TerritoryLevel.SETTLEMENT.value,
    TerritoryLevel.CITY_DISTRICT.value,
)


def _by_nearest_place(point: Point) -> Select[int]:
    child = territory.alias("child")
    leaf = ~select(child.c.id).where(child.c.parent_id == territory.c.id).exists()
    spot = spot_of(territory)
    nearest = (
        select(territory.c.id)
        .where(
            territory.c.valid_to.is_(None),
            territory.c.point.is_not(None),
            or_(
                territory.c.level.in_(_FINE),
                and_(territory.c.level == TerritoryLevel.DISTRICT.value, leaf),
            ),
            func.ST_DWithin(spot, geography(point), NEAREST_METRES),
        )
        .order_by(spot.op("<->")(geography(point)), territory.c.id)
        .limit(1)
    )
    closure = territory_closure
    return select(closure.c.ancestor_id).where(closure.c.territory_id == nearest.scalar_subquery())
