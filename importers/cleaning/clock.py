"""Spans of clock time as people type them: «з 8:00 - до 17:00», «8-30 до 16-00», «08.00 17.15»."""

import re
from functools import lru_cache
from itertools import product

DAY = 24 * 60
#: Minutes since midnight: start and end, start < end; a span that ends on the next day ends after 24:00.
Span = tuple[int, int]
#: A span over midnight is a night's: «18:00-16:00» is a slip.
_LONGEST_NIGHT = 14 * 60
_EARLIEST_NIGHT = 12 * 60

# «8.00», «08:0» (a number cell that lost a zero), «8 : 30»; «8-30»; «0830»; «8 30»; «8».
_POINTED = r"(\d{1,2})\s?[:.,]\s?(\d{2}|0)"
_HYPHENED = r"(\d{1,2})\s?-\s?(\d{2})"
_COMPACT = r"(\d{1,2})(\d{2})"
_BLANKED = r"(\d{1,2})\s(00|15|30|45)"
_BARE = r"(\d{1,2})()"
_JOINED = r"\s*(?:-|до|по|to|:)\s*(?:до|по|-)?\s*"
_SPACED = r"\s+"

_KINDS = (_POINTED, _HYPHENED, _COMPACT, _BLANKED, _BARE)
# The digit 3 stands for the letter з in many cells: «3 8:00».
_FROM = r"(?:(?:з|із|зі|с|со|від|от)\s*|3\s+)?"


def _patterns() -> list[re.Pattern[str]]:
    patterns = []
    for first, second in product(_KINDS, _KINDS):
        patterns.append(re.compile(_FROM + first + _JOINED + second))
        if not {_BARE, _BLANKED} & {first, second}:
            patterns.append(re.compile(_FROM + first + _SPACED + second))
    return patterns


_PATTERNS = _patterns()
_GLUED = re.compile(r"(\d{1,2}[:.]\d{2})(?=\d{1,2}[:.]\d{2})")
_STRAY_DOT = re.compile(r"\.(?=\s*-)|(?<=-)\s*\.|\.+$")
_HOUR_WORD = re.compile(r"(?<=[\d\s.])(?:годин[иі]?|годину|год|часов|часа|час|ч|г|сағ|сағат)\b\.?")


@lru_cache(maxsize=20_000)
def read_span(text: str) -> Span | None:
    """The one span of time that a lower-case text can mean, or None if there is none or more than one.

    The text holds plain hyphens only. A span that ends before it starts is a
    night of at most 14 hours, or none.
    """
    plain = _GLUED.sub(r"\1 ", _STRAY_DOT.sub("", _HOUR_WORD.sub("", text).strip())).strip()
    spans, nights = set(), set()
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(plain):
            start, end = _minutes(*match.groups()[:2]), _minutes(*match.groups()[2:])
            if start is not None and end is not None and start < end:
                spans.add((start, end))
            elif start is not None and end is not None and _is_night(start, end):
                nights.add((start, end + DAY))
    found = spans or nights
    return found.pop() if len(found) == 1 else None


def _is_night(start: int, end: int) -> bool:
    return start >= _EARLIEST_NIGHT and end < start and end + DAY - start <= _LONGEST_NIGHT


#: «9 am», «4:30 p.m.», noon; of «9-3pm» the first hour takes what makes it the earlier one.
_HALF_DAYS = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.](\d{2}))?\s?(?:([ap])\.?\s?m\b\.?)?\s*(-|to|till|until)\s*(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?\s?m\b\.?"
)
_HALF_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?\s?m\b\.?")
_NOON = re.compile(r"\b(?:12\s?)?(noon|midnight)\b")


def of_24_hours(text: str) -> str:
    """The lower-case text with the hours of English half days as those of a whole one."""
    if not text.isascii() or not ("m" in text or "noon" in text):
        return text
    text = _NOON.sub(lambda match: "12:00pm" if match[1] == "noon" else "12:00am", text)
    text = _HALF_DAYS.sub(_both, text)
    return _HALF_DAY.sub(lambda match: _whole(match[1], match[2], match[3]), text)


def _both(match: re.Match[str]) -> str:
    half = match[3] or (match[7] if int(match[1]) % 12 < int(match[5]) % 12 else "a")
    end = _whole(match[5], match[6], match[7])
    return f"{_whole(match[1], match[2], half)}-{'24:00' if end == '0:00' else end}"


def _whole(hour: str, minute: str | None, half: str) -> str:
    """An hour of a half day; one that no half day has stays as it is."""
    if not 1 <= int(hour) <= 12:
        return f"{hour}:{minute or '00'}"
    return f"{int(hour) % 12 + (12 if half == 'p' else 0)}:{minute or '00'}"


def clock(minutes: int) -> str:
    """Minutes since midnight as hh:mm, of the next day too."""
    minutes = minutes if minutes <= DAY else minutes - DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(hour: str, minute: str) -> int | None:
    total = int(hour) * 60 + int(minute or 0)
    return total if int(minute or 0) < 60 and total <= 24 * 60 else None
