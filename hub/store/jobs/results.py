"""Results of planning that were computed before: each of a question, a release and a program."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row


@dataclass(frozen=True, slots=True)
class PlanningResult:
    """What a job found, with how good it is proven to be."""

    question: dict[str, Any]
    proof: dict[str, Any]
    answer: dict[str, Any]
    made_at: datetime


def result_of(
    connection: Connection[TupleRow], kind: str, question_hash: str, release: int, program: str
) -> PlanningResult | None:
    """The result for a kind of question and its hash at a release, as this program computes it."""
    query = (
        "SELECT question, proof, answer, made_at FROM hub.planning_result "
        "WHERE kind = %s AND hash = %s AND release = %s AND program_version = %s"
    )
    cursor = connection.cursor(row_factory=class_row(PlanningResult))
    return cursor.execute(query, (kind, question_hash, release, program)).fetchone()
