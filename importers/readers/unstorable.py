"""Characters that no text of PostgreSQL can hold, left out of what is read, with one issue for each cell."""

import re
from collections.abc import Callable, Iterator

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity

UNSTORABLE = "UNSTORABLE_TEXT"
#: Stands for what a format cannot say and a file says all the same; no text has it, since it is no character.
MARK = "\ufdd0"
_UNSTORABLE = re.compile(f"[\0\ud800-\udfff{MARK}]")
#: A backslash with what it escapes, told apart from half of a surrogate pair.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
#: Signs that an escape of a pair takes.
_LONGEST_ESCAPE = 12


def is_unstorable(text: str) -> bool:
    """Whether a text holds NUL or half of a surrogate pair."""
    return _UNSTORABLE.search(text) is not None


def storable(text: str) -> str:
    """The text without NUL and halves of surrogate pairs."""
    return _UNSTORABLE.sub("", text)


def _marked(match: re.Match[str]) -> str:
    return "\\ufdd0" if match["half"] else match.group()


def without_halves(text: str) -> str:
    """A text of JSON whose escapes of half a surrogate pair are marks, so that a parser takes it."""
    return _ESCAPE.sub(_marked, text) if "\\ud" in text or "\\uD" in text else text


def whole_escapes(read: Callable[[int], str], size: int) -> Iterator[str]:
    """Pieces of a text of JSON, none of which ends within an escape."""
    kept = ""
    while piece := read(size):
        text = kept + piece
        end = len(text)
        first = text.find("\\", max(0, end - _LONGEST_ESCAPE))
        if first >= 0:
            while first and text[first - 1] == "\\":
                first -= 1
            end = first
        kept = text[end:]
        if end:
            yield text[:end]
    if kept:
        yield kept


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
