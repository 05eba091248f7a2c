"""Questions as JSON: what an answer says that it was asked."""

from typing import Any

from hub.domain.filters import ProviderFilter
from hub.planning.plans.filters import filter_to_json
from schema.context import Context


def filter_as_json(wanted: ProviderFilter) -> dict[str, Any] | None:
    """The conditions of a filter, those that say nothing left out; None without any."""
    return filter_to_json(wanted)


def moment_as_json(context: Context) -> str | int | None:
    """The moment that an answer looks back to: a day, or the number of a release."""
    moment = context.moment
    if moment is None:
        return None
    return moment.release if moment.by_release else moment.day.isoformat()
