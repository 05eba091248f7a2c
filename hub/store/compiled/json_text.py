"""How PostgreSQL writes values as JSON, to the byte as Python does, and the marks between what it writes."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Float,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
)

#: The marks. Between two HOLE stands a hole's number, and after each BETWEEN a column of its key.
HOLE = "\x02"
BETWEEN = "\x03"
MISSING = "\x01"
NULL = "\x05"
#: Stands before a key that is a whole number.
NUMBER = "\x06"
#: Stands between objects, where each of them is wanted.
SEPARATOR = "\x04"

#: The hole of a number that Python writes in another form; its key is the number.
ODD = -1


class Unwritable(Exception):
    """A column whose text would not be that of the answer."""


#: The types of columns that values of a kind may come from.
_TYPES: dict[type, tuple[Any, ...]] = {
    str: (Text, Uuid),
    bool: (Boolean,),
    int: (Integer,),
    float: (Float,),
    date: (Date,),
    list: (ARRAY,),
}

#: Up to this length of its type's name the id of a UUID is one line of base64.
_SHORT = 20


def value_text(column: ColumnElement[Any], kind: type) -> ColumnElement[str]:
    """A column of str, bool, int, float, date or list (of str). Raises Unwritable for one of another kind."""
    if not isinstance(column.type, _TYPES[kind]) or isinstance(column.type, BigInteger):
        raise Unwritable(column.key)
    if kind in {bool, int}:
        return cast(column, Text)
    if kind is not float:
        return cast(func.to_json(cast(column, Text) if isinstance(column.type, Uuid) else column), Text)
    # Very great and small numbers are written otherwise in PostgreSQL, and what is no number not at all.
    text, size = cast(column, Text), func.abs(column)
    whole = case((column == func.trunc(column), text.concat(sql(".0"))), else_=text)
    # As numbers in the statement: each parameter is work for every request.
    most, least, nothing = (literal_column(number, Float) for number in ("1e15", "1e-4", "0"))
    plain = and_(size < most, size >= least) | (column == nothing)
    return case((plain, whole), else_=joined([sql(f"{HOLE}{ODD}{BETWEEN}"), text, sql(HOLE)]))


def identity_text(typename: str, columns: Sequence[ColumnElement[Any]], separator: str) -> ColumnElement[str]:
    """The global id of a type by the columns of its key, without quotes."""
    parts = [sql(f"{typename}:")]
    for i, column in enumerate(columns):
        parts += [sql(separator)] * (i > 0) + [cast(column, Text)]
    text = joined(parts)
    if len(columns) == 1 and isinstance(columns[0].type, Uuid) and len(typename) <= _SHORT:
        return func.encode(cast(text, LargeBinary), sql("base64"))
    lines = func.encode(utf8(text), sql("base64"))
    return func.replace(lines, sql("\n"), sql(""))


def key_text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A column of a hole's key."""
    if isinstance(column.type, ARRAY):
        return func.array_to_string(column, sql(","))
    if isinstance(column.type, Integer):
        return sql(NUMBER).concat(cast(column, Text))
    return column if isinstance(column.type, Text) else cast(column, Text)


def joined(texts: Sequence[ColumnElement[str]]) -> ColumnElement[str]:
    """The texts one after the other."""
    return reduce(lambda left, right: left.concat(right), texts)


def sql(text: str) -> ColumnElement[str]:
    """A text of our own, in the statement itself."""
    return literal(text, Text, literal_execute=True)


def utf8(text: ColumnElement[str]) -> ColumnElement[bytes]:
    """The text as bytes."""
    return func.convert_to(text, sql("UTF8"))
