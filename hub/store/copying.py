"""COPY's text format, made in one piece for many rows: workers make it, a connection only passes it on."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import isfinite
from typing import Any

import orjson
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from hub.domain.records import RawRow

_SPECIAL = re.compile(r"[\\\n\r\t]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def text_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as COPY takes them.

    Values are text, numbers, booleans, dates, bytes, lists of text, or None; else KeyError.
    """
    lines = ["\t".join([_WRITERS[value.__class__](value) for value in row]) for row in rows]
    return "".join([f"{line}\n" for line in lines]).encode()


#: What an absent value is in COPY's text format, and how it writes truth.
_SECRET = {None: b"\\N", True: b"t", False: b"f"}


def raw_lines(run_id: int, rows: Iterable[tuple[RawRow, str | None, bool | None]]) -> bytes:
    """Rows of a file for `ingest.raw_record`, each with its statement and whether it is secret."""
    begin = f"{run_id}\t".encode()
    return b"".join(
        [
            b"%b%b\t%d\t%b\t%b\t%b\n"
            % (
                begin,
                _text(row.sheet or "").encode(),
                row.number,
                orjson.dumps(row.values).replace(b"\\", b"\\\\"),
                statement.encode() if statement else b"\\N",
                _SECRET[secret],
            )
            for row, statement, secret in rows
        ]
    )


def copy_lines(connection: Connection[TupleRow], statement: sql.Composed | bytes, lines: bytes) -> None:
    """Hand lines to a COPY … FROM STDIN."""
    if lines:
        with connection.cursor().copy(statement) as copy:
            copy.write(lines)


def _text(value: str) -> str:
    return value.translate(_ESCAPES) if _SPECIAL.search(value) else value


def _array(values: list[str]) -> str:
    quoted = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return _text("{" + ",".join([f'"{value}"' for value in quoted]) + "}")


def _finite(value: float) -> str:
    """The shortest digits that read back as the same number; ValueError for infinity and no number."""
    if not isfinite(value):
        raise ValueError(f"{value} is no number that a hub may hold")
    return repr(value)


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _text,
    type(None): lambda _: "\\N",
    int: str,
    float: _finite,
    bool: lambda value: "t" if value else "f",
    date: date.isoformat,
    bytes: lambda value: f"\\\\x{value.hex()}",
    list: _array,
}
