"""Finds what a reconciliation query may mean: many queries at once, one statement for each kind of record.

A query's text is compared with the stored search keys: every word must begin a word there; where nothing has
them all, the whole must be alike by trigrams. What lies in the units that a query names comes first, then
what is most alike, then what is nearest.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select, text

from hub.domain.records import Point
from hub.domain.text import search_key, search_terms
from hub.store.engine import ReadSession
from hub.store.reads.batch import columns_for, grouped, one_of
from hub.store.tables import provider_identifier, territory_code, territory_name, tombstone

#: How alike two keys must be to meet without sharing every word; PostgreSQL's own bound misses two typos.
_LEAST_LIKENESS = "0.5"
#: Letters of a pattern, its space and two signs included, below which one word tells nothing.
_TELLING_PATTERN = 8


@dataclass(frozen=True, slots=True)
class Search:
    """One query: `number` tells it from the others, `inside` are ids of units to prefer.

    Without a `text` what is nearest to `near` is found. `levels` narrows territories.
    """

    number: int
    text: str = ""
    levels: tuple[str, ...] = ()
    inside: tuple[int, ...] = ()
    near: Point | None = None


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name of a territory; `kind` is official, former, alternate or transliterated."""

    territory_id: int
    lang: str
    name: str
    kind: str


_ASKED = """
    jsonb_to_recordset(CAST(:asked AS jsonb)) AS q(
        number int, key text, first text, patterns text[], levels text[], inside int[],
        lon float8, lat float8)
"""
_SPOT = "ST_SetSRID(ST_MakePoint(q.lon, q.lat), 4326)"
_MEETS = "x.search LIKE q.first AND x.search LIKE ALL (q.patterns)"
#: Comparing trigrams takes many times as long where words are common, so it is for what words do not find.
_ALIKE = "x.search %> q.key"
_LEVEL = "(q.levels IS NULL OR x.level = ANY (q.levels))"
_LARGE_FIRST = "array_position(ARRAY['country', 'region', 'district', 'hromada', 'settlement'], x.level)"

_TERRITORIES_LIKE = f"""
    SELECT q.number, found.id FROM {_ASKED}
    CROSS JOIN LATERAL (
        SELECT x.id FROM hub.territory x WHERE {_MEETS} AND {_LEVEL}
        ORDER BY EXISTS (SELECT FROM hub.territory_closure c
                         WHERE c.territory_id = x.id AND c.ancestor_id = ANY (q.inside)) DESC,
                 x.valid_to IS NOT NULL, strict_word_similarity(q.key, x.search) DESC,
                 x.point <-> {_SPOT} NULLS LAST, {_LARGE_FIRST} NULLS LAST, x.code
        LIMIT :most) found
"""
_TERRITORIES_NEAR = f"""
    SELECT q.number, found.id FROM {_ASKED}
    CROSS JOIN LATERAL (
        SELECT x.id FROM hub.territory x WHERE x.valid_to IS NULL AND {_LEVEL} AND x.point IS NOT NULL
        ORDER BY x.point <-> {_SPOT}, x.code LIMIT :most) found
"""
_OWNERS_LIKE = f"""
    SELECT q.number, found.id FROM {_ASKED}
    CROSS JOIN LATERAL (
        SELECT x.id FROM hub.%(table)s x WHERE {_MEETS}
        ORDER BY EXISTS (SELECT FROM hub.location l JOIN hub.territory_closure c USING (territory_id)
                         WHERE l.%(table)s_id = x.id AND c.ancestor_id = ANY (q.inside)) DESC,
                 word_similarity(q.key, x.search) DESC,
                 (SELECT min(l.point <-> {_SPOT}) FROM hub.location l
                  WHERE l.%(table)s_id = x.id) NULLS LAST, x.name, x.id
        LIMIT :most) found
"""
#: Where nothing is alike either: whatever has one of the longer words, the most alike first.
_HAS_ONE = "x.search LIKE ANY (q.patterns)"
_OWNERS_NEAR = f"""
    SELECT q.number, found.id FROM {_ASKED}
    CROSS JOIN LATERAL (
        SELECT l.%(table)s_id AS id FROM hub.location l
        WHERE l.%(table)s_id IS NOT NULL AND l.point IS NOT NULL
        ORDER BY l.point <-> {_SPOT} LIMIT :most) found
"""


async def territories_found(
    session: ReadSession, searches: Sequence[Search], most: int
) -> dict[int, list[int]]:
    """Ids of at most `most` territories by the number of a search."""
    tries = (_TERRITORIES_LIKE, _TERRITORIES_LIKE.replace(_MEETS, _ALIKE))
    return await _found(session, tries, _TERRITORIES_NEAR, searches, most)


async def providers_found(
    session: ReadSession, searches: Sequence[Search], most: int
) -> dict[int, list[UUID]]:
    """Ids of at most `most` providers by the number of a search."""
    return await _owners_found(session, "provider", searches, most)


async def access_points_found(
    session: ReadSession, searches: Sequence[Search], most: int
) -> dict[int, list[UUID]]:
    """Ids of at most `most` access points by the number of a search."""
    return await _owners_found(session, "access_point", searches, most)


async def territories_of_codes(session: ReadSession, codes: Iterable[str]) -> dict[tuple[str, str], set[int]]:
    """Ids of the territories that answer to a code, by (scheme, code)."""
    table = territory_code
    wanted = sorted(set(codes))
    found: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    if wanted:
        statement = select(table.c.scheme, table.c.code, table.c.territory_id)
        for row in await session.rows(statement.where(one_of(table.c.code, wanted))):
            found[row.scheme, row.code].add(row.territory_id)
    return found


async def providers_of_numbers(
    session: ReadSession, numbers: Iterable[str]
) -> dict[tuple[str, str], set[UUID]]:
    """Ids of the providers with an identifier, by (scheme, value); wrong check digits join none."""
    table = provider_identifier
    wanted = sorted(set(numbers))
    found: defaultdict[tuple[str, str], set[UUID]] = defaultdict(set)
    if wanted:
        statement = select(table.c.scheme, table.c.value, table.c.provider_id)
        sound = table.c.valid.is_distinct_from(False)
        for row in await session.rows(statement.where(one_of(table.c.value, wanted), sound)):
            found[row.scheme, row.value].add(row.provider_id)
    return found


async def survivors(session: ReadSession, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each id that was merged, the id of the record that answers for it now."""
    table = tombstone
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    statement = select(table.c.record_id, table.c.merged_into)
    rows = await session.rows(
        statement.where(one_of(table.c.record_id, wanted), table.c.merged_into.is_not(None))
    )
    return {row.record_id: row.merged_into for row in rows}


async def unit_names(session: ReadSession, ids: Sequence[int]) -> list[list[UnitName]]:
    """Every name of each territory, former ones too."""
    table = territory_name
    statement = (
        select(*columns_for(table, UnitName))
        .where(one_of(table.c.territory_id, ids))
        .order_by(table.c.kind, table.c.lang, table.c.name)
    )
    return await grouped(session, statement, UnitName, "territory_id", ids)


async def _owners_found(
    session: ReadSession, table: str, searches: Sequence[Search], most: int
) -> dict[int, list[UUID]]:
    like, near = (sql.replace("%(table)s", table) for sql in (_OWNERS_LIKE, _OWNERS_NEAR))
    tries = (like, like.replace(_MEETS, _ALIKE), like.replace(_MEETS, _HAS_ONE))
    return await _found(session, tries, near, searches, most)


async def _found(
    session: ReadSession, tries: Sequence[str], near: str, searches: Sequence[Search], most: int
) -> dict[int, list[Any]]:
    """Ids by number: each try is for what the ones before it did not find; by nearness without a text."""
    ids: defaultdict[int, list[Any]] = defaultdict(list)
    left = [asked for asked in map(_asked, searches) if asked["patterns"]]
    for sql in tries:
        if _ALIKE in sql and left:
            setting = text("SELECT set_config('pg_trgm.word_similarity_threshold', :least, true)")
            await session.rows(setting, {"least": _LEAST_LIKENESS})
        if _HAS_ONE in sql:
            left = [_loosened(asked) for asked in left]
        await _collect(session, sql, [asked for asked in left if asked["patterns"]], most, ids)
        left = [asked for asked in left if asked["number"] not in ids]
    nameless = [_asked(search) for search in searches if not search.text and search.near is not None]
    await _collect(session, near, nameless, most, ids)
    return ids


async def _collect(
    session: ReadSession, sql: str, asked: list[dict[str, Any]], most: int, ids: dict[int, list[Any]]
) -> None:
    if asked:
        given = {"asked": orjson.dumps(asked).decode(), "most": most}
        for row in await session.rows(text(sql), given):
            if row.id not in ids[row.number]:
                ids[row.number].append(row.id)


def _loosened(asked: dict[str, Any]) -> dict[str, Any]:
    """The same search by its longer words alone."""
    longer = [pattern for pattern in asked["patterns"] if len(pattern) >= _TELLING_PATTERN]
    return {**asked, "patterns": longer}


def _asked(search: Search) -> dict[str, Any]:
    """A search as the statements read it."""
    patterns = [f"%{term}%" for term in search_terms(search.text)]
    return {
        "number": search.number,
        "key": search_key(search.text),
        "first": max(patterns, key=len, default=None),
        "patterns": patterns,
        "levels": list(search.levels) or None,
        "inside": list(search.inside),
        "lon": search.near and search.near.lon,
        "lat": search.near and search.near.lat,
    }
