"""Questions apart from their values: the SQL of one shape serves all values.

`shape_of` takes the values out, by the roles that fields declare, and leaves the shape, which is the key of
the statement. `blank` makes a question of the shape alone, with parameters in the places of values. As a
statement is built of nothing but its key, two questions with one key cannot need different statements.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from operator import attrgetter
from typing import Any

from hub.domain.roles import Declaration, Role, declarations_of, is_declared
from hub.store.parameters import Parameter, ParameterList, Presence, Words

#: For each field of a question what is of the shape, and the class of the question.
Shape = tuple[Any, ...]

Values = dict[str, Any]
_Take = Callable[[Any, Values], Hashable]


class ValueInKey(TypeError):
    """A statement's key holds a value: there would be a statement for each."""

    def __init__(self, what: object) -> None:
        super().__init__(
            f"{what!r} in the key of a statement is a value: send it as a parameter, or declare its role and "
            "take it out by shape_of (hub/store/shapes.py)."
        )


class NotAlone(TypeError):
    """A function that builds a statement sees more than the statement's key."""

    def __init__(self, build: Any) -> None:
        super().__init__(f"{build!r} must be a function of a module, which sees nothing but its arguments.")


def shape_of(asked: Any, values: Values) -> Shape:
    """The shape of what is asked; its values go to `values` by the names of their parameters.

    Raises UndeclaredRole for a class whose fields do not tell their roles.
    """
    return _taking(asked.__class__, "asked")(asked, values)


def blank(shape: Shape) -> Any:
    """A question of the shape with parameters in the places of its values."""
    return _made(shape, "asked")


def check_key(build: Callable[..., Any], of: tuple[Hashable, ...]) -> None:
    """Raise NotAlone or ValueInKey unless a statement may be kept that `build` makes `of` these."""
    if getattr(build, "__closure__", None) is not None or "<locals>" in build.__qualname__:
        raise NotAlone(build)
    for part in of:
        _check_part(part)


def _check_part(part: Any) -> None:
    if isinstance(part, tuple):
        # What shape_of made was checked where roles were declared.
        for one in () if part and is_declared(part[-1]) else part:
            _check_part(one)
    elif (isinstance(part, int | float | bytes) and not isinstance(part, bool)) or is_declared(type(part)):
        raise ValueInKey(part)


@lru_cache(maxsize=2_000)
def _taking(kind: type, path: str) -> Callable[[Any, Values], Shape]:
    """What takes the values out of questions of a class that stand at a place."""
    told = declarations_of(kind)
    # With one name more it gives a tuple for a single field too.
    read = attrgetter(*(one.name for one in told), "__class__")
    takes = [*(_taking_field(one, f"{path}__{one.name}") for one in told), None]

    def take(asked: Any, values: Values) -> Shape:
        return tuple(
            [
                part if of is None or (not part and _is_nothing(part)) else of(part, values)
                for part, of in zip(read(asked), takes, strict=True)
            ]
        )

    return take


def _is_nothing(part: Any) -> bool:
    """Whether a field says nothing: its condition is not asked for at all."""
    return part is None or part == ()


def _taking_field(told: Declaration, path: str) -> _Take | None:
    """What takes the values out of a field that says something; None for one that is of the shape."""

    def value(part: Any, values: Values) -> Hashable:
        values[path] = part
        return True

    def listed(part: Any, values: Values) -> Hashable:
        values[path] = list(part)
        return True

    def each(part: Any, values: Values) -> Hashable:
        items = part if told.split is None else told.split(part)
        for i, item in enumerate(items):
            values[f"{path}__{i}"] = item
        return len(items)

    def parts(part: Any, values: Values) -> Hashable:
        return tuple([_taking(told.kind, f"{path}__{i}")(one, values) for i, one in enumerate(part)])

    if told.role is Role.SHAPE:
        return None
    if told.role is Role.PART:
        return parts if told.many else _taking(told.kind, path)
    if told.role is Role.VALUE:
        return listed if told.many else value
    return each if told.role is Role.EACH else _given


def _given(_part: Any, _values: Values) -> Hashable:
    return True


def _made(shape: Shape, path: str) -> Any:
    *parts, kind = shape
    told = declarations_of(kind)
    return kind(
        **{
            one.name: part if _is_nothing(part) else _made_field(one, part, f"{path}__{one.name}")
            for one, part in zip(told, parts, strict=True)
        }
    )


def _made_field(told: Declaration, part: Any, path: str) -> Any:
    """What stands in a field of a blank question that says something."""
    if told.role is Role.VALUE:
        return ParameterList(path, told.kind) if told.many else Parameter(path, told.kind)
    if told.role is Role.EACH:
        each = tuple(Parameter(f"{path}__{i}", told.kind) for i in range(part))
        return each if told.split is None else Words(path, each)
    if told.role is Role.RESOLVED:
        return Presence(path)
    if told.role is Role.PART and told.many:
        return tuple(_made(one, f"{path}__{i}") for i, one in enumerate(part))
    return _made(part, path) if told.role is Role.PART else part
