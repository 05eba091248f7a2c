"""Opening hours in OpenStreetMap's syntax → schedules; what does not say whole weeks stays words."""

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from hub.store.exports.hsds.terms import Object, own_id

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join(_DAYS)
_RULE = re.compile(rf"((?:{_DAY})(?:-(?:{_DAY}))?(?:,(?:{_DAY})(?:-(?:{_DAY}))?)*) (.+)")
_SPAN = re.compile(r"(\d{2}:\d{2})-(\d{2}:\d{2})")
_CLOSED = {"off", "closed"}


def stated_schedules(owner: object, column: str, rows: Iterable[Object]) -> list[Object]:
    """Schedules as the source states them, of the place or service that `column` names."""
    return [
        {
            "id": own_id(owner, "schedule", number),
            column: str(owner),
            **({"location_id": str(UUID(row["location"]))} if "location" in row else {}),
            **{name: value for name, value in row.items() if name != "location"},
            **{name: _seconds(row[name]) for name in ("opens_at", "closes_at") if name in row},
        }
        for number, row in enumerate(rows)
    ]


def _seconds(clock: str) -> str:
    """HH:MM as HH:MM:SS; an offset stays."""
    return f"{clock[:5]}:00{clock[5:]}"


def schedules(owner: object, hours: str | None) -> list[Object]:
    """Weekly schedules of a location, one for each span of hours; hours that are more come as words."""
    if not hours:
        return []
    spans = _spans(hours)
    if spans is None:
        return [{"id": own_id(owner, "schedule", hours), "location_id": str(owner), "description": hours}]
    return [
        {
            "id": own_id(owner, "schedule", f"{byday} {opens}"),
            "location_id": str(owner),
            "freq": "WEEKLY",
            "byday": byday,
            "opens_at": f"{opens}:00",
            "closes_at": f"{closes}:00",
        }
        for byday, opens, closes in spans
    ]


def _spans(hours: str) -> list[tuple[str, str, str]] | None:
    """(days, opening, closing) of every rule, or None when a rule is none of whole weeks."""
    found: list[tuple[str, str, str]] = []
    for rule in hours.split(";"):
        match = _RULE.fullmatch(rule.strip())
        if match is None:
            return None
        if match[2] in _CLOSED:
            continue
        byday = ",".join(_DAYS[day].upper() for day in _days(match[1]))
        for span in match[2].split(","):
            times = _SPAN.fullmatch(span.strip())
            # Hours over midnight have no closing time of their own day.
            if times is None or times[2] > "23:59" or times[2] <= times[1]:
                return None
            found.append((byday, times[1], times[2]))
    return found


def _days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _, last = part.partition("-")
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        yield from range(start, end + 1) if start <= end else (*range(start, 7), *range(end + 1))
