"""Rows of a table that hold no record: subtotals, and the numbers of the columns below a header."""

import re
from collections.abc import Sequence

from hub.domain.text import fold

_TOTAL_WORDS = ("всього", "усього", "разом", "итого", "всего", "барлығы", "жиыны", "жиынтығы")
_TOTAL = re.compile(rf"(?:{'|'.join(fold(word) for word in _TOTAL_WORDS)})(?: |$)")
_FIGURE = re.compile(r"[-–—+\s\d.,%/№хx×]*", re.IGNORECASE)


def is_total(cells: Sequence[str]) -> bool:
    """Whether the first words of a row say "total" and the rest of it are figures.

    A provider may be called «Разом», so a row with any other text in it is no subtotal.
    """
    label = None
    for cell in cells:
        if not _FIGURE.fullmatch(cell):
            if label is not None:
                return False
            label = cell
    return label is not None and _TOTAL.match(fold(label)) is not None


def is_column_numbers(cells: Sequence[str]) -> bool:
    """Whether a row only counts the columns: 1, 2, 3, …"""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) >= 3 and filled == [str(number) for number in range(1, len(filled) + 1)]
