"""Moments that questions of planning may look back to."""

from datetime import UTC, date, datetime, timedelta

from hub.domain.filter_errors import BadUserInput


class FutureMoment(BadUserInput):
    """{given} has not come yet: ask as of a day up to today, or leave `asOf` out."""

    reason = "AS_OF"


def require_past(moment: date | int) -> None:
    """Raise FutureMoment for a day that has nowhere come yet: its answer would not stay what it is."""
    if isinstance(moment, date) and moment > datetime.now(UTC).date() + timedelta(days=1):
        raise FutureMoment(given=moment.isoformat())
