"""Rows of schedules as the hub keeps them: days, hours and rules in the words of HSDS 3.1."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from hub.domain.records import ScheduleRecord
from hub.domain.vocabulary import Severity
from importers.cleaning.dates import clean_date
from importers.cleaning.urls_emails import clean_url
from importers.hsds.days import DAYS, day_number
from importers.hsds.line import Line
from importers.hsds.tables import SCHEDULE_NUMBERS, SCHEDULE_TEXTS

_TIME = re.compile(
    r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_BYDAY = re.compile(r"[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU)(?:,[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))*")
_FREQUENCIES = ("WEEKLY", "MONTHLY")
_DATES = ("valid_from", "valid_to", "dtstart", "until")
_CLOCKS = ("opens_at", "closes_at")
_NOON = 12


def clock(text: str | None, *, offset: bool = False) -> str | None:
    """HH:MM of «9:00am», «17:00:00Z», «9 p.m.»; None for anything else. `offset` keeps that from UTC."""
    match = _TIME.fullmatch(text.strip() if text else "")
    if not match or not (match[2] or match[3]):
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    if hour * 60 + minute > 24 * 60 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}{match[4] or '' if offset else ''}"


def schedule_of(line: Line, location: str | None = None) -> ScheduleRecord | None:
    """The schedule of a row, which holds for a place if one is named; None where it says nothing."""
    told: dict[str, Any] = {name: text for name in SCHEDULE_TEXTS if (text := line.said(name))}
    if not told:
        return None
    unclear: list[str] = []
    for name, read in _READERS.items():
        if name in told and (value := read(line, name, told[name])) is not None:
            told[name] = value
        elif name in told:
            unclear.append(f"{line.name_of(name)}: {told.pop(name)}")
    for name in SCHEDULE_NUMBERS:
        if text := line.said(name):
            number = _number(text, whole=name != "timezone")
            if number is None:
                unclear.append(f"{name}: {text}")
            else:
                told[name] = number
    if unclear:
        words = "; ".join(unclear)
        message = f"The schedule keeps «{words}» as words, since it is no day, hour or rule of HSDS."
        line.complain("SCHEDULE_UNCLEAR", message, Severity.WARNING, value=words)
        told["description"] = "; ".join((*([told["description"]] if "description" in told else []), words))
    if "byday" in told and line.name_of("byday") != "byday":
        told.setdefault("freq", _FREQUENCIES[0])  # 1.1 knows hours of every week only
    return ScheduleRecord(location=location, **told)


def _byday(_line: Line, _name: str, text: str) -> str | None:
    """MO,TU of such codes, of names of days, and of the numbers of 1.1."""
    codes = re.sub(r"\s+", "", text.upper())
    if _BYDAY.fullmatch(codes):
        return codes
    numbers = [day_number(word) for word in re.split(r"[,;/]", text)]
    known = [DAYS[number].upper() for number in numbers if number is not None]
    return ",".join(known) if len(known) == len(numbers) else None


def _among(codes: Iterable[str], _line: Line, _name: str, text: str) -> str | None:
    return text.upper() if text.upper() in codes else None


def _day(_line: Line, _name: str, text: str) -> str | None:
    day = clean_date(text).value
    return day.isoformat() if day else None


def _clock(_line: Line, _name: str, text: str) -> str | None:
    return clock(text, offset=True)


def _link(_line: Line, _name: str, text: str) -> str | None:
    return clean_url(text).value


def _number(text: str, *, whole: bool) -> int | float | None:
    try:
        return int(text) if whole else float(text)
    except ValueError:
        return None


_READERS: dict[str, Callable[[Line, str, str], str | None]] = {
    "byday": _byday,
    "freq": partial(_among, _FREQUENCIES),
    "wkst": partial(_among, [day.upper() for day in DAYS]),
    "schedule_link": _link,
    **dict.fromkeys(_DATES, _day),
    **dict.fromkeys(_CLOCKS, _clock),
}
