"""The bound of a cell's length, with one issue for each cell that is longer."""

from collections.abc import Iterator

from hub.domain.confidentiality import Text, may_be_refuge
from hub.domain.records import Issue
from hub.domain.text import shortened
from hub.domain.vocabulary import Severity

CELL_TOO_LONG = "CELL_TOO_LONG"
#: Signs of a cell; no spreadsheet holds more.
MAX_CELL = 32_767
#: Columns of shapes, which are no words and as long as a coast: of GeoJSON, and of areas in HSDS.
_SHAPES = frozenset({"geometry", "extent"})
_SHOWN = 200


def bounded(column: str, text: str) -> str:
    """The text as far as a cell of the column may reach."""
    return text if column in _SHAPES else text[:MAX_CELL]


def long_cells(values: dict[str, str], row: int, sheet: str | None) -> Iterator[Issue]:
    """An issue for each cell of a row that is only read as `bounded` leaves it.

    What may speak of a refuge behind the bound is not left out in silence: that row is rejected.
    """
    for name, text in values.items():
        if len(text) <= MAX_CELL or name in _SHAPES:
            continue
        secret = may_be_refuge([Text(name, text[MAX_CELL:], ())])
        message = f"The cell has {len(text)} signs, of which the first {MAX_CELL} are read; shorten it."
        if secret:
            message = (
                f"The cell has {len(text)} signs, more than {MAX_CELL}, so its row is rejected; shorten it."
            )
        severity = Severity.ERROR if secret else Severity.WARNING
        yield Issue(CELL_TOO_LONG, message, severity, row, sheet, column=name, value=shortened(text, _SHOWN))
