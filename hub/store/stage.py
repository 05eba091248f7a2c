"""Temporary tables that hold a batch beside what is published, filled by COPY."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import Table

from hub.store.copying import copy_lines, text_lines
from hub.store.rows import SHAPES
from hub.store.tables import VERSIONED

#: `seen`: statements that the file holds, whether or not they changed. `vanished`: those of the source that
#: it no longer holds, `settled` where what became of their records is staged. `retired`: ids for which
#: another record answers from now on.
_NOTES = """
    CREATE TEMP TABLE seen (id uuid NOT NULL) ON COMMIT DROP;
    CREATE TEMP TABLE vanished (
        id uuid PRIMARY KEY, root uuid NOT NULL, record_type text NOT NULL, settled boolean DEFAULT false
    ) ON COMMIT DROP;
    CREATE TEMP TABLE retired (id uuid PRIMARY KEY, survivor uuid NOT NULL) ON COMMIT DROP;
"""


def published(table: Table) -> sql.Identifier:
    """The published table's qualified name."""
    return sql.Identifier("hub", table.name)


def former(table: Table) -> sql.Identifier:
    """Its history twin's qualified name."""
    return sql.Identifier("history", table.name)


def staged(table: Table) -> sql.Identifier:
    """Its staging table's name; temporary tables have a schema of their own."""
    return sql.Identifier(f"stage_{table.name}")


def columns_of(table: Table) -> tuple[str, ...]:
    """Names of the columns that are staged, in the order in which rows hold them."""
    return SHAPES[table.name].staged


def create_stage(connection: Connection[TupleRow]) -> None:
    """Make empty staging tables that vanish with the transaction, whatever becomes of it."""
    for table in VERSIONED:
        connection.execute(
            sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                staged(table), sql.SQL(", ").join(map(sql.Identifier, columns_of(table))), published(table)
            )
        )
    connection.execute(_NOTES)


def copy_rows(connection: Connection[TupleRow], table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows, each with a value for every column of `columns_of(table)`."""
    copy_staged(connection, table.name, text_lines(rows))


def copy_staged(connection: Connection[TupleRow], name: str, lines: bytes) -> None:
    """Append lines of COPY to the stage of the table called `name`, columns as in `columns_of`."""
    columns = sql.SQL(", ").join(map(sql.Identifier, SHAPES[name].staged))
    table = sql.Identifier(f"stage_{name}")
    copy_lines(connection, sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns), lines)


def note_seen(connection: Connection[TupleRow], lines: bytes) -> None:
    """Remember that the file holds these statements, one id a line."""
    copy_lines(connection, b"COPY seen FROM STDIN", lines)


def note_retired(connection: Connection[TupleRow], survivors: Iterable[tuple[str, str]]) -> None:
    """Remember (id, the id that answers for it from now on)."""
    with connection.cursor().copy("COPY retired FROM STDIN") as copy:
        for pair in survivors:
            copy.write_row(pair)


def unstage(connection: Connection[TupleRow], roots: Collection[str]) -> None:
    """Take every staged row of these records away again: they will be staged as they are to be."""
    connection.execute("UPDATE vanished SET settled = true WHERE id = ANY(%s::uuid[])", (list(roots),))
    for table in VERSIONED:
        connection.execute(
            sql.SQL("DELETE FROM {} WHERE {} = ANY(%s::uuid[])").format(
                staged(table), sql.SQL(table.info["root"])
            ),
            (list(roots),),
        )


def index_stage(connection: Connection[TupleRow]) -> None:
    """Once everything is staged: let the planner know how much there is, and find rows by id."""
    for table in VERSIONED:
        name = sql.Identifier(f"ix_stage_{table.name}")
        connection.execute(sql.SQL("CREATE UNIQUE INDEX {} ON {} (id)").format(name, staged(table)))
        connection.execute(sql.SQL("ANALYZE {} (id)").format(staged(table)))
