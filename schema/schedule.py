"""When a place is open or a service is given (HSDS: schedule)."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any
from uuid import UUID

import strawberry

from schema.node import encode_id


@strawberry.type(
    description="When a place is open or a service is given (HSDS: schedule), by the rules of RFC 5545. What "
    "was not stated is null."
)
class Schedule:
    """A schedule."""

    freq: str | None = strawberry.field(description="WEEKLY or MONTHLY.")
    byday: str | None = strawberry.field(description="Days with commas between: MO,TU; of a month also 1MO.")
    opens_at: str | None = strawberry.field(
        description="When it begins, HH:MM, with an offset if one is told."
    )
    closes_at: str | None = strawberry.field(description="When it ends, HH:MM.")
    description: str | None = strawberry.field(description="The source's own words for it.")
    valid_from: str | None = strawberry.field(description="First day, ISO 8601.")
    valid_to: str | None = strawberry.field(description="Last day, ISO 8601.")
    dtstart: str | None = strawberry.field(description="First day that it happens, ISO 8601.")
    until: str | None = strawberry.field(description="Last day that it happens, ISO 8601.")
    count: int | None = strawberry.field(description="How often it happens.")
    interval: int | None = strawberry.field(description="Every how many weeks or months.")
    timezone: float | None = strawberry.field(description="Hours from UTC.")
    wkst: str | None = strawberry.field(description="The day on which weeks begin.")
    byweekno: str | None = strawberry.field(description="Numbers of weeks.")
    bymonthday: str | None = strawberry.field(description="Days of the month.")
    byyearday: str | None = strawberry.field(description="Days of the year.")
    schedule_link: str | None = strawberry.field(description="A page that tells it.")
    attending_type: str | None = strawberry.field(description="How people attend.")
    notes: str | None = strawberry.field(description="Notes.")
    location_id: strawberry.ID | None = strawberry.field(
        description="Of a service: the Location that it holds for; null when for all."
    )


_STATED = frozenset(one.name for one in fields(Schedule)) - {"location_id"}


def schedules_of(rows: Iterable[dict[str, Any]]) -> list[Schedule]:
    """The schedules in a column of a row."""
    return [
        Schedule(
            location_id=encode_id("Location", UUID(row["location"])) if "location" in row else None,
            **{name: row.get(name) for name in _STATED},
        )
        for row in rows
    ]
