"""Schedules of a place → the opening_hours syntax of OpenStreetMap, where they say one thing."""

import re
from collections.abc import Sequence

from hub.domain.vocabulary import Severity
from importers.hsds.line import Line

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_WORDS = {
    **{day.lower(): number for number, day in enumerate(_DAYS)},
    **{str(number): number - 1 for number in range(1, 8)},  # 1.1 counts from Monday
    **{
        word: number
        for number, words in enumerate(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        )
        for word in (words, words[:3])
    },
}
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
#: What makes a schedule one of certain dates, which opening hours of every week cannot say.
_BOUNDS = ("valid_from", "valid_to", "until", "count", "byweekno", "bymonthday", "byyearday")
ROUND_THE_CLOCK = "24/7"

#: Day number, opening, closing.
_Span = tuple[int, str, str]


def opening_hours(lines: Sequence[Line]) -> str | None:
    """The hours that the schedules of one place give together; what they cannot is an issue of its row.

    Schedules of different services with different hours say nothing of the place.
    """
    weeks: dict[str, set[_Span]] = {}
    for line in lines:
        if line.said("description") == ROUND_THE_CLOCK:
            return ROUND_THE_CLOCK
        spans = _spans(line)
        if spans:
            weeks.setdefault(line.said("service_id") or "", set()).update(spans)
    if len({frozenset(week) for week in weeks.values()}) > 1:
        for line in lines:
            not_taken(line, "The services of this place have different hours")
        return None
    return _render(next(iter(weeks.values()))) if weeks else None


def _spans(line: Line) -> list[_Span]:
    bounds = [name for name in _BOUNDS if line.said(name)]
    weekly = (line.said("freq") or "WEEKLY").upper() == "WEEKLY" and line.said("interval") in (None, "1")
    opens, closes = _clock(line.said("opens_at")), _clock(line.said("closes_at"))
    named = [word.strip().lower() for word in (line.said("byday") or "").split(",") if word.strip()]
    days = [_DAY_WORDS[word] for word in named if word in _DAY_WORDS]
    if bounds or not weekly:
        not_taken(line, "The schedule does not hold for every week")
    elif not days or len(days) != len(named) or not opens or not closes or opens >= closes:
        not_taken(line, "The schedule names no days with a beginning and an end")
    else:
        return [(day, opens, closes) for day in days]
    return []


def _clock(text: str | None) -> str | None:
    match = _TIME.fullmatch(text or "")
    if not match or int(match[1]) > 24 or int(match[2]) > 59:
        return None
    return f"{int(match[1]):02}:{match[2]}"


def not_taken(line: Line, why: str) -> None:
    """Say that a schedule is no opening hours of a place, and why."""
    line.complain("SCHEDULE_NOT_TAKEN", f"{why}, so it is kept in the raw row only.", Severity.INFO)


def _render(week: set[_Span]) -> str:
    """`Mo-Th 08:00-12:00,13:00-17:00; Fr 08:00-16:00`; days without hours are left out."""
    hours = {
        day: ",".join(f"{opens}-{closes}" for other, opens, closes in sorted(week) if other == day)
        for day in sorted({day for day, _, _ in week})
    }
    runs: list[list[int]] = []
    for day, text in hours.items():
        if runs and runs[-1][-1] == day - 1 and hours[runs[-1][-1]] == text:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "; ".join(f"{_named(run)} {hours[run[0]]}" for run in runs)


def _named(run: list[int]) -> str:
    return _DAYS[run[0]] if len(run) == 1 else f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}"
