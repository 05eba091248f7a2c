"""Rows for every table of a database at any revision: valid ones, two of each where two may be."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection, sql
from psycopg.rows import TupleRow, class_row

SCHEMAS = ["hub", "history", "ingest"]
#: Alembic's own table.
_VERSION = "ingest.alembic_version"
#: Tables that hold one row at most.
_SINGLE = frozenset({"ingest.person_key"})
_POINT = "SRID=4326;POINT(28.5 49.2)"
_SQUARE = "SRID=4326;MULTIPOLYGON(((28 49, 29 49, 29 50, 28 50, 28 49)))"
#: Columns whose values their type and their checks alone do not tell: both rows' values.
_VALUES: dict[str, tuple[Any, Any]] = {
    "left_id": (UUID(int=1), UUID(int=1)),
    "right_id": (UUID(int=2), UUID(int=3)),
    "predecessor_id": (UUID(int=1), UUID(int=2)),
    "successor_id": (UUID(int=2), UUID(int=1)),
    "lang": ("uk", "uk"),
    # Of fewer posts nothing is told of people, and of days the month.
    "filled": (10.0, 12.5),
    "qualification_ends": ("2024-02-01", "2024-03-01"),
    # Open and secret.
    "confidential": (False, True),
}
#: A claim said otherwise before: by the day alone, and since revision 0012 by day, run and row.
_SINCE = ('{"name": "2024-01-02"}', '{"name": {"on": "2024-01-02", "run": 1, "row": 1}}')
#: A secret place tells no more than these, at any revision.
_COARSE_ALWAYS = frozenset({"address", "street", "house"})
#: Parts of an address that no secret place tells.
_PARTS = {"city", "region", "state_province", "country"}
#: A place belongs to one of two, and an area is one of two; no territory lies in itself.
_NEVER = frozenset(
    {
        ("hub.location", "access_point_id"),
        ("hub.territory", "parent_id"),
        ("hub.service_area", "polygon"),
        ("hub.travel_place", "record_id"),
    }
)


@dataclass(frozen=True, slots=True)
class _Column:
    table: str
    name: str
    kind: str
    required: bool
    refers: str | None


_COLUMNS = """
    SELECT n.nspname || '.' || c.relname AS table, a.attname AS name,
           format_type(a.atttypid, a.atttypmod) AS kind, a.attnotnull AS required,
           (SELECT f.confrelid::regclass::text || '.' || t.attname FROM pg_constraint f
            JOIN pg_attribute t ON t.attrelid = f.confrelid
                 AND t.attnum = f.confkey[array_position(f.conkey, a.attnum)]
            WHERE f.contype = 'f' AND f.conrelid = c.oid AND a.attnum = ANY(f.conkey) LIMIT 1) AS refers
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND n.nspname = ANY(%s) AND a.attgenerated = ''
    ORDER BY 1, a.attnum
"""
_CHECKS = """
    SELECT n.nspname || '.' || c.relname, pg_get_constraintdef(k.oid)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'c' AND n.nspname = ANY(%s)
"""
_ONE_OF = re.compile(r"\(?\"?(\w+)\"? = ANY \(ARRAY\[(.*?)\]\)")


def columns_of(connection: Connection[TupleRow]) -> dict[str, list[_Column]]:
    """The columns of every table of ours."""
    found: dict[str, list[_Column]] = {}
    for column in connection.cursor(row_factory=class_row(_Column)).execute(_COLUMNS, (SCHEMAS,)):
        if column.table != _VERSION:
            found.setdefault(column.table, []).append(column)
    return found


def fill(connection: Connection[TupleRow], revision: str) -> None:
    """Put rows into every table of a revision, those that others refer to first, with all columns filled."""
    tables = columns_of(connection)
    words = _words(connection)
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    filled: set[str] = set()
    while len(filled) < len(tables):
        name = _next(tables, filled)
        for number in range(1 if name in _SINGLE else 2):
            _insert(connection, name, tables[name], words, number, filled, revision)
        filled.add(name)


def _next(tables: dict[str, list[_Column]], filled: set[str]) -> str:
    """A table of which all that it refers to is there, or must be there where tables refer to each other."""
    for required in (False, True):
        for name, columns in tables.items():
            if name not in filled and _needs(columns, required) <= filled | {name}:
                return name
    raise AssertionError(f"these refer to each other: {tables.keys() - filled}")


def _words(connection: Connection[TupleRow]) -> dict[tuple[str, str], list[str]]:
    """The words that a column may hold, by table and column, as checks list them."""
    listed: dict[tuple[str, str], list[str]] = {}
    for table, definition in connection.execute(_CHECKS, (SCHEMAS,)):
        for column, words in _ONE_OF.findall(definition):
            if "<>" not in definition:
                listed[table, column] = re.findall(r"'([^']*)'::text", words)
    return listed


def _needs(columns: Iterable[_Column], required: bool) -> set[str]:
    return {
        column.refers.rpartition(".")[0]
        for column in columns
        if column.refers and (column.required or not required)
    }


def _insert(
    connection: Connection[TupleRow],
    table: str,
    columns: list[_Column],
    words: dict[tuple[str, str], list[str]],
    number: int,
    filled: set[str],
    revision: str,
) -> None:
    row = {
        column.name: _value(column, words.get((column.table, column.name)), number, filled, revision)
        for column in columns
    }
    if row.get("confidential"):
        row |= dict.fromkeys(_COARSE_ALWAYS & row.keys())
        if not _holds_sharp(connection):
            row |= {"postal_code": None, "name": None, "precision": "territory", "attributes": "{}"}
            row |= dict.fromkeys(_PARTS & row.keys()) | dict.fromkeys({"schedules"} & row.keys(), "[]")
    statement = sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({})").format(
        sql.Identifier(*table.split(".")),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(sql.Placeholder() * len(row)),
    )
    connection.execute(statement, list(row.values()))


def _holds_sharp(connection: Connection[TupleRow]) -> bool:
    """Whether the table of places takes a secret one with a name and an exact point."""
    row = connection.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_location_confidential'"
    ).fetchone()
    assert row is not None
    return "postal_code" not in row[0]


def _value(column: _Column, words: list[str] | None, number: int, filled: set[str], revision: str) -> Any:
    if (column.table, column.name) in _NEVER:
        return None
    if column.refers and column.refers.rpartition(".")[0] not in filled and not column.required:
        return None
    if words:
        return words[number % len(words)]
    if column.name in _VALUES:
        value = _VALUES[column.name][number]
        return value.int if column.kind == "integer" else value
    if column.name == "claims" and column.kind == "jsonb":
        return f'{{"name": {{"value": "Центр {number}"}}}}'
    if column.name == "since" and column.kind == "jsonb":
        return _SINCE[revision >= "0012"]
    if column.name == "precision":
        return "exact"
    return _of_kind(column.kind, number)


def _of_kind(kind: str, number: int) -> Any:
    if kind.endswith("[]"):
        return []
    if kind.startswith("geometry"):
        return _POINT if "Point" in kind else _SQUARE
    return {
        "uuid": UUID(int=number + 1),
        "integer": number + 1,
        "bigint": number + 1,
        "double precision": 0.5,
        "boolean": number == 0,
        "date": f"2024-01-0{number + 1}",
        "timestamp with time zone": f"2024-01-0{number + 1} 10:00+00",
        "jsonb": '{"a": 1}',
        "bytea": bytes([number + 1]) * 16,
        "text": f"text {number}",
    }[kind]
