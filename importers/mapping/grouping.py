"""Bringing the rows of one provider together, wherever they stand, in bounded memory."""

import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import orjson

from hub.domain.records import PersonHash, RawRow

_SCHEMA = "CREATE TABLE row (place INTEGER PRIMARY KEY, key TEXT, content BLOB)"
_ORDERED = """
    SELECT row.key, row.content FROM row
    JOIN (SELECT key, min(place) AS first FROM row GROUP BY key) AS groups ON groups.key = row.key
    ORDER BY groups.first, row.place
"""


class RowGroups:
    """Rows put down one by one and taken up by key. They lie in a temporary file that goes with the object.

    Registers repeat a provider on rows far apart as often as on neighbouring ones: there is one way for both.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="merezha-rows-")
        self._database = sqlite3.connect(Path(self._folder.name) / "rows.sqlite")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(_SCHEMA)

    def __enter__(self) -> "RowGroups":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._folder.cleanup()

    def put(self, key: str, row: RawRow) -> None:
        """Keep a row under a key."""
        persons = {column: kept and (kept.scheme, kept.digest.hex()) for column, kept in row.persons.items()}
        content = orjson.dumps((row.number, row.sheet, row.values, persons))
        self._database.execute("INSERT INTO row (key, content) VALUES (?, ?)", (key, content))

    def groups(self) -> Iterator[tuple[str, list[RawRow]]]:
        """Each key with its rows in their order, keys in the order of their first rows."""
        self._database.execute("CREATE INDEX row_key ON row (key, place)")
        found = self._database.execute(_ORDERED)
        for key, rows in groupby(found, key=lambda each: str(each[0])):
            yield key, [_row(content) for _, content in rows]


def _row(content: bytes) -> RawRow:
    number, sheet, values, persons = orjson.loads(content)
    hashes = {
        column: kept and PersonHash(kept[0], bytes.fromhex(kept[1])) for column, kept in persons.items()
    }
    return RawRow(number=number, sheet=sheet, values=values, persons=hashes)
