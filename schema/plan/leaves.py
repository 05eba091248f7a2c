"""How values of the store become values of the answer, exactly as GraphQL's own serialisation makes them."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLScalarType,
)

from hub.store.compiled.causes import Cause
from hub.store.compiled.run import Irregular

Leaf = Callable[[Any], Any]

#: Scalars whose values stand in answers as they are: JSON's own, and dates, which are written alike.
_AS_IT_IS = frozenset({"String", "ID", "Boolean", "Date", "DateTime", "JSON", "GeoJSON", "Long"})

#: Python's own types of values that GraphQL's scalars serialise as they are.
_SAME: Final[dict[str, type]] = {"String": str, "ID": str, "Boolean": bool}
_INTS: Final = (-2_147_483_648, 2_147_483_647)


def required(value: Any) -> Any:
    """The value. Raises Irregular for a null where the schema allows none."""
    if value is None:
        raise Irregular(Cause.WRONG_VALUE, "null in the place of a value")
    return value


def leaf(kind: GraphQLOutputType) -> Leaf:
    """What makes a value of this type of what Python's methods and resolvers give."""
    if isinstance(kind, GraphQLNonNull):
        inner = leaf(kind.of_type)
        return lambda value: inner(required(value) if value is None else value)
    if isinstance(kind, GraphQLList):
        item = leaf(kind.of_type)
        return lambda value: None if value is None else [item(one) for one in value]
    assert isinstance(kind, GraphQLScalarType | GraphQLEnumType)
    serialise, names = kind.serialize, names_of(kind) if isinstance(kind, GraphQLEnumType) else {}
    same = _SAME.get(kind.name)
    least, most = _INTS if kind.name == "Int" else (1, 0)

    def single(value: Any) -> Any:
        # What most values are is looked at first.
        if value is None or value.__class__ is same:
            return value
        if value.__class__ is int and least <= value <= most:
            return value
        if isinstance(value, Enum) and value.value in names:
            return names[value.value]
        try:
            return serialise(value)
        except GraphQLError as error:
            raise Irregular(Cause.WRONG_VALUE, error.message) from error

    return single


def plain_values(kind: GraphQLOutputType) -> Callable[[Sequence[Any]], bool]:
    """What tells that values of Python's own type stand in answers as they are, all at once."""
    inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    name = getattr(inner, "name", "")
    if name == "Int":
        least, most = _INTS
        return lambda values: {*map(type, values)} == {int} and least <= min(values) and max(values) <= most
    same = _SAME.get(name)
    return lambda values: same is not None and {*map(type, values)} == {same}


def names_of(kind: GraphQLEnumType) -> dict[Any, str]:
    """The names of an enum's members by what the store holds of them."""
    names: dict[Any, str] = {}
    for name, value in kind.values.items():
        member = value.value
        names[getattr(member, "value", member)] = name
    return names


def plain(name: str) -> bool:
    """Whether values of a scalar may be written as the store gives them."""
    return name in _AS_IT_IS
