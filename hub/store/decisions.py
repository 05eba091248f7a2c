"""Writing who is who: joins that the rule made, and pairs left for a steward."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import orjson
from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.vocabulary import Verdict

#: The author of decisions that no person made.
RULE = "rule"


class Pair(NamedTuple):
    """Two statements (ids of 32 hexadecimal digits), how alike they are, why, and what each field weighed."""

    left: str
    right: str
    score: float | None
    reason: str
    evidence: Sequence[object]


def add_decisions(
    connection: Connection[TupleRow], pairs: Iterable[Pair], verdict: Verdict, author: str = RULE
) -> None:
    """Remember decisions; a pair that has an active one keeps it. Decided pairs leave the review queue."""
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            WITH decided AS (
                DELETE FROM ingest.candidate WHERE left_id = %(left)s AND right_id = %(right)s
            )
            INSERT INTO hub.decision (left_id, right_id, verdict, author, reason, score, evidence)
            VALUES (%(left)s, %(right)s, %(verdict)s, %(author)s, %(reason)s, %(score)s, %(evidence)s)
            ON CONFLICT (left_id, right_id) WHERE undone_at IS NULL DO NOTHING
            """,
            [{**values_of(pair), "verdict": verdict.value, "author": author} for pair in pairs],
        )


def replace_candidates(connection: Connection[TupleRow], pairs: Iterable[Pair], run_id: int) -> None:
    """Let these be the pairs that wait for a steward, of all that hold a staged statement."""
    connection.execute(
        "DELETE FROM ingest.candidate c USING stage_statement s WHERE s.id IN (c.left_id, c.right_id)"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO ingest.candidate (left_id, right_id, score, reason, evidence, run_id)
            VALUES (%(left)s, %(right)s, %(score)s, %(reason)s, %(evidence)s, %(run)s)
            """,
            [{**values_of(pair), "run": run_id} for pair in pairs],
        )


def values_of(pair: Pair) -> dict[str, object]:
    """The pair as parameters of a statement, its evidence as JSON."""
    return {**pair._asdict(), "evidence": orjson.dumps(pair.evidence).decode()}
