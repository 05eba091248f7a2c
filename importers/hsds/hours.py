"""Schedules of a place → the opening_hours syntax of OpenStreetMap, where they say one thing."""

from collections.abc import Sequence

from hub.domain.vocabulary import Severity
from importers.hsds.days import DAYS, day_number
from importers.hsds.line import Line
from importers.hsds.schedules import clock

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
            _no_hours(line, "The services of this place have different hours")
        return None
    return _render(next(iter(weeks.values()))) if weeks else None


def _spans(line: Line) -> list[_Span]:
    bounds = [name for name in _BOUNDS if line.said(name)]
    weekly = (line.said("freq") or "WEEKLY").upper() == "WEEKLY" and line.said("interval") in (None, "1")
    opens, closes = clock(line.said("opens_at")), clock(line.said("closes_at"))
    named = [word for word in (line.said("byday") or "").split(",") if word.strip()]
    days = [number for word in named if (number := day_number(word)) is not None]
    if bounds or not weekly:
        _no_hours(line, "The schedule does not hold for every week")
    elif not days or len(days) != len(named) or not opens or not closes or opens >= closes:
        _no_hours(line, "The schedule names no days with a beginning and an end")
    else:
        return [(day, opens, closes) for day in days]
    return []


def _no_hours(line: Line, why: str) -> None:
    """Say that a schedule is no opening hours of a place, and why."""
    line.complain("NO_OPENING_HOURS", f"{why}: it stays a schedule.", Severity.INFO)


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
    return DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}"
