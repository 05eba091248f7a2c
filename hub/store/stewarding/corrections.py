"""Stewards' corrections as they are written and withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow, class_row
from psycopg.types.json import Jsonb

from hub.domain.vocabulary import SourceKind
from hub.store.reads.provenance import STEWARDS
from hub.store.runs import upsert_source


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as it stands."""

    id: int
    statement_id: str
    field: str
    value: Any
    author: str
    reason: str
    withdrawn_by: str | None
    withdrawn_reason: str | None


_CORRECTION = """
    SELECT id, replace(statement_id::text, '-', '') AS statement_id, field, value, author, reason,
           withdrawn_by, withdrawn_reason
    FROM hub.correction
"""


def correct(
    connection: Connection[TupleRow],
    statement: str,
    field: str,
    value: Any,
    parts: Mapping[str, Any],
    author: str,
    reason: str,
) -> int:
    """Write a correction in the place of the one that there may be; its number."""
    upsert_source(
        connection,
        kind=SourceKind.STEWARD,
        jurisdiction_id=None,
        code=STEWARDS,
        title="Corrections by the stewards of this hub",
    )
    connection.execute(
        "UPDATE hub.correction SET withdrawn_at = now(), withdrawn_by = %s, withdrawn_reason = %s "
        "WHERE withdrawn_at IS NULL AND statement_id = %s AND field = %s",
        (author, f"Corrected again: {reason}", statement, field),
    )
    row = connection.execute(
        "INSERT INTO hub.correction (statement_id, field, value, parts, author, reason) "
        "VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
        (statement, field, None if value is None else Jsonb(value), Jsonb(dict(parts)), author, reason),
    ).fetchone()
    assert row is not None
    return int(row[0])


def correction(connection: Connection[TupleRow], number: int) -> Corrected | None:
    """One correction, active or not."""
    cursor = connection.cursor(row_factory=class_row(Corrected))
    return cursor.execute(f"{_CORRECTION} WHERE id = %s FOR UPDATE".encode(), (number,)).fetchone()


_UNCHECKED = f"""
    {_CORRECTION} WHERE withdrawn_at IS NULL AND field <> 'confidential' AND checked IS DISTINCT FROM %s
    AND statement_id IN (SELECT s.id FROM hub.statement s WHERE s.record_type = 'provider') ORDER BY id
"""


def unchecked(connection: Connection[TupleRow], rules: str) -> list[Corrected]:
    """Active corrections of values that the cleaning with this hash has not seen."""
    return (
        connection.cursor(row_factory=class_row(Corrected)).execute(_UNCHECKED.encode(), (rules,)).fetchall()
    )


def keep(connection: Connection[TupleRow], number: int, rules: str) -> None:
    """The correction passes the cleaning as it stands."""
    connection.execute(
        "UPDATE hub.correction SET checked = %s, refused = NULL WHERE id = %s", (rules, number)
    )


def clean(
    connection: Connection[TupleRow], number: int, rules: str, value: Any, parts: Mapping[str, Any]
) -> None:
    """The correction passes with another value than it had."""
    stored = None if value is None else Jsonb(value)
    connection.execute(
        "UPDATE hub.correction SET checked = %s, refused = NULL, value = %s, parts = %s WHERE id = %s",
        (rules, stored, Jsonb(dict(parts)), number),
    )


def refuse(connection: Connection[TupleRow], number: int, rules: str, issue: str) -> None:
    """The correction passes no more, and is not applied."""
    connection.execute(
        "UPDATE hub.correction SET checked = %s, refused = %s WHERE id = %s", (rules, issue, number)
    )


def withdraw(connection: Connection[TupleRow], number: int, author: str, reason: str) -> None:
    """Let a correction count no more."""
    connection.execute(
        "UPDATE hub.correction SET withdrawn_at = now(), withdrawn_by = %s, withdrawn_reason = %s "
        "WHERE id = %s",
        (author, reason, number),
    )
