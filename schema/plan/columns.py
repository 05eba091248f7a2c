"""The code that writes a column's value as its type in the schema demands."""

from schema.declarations import Column
from schema.plan import leaves
from schema.plan.reading import Asked, enum_of, is_list, named
from schema.plan.shape import Shape


def column(shape: Shape, made: Column, asked: Asked) -> str:
    """A column's value, serialised as its type demands."""
    value = shape.at(made.name)
    enum = enum_of(asked.kind)
    if enum is not None:
        names = shape.constant(leaves.names_of(enum))
        if is_list(asked.kind):
            return f"[{names}[x] for x in {value}]"
        return f"(None if {value} is None else {names}[{value}])" if asked.nullable else f"{names}[{value}]"
    name = named(asked.kind).name
    if is_list(asked.kind) or leaves.plain(name):
        return value if asked.nullable else f"({value} if {value} is not None else nn(None))"
    other = shape.constant(leaves.leaf(asked.kind))
    if name == "Int":
        fits = f"type({value}) is int and -2147483648 <= {value} <= 2147483647"
        return f"({value} if {fits} else {other}({value}))"
    # A difference of a finite number and itself is 0, that of any other is not a number.
    return f"({value} if type({value}) is float and {value} - {value} == 0.0 else {other}({value}))"
