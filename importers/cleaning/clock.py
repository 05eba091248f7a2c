"""Spans of clock time as people type them: «з 8:00 - до 17:00», «8-30 до 16-00», «08.00 17.15»."""

import re
from functools import lru_cache
from itertools import product

#: Minutes since midnight: start and end, start < end <= 24:00.
Span = tuple[int, int]

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

    The text holds plain hyphens only. A span that ends before it starts is none.
    """
    plain = _GLUED.sub(r"\1 ", _STRAY_DOT.sub("", _HOUR_WORD.sub("", text).strip())).strip()
    spans = set()
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(plain):
            start, end = _minutes(*match.groups()[:2]), _minutes(*match.groups()[2:])
            if start is not None and end is not None and start < end:
                spans.add((start, end))
    return spans.pop() if len(spans) == 1 else None


def clock(minutes: int) -> str:
    """Minutes since midnight as hh:mm."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(hour: str, minute: str) -> int | None:
    total = int(hour) * 60 + int(minute or 0)
    return total if int(minute or 0) < 60 and total <= 24 * 60 else None
