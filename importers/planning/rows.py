"""Rows of files with inputs of planning: tidied text by column, and cells read strictly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Final, TypeVar

from hub.domain.records import FILE_CUT
from hub.domain.text import tidy
from hub.domain.vocabulary import Severity
from importers.planning.errors import UnusableColumns, UnusableRow
from importers.readers import FormatOptions, HeaderOptions, open_rows
from importers.readers.errors import HeaderNotFound

Word = TypeVar("Word", bound=StrEnum)

#: What Python reads in a number besides digits, such as 1_0, nobody writes into a table.
_DECIMALS: Final = str.maketrans({",": ".", "_": "?"})
#: «1,000» is a thousand to some and one to others; so is «1.000» of what is whole.
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
_WHOLE_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}([.,]\d{3})+")
_TRUE, _FALSE = frozenset({"yes", "true", "1"}), frozenset({"", "no", "false", "0"})
_PLAIN = FormatOptions(skip_totals=False, fill_merged=False, header=HeaderOptions(row=1))


@dataclass(frozen=True, slots=True)
class InputRow:
    """A row of a file; `number` counts as a spreadsheet does. Each reading raises UnusableRow."""

    file: str
    number: int
    values: dict[str, str]

    def refuse(self, column: str, reason: str) -> UnusableRow:
        """The error for a cell that cannot be used."""
        return UnusableRow(file=self.file, row=self.number, column=f"«{column}»", reason=reason)

    def text(self, column: str) -> str | None:
        """The text of a cell, None where it is empty or the file has no such column."""
        return self.values.get(column) or None

    def required(self, column: str) -> str:
        """The text of a cell that must not be empty."""
        text = self.text(column)
        if text is None:
            raise self.refuse(column, "it is empty; write what it stands for")
        return text

    def number_of(self, column: str, least: float = 0.0, most: float = 1e12) -> float | None:
        """A decimal number with a point or a comma, in the bounds; None where the cell is empty."""
        text = self.text(column)
        if text is None:
            return None
        try:
            number = float(text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").translate(_DECIMALS))
        except ValueError as error:
            raise self.refuse(column, f"«{text}» is no number; write digits, such as 12.5") from error
        if not isfinite(number) or not least <= number <= most:
            raise self.refuse(column, f"{text} is not from {least:g} to {most:g}")
        return number

    def count_of(self, column: str, most: float = 1e12) -> float | None:
        """A number of 0 and more of things that are counted, which may be thousands: «1,000» is refused."""
        return self._counted(column, most, _THOUSANDS)

    def whole(self, column: str, most: int = 2**31 - 1) -> int | None:
        """A whole number of 0 and more; «1,000» and «1.000» are refused."""
        number = self._counted(column, most, _WHOLE_THOUSANDS)
        if number is None or number == int(number):
            return None if number is None else int(number)
        raise self.refuse(column, f"{number:g} is not whole")

    def _counted(self, column: str, most: float, thousands: re.Pattern[str]) -> float | None:
        text = self.text(column)
        if text is not None and thousands.fullmatch(text):
            digits = re.sub("[.,]", "", text)
            raise self.refuse(
                column, f"«{text}» may be thousands or a fraction; if thousands, write {digits}"
            )
        return self.number_of(column, 0, most)

    def day(self, column: str) -> date | None:
        """A day as YYYY-MM-DD."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise self.refuse(column, f"«{text}» is no day; write it as 2026-01-31") from error

    def truth(self, column: str) -> bool:
        """Yes or no; an empty cell is no."""
        text = (self.text(column) or "").lower()
        if text in _TRUE | _FALSE:
            return text in _TRUE
        raise self.refuse(column, f"«{text}» is neither yes nor no")

    def word(self, column: str, words: type[Word], default: Word | None = None) -> Word:
        """A member of a vocabulary by its code, in any case."""
        text = self.text(column)
        if text is None and default is not None:
            return default
        try:
            return words(self.required(column).lower().replace("_", "-"))
        except ValueError as error:
            known = ", ".join(word.value for word in words)
            raise self.refuse(column, f"«{text}» is not one of {known}") from error


def read_rows(path: Path, what: str, columns: Sequence[str], required: Sequence[str]) -> Iterator[InputRow]:
    """Rows of a table with a header in its first row.

    Raises UnusableColumns where one of `required` is missing or a column is unknown: nothing in a file is
    left out in silence. Raises UnusableRow for a row that cannot be read, and errors of `importers.readers`.
    """
    with open_rows(path, _PLAIN) as source:
        found = [tidy(column) for column in source.columns]
        missing = [column for column in required if column not in found]
        unknown = [column for column in found if column not in columns]
        if missing or unknown:
            reason = f"it lacks {', '.join(missing)}" if missing else f"{', '.join(unknown)} is not known"
            raise _columns(path, what, reason, found, columns)
        for row in source:
            yield InputRow(
                path.name, row.number, {tidy(name): tidy(text) for name, text in row.values.items()}
            )
        for note in source.notes:
            if note.severity is Severity.ERROR or note.code == FILE_CUT:
                raise UnusableRow(file=path.name, row=note.row, column="all", reason=note.message.rstrip("."))


def columns_of(path: Path, what: str, known: Sequence[str]) -> list[str]:
    """The columns of a file, by which its kind can be told. Raises UnusableColumns for a file without."""
    try:
        with open_rows(path, _PLAIN) as source:
            return [tidy(column) for column in source.columns]
    except HeaderNotFound as error:
        raise _columns(path, what, "its first row names no columns", (), known) from error


def _columns(
    path: Path, what: str, reason: str, found: Sequence[str], known: Sequence[str]
) -> UnusableColumns:
    return UnusableColumns(
        file=path.name,
        what=what,
        reason=reason,
        found=", ".join(found)[:300] or "none",
        known=", ".join(known),
    )
