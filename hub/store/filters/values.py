"""The values that a question holds, apart from its shape: the SQL of one shape serves all its values.

A filter of the same shape with other values (another box, other codes) makes the same SQL.
`values_of` takes the values out and leaves the shape; `parametrised` puts parameters in their places.
"""

from collections.abc import Hashable, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, BindParameter, ColumnElement, Float, Integer, Text, Uuid, bindparam

Asked = TypeVar("Asked")

#: Text that is a value. Other text tells what is looked for by its words, and their number is of the shape.
_TEXTS = frozenset({"polygon"})

#: Codes that other parts of a scope tell in the form that SQL needs.
_TOLD = frozenset({"territory", "sources"})

_TYPES = {float: Float, int: Integer, str: Text, UUID: Uuid}


class Values(tuple[Any, ...]):
    """A parameter for any number of values, in the place of a tuple of them."""

    @property
    def parameter(self) -> BindParameter[Any]:
        """The parameter."""
        found: BindParameter[Any] = self[0]
        return found


def one_code(code: Any) -> Sequence[Any]:
    """A code, or the parameter of one, as a list of one."""
    return code if isinstance(code, Values) else (code,)


def among(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """Whether the column holds one of the values, or of those of a parameter."""
    if isinstance(values, Values):
        return column == values.parameter.any_()
    return column.in_(values)


def values_of(asked: Any, found: dict[str, Any], name: str = "") -> Hashable:
    """The shape of what is asked; its values go to `found` under the names of their places."""
    if asked is None or asked == ():
        return asked  # type: ignore[no-any-return]
    places = _places(asked.__class__)
    if places:
        return (
            type(asked),
            # Most filters ask for few things.
            *(
                part if (part := getattr(asked, one)) is None else values_of(part, found, f"{name}_of_{one}")
                for one in places
            ),
        )
    last = name.rpartition("_of_")[2]
    if last in _TOLD:
        return True
    if isinstance(asked, tuple):
        return _of_tuple(asked, found, name)
    if last in _TEXTS or (isinstance(asked, float | int | UUID) and not isinstance(asked, bool)):
        found[name] = asked
        return True
    return asked  # type: ignore[no-any-return]


@cache
def _places(kind: Any) -> tuple[str, ...]:
    """The names of a dataclass's fields."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


def _of_tuple(asked: tuple[Any, ...], found: dict[str, Any], name: str) -> Hashable:
    if not _are_values(asked):
        return tuple(values_of(one, found, f"{name}_of_{i}") for i, one in enumerate(asked))
    if name.endswith("_of_all_of"):
        found.update({f"{name}_of_{i}": [one] for i, one in enumerate(asked)})
        return len(asked)
    found[name] = list(asked)
    return True


def _are_values(asked: tuple[Any, ...]) -> bool:
    """Whether a tuple holds codes or ids; members of closed vocabularies are of the shape."""
    return bool(asked) and isinstance(asked[0], str | int | UUID) and not isinstance(asked[0], Enum)


def parametrised(asked: Asked, name: str = "") -> Asked:
    """The same question with parameters in the places of its values."""
    last = name.rpartition("_of_")[2]
    made: Any = asked
    if is_dataclass(asked) and not isinstance(asked, type):
        parts = {
            one.name: parametrised(getattr(asked, one.name), f"{name}_of_{one.name}") for one in fields(asked)
        }
        made = replace(asked, **parts)
    elif last in _TOLD or asked is None:
        made = asked
    elif isinstance(asked, tuple) and not _are_values(asked):
        made = tuple(parametrised(one, f"{name}_of_{i}") for i, one in enumerate(asked))
    elif isinstance(asked, tuple) and name.endswith("_of_all_of"):
        made = tuple(_several(f"{name}_of_{i}", one) for i, one in enumerate(asked))
    elif isinstance(asked, tuple):
        made = _several(name, asked[0])
    elif last in _TEXTS or (isinstance(asked, float | int | UUID) and not isinstance(asked, bool)):
        made = bindparam(name, None, type_=_TYPES[type(asked)]())
    return made  # type: ignore[no-any-return]


def _several(name: str, example: Any) -> Values:
    return Values((bindparam(name, None, type_=ARRAY(_TYPES[type(example)]())),))
