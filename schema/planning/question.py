"""Questions as JSON: what an answer says that it was asked."""

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from hub.domain.filters import ProviderFilter
from schema.context import Context


def filter_as_json(wanted: ProviderFilter) -> dict[str, Any] | None:
    """The conditions of a filter, those that say nothing left out; None without any."""
    return _held(wanted) or None


def moment_as_json(context: Context) -> str | int | None:
    """The moment that an answer looks back to: a day, or the number of a release."""
    moment = context.moment
    if moment is None:
        return None
    return moment.release if moment.by_release else moment.day.isoformat()


def _held(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _held(getattr(value, field.name)) for field in fields(value)}
        return {name: part for name, part in parts.items() if part not in (None, [], {})}
    if isinstance(value, tuple):
        return [_held(each) for each in value]
    if isinstance(value, Enum):
        return value.name
    return str(value) if isinstance(value, UUID) else value
