"""Filters as JSON, as canonical questions hold them, and back."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from hub.domain.filters import ProviderFilter
from hub.planning.scenario import BadScenario


def filter_to_json(wanted: ProviderFilter) -> dict[str, Any] | None:
    """The conditions of a filter without those that say nothing; None without any.

    An empty list of ids stays: it finds nobody, where no list finds all.
    """
    return _held(wanted) or None


def filter_from_json(held: Mapping[str, Any] | None) -> ProviderFilter:
    """The filter of a canonical question. Raises BadScenario for what is none; values are not checked."""
    made = _made(ProviderFilter, held or {})
    assert isinstance(made, ProviderFilter)
    return made


def _held(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        stated = [each for each in fields(value) if getattr(value, each.name) != each.default]
        return {each.name: _held(getattr(value, each.name)) for each in stated}
    if isinstance(value, tuple):
        return [_held(each) for each in value]
    if isinstance(value, Enum):
        return value.name
    return str(value) if isinstance(value, UUID) else value


def _made(kind: Any, value: Any) -> Any:
    if isinstance(kind, UnionType):
        if value is None:
            return None
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise BadScenario(why="its filter holds no list where one belongs")
        return tuple(_made(get_args(kind)[0], each) for each in value)
    if is_dataclass(kind):
        return _part(kind, value)
    try:
        return _plain(kind, value)
    except (KeyError, ValueError, TypeError):
        raise BadScenario(why=f"its filter holds no usable {kind.__name__}") from None


def _part(kind: Any, value: Any) -> Any:
    known = {each.name: each for each in fields(kind)}
    if not isinstance(value, Mapping) or not value.keys() <= known.keys():
        raise BadScenario(why="its filter holds an unknown condition")
    needed = {name for name, each in known.items() if each.default is MISSING}
    if not needed <= value.keys():
        raise BadScenario(why="its filter holds half a condition")
    kinds = get_type_hints(kind)
    return kind(**{name: _made(kinds[name], part) for name, part in value.items()})


def _plain(kind: Any, value: Any) -> Any:
    if issubclass(kind, Enum):
        return kind[value]
    if kind is UUID:
        return UUID(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise TypeError
    return value
