"""Records that stewards keep out of the hub."""

from dataclasses import dataclass

from psycopg import Connection, sql
from psycopg.rows import TupleRow, class_row

from hub.store.stage import staged
from hub.store.tables import VERSIONED, statement


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A withdrawal that was not taken back."""

    id: int
    author: str
    reason: str


def withdrawn(connection: Connection[TupleRow], record: str) -> Withdrawn | None:
    """The withdrawal that keeps this record out, if any."""
    cursor = connection.cursor(row_factory=class_row(Withdrawn))
    query = "SELECT id, author, reason FROM hub.withdrawal WHERE record_id = %s AND restored_at IS NULL"
    return cursor.execute(query, (record,)).fetchone()


def withdraw(
    connection: Connection[TupleRow], record: str, record_type: str, author: str, reason: str
) -> int:
    """Keep a record out from now on; the withdrawal's number."""
    row = connection.execute(
        "INSERT INTO hub.withdrawal (record_id, record_type, author, reason) VALUES (%s, %s, %s, %s) "
        "RETURNING id",
        (record, record_type, author, reason),
    ).fetchone()
    assert row is not None
    return int(row[0])


def restore(connection: Connection[TupleRow], number: int, author: str, reason: str) -> None:
    """Keep the record out no more."""
    connection.execute(
        "UPDATE hub.withdrawal SET restored_at = now(), restored_by = %s, restored_reason = %s WHERE id = %s",
        (author, reason, number),
    )


def drop_withdrawn(connection: Connection[TupleRow]) -> None:
    """Take the rows of withdrawn records out of the stage; their statements stay, for the day they return."""
    for table in VERSIONED:
        if table.name != statement.name:
            connection.execute(
                sql.SQL(
                    "DELETE FROM {} WHERE {} IN "
                    "(SELECT record_id FROM hub.withdrawal WHERE restored_at IS NULL)"
                ).format(staged(table), sql.SQL(table.info["root"]))
            )
