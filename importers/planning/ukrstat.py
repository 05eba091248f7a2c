"""Books of Ukrstat: people of cities and towns (table 5), and people by age in regions (table 3)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hub.domain.text import tidy
from importers.readers.headers import Line
from importers.readers.xlsx.workbook import open_xlsx

_TITLES = {
    "places": re.compile(r"5\. Чисельність наявного населення в розрізі регіонів, районів, міст"),
    "ages": re.compile(r"3\. Чисельність постійного населення за окремими віковими групами"),
}
_DAY = re.compile(r"на (\d{1,2}) січня (\d{4})")
_SPAN = re.compile(r"(\d+)\s*[–-]\s*(\d+)\s+рок")
_OPEN = re.compile(r"(\d+) років і старше")
_PLACE = re.compile(r"(?:м|смт|с-ще|с)\.?\s+\S")
_ABSENT = {"…", "...", "–", "-", ""}
_WHOLE = "Усе населення"
#: Stands at the head of the table of contents, which names the titles of all tables.
_CONTENTS = "Зміст"
#: Rows at the head of a sheet in which its title stands.
_HEAD = 6


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """People of a city or town; `people` is None where the book has none («…»)."""

    number: int
    region: str | None
    district: str | None
    name: str
    people: int | None


@dataclass(frozen=True, slots=True)
class AgeRow:
    """People of a region from `age_from` to `age_to` years, both included; None: and older."""

    number: int
    region: str
    age_from: int
    age_to: int | None
    people: int | None


@dataclass(frozen=True, slots=True)
class Book:
    """A table of a book: `kind` is places or ages, `lines` are all rows, `as_of` is the day it tells."""

    kind: str
    lines: tuple[Line, ...]
    as_of: date | None


def open_book(path: Path) -> Book | None:
    """The table of Ukrstat that a workbook holds, None where it holds none of those that are known.

    Raises the errors of `importers.readers`.
    """
    book = open_xlsx(path, path.name)
    try:
        day: date | None = None
        for name, _ in book.sheets:
            lines = tuple(
                Line(line.number, [tidy(cell) for cell in line.cells]) for line in book.sheet(name).lines()
            )
            head = " ".join(cell for line in lines[:_HEAD] for cell in line.cells)
            day = day or _day_of(lines)
            for kind, title in _TITLES.items():
                if _CONTENTS not in head and title.search(head):
                    return Book(kind, lines, _day_of(lines[:_HEAD]) or day)
    finally:
        book.close()
    return None


def place_rows(lines: Iterable[Line]) -> Iterator[PlaceRow]:
    """Every city and town of table 5, below the region and district that it stands under."""
    region: str | None = None
    district: str | None = None
    apart = False
    for number, cells in lines:
        name = cells[0]
        if not name:
            apart = True
        elif name.endswith(" область") or name == "Автономна Республіка Крим":
            region, district, apart = name, None, False
        elif name.endswith(" район"):
            district, apart = name, False
        elif _PLACE.match(name):
            if apart:
                # Cities with the rights of a region stand at the end, below an empty row.
                region = district = None
            yield PlaceRow(number, region, district, name, _number(cells[1]))


def age_rows(lines: Iterable[Line]) -> Iterator[AgeRow]:
    """People of both sexes by age for each region of table 3; totals of the state are left out."""
    spans: dict[int, tuple[int, int | None]] = {}
    whole = False
    for number, cells in lines:
        found = {column: span for column, cell in enumerate(cells) if (span := _span(cell))}
        if found:
            spans, whole = found, False
        elif cells[0].startswith(_WHOLE):
            whole = True
        elif whole and cells[0] and cells[0] != "Україна" and any(cells[1:]):
            for column, (least, most) in spans.items():
                yield AgeRow(number, cells[0], least, most, _number(cells[column]))
        elif cells[0] and not any(cells[1:]):
            whole = False


def _span(cell: str) -> tuple[int, int | None] | None:
    closed, open_ended = _SPAN.search(cell), _OPEN.search(cell)
    if closed:
        return int(closed[1]), int(closed[2])
    return (int(open_ended[1]), None) if open_ended else None


def _number(cell: str) -> int | None:
    return None if cell in _ABSENT else round(float(cell.replace(" ", "").replace(",", ".")))


def _day_of(lines: Iterable[Line]) -> date | None:
    for line in lines:
        for cell in line.cells:
            told = _DAY.search(cell)
            if told:
                return date(int(told[2]), 1, int(told[1]))
    return None
