"""Rows of all tables put down as they are read and taken up by what they name, in bounded memory."""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

_SCHEMA = """
    CREATE TABLE row (place INTEGER PRIMARY KEY, "table" TEXT, id TEXT, number INT, sheet TEXT,
                      content BLOB, used INT DEFAULT 0);
    CREATE UNIQUE INDEX row_id ON row ("table", id);
    CREATE TABLE link ("table" TEXT, "column" TEXT, value TEXT, place INT);
    CREATE INDEX link_value ON link ("table", "column", value, place);
    CREATE INDEX link_place ON link (place);
"""
#: What ids begin with that are made for rows without one.
NAMELESS = "row "
_ROW = 'row.place, row."table", row.id, row.number, row.sheet, row.content'


@dataclass(frozen=True, slots=True)
class Stored:
    """A row on the shelf; `sheet` is the name of its resource in the package."""

    place: int
    table: str
    id: str
    number: int
    sheet: str
    values: dict[str, str]


class Shelf:
    """Rows of a package by table, id and link. They lie in a temporary file that goes with the object."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="merezha-hsds-")
        self._database = sqlite3.connect(Path(self._folder.name) / "rows.sqlite")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_SCHEMA)

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._folder.cleanup()

    def put(self, table: str, id: str, number: int, sheet: str, values: Mapping[str, str]) -> None:
        """Keep a row whose id its table does not hold yet; raises KeyError when it does."""
        try:
            cursor = self._database.execute(
                'INSERT INTO row ("table", id, number, sheet, content) VALUES (?, ?, ?, ?, ?)',
                (table, id, number, sheet, orjson.dumps(dict(values))),
            )
        except sqlite3.IntegrityError:
            raise KeyError(id) from None
        self._link(table, cursor.lastrowid or 0, values)

    def complete(self, row: Stored, values: Mapping[str, str]) -> None:
        """Add to a row what it does not say yet: nested JSON repeats a row in several shapes."""
        more = {name: text for name, text in values.items() if text and not row.values.get(name)}
        if more:
            content = orjson.dumps({**row.values, **more})
            self._database.execute("UPDATE row SET content = ? WHERE place = ?", (content, row.place))
            self._link(row.table, row.place, more)

    def _link(self, table: str, place: int, values: Mapping[str, str]) -> None:
        links = ((table, name, text, place) for name, text in values.items() if text and name.endswith("_id"))
        self._database.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", links)

    def find(self, table: str, id: str) -> Stored | None:
        """The row of a table with this id."""
        rows = self._rows(f'SELECT {_ROW} FROM row WHERE "table" = ? AND id = ?', table, id)
        return next(rows, None)

    def linked(self, table: str, column: str, id: str) -> list[Stored]:
        """The rows of a table that name an id in a column, in the order of the file."""
        query = f"""
            SELECT {_ROW} FROM link JOIN row ON row.place = link.place
            WHERE link."table" = ? AND link."column" = ? AND link.value = ? ORDER BY link.place
        """
        return list(self._rows(query, table, column, id))

    def all(self, table: str) -> Iterator[Stored]:
        """Every row of a table, in the order of the file."""
        return self._rows(f'SELECT {_ROW} FROM row WHERE "table" = ? ORDER BY place', table)

    def dangling(self, table: str, column: str, target: str) -> Iterator[Stored]:
        """The rows whose column names a row that the target table does not have."""
        query = f"""
            SELECT {_ROW} FROM link JOIN row ON row.place = link.place
            LEFT JOIN row AS named ON named."table" = ? AND named.id = link.value
            WHERE link."table" = ? AND link."column" = ? AND named.place IS NULL ORDER BY row.place
        """
        return self._rows(query, target, table, column)

    def use(self, row: Stored) -> bool:
        """Mark a row as taken; False when it was marked before."""
        query = "UPDATE row SET used = 1 WHERE place = ? AND used = 0"
        return self._database.execute(query, (row.place,)).rowcount > 0

    def unused(self) -> Iterator[Stored]:
        """The rows that were never marked."""
        return self._rows(f"SELECT {_ROW} FROM row WHERE used = 0 ORDER BY place")

    def _rows(self, query: str, *parameters: str) -> Iterator[Stored]:
        for place, table, id, number, sheet, content in self._database.execute(query, parameters):
            yield Stored(place, table, id, number, sheet, orjson.loads(content))
