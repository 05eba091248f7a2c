"""Rows of a workbook's sheet put down in a temporary file, to be read as often as wanted."""

import os
import tempfile
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, Any

import orjson

from importers.readers.headers import Line, Merge

#: No spreadsheet has more rows in a sheet.
MAX_ROWS = 1_048_576
#: Merged ranges are held in memory.
MAX_MERGES = 100_000

#: What a row holds beside texts, added up: numbers of shared texts, error cells as `[text]`.
PLAIN, SHARED, ERRORS = 0, 1, 2
#: The text of an error cell whose formula nobody computed.
UNCOMPUTED = ""

_PIECE = 1 << 18
#: Enough for most single rows.
_SMALL_PIECE = 1 << 12

#: Told of an error cell: its row's number, its column's index and the error's text.
ErrorCell = Callable[[int, int, str], None]


def ignore_error(_row: int, _column: int, _text: str) -> None:
    """An error cell that was told before."""


@dataclass
class Sheet:
    """A sheet's rows, which lie in `file` from `begin` to `end` as lines of JSON: number, kind, cells.

    `rows` and `columns` are its used area. `shared` makes texts of a row's cells, given with its number.
    `order` are the places of the rows by their numbers where they do not lie in order.
    """

    name: str
    file: IO[bytes]
    begin: int = 0
    end: int = 0
    rows: int = 0
    columns: int = 0
    merges: list[Merge] = field(default_factory=list)
    shared: Callable[[int, list[Any]], list[str]] = lambda _, cells: cells
    order: list[tuple[int, int]] | None = None

    def lines(self, error_cell: ErrorCell = ignore_error) -> Iterator[Line]:
        """All rows from the first to the last that holds something, each as wide as the used area."""
        expected = 1
        for number, kind, cells in self._numbered():
            for blank in range(expected, number):
                yield Line(blank, [""] * self.columns)
            expected = number + 1
            if kind & ERRORS:
                for column, cell in enumerate(cells):
                    if isinstance(cell, list):
                        error_cell(number, column, cell[0])
                        cells[column] = ""
            if kind & SHARED:
                cells = self.shared(number, cells)
            yield Line(number, cells + [""] * (self.columns - len(cells)))

    def _numbered(self) -> Iterator[tuple[int, int, list[Any]]]:
        if self.order is None:
            yield from map(orjson.loads, self._written(self.begin, self.end))
            return
        for _, place in self.order:
            yield orjson.loads(next(self._written(place, self.end, _SMALL_PIECE)))

    def _written(self, place: int, end: int, size: int = _PIECE) -> Iterator[bytes]:
        """The lines that begin between two places of the file; the position of the file is left alone."""
        rest = b""
        while place < end:
            piece = os.pread(self.file.fileno(), min(size, end - place), place)
            place += len(piece)
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole


class RowWriter:
    """Puts down rows one after the other."""

    def __init__(self) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile(prefix="merezha-")  # noqa: SIM115  # The reader closes it.
        self._numbers = array("L")
        self._places = array("Q")
        self._place = 0
        self._last = 0
        self._in_order = True

    def put(self, number: int, kind: int, cells: list[Any]) -> None:
        """Put down a row. Raises ValueError when there are more than a sheet can have."""
        if len(self._places) >= MAX_ROWS:
            raise ValueError(f"its rows are more than {MAX_ROWS}")
        line = orjson.dumps([number, kind, cells])
        self._numbers.append(number)
        self._places.append(self._place)
        self._in_order = self._in_order and number > self._last
        self._last = number
        self.file.write(line)
        self.file.write(b"\n")
        self._place += len(line) + 1

    def finish(self) -> tuple[int, list[tuple[int, int]] | None]:
        """The end of the rows, and their order where it is not that of their places.

        Raises ValueError where two rows have one number.
        """
        self.file.flush()
        if self._in_order:
            return self._place, None
        order = sorted(zip(self._numbers, self._places, strict=True))
        for (number, _), (next_number, _) in pairwise(order):
            if number == next_number:
                raise ValueError(f"two rows have the number {number}")
        return self._place, order
