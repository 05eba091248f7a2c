"""Pairs of statements: those that wait for a steward, and what was decided."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row
from psycopg.types.json import Jsonb

from hub.domain.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements by their ids, 32 hexadecimal digits each, the smaller first, and how alike they are."""

    left: str
    right: str
    score: float | None = None
    evidence: Any = ()

    @classmethod
    def of(cls, one: str, other: str) -> "Pair":
        """The pair of two statements that nobody compared."""
        return cls(min(one, other), max(one, other))


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was made, and undone if it was."""

    id: int
    left: str
    right: str
    score: float | None
    evidence: Any
    verdict: str
    author: str
    reason: str
    undone_by: str | None
    undone_reason: str | None

    @property
    def pair(self) -> Pair:
        """What was decided about."""
        return Pair(self.left, self.right, self.score, self.evidence)


_IDS = "replace(left_id::text, '-', '') AS left, replace(right_id::text, '-', '') AS right, score, evidence"
_DECISION = f"SELECT id, {_IDS}, verdict, author, reason, undone_by, undone_reason FROM hub.decision"


def candidate(connection: Connection[TupleRow], number: int) -> Pair | None:
    """The pair that waits under this number."""
    cursor = connection.cursor(row_factory=class_row(Pair))
    query = f"SELECT {_IDS} FROM ingest.candidate WHERE id = %s FOR UPDATE"
    return cursor.execute(query.encode(), (number,)).fetchone()


def queue(connection: Connection[TupleRow], pair: Pair, reason: str) -> None:
    """Let the pair wait for a steward, unless it does."""
    connection.execute(
        "INSERT INTO ingest.candidate (left_id, right_id, score, evidence, reason) "
        "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (left_id, right_id) DO NOTHING",
        (pair.left, pair.right, pair.score, Jsonb(pair.evidence), reason),
    )


def decision(connection: Connection[TupleRow], number: int) -> Decided | None:
    """One decision, active or not."""
    cursor = connection.cursor(row_factory=class_row(Decided))
    return cursor.execute(f"{_DECISION} WHERE id = %s FOR UPDATE".encode(), (number,)).fetchone()


def among(connection: Connection[TupleRow], ids: Collection[str]) -> dict[tuple[str, str], Decided]:
    """Every active decision about two of these statements, by pair."""
    cursor = connection.cursor(row_factory=class_row(Decided))
    cursor.execute(
        f"{_DECISION} WHERE undone_at IS NULL AND left_id = ANY(%(ids)s::uuid[]) "
        "AND right_id = ANY(%(ids)s::uuid[])".encode(),
        {"ids": list(ids)},
    )
    return {(found.left, found.right): found for found in cursor}


def decide(connection: Connection[TupleRow], pair: Pair, verdict: Verdict, author: str, reason: str) -> int:
    """Write an active decision and take the pair out of the queue; its number."""
    connection.execute(
        "DELETE FROM ingest.candidate WHERE left_id = %s AND right_id = %s", (pair.left, pair.right)
    )
    row = connection.execute(
        "INSERT INTO hub.decision (left_id, right_id, score, evidence, verdict, author, reason) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
        (pair.left, pair.right, pair.score, Jsonb(pair.evidence), verdict.value, author, reason),
    ).fetchone()
    assert row is not None
    return int(row[0])


def undo(connection: Connection[TupleRow], number: int, author: str, reason: str) -> None:
    """Let an active decision count no more."""
    connection.execute(
        "UPDATE hub.decision SET undone_at = now(), undone_by = %s, undone_reason = %s WHERE id = %s",
        (author, reason, number),
    )
