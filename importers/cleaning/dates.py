"""Dates in Ukrainian, Russian, Kazakh and ISO spellings, and Excel's serial numbers."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from hub.domain.text import fold, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.bounds import AHEAD, NO_END
from importers.cleaning.result import Cleaned, Trouble, is_nothing, refused

_MONTH_NAMES = (
    "січень січня январь января қаңтар қаңтардағы",
    "лютий лютого февраль февраля ақпан",
    "березень березня март марта наурыз",
    "квітень квітня апрель апреля сәуір",
    "травень травня май мая мамыр",
    "червень червня июнь июня маусым",
    "липень липня июль июля шілде",
    "серпень серпня август августа тамыз",
    "вересень вересня сентябрь сентября қыркүйек",
    "жовтень жовтня октябрь октября қазан",
    "листопад листопада ноябрь ноября қараша",
    "грудень грудня декабрь декабря желтоқсан",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[ T](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?"
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{2}|\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_WORDS = re.compile(r"(\d{1,2}) ([^\W\d]+) (\d{4})(?: (?:р|року|рік|г|года|год))?")
_KAZAKH_WORDS = re.compile(r"(\d{4}) (?:ж|жыл|жылғы|жылы) (\d{1,2}) ([^\W\d]+)")
_SERIAL = re.compile(r"([2-5]\d{4})(?:[.,]\d+)?")
_YEAR_TAIL = re.compile(r"\s*(?:р|рік|року|г|год|года|ж)\.?$", re.IGNORECASE)
_INCOMPLETE = re.compile(r"(?:\d{1,2}\.)?\d{4}|[^\W\d]+ \d{4}")

_YEAR = re.compile(r"[12][0-9]{3}")
_EARLIEST_YEAR = 1800
_EXCEL_EPOCH = date(1899, 12, 30)
#: Spreadsheets turn an empty cell into the first days of 1900.
EARLIEST = date(1900, 1, 3)


# A register's rows bear the same days again and again.
@lru_cache(maxsize=20_000)
def clean_date(
    text: str, *, earliest: date = EARLIEST, latest: date | None = None, zone: tzinfo | None = None
) -> Cleaned[date | None]:
    """One calendar date within the bounds, or None; two-digit years and parts of dates are refused.

    An instant that tells how far it is from UTC belongs to the day that it had in the `zone` of the source.
    """
    if is_nothing(text) or not text.strip(" 0.:/-"):
        return Cleaned(None)
    raw = tidy(text)
    short = _YEAR_TAIL.sub("", raw)
    if match := _ISO.fullmatch(raw):
        year, month, day = map(int, match.groups()[:3])
        if match[6] and zone is not None:
            return _of_instant(raw, match, earliest, latest, zone)
        return _checked(raw, year, month, day, earliest, latest)
    if match := _DAY_FIRST.fullmatch(short):
        return _day_first(raw, match, earliest, latest)
    if parts := _worded(fold(raw)):
        return _checked(raw, *parts, earliest, latest)
    if match := _SERIAL.fullmatch(raw):
        return _of_serial(raw, int(match.group(1)), earliest, latest)
    if _INCOMPLETE.fullmatch(short):
        return refused("DATE_INCOMPLETE", f"«{raw}» is not a whole date; give day, month and year.")
    return refused("DATE_UNCLEAR", f"«{raw}» is not a date; write it as 2020-07-15 or 15.07.2020.")


def clean_past_day(text: str, *, day: date, zone: tzinfo | None = None) -> Cleaned[date | None]:
    """The date of what has happened, or is arranged, as a file of this `day` can know it."""
    return clean_date(text, latest=day + AHEAD, zone=zone)


def clean_closing_day(text: str, *, day: date, zone: tzinfo | None = None) -> Cleaned[date | None]:
    """The date on which something closed or will close; one that only says "no end" is none, and told."""
    read = clean_date(text, zone=zone)
    if read.value is None or read.value - day <= NO_END:
        return read
    note = f"«{tidy(text)}» was read as a closing day that says there is none."
    return Cleaned(None, (*read.troubles, Trouble("DATE_NO_END", note, Severity.INFO)))


def clean_year(text: str, *, latest: date) -> int | None:
    """The year of a text that holds nothing else («2009», «2009 р.»), between 1800 and the latest day's."""
    match = _YEAR.fullmatch(_YEAR_TAIL.sub("", tidy(text)))
    return int(match[0]) if match and _EARLIEST_YEAR <= int(match[0]) <= latest.year else None


def _of_instant(
    raw: str, match: re.Match[str], earliest: date, latest: date | None, zone: tzinfo
) -> Cleaned[date | None]:
    """The day of an instant where its publisher lives: midnight there is the evening before in UTC."""
    try:
        written = datetime(*map(int, match.groups()[:5]), tzinfo=_offset(match[6]))  # type: ignore[arg-type,misc]
        local = written.astimezone(zone).date()
    except (ValueError, OverflowError):
        return _impossible(raw)
    read = _checked(raw, local.year, local.month, local.day, earliest, latest)
    if read.value is None or local == written.date():
        return read
    note = f"«{raw}» is an instant of {local.isoformat()} where the source is; that day is kept."
    return Cleaned(local, (Trouble("DATE_OF_INSTANT", note, Severity.INFO),))


def _offset(text: str) -> tzinfo:
    if text in {"Z", "UTC"}:
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1))


def _impossible(raw: str) -> Cleaned[None]:
    return refused("DATE_IMPOSSIBLE", f"«{raw}» is a day that no calendar has; correct it in the source.")


def _of_serial(raw: str, days: int, earliest: date, latest: date | None) -> Cleaned[date | None]:
    found = _EXCEL_EPOCH + timedelta(days=days)
    read = _checked(raw, found.year, found.month, found.day, earliest, latest)
    if read.value is None:
        return read
    note = f"«{raw}» was read as a spreadsheet's day number: {found.isoformat()}."
    return Cleaned(found, (Trouble("DATE_FROM_SERIAL", note, Severity.INFO),))


def _day_first(raw: str, match: re.Match[str], earliest: date, latest: date | None) -> Cleaned[date | None]:
    day, separator, month, year = match.groups()
    if len(year) == 2:
        return refused("DATE_TWO_DIGIT_YEAR", f"«{raw}» has a two-digit year; write all four digits.")
    if separator == "/" and int(day) <= 12 and int(month) <= 12 and day != month:
        return refused("DATE_AMBIGUOUS", f"«{raw}» may begin with the day or the month; write 2020-07-15.")
    return _checked(raw, int(year), int(month), int(day), earliest, latest)


def _worded(folded: str) -> tuple[int, int, int] | None:
    if match := _WORDS.fullmatch(folded):
        day, name, year = match.groups()
    elif match := _KAZAKH_WORDS.fullmatch(folded):
        year, day, name = match.groups()
    else:
        return None
    month = _MONTHS.get(name)
    return (int(year), month, int(day)) if month else None


def _checked(
    raw: str, year: int, month: int, day: int, earliest: date, latest: date | None
) -> Cleaned[date | None]:
    try:
        found = date(year, month, day)
    except ValueError:
        return _impossible(raw)
    if found < earliest or (latest is not None and found > latest):
        bounds = f"from {earliest}" if latest is None else f"from {earliest} to {latest}"
        return refused("DATE_OUT_OF_RANGE", f"«{raw}» lies outside the days that it may be, {bounds}.")
    return Cleaned(found)
