"""Finding the header of a table below its title rows, and giving each column one name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hub.domain.records import Issue
from hub.domain.text import fold, tidy
from hub.domain.vocabulary import Severity
from importers.readers.errors import EmptyFile, HeaderNotFound
from importers.readers.options import HeaderOptions
from importers.readers.source import nearest

#: Title rows, stamps and notes above a header seldom take more rows than this.
SCANNED_ROWS = 50
ENOUGH_KNOWN = 3
_NUMBER = re.compile(r"[\d\s.,]+")


class Line(NamedTuple):
    """A row of a table: its number as a spreadsheet shows it, and its cells as text."""

    number: int
    cells: list[str]


class Merge(NamedTuple):
    """A merged range: first and last row number (from 1), first and last column index (from 0)."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Header:
    """Column names by position, and how many lines of the table come before the data."""

    names: list[str]
    skip: int
    notes: list[Issue] = field(default_factory=list)


def column_letter(index: int) -> str:
    """The letter by which a spreadsheet shows the column with this index from 0: A, …, Z, AA, …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def find_header(
    lines: Sequence[Line], options: HeaderOptions, *, file: str, merges: Iterable[Merge] = (), where: str = ""
) -> Header:
    """The header among the first lines of a table, or HeaderNotFound or EmptyFile."""
    if not any(any(cell.strip() for cell in line.cells) for line in lines):
        raise EmptyFile(file=file + where)
    joined = [_joined(lines, index, options, tuple(merges)) for index in range(len(lines))]
    if options.row != "auto":
        index = _by_number(lines, options.row)
        looked_for = f"row {options.row} was to hold it"
    elif options.known:
        index = _by_known_names(lines, joined, options.known)
        looked_for = f"at least {ENOUGH_KNOWN} of {', '.join(options.known)} were looked for"
    else:
        index = _by_shape(lines)
        looked_for = "a row of several names without numbers was looked for"
    if index is None:
        found = _nearest_row(lines, joined, options.known)
        raise HeaderNotFound(file=file, scanned=len(lines), where=where, looked_for=looked_for, nearest=found)
    return _named(joined[index], lines[index].number, index + options.rows)


def _by_number(lines: Sequence[Line], number: int) -> int | None:
    for index, line in enumerate(lines):
        if line.number == number and any(line.cells):
            return index
    return None


def _by_known_names(lines: Sequence[Line], joined: Sequence[list[str]], known: Sequence[str]) -> int | None:
    # A blank line above a two-row header would join to the names of its first row.
    matches = [
        _matches(line.cells, names, known) if any(cell.strip() for cell in line.cells) else 0
        for line, names in zip(lines, joined, strict=True)
    ]
    best = max(range(len(lines)), key=lambda index: matches[index])
    return best if matches[best] >= ENOUGH_KNOWN else None


def _matches(cells: Iterable[str], names: Iterable[str], known: Iterable[str]) -> int:
    present = {fold(cell) for cell in (*cells, *names) if cell}
    return sum(1 for name in set(known) if fold(name) in present)


def _by_shape(lines: Sequence[Line]) -> int | None:
    """The first row that is at least half as full as the fullest one and holds no bare number."""
    widths = [sum(1 for cell in line.cells if cell.strip()) for line in lines]
    enough = max(widths) / 2
    for index, (line, width) in enumerate(zip(lines, widths, strict=True)):
        wide = width >= enough and (width > 1 or max(widths) == 1)
        if wide and not any(_NUMBER.fullmatch(cell) for cell in line.cells if cell.strip()):
            return index
    return None


def _nearest_row(lines: Sequence[Line], joined: Sequence[list[str]], known: Sequence[str]) -> str:
    """A clause that names the row most like a header and, for a missing name, what stands there instead."""

    def likeness(index: int) -> tuple[int, int]:
        cells = lines[index].cells
        return _matches(cells, joined[index], known), sum(1 for cell in cells if cell.strip())

    best = max(range(len(lines)), key=likeness)
    clause = f"the most like it is row {lines[best].number}"
    present = {fold(name) for name in joined[best]}
    missing = [name for name in known if fold(name) not in present]
    if missing:
        clause += f", where for {missing[0]!r} " + nearest(missing[0], filter(None, joined[best]))
    return clause


def _joined(lines: Sequence[Line], index: int, options: HeaderOptions, merges: Sequence[Merge]) -> list[str]:
    """Tidy column names if the header began at this line, '' where a column has none."""
    first = [tidy(cell) for cell in lines[index].cells]
    if options.rows == 1 or options.second == "skip" or index + 1 >= len(lines):
        return first
    second = [tidy(cell) for cell in lines[index + 1].cells]
    width = max(len(first), len(second))
    first += [""] * (width - len(first))
    second += [""] * (width - len(second))
    if options.second == "technical":
        return [below or above for above, below in zip(first, second, strict=True)]
    groups = _filled_right(first, second, [m for m in merges if m.top == lines[index].number])
    return [
        f"{above} / {below}" if above and below and above != below else above or below
        for above, below in zip(groups, second, strict=True)
    ]


def _filled_right(first: list[str], second: list[str], merges: Sequence[Merge]) -> list[str]:
    """Group names repeated over their sub-columns: by merged ranges where the file tells them."""
    groups = list(first)
    for merge in merges:
        for column in range(merge.left, min(merge.right + 1, len(groups))):
            groups[column] = first[merge.left] if merge.left < len(first) else ""
    if not merges:
        for column in range(1, len(groups)):
            if not groups[column] and second[column] and second[column - 1]:
                groups[column] = groups[column - 1]
    return groups


def _named(names: list[str], row: int, skip: int) -> Header:
    """Give nameless columns their letter and repeated names a number; cut nameless ones off the end."""
    while names and not names[-1]:
        names = names[:-1]
    notes: list[Issue] = []
    taken: set[str] = set()
    result: list[str] = []
    for index, name in enumerate(names):
        letter = column_letter(index)
        unique = name or f"column {letter}"
        number = 2
        while unique in taken:
            unique = f"{name} ({number})"
            number += 1
        if unique != name:
            code = "DUPLICATE_COLUMN" if name else "NAMELESS_COLUMN"
            trouble = f"has the name of an earlier column, {name!r}" if name else "has no name"
            message = f"Column {letter} {trouble}; it is read as {unique!r}."
            notes.append(Issue(code=code, message=message, severity=Severity.INFO, row=row, column=unique))
        taken.add(unique)
        result.append(unique)
    return Header(result, skip, notes)
