"""What a publisher's file looks like to someone who is about to describe it: columns, values, header rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from importers.readers import FileFormat, FormatOptions, open_rows

SEEN_ROWS = 200
_TWO_ROWS = FormatOptions.model_validate({"header": {"rows": 2}})
_NAMELESS = re.compile(r"column [A-Z]+")
#: In a table of so many columns a row of one text may well be a record.
_FEW_COLUMNS = 3
_NUMBER = re.compile(r"[\d\s.,+()/-]+")


@dataclass(frozen=True, slots=True)
class PublisherFile:
    """The first rows of a file: column → its texts, in the order of the file."""

    path: Path
    options: FormatOptions
    format: FileFormat
    values: dict[str, list[str]]

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.values)

    def is_blank(self, column: str) -> bool:
        """Whether a column has neither a name nor a text in the rows seen."""
        return _NAMELESS.fullmatch(column) is not None and not any(self.values[column])

    @property
    def header(self) -> list[list[str]]:
        """The header as rows of cells: a group's name stands above each of its sub-headings."""
        if self.options.header.rows == 1:
            return [self.columns]
        halves = [name.partition(" / ") for name in self.columns]
        return [[above for above, _, _ in halves], [below for _, _, below in halves]]


def look_at(path: Path) -> PublisherFile:
    """The file as it opens without a word on its format, its header read as one row or as two.

    Raises the errors of `importers.readers`.
    """
    plain = _seen(path, FormatOptions())
    if not _first_row_is_sub_headings(plain.values):
        return plain
    nested = _seen(path, _TWO_ROWS)
    nameless = _NAMELESS.fullmatch
    named_all = not any(map(nameless, nested.columns))
    named_more = len(nested.columns) > len(plain.columns) or any(map(nameless, plain.columns))
    return nested if named_all and named_more else plain


def _seen(path: Path, options: FormatOptions) -> PublisherFile:
    with open_rows(path, options) as source:
        rows = [row.values for row in islice(source, SEEN_ROWS) if _may_be_record(row.values)]
        values = {column: [row[column].strip() for row in rows] for column in source.columns}
        return PublisherFile(path, options, source.format, values)


def _may_be_record(values: dict[str, str]) -> bool:
    """Whether a row is more than one text in a table of several columns, as headings and signatures are."""
    filled = sum(1 for text in values.values() if text.strip())
    return filled > 1 or len(values) <= _FEW_COLUMNS


def _first_row_is_sub_headings(values: dict[str, list[str]]) -> bool:
    """Whether the first row only divides columns: words below groups, elsewhere nothing or the name again.

    A group is known by the nameless columns to its right; the last one may have lost them, since a reader
    leaves out what no name stands above. A cell merged over both rows repeats the name.
    """
    names = list(values)
    first = [texts[0] if texts else "" for texts in values.values()]
    grouped = [_in_group(names, index) for index in range(len(names))]
    words = [
        index for index, (name, text) in enumerate(zip(names, first, strict=True)) if text not in ("", name)
    ]
    return (
        0 < len(words) < len(names)
        and all(grouped[index] and not _NUMBER.fullmatch(first[index]) for index in words)
        and all(first[index] for index, name in enumerate(names) if _NAMELESS.fullmatch(name))
    )


def _in_group(names: Sequence[str], index: int) -> bool:
    nameless = _NAMELESS.fullmatch(names[index])
    last = index == len(names) - 1
    return bool(nameless or last or _NAMELESS.fullmatch(names[index + 1]))
