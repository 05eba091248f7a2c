"""Sheets put down one after the other: a line of JSON for each row that holds something, and what is told."""

from typing import IO, Any

import orjson

#: What a row's cells are: texts alone, or also errors as lists of one text; so the spool's reader knows them.
PLAIN, ERRORS = 0, 2
#: As many columns as a spreadsheet has.
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576


class NotReadable(Exception):
    """The file is not what it should be; the text says why."""


class Draft:
    """A sheet whose rows come one by one, kept until it is whole: tables of HTML lie within each other."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.visible = True
        self.merges: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.rows = self.columns = 0
        self._lines: list[bytes] = []

    def put(self, number: int, cells: dict[int, str | list[str]]) -> None:
        """Keep a row: its number from 1, its cells by their columns from 0. Raises NotReadable."""
        held = {column: cell for column, cell in cells.items() if cell != ""}
        if not held:
            return
        width = max(held) + 1
        if width > MAX_COLUMNS or number > MAX_ROWS:
            raise NotReadable(f"it has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns")
        kind = ERRORS if any(isinstance(cell, list) for cell in held.values()) else PLAIN
        line = orjson.dumps([number, kind, [held.get(column, "") for column in range(width)]])
        self._lines.append(line + b"\n")
        self.rows, self.columns = max(self.rows, number), max(self.columns, width)

    def merge(self, row: int, column: int, down: int, right: int) -> None:
        """Note that a cell reaches so far beyond its own row and column, both from 0."""
        self.merges.append(((row, column), (row + down, column + right)))

    def write(self, rows: IO[bytes]) -> dict[str, Any]:
        """Put the rows down, and return what is told of the sheet."""
        begin = rows.tell()
        rows.writelines(self._lines)
        return {
            "name": self.name,
            "visible": self.visible,
            "begin": begin,
            "end": rows.tell(),
            "rows": self.rows,
            "columns": self.columns,
            "merges": self.merges,
        }
