"""Statements of one file that share a number, and the pairs of one source that wait for a steward."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from psycopg import Connection
from psycopg.rows import TupleRow

from hub.store.decisions import Pair, values_of
from hub.store.neighbours import Stated

_SHARING = """
    WITH present AS (
        SELECT n.id, n.source_id, n.content FROM stage_statement n JOIN seen USING (id)
        WHERE n.record_type = 'provider'
        UNION ALL
        SELECT p.id, p.source_id, p.content FROM hub.statement p JOIN seen USING (id)
        WHERE p.record_type = 'provider' AND NOT EXISTS (SELECT FROM stage_statement n WHERE n.id = p.id)
    ),
    numbered AS (
        SELECT DISTINCT p.id, i ->> 'scheme' AS scheme, i ->> 'value' AS value
        FROM present p, jsonb_array_elements(p.content -> 'identifiers') i
        WHERE coalesce((i ->> 'valid')::boolean, true)
    ),
    shared AS (SELECT scheme, value FROM numbered GROUP BY scheme, value HAVING count(*) > 1)
    SELECT replace(p.id::text, '-', ''), o.code, p.content::text
    FROM present p JOIN hub.source o ON o.id = p.source_id
    WHERE p.id IN (SELECT id FROM numbered JOIN shared USING (scheme, value))
    ORDER BY p.id
"""
#: A published statement may stand in another row of the file before; rows that tell their record know better.
_ROWS = """
    SELECT replace(id::text, '-', ''), sheet, "row" FROM (
        SELECT statement_id AS id, nullif(sheet, '') AS sheet, "row", 3 AS known FROM ingest.raw_record
        WHERE run_id = %(run)s AND statement_id = ANY(%(ids)s::uuid[])
        UNION ALL SELECT id, NULL, "row", 2 FROM stage_statement WHERE id = ANY(%(ids)s::uuid[])
        UNION ALL SELECT id, NULL, "row", 1 FROM hub.statement WHERE id = ANY(%(ids)s::uuid[])
    ) told WHERE "row" IS NOT NULL ORDER BY known, "row" DESC, sheet DESC
"""
#: What was put back into the queue by hand has no run.
_FORGET = """
    DELETE FROM ingest.candidate c USING hub.statement l, hub.statement r
    WHERE l.id = c.left_id AND r.id = c.right_id AND l.source_id = %(source)s AND r.source_id = %(source)s
      AND c.run_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM unnest(%(left)s::uuid[], %(right)s::uuid[]) AS kept (l, r)
                      WHERE kept.l = c.left_id AND kept.r = c.right_id)
"""
_QUEUE = """
    INSERT INTO ingest.candidate (left_id, right_id, score, reason, evidence, run_id)
    SELECT %(left)s, %(right)s, %(score)s, %(reason)s, %(evidence)s, %(run)s
    WHERE NOT EXISTS (SELECT FROM hub.decision d
                      WHERE d.left_id = %(left)s AND d.right_id = %(right)s AND d.undone_at IS NULL)
    ON CONFLICT (left_id, right_id) DO NOTHING
"""


class Row(NamedTuple):
    """Where a statement stands in its file; without a sheet where the file has none."""

    sheet: str | None
    number: int


def sharing_a_number(connection: Connection[TupleRow]) -> list[Stated]:
    """The providers of the staged file that have a valid number which another of them has too."""
    return [Stated(*row) for row in connection.execute(_SHARING)]


def rows_of_statements(
    connection: Connection[TupleRow], run_id: int, statements: Collection[str]
) -> dict[str, Row]:
    """The first row of the run's file that each of the statements was read from."""
    found = connection.execute(_ROWS, {"run": run_id, "ids": list(statements)})
    return {statement: Row(sheet, number) for statement, sheet, number in found}


def queue_repeats(
    connection: Connection[TupleRow], source_id: int, pairs: Iterable[Pair], run_id: int
) -> int:
    """Let these pairs of the source, and no others of it, wait for a steward; how many came into the queue.

    Those that somebody decided do not wait again.
    """
    pairs = list(pairs)
    kept = {"left": [pair.left for pair in pairs], "right": [pair.right for pair in pairs]}
    connection.execute(_FORGET, {"source": source_id, **kept})
    with connection.cursor() as cursor:
        cursor.executemany(_QUEUE, [{**values_of(pair), "run": run_id} for pair in pairs])
        return max(cursor.rowcount, 0)
