"""Objects that PostgreSQL writes as the answer's JSON text: rows are then not put together in Python.

What PostgreSQL does not know, such as labels of terms, it leaves open: there the text has a *hole*, which
names what belongs there by the columns that are its key. Control characters mark holes, and values that
may not be null but are; JSON text holds no control characters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Float,
    FromClause,
    Integer,
    LargeBinary,
    Select,
    Text,
    Uuid,
    and_,
    case,
    cast,
    func,
    literal,
    select,
)

from hub.store.reads.relation import Relation

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

Pieces = Iterator["str | ColumnElement[str]"]


class Unwritable(Exception):
    """A column whose text would not be that of the answer."""


@dataclass(frozen=True)
class Value:
    """A column of str, bool, int, float, date or list (of str); `nullable` in the answer."""

    column: str
    kind: type
    nullable: bool

    def pieces(self, row: FromClause) -> Pieces:
        """Its text. Raises Unwritable where the column is of another kind."""
        column = row.c[self.column]
        if not isinstance(column.type, _TYPES[self.kind]) or isinstance(column.type, BigInteger):
            raise Unwritable(self.column)
        text = _text_of(column, self.kind)
        yield func.coalesce(text, _sql("null")) if self.nullable else text


@dataclass(frozen=True)
class Identity:
    """The global id of a type: base64 of its name and the columns of the key."""

    typename: str
    columns: tuple[str, ...]
    separator: str

    def pieces(self, row: FromClause) -> Pieces:
        """Its text."""
        columns = [row.c[name] for name in self.columns]
        parts: list[str | ColumnElement[str]] = [f"{self.typename}:"]
        for i, column in enumerate(columns):
            parts += [self.separator] * (i > 0) + [cast(column, Text)]
        text = _joined(parts)
        yield '"'
        if len(columns) == 1 and isinstance(columns[0].type, Uuid) and len(self.typename) <= _SHORT:
            yield func.encode(cast(text, LargeBinary), _sql("base64"))
        else:
            lines = func.encode(func.convert_to(text, _sql("UTF8")), _sql("base64"))
            yield func.replace(lines, _sql("\n"), _sql(""))
        yield '"'


@dataclass(frozen=True)
class Hole:
    """What Python fills in, by a number of its own and the columns of its key; lists with commas between.

    A column that is `nullable` in the answer may be null in the key, where NULL stands for it.
    """

    number: int
    columns: tuple[tuple[str, bool], ...]

    def pieces(self, row: FromClause) -> Pieces:
        """The hole."""
        yield f"{HOLE}{self.number}"
        for name, nullable in self.columns:
            yield BETWEEN
            key = _key_of(row.c[name])
            yield func.coalesce(key, _sql(NULL)) if nullable else key
        yield HOLE


@dataclass(frozen=True)
class Embedded:
    """An object of the same row, which is null where one of the columns is."""

    columns: tuple[str, ...]
    parts: tuple["Part", ...]
    nullable: bool

    def pieces(self, row: FromClause) -> Pieces:
        """Its text."""
        there = and_(*(row.c[name].is_not(None) for name in self.columns))
        yield case((there, written(row, self.parts)), else_=_sql("null" if self.nullable else MISSING))


@dataclass(frozen=True)
class Many:
    """A list of the objects of a relation's rows, by the column `key`."""

    relation: Relation[Any]
    key: str
    parts: tuple["Part", ...]

    def pieces(self, row: FromClause) -> Pieces:
        """Its text."""
        inner = _rows_of(self.relation, self.key, self.parts, row)
        each = func.coalesce(written(inner, self.parts), _sql(MISSING))
        every = select(func.string_agg(each, _sql(","))).select_from(inner).correlate(row).scalar_subquery()
        yield "["
        yield func.coalesce(every, _sql(""))
        yield "]"


@dataclass(frozen=True)
class One:
    """The object of a relation's first row, by the column `key`."""

    relation: Relation[Any]
    key: str
    parts: tuple["Part", ...]
    nullable: bool

    def pieces(self, row: FromClause) -> Pieces:
        """Its text."""
        inner = _rows_of(self.relation, self.key, self.parts, row)
        each = func.coalesce(written(inner, self.parts), _sql(MISSING))
        first = select(each).select_from(inner).limit(1).correlate(row).scalar_subquery()
        yield func.coalesce(first, _sql("null" if self.nullable else MISSING))


Part = str | Value | Identity | Hole | Embedded | Many | One


@dataclass(frozen=True)
class Script:
    """How an object is written: texts, and what stands between them."""

    parts: tuple[Part, ...]

    @cached_property
    def _hash(self) -> int:
        return hash(self.parts)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the row that it needs."""
        return tuple(dict.fromkeys(_columns_of(self.parts)))

    def object_of(self, rows: Select[Any]) -> Select[Any]:
        """The rows' keys, and the objects as UTF-8. Raises Unwritable for a column that it cannot write."""
        inner = rows.subquery("rows")
        text = func.coalesce(written(inner, self.parts), _sql(MISSING))
        return select(inner.c[0], _utf8(text)).select_from(inner)


@dataclass(frozen=True)
class ListScript:
    """How lists are written; with `places` the keys of their order come along."""

    of: Script
    places: bool

    def fold(self, rows: Select[Any], keys: int) -> Select[Any]:
        """One row: all objects as UTF-8 with SEPARATOR between, null for none, and a list of each key.

        Raises Unwritable for a column that it cannot write.
        """
        inner = rows.subquery("rows")
        each = func.coalesce(written(inner, self.of.parts), _sql(MISSING))
        every = _utf8(func.string_agg(each, _sql(SEPARATOR))).label("objects")
        names = [f"key_{i}" for i in range(keys)] if self.places else []
        places: list[ColumnElement[Any]] = [func.array_agg(inner.c[name]).label(name) for name in names]
        return select(every, *places).select_from(inner)


def _utf8(text: ColumnElement[str]) -> ColumnElement[bytes]:
    return func.convert_to(text, _sql("UTF8"))


def written(row: FromClause, parts: Sequence[Part]) -> ColumnElement[str]:
    """The text of an object; null where a value is that may not be."""
    pieces: list[str | ColumnElement[str]] = []
    for part in parts:
        pieces += [part] if isinstance(part, str) else part.pieces(row)
    return _joined(pieces)


def _rows_of(relation: Relation[Any], key: str, parts: Sequence[Part], parent: FromClause) -> FromClause:
    names = tuple(dict.fromkeys(_columns_of(parts)))
    columns = [relation.column(name).label(name) for name in names] or [literal(1).label("one")]
    rows = select(*columns).select_from(relation.source_of(names))
    return (
        rows.where(relation.key == parent.c[key], *relation.where)
        .order_by(*relation.order)
        .correlate(parent)
        .subquery()
    )


def _columns_of(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Value):
            yield part.column
        elif isinstance(part, Identity):
            yield from part.columns
        elif isinstance(part, Hole):
            yield from (name for name, _ in part.columns)
        elif isinstance(part, Embedded):
            yield from part.columns
            yield from _columns_of(part.parts)
        elif isinstance(part, Many | One):
            yield part.key


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


def _text_of(column: ColumnElement[Any], kind: type) -> ColumnElement[str]:
    if kind in {bool, int}:
        return cast(column, Text)
    if kind is not float:
        return cast(func.to_json(cast(column, Text) if isinstance(column.type, Uuid) else column), Text)
    # Very great and small numbers are written otherwise in PostgreSQL, and what is no number not at all.
    text, size = cast(column, Text), func.abs(column)
    whole = case((column == func.trunc(column), text.concat(_sql(".0"))), else_=text)
    plain = and_(size < 1e15, size >= 1e-4) | (column == 0)
    return case((plain, whole), else_=_joined([f"{HOLE}{ODD}{BETWEEN}", text, HOLE]))


def _key_of(column: ColumnElement[Any]) -> ColumnElement[str]:
    if isinstance(column.type, ARRAY):
        return func.array_to_string(column, _sql(","))
    if isinstance(column.type, Integer):
        return _joined([NUMBER, cast(column, Text)])
    return column if isinstance(column.type, Text) else cast(column, Text)


def _joined(pieces: Sequence[str | ColumnElement[str]]) -> ColumnElement[str]:
    """The pieces one after the other; neighbouring texts as one."""
    texts: list[ColumnElement[str]] = []
    plain = ""
    for piece in pieces:
        if isinstance(piece, str):
            plain += piece
            continue
        texts += [_sql(plain), piece] if plain else [piece]
        plain = ""
    texts += [_sql(plain)] if plain else []
    return reduce(lambda left, right: left.concat(right), texts)


def _sql(text: str) -> ColumnElement[str]:
    """A text of our own, in the statement itself."""
    return literal(text, Text, literal_execute=True)
