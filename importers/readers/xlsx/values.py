"""What the value of an XLSX cell says: numbers, dates of both calendars, truth values, errors, texts."""

import datetime as dt
import re
from math import isfinite

from importers.apart.cells import cell_text, number_text
from importers.readers.xlsx.book import DURATION
from importers.readers.xlsx.texts import unescaped

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
#: Digits that a number keeps in a cell, which are then its text as they stand.
_PLAIN_DIGITS = 15
_TRUTH = {"0": "false", "false": "false", "1": "true", "true": "true"}
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)?(?:(?:(?<=\d)T|^)\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?", re.ASCII)
_DAY_MILLISECONDS = 86_400_000
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
#: The first of March 1900: the calendar of 1900 has a 29th of February before, which never was.
_FIRST_OF_MARCH = 60


def value_text(type: str | None, raw: str, meaning: int | None, is_1904: bool) -> str | list[str] | None:
    """The text of a cell's value, `[text]` of an error, None of nothing; ValueError for what is no value.

    `meaning` is what the cell's format makes of a number, see `importers.readers.xlsx.book`.
    """
    if type == "str":
        return unescaped(raw)
    if type == "d":
        return _moment_text(raw)
    if not raw:
        return None
    if type is None or type == "n":
        return _number_text(type, raw, meaning, is_1904)
    if type == "b" and raw in _TRUTH:
        return _TRUTH[raw]
    if type == "e":
        return [raw]
    if type in ("inlineStr", "is"):
        return None  # Its text stands beside.
    raise ValueError(f"a cell of type {type!r} holds {raw[:40]!r}")


def shared_number(raw: str, count: int) -> int | None:
    """The number of a shared text, of so many; None of nothing. Raises ValueError."""
    if not raw:
        return None
    number = int(raw)
    if not 0 <= number < count:
        raise ValueError(f"a cell names the shared text {number} of {count}")
    return number


def _number_text(type: str | None, raw: str, meaning: int | None, is_1904: bool) -> str:
    if meaning is None and len(raw) <= _PLAIN_DIGITS and raw.isdigit() and raw.isascii() and raw[0] != "0":
        return raw
    if not _NUMBER.fullmatch(raw):
        if type is None:
            return raw
        raise ValueError(f"a cell of type {type!r} holds {raw[:40]!r}")
    number = float(raw)
    if meaning is None or not isfinite(number):
        return number_text(number)
    try:
        return cell_text(_duration(number) if meaning == DURATION else _moment(number, is_1904))
    except OverflowError:
        return number_text(number)


def _duration(days: float) -> dt.timedelta:
    return dt.timedelta(milliseconds=round(days * _DAY_MILLISECONDS))


def _moment(serial: float, is_1904: bool) -> dt.datetime | dt.time:
    """The day and time that a number of days stands for; below one it is a time of no day."""
    since = _duration(serial)
    if serial < 1:
        return (_EPOCH + since % dt.timedelta(days=1)).time()
    if is_1904:
        return _EPOCH_1904 + since
    return _EPOCH + since + dt.timedelta(days=serial < _FIRST_OF_MARCH)


def _moment_text(raw: str) -> str:
    """ISO 8601 as the cells of other formats have it; a text that is none stays as it is."""
    match = _MOMENT.fullmatch(raw)
    if match is None or not raw:
        return raw
    try:
        if match[1] is None:
            return cell_text(dt.time.fromisoformat(raw))
        return cell_text(dt.datetime.fromisoformat(raw))
    except ValueError:
        return raw
