"""What stewards erase of the words that files held of a record, and the note that stays of it.

A row of a file stays as a place without values, so that whoever looks for it reads that it was erased. The
hash of a statement stays too: a file that says the same again does not bring the words back into the claims.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection
from psycopg.rows import TupleRow, class_row

from hub.domain.stewards import ERASED


@dataclass(frozen=True, slots=True)
class Erasure:
    """What went: rows of files (`secret_rows` of them not known as open), issues, claims, former states."""

    id: int
    author: str
    reason: str
    made_at: datetime
    raw_rows: int
    secret_rows: int
    issues: int
    claims: int
    former_texts: int


_OWNED = "statement_id = ANY(%(statements)s::uuid[])"
_KEPT = (
    f"SELECT EXISTS (SELECT FROM ingest.raw_record WHERE {_OWNED}) "
    f"OR EXISTS (SELECT FROM ingest.issue WHERE {_OWNED}) "
    "OR EXISTS (SELECT FROM history.statement WHERE id = ANY(%(statements)s::uuid[]))"
)
_INSERT = (
    "INSERT INTO ingest.erasure (record_id, author, reason) VALUES (%(record)s, %(author)s, %(reason)s) "
    "RETURNING id"
)
# Rows of before rows knew their records are known by the statements that name them.
_ROWS = f"""
    WITH named AS (
        SELECT run_id, "row" FROM hub.statement WHERE id = ANY(%(statements)s::uuid[])
        UNION SELECT run_id, "row" FROM history.statement WHERE id = ANY(%(statements)s::uuid[])
        UNION SELECT coalesce((o.value ->> 'run')::int, run_id), (o.value ->> 'row')::int
        FROM hub.statement, jsonb_each(since) o WHERE id = ANY(%(statements)s::uuid[])
    ), erased AS (
        UPDATE ingest.raw_record r SET values = '{{}}', erasure_id = %(erasure)s
        WHERE erasure_id IS NULL AND ({_OWNED}
            OR statement_id IS NULL AND secret IS NULL AND (run_id, "row") IN (SELECT * FROM named))
        RETURNING secret
    )
    SELECT count(*), count(*) FILTER (WHERE secret IS NOT FALSE) FROM erased
"""
_ISSUES = (
    f"UPDATE ingest.issue SET value = NULL, message = %(erased)s WHERE {_OWNED} AND message <> %(erased)s"
)
_CLAIMS = """
    WITH told AS (
        SELECT s.id, count(*) FILTER (WHERE c.value ? 'raw') AS number,
               jsonb_object_agg(c.key, CASE WHEN c.value ? 'raw' THEN c.value - 'raw' || '{"erased": true}'
                                            ELSE c.value END) AS claims
        FROM hub.statement s, jsonb_each(s.claims) c WHERE s.id = ANY(%(statements)s::uuid[]) GROUP BY s.id
    ), erased AS (
        UPDATE hub.statement s SET content = s.content - 'raw', claims = told.claims
        FROM told WHERE told.id = s.id AND (told.number > 0 OR s.content ? 'raw') RETURNING told.number
    )
    SELECT coalesce(sum(number), 0)::int FROM erased
"""
_FORMER = (
    "UPDATE history.statement SET content = '{}', claims = '{}' "
    "WHERE id = ANY(%(statements)s::uuid[]) AND (content <> '{}' OR claims <> '{}')"
)
_NOTE = (
    "UPDATE ingest.erasure SET raw_rows = %(raw_rows)s, secret_rows = %(secret_rows)s, issues = %(issues)s, "
    "claims = %(claims)s, former_texts = %(former)s WHERE id = %(erasure)s"
)
_SELECT = """
    SELECT id, author, reason, made_at, raw_rows, secret_rows, issues, claims, former_texts
    FROM ingest.erasure
"""
_UNJUDGED = """
    SELECT count(*)::int FROM ingest.raw_record r JOIN hub.run u ON u.id = r.run_id
    WHERE r.secret IS NULL AND r.statement_id IS NULL AND r.erasure_id IS NULL AND u.source_id IN (
        SELECT source_id FROM hub.statement WHERE id = ANY(%(statements)s::uuid[]))
"""


def kept_of(connection: Connection[TupleRow], statement: str) -> bool:
    """Whether rows, issues or former states are kept of a statement that may never have been published."""
    row = connection.execute(_KEPT.encode(), {"statements": [statement]}).fetchone()
    return row is not None and bool(row[0])


def erase(
    connection: Connection[TupleRow], record: str, statements: Collection[str], author: str, reason: str
) -> Erasure:
    """Erase what files held of these statements beside what is published, and note that it was done."""
    asked: dict[str, object] = {"statements": list(statements), "erased": ERASED}
    signed = {"record": record, "author": author, "reason": reason}
    (asked["erasure"],) = connection.execute(_INSERT, signed).fetchone() or (None,)
    asked["raw_rows"], asked["secret_rows"] = connection.execute(_ROWS.encode(), asked).fetchone() or (0, 0)
    asked["issues"] = connection.execute(_ISSUES.encode(), asked).rowcount
    (asked["claims"],) = connection.execute(_CLAIMS, asked).fetchone() or (0,)
    asked["former"] = connection.execute(_FORMER, asked).rowcount
    connection.execute(_NOTE, asked)
    cursor = connection.cursor(row_factory=class_row(Erasure))
    erasure = cursor.execute(f"{_SELECT} WHERE id = %(erasure)s".encode(), asked).fetchone()
    assert erasure is not None
    return erasure


def unjudged_rows(connection: Connection[TupleRow], statements: Collection[str]) -> int:
    """Rows of the sources of these statements of which nobody knows whose they are."""
    row = connection.execute(_UNJUDGED, {"statements": list(statements)}).fetchone()
    return int(row[0]) if row else 0


def erasures_of(connection: Connection[TupleRow], record: str) -> list[Erasure]:
    """The erasures of a record, and of the statements that speak of it now, the oldest first."""
    query = (
        f"{_SELECT} WHERE record_id = %(record)s "
        "OR record_id IN (SELECT id FROM hub.statement WHERE record_id = %(record)s) ORDER BY id"
    )
    return (
        connection.cursor(row_factory=class_row(Erasure))
        .execute(query.encode(), {"record": record})
        .fetchall()
    )
