"""What stewards look through: pairs that wait, decisions, and one record with all that is said of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import TupleRow, class_row

from hub.store.small_cells.shown import NOT_TOLD, with_hidden
from hub.store.stewarding.erasures import Erasure, erasures_of

_SIDES = """
    replace(p.left_id::text, '-', '') AS left_id, replace(p.right_id::text, '-', '') AS right_id,
    l.content ->> 'name' AS left_name, r.content ->> 'name' AS right_name,
    a.code AS left_source, b.code AS right_source, l.key AS left_key, r.key AS right_key
"""
_JOINED = """
    JOIN hub.statement l ON l.id = p.left_id JOIN hub.statement r ON r.id = p.right_id
    JOIN hub.source a ON a.id = l.source_id JOIN hub.source b ON b.id = r.source_id
"""
_CANDIDATES = f"""
    SELECT p.id, p.score, p.reason, p.made_at, p.evidence, {_SIDES} FROM ingest.candidate p {_JOINED}
    WHERE (%(number)s::int IS NULL OR p.id = %(number)s)
      AND (%(source)s::text IS NULL OR %(source)s IN (a.code, b.code))
      AND (%(territory)s::int IS NULL OR EXISTS (
          SELECT FROM hub.location o JOIN hub.territory_closure c ON c.territory_id = o.territory_id
          WHERE o.provider_id IN (l.record_id, r.record_id) AND c.ancestor_id = %(territory)s))
    ORDER BY p.score DESC NULLS LAST, p.id LIMIT %(limit)s
"""
_DECISIONS = f"""
    SELECT p.id, p.verdict, p.author, p.reason, p.score, p.made_at, p.undone_by, p.undone_reason, {_SIDES}
    FROM hub.decision p {_JOINED}
    WHERE (%(source)s::text IS NULL OR %(source)s IN (a.code, b.code))
      AND (%(author)s::text IS NULL OR p.author = %(author)s) AND (%(undone)s OR p.undone_at IS NULL)
    ORDER BY p.id DESC LIMIT %(limit)s
"""
#: Counts of few people are not told here either.
_SAID = """
    WITH said AS (
        SELECT s.record_id, replace(s.id::text, '-', '') AS statement, o.code AS source, s.key,
               c.key AS field, c.value ->> 'value' AS value, c.value ->> 'raw' AS raw,
               c.value ? 'erased' AS raw_erased, NOT s.lost ? c.key AS published,
               r.file_name AS file, s."row", s.claimed_on, s.missing_since
        FROM hub.statement s JOIN hub.source o ON o.id = s.source_id JOIN hub.run r ON r.id = s.run_id
        CROSS JOIN LATERAL jsonb_each(s.claims) c WHERE s.record_id = {record}
    )
    SELECT statement, source, key, field, CASE WHEN hidden THEN {instead} ELSE value END AS value,
           CASE WHEN NOT hidden THEN raw END AS raw, raw_erased, published, file, "row", claimed_on,
           missing_since
    FROM ({told}) told ORDER BY field, published DESC, source, key
"""
_CORRECTIONS = """
    SELECT c.id, replace(c.statement_id::text, '-', '') AS statement, c.field, c.value, c.author, c.reason,
           c.made_at, c.withdrawn_by, c.refused
    FROM hub.correction c JOIN hub.statement s ON s.id = c.statement_id WHERE s.record_id = %s ORDER BY c.id
"""
_REFUSED = """
    SELECT c.id, replace(s.record_id::text, '-', '') AS record, c.field, c.refused AS issue, c.author,
           c.reason, c.made_at
    FROM hub.correction c JOIN hub.statement s ON s.id = c.statement_id
    WHERE c.withdrawn_at IS NULL AND c.refused IS NOT NULL ORDER BY c.id
"""
_RECORD = """
    SELECT replace(s.record_id::text, '-', '') AS id, s.record_type, s.content ->> 'name' AS name,
           w.author AS withdrawn_by, w.reason AS withdrawn_reason
    FROM hub.statement s LEFT JOIN hub.withdrawal w ON w.record_id = s.record_id AND w.restored_at IS NULL
    WHERE s.id = (SELECT record_id FROM hub.statement WHERE id = %s)
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits for a steward; `evidence` holds {field, left, right, level, weight}."""

    id: int
    score: float | None
    reason: str
    made_at: datetime
    evidence: Any
    left_id: str
    right_id: str
    left_name: str
    right_name: str
    left_source: str
    right_source: str
    left_key: str
    right_key: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision, active or undone."""

    id: int
    verdict: str
    author: str
    reason: str
    score: float | None
    made_at: datetime
    undone_by: str | None
    undone_reason: str | None
    left_id: str
    right_id: str
    left_name: str
    right_name: str
    left_source: str
    right_source: str
    left_key: str
    right_key: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What one statement says of one field."""

    statement: str
    source: str
    key: str
    field: str
    value: str
    raw: str | None
    raw_erased: bool
    published: bool
    file: str
    row: int | None
    claimed_on: date
    missing_since: date | None


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction, active or withdrawn."""

    id: int
    statement: str
    field: str
    value: Any
    author: str
    reason: str
    made_at: datetime
    withdrawn_by: str | None
    refused: str | None


@dataclass(frozen=True, slots=True)
class RefusedCorrection:
    """A correction that is not applied, since an import would leave its value out with this issue."""

    id: int
    record: str
    field: str
    issue: str
    author: str
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RecordDetails:
    """A record with everything that is said of it."""

    id: str
    record_type: str
    name: str
    withdrawn_by: str | None
    withdrawn_reason: str | None
    said: list[SaidLine]
    corrections: list[CorrectionLine]
    erasures: list[Erasure]


def candidates(
    connection: Connection[TupleRow],
    source: str | None = None,
    territory: int | None = None,
    limit: int = 20,
) -> list[Waiting]:
    """Pairs that wait, the most alike first: of a source, and with a place in a territory."""
    asked = {"number": None, "source": source, "territory": territory, "limit": limit}
    cursor = connection.cursor(row_factory=class_row(Waiting))
    return cursor.execute(_CANDIDATES.encode(), asked).fetchall()


def candidate(connection: Connection[TupleRow], number: int) -> Waiting | None:
    """The pair that waits under this number."""
    asked = {"number": number, "source": None, "territory": None, "limit": 1}
    cursor = connection.cursor(row_factory=class_row(Waiting))
    return cursor.execute(_CANDIDATES.encode(), asked).fetchone()


def decisions(
    connection: Connection[TupleRow], source: str | None, author: str | None, undone: bool, limit: int
) -> list[DecisionLine]:
    """Decisions, the newest first: of a source, by an author, with the undone ones or without."""
    asked = {"source": source, "author": author, "undone": undone, "limit": limit}
    cursor = connection.cursor(row_factory=class_row(DecisionLine))
    return cursor.execute(_DECISIONS.encode(), asked).fetchall()


def refused_corrections(connection: Connection[TupleRow]) -> list[RefusedCorrection]:
    """Corrections that wait for a steward, since they pass the cleaning no more; the oldest first."""
    return connection.cursor(row_factory=class_row(RefusedCorrection)).execute(_REFUSED).fetchall()


def record(connection: Connection[TupleRow], identity: str) -> RecordDetails | None:
    """The record that answers for this id."""
    found = connection.execute(_RECORD.encode(), (identity,)).fetchone()
    if found is None:
        return None
    number, record_type, name, withdrawn_by, withdrawn_reason = found
    query = sql.SQL(_SAID).format(
        record=sql.Literal(number), told=with_hidden("said"), instead=sql.Literal(NOT_TOLD)
    )
    said = connection.cursor(row_factory=class_row(SaidLine)).execute(query)
    corrected = connection.cursor(row_factory=class_row(CorrectionLine))
    corrected.execute(_CORRECTIONS.encode(), (number,))
    return RecordDetails(
        *(number, record_type, name, withdrawn_by, withdrawn_reason, said.fetchall()),
        corrections=corrected.fetchall(),
        erasures=erasures_of(connection, number),
    )
