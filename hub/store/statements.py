"""Statements, decisions and corrections as the composing of records reads and writes them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from hub.domain.clusters import Link
from hub.domain.composing import Correction
from hub.domain.confidentiality import OF_PLACE
from hub.store.stage import copy_rows
from hub.store.tables import statement


@dataclass(frozen=True, slots=True)
class Known:
    """A published statement in short: its content's hash, and since when no file holds it."""

    row_hash: bytes
    missing_since: date | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A statement with its source, as staged, or as published where nothing newer is staged."""

    id: str
    source_id: int
    source: str
    authority: dict[str, int]
    hides: dict[str, list[str]]
    record_type: str
    record_id: str
    key: str
    content: str
    claims: str
    run_id: int
    row: int | None
    claimed_on: date
    since: str
    missing_since: date | None
    row_hash: bytes
    staged: bool


#: Those that the file of the source still holds come first.
_KEYS_OF_SOURCE = """
    SELECT replace(id::text, '-', ''), record_type, key FROM hub.statement
    WHERE source_id = %s AND record_type <> 'programme' ORDER BY missing_since NULLS FIRST, id
"""
_KEEP = """
    INSERT INTO seen (id)
    SELECT p.id FROM hub.statement p
    WHERE p.source_id = %s AND p.missing_since IS NULL AND p.id = ANY(%s::uuid[])
      AND NOT EXISTS (SELECT FROM seen s WHERE s.id = p.id)
    RETURNING replace(id::text, '-', '')
"""
_ENTANGLED = """
    WITH touched AS (SELECT id FROM stage_statement UNION SELECT id FROM vanished)
    SELECT replace(id::text, '-', '') FROM (
        SELECT t.id FROM touched t JOIN hub.decision d ON d.left_id = t.id
        WHERE d.undone_at IS NULL AND d.verdict = 'same'
        UNION SELECT t.id FROM touched t JOIN hub.decision d ON d.right_id = t.id
        WHERE d.undone_at IS NULL AND d.verdict = 'same'
        UNION SELECT t.id FROM touched t JOIN hub.correction c ON c.statement_id = t.id
        WHERE c.withdrawn_at IS NULL
        UNION SELECT t.id FROM touched t JOIN hub.statement s ON s.id = t.id WHERE s.record_id <> s.id
    ) found
"""
_LINKS = """
    SELECT replace(left_id::text, '-', ''), replace(right_id::text, '-', ''), verdict = 'same',
           author <> 'rule', coalesce(score, 1)
    FROM hub.decision
    WHERE undone_at IS NULL AND (left_id = ANY(%(ids)s::uuid[]) OR right_id = ANY(%(ids)s::uuid[]))
"""
_MEMBERS = """
    SELECT replace(t.id::text, '-', '') AS id, t.source_id, o.code AS source, o.authority, o.hides,
           t.record_type,
           replace(coalesce(p.record_id, t.id)::text, '-', '') AS record_id, t.key,
           t.content::text AS content,
           t.claims::text AS claims, t.run_id, t."row", t.claimed_on, t.since::text AS since, t.missing_since,
           t.row_hash, t.staged
    FROM (
        SELECT id, source_id, record_type, key, content, claims, run_id, "row", claimed_on, since,
               missing_since, row_hash, true AS staged
        FROM stage_statement WHERE id = ANY(%(ids)s::uuid[])
        UNION ALL
        SELECT c.id, c.source_id, c.record_type, c.key, c.content, c.claims, c.run_id, c."row", c.claimed_on,
               c.since, CASE WHEN v.id IS NULL THEN c.missing_since ELSE %(today)s END, c.row_hash, false
        FROM hub.statement c LEFT JOIN vanished v ON v.id = c.id
        WHERE c.id = ANY(%(ids)s::uuid[])
          AND NOT EXISTS (SELECT FROM stage_statement n WHERE n.id = c.id)
    ) t
    JOIN hub.source o ON o.id = t.source_id
    LEFT JOIN hub.statement p ON p.id = t.id
"""
_CORRECTIONS = """
    SELECT replace(statement_id::text, '-', ''), id, field, value, parts FROM hub.correction
    WHERE withdrawn_at IS NULL AND refused IS NULL AND statement_id = ANY(%s::uuid[]) ORDER BY id
"""
_FIRST = """
    SELECT replace(record_id::text, '-', ''), min(release) FROM hub.change
    WHERE record_id = ANY(%s::uuid[]) GROUP BY record_id
"""
_DEPENDENTS = """
    SELECT replace(s.id::text, '-', '') FROM hub.statement s WHERE s.record_id IN (
        SELECT id FROM hub.provider WHERE parent_id = ANY(%(ids)s::uuid[])
        UNION SELECT id FROM hub.access_point WHERE operator_id = ANY(%(ids)s::uuid[])
        UNION SELECT programme_id FROM hub.programme_provider WHERE provider_id = ANY(%(ids)s::uuid[])
        UNION SELECT provider_id FROM hub.succession
        WHERE predecessor_id = ANY(%(ids)s::uuid[]) OR successor_id = ANY(%(ids)s::uuid[])
    )
"""


def known_statements(connection: Connection[TupleRow], ids: Sequence[str]) -> dict[str, Known]:
    """The published ones among the statements."""
    query = (
        "SELECT replace(id::text, '-', ''), row_hash, missing_since FROM hub.statement "
        "WHERE id = ANY(%s::uuid[])"
    )
    rows = connection.execute(query, (list(ids),))
    return {row[0]: Known(bytes(row[1]), row[2]) for row in rows}


def has_hidden_keys(connection: Connection[TupleRow], source: str) -> bool:
    """Whether a record of the source is hidden under what stands for its key."""
    query = (
        "SELECT EXISTS (SELECT FROM hub.statement s JOIN hub.source o ON o.id = s.source_id "
        "WHERE o.code = %s AND starts_with(s.key, %s))"
    )
    row = connection.execute(query, (source, OF_PLACE)).fetchone()
    return row is not None and bool(row[0])


def entangled(connection: Connection[TupleRow]) -> set[str]:
    """Staged and vanished statements whose record is composed of more than what they say."""
    return {row[0] for row in connection.execute(_ENTANGLED)}


def links_around(connection: Connection[TupleRow], ids: Collection[str]) -> list[Link]:
    """Every active decision in the neighbourhoods of the statements, however far joins lead."""
    found: dict[tuple[str, str], Link] = {}
    frontier, reached = set(ids), set(ids)
    while frontier:
        further = set()
        for row in connection.execute(_LINKS.encode(), {"ids": list(frontier)}):
            link = Link(*row)
            found[link.left, link.right] = link
            if link.same:
                further |= {link.left, link.right}
        frontier = further - reached
        reached |= further
    return list(found.values())


def members(connection: Connection[TupleRow], ids: Collection[str], today: date) -> list[Stored]:
    """The statements with everything; one that `vanished` holds is missing since `today`."""
    with connection.cursor(row_factory=class_row(Stored)) as cursor:
        return cursor.execute(_MEMBERS.encode(), {"ids": list(ids), "today": today}).fetchall()


def corrections(connection: Connection[TupleRow], ids: Collection[str]) -> dict[str, list[Correction]]:
    """Active corrections by statement."""
    found: dict[str, list[Correction]] = {}
    for statement_id, *said in connection.execute(_CORRECTIONS, (list(ids),)):
        found.setdefault(statement_id, []).append(Correction(*said))
    return found


def disclosures(connection: Connection[TupleRow], source_id: int, field: str) -> dict[str, bool]:
    """What stewards decided under `field` of the statements of a source: true where they hide one."""
    query = (
        "SELECT replace(c.statement_id::text, '-', ''), c.value = 'true' FROM hub.correction c "
        "JOIN hub.statement s ON s.id = c.statement_id "
        "WHERE c.withdrawn_at IS NULL AND c.field = %s AND s.source_id = %s ORDER BY 1"
    )
    return dict(connection.execute(query, (field, source_id)).fetchall())


def first_releases(connection: Connection[TupleRow], ids: Collection[str]) -> dict[str, int]:
    """The release that first published each id; ids that never stood for a record are left out."""
    return dict(connection.execute(_FIRST, (list(ids),)).fetchall())


def dependents(connection: Connection[TupleRow], ids: Collection[str]) -> set[str]:
    """Statements of the records that refer to any of these records."""
    return {row[0] for row in connection.execute(_DEPENDENTS, {"ids": list(ids)})}


def stage_member(
    connection: Connection[TupleRow], found: Iterable[tuple[Stored, str, dict[str, Any]]]
) -> None:
    """Stage statements anew: (statement, the record it speaks of, what it lost)."""
    copy_rows(
        connection,
        statement,
        (
            (
                one.source_id,
                one.row_hash,
                one.id,
                one.record_type,
                one.key,
                one.content,
                one.claims,
                record_id,
                orjson.dumps(lost, option=orjson.OPT_SORT_KEYS).decode(),
                one.run_id,
                one.row,
                one.claimed_on,
                one.since,
                one.missing_since,
            )
            for one, record_id, lost in found
        ),
    )


def keys_of_source(connection: Connection[TupleRow], source_id: int) -> Iterator[tuple[str, str, str]]:
    """Id, type and key of every record that a source has in the hub; those that its file holds first."""
    yield from connection.execute(_KEYS_OF_SOURCE, (source_id,))


def keep(connection: Connection[TupleRow], source_id: int, ids: Collection[str]) -> list[str]:
    """Hold these statements of the source for seen where they are published and none of the batch."""
    return [row[0] for row in connection.execute(_KEEP, (source_id, list(ids)))]
