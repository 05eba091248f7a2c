"""Characters that no text of PostgreSQL can hold, left out of what is read, with one issue for each cell."""

import re
from collections.abc import Iterator

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity

UNSTORABLE = "UNSTORABLE_TEXT"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def is_unstorable(text: str) -> bool:
    """Whether a text holds NUL or half of a surrogate pair."""
    return _UNSTORABLE.search(text) is not None


def storable(text: str) -> str:
    """The text without NUL and halves of surrogate pairs."""
    return _UNSTORABLE.sub("", text)


def unstorable_cells(values: dict[str, str], row: int, sheet: str | None) -> Iterator[Issue]:
    """An issue for each cell of a row, or its name, that can only be kept as `storable` leaves it."""
    # Nearly all rows hold none: one search tells it.
    if not is_unstorable("".join(values) + "".join(values.values())):
        return
    message = "The cell held a character that no text can hold (NUL); it was left out. Check the cell."
    for name, text in values.items():
        if is_unstorable(name + text):
            yield Issue(
                UNSTORABLE, message, Severity.WARNING, row, sheet, column=storable(name), value=storable(text)
            )
