"""Objects that PostgreSQL writes as the answer's JSON text: rows are then not put together in Python.

What PostgreSQL does not know, such as labels of terms, it leaves open: there the text has a *hole*, which
names what belongs there by the columns that are its key. Control characters mark holes, and values that
may not be null but are; JSON text holds no control characters.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from itertools import count
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
    bindparam,
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


class Unwritable(Exception):
    """A column whose text would not be that of the answer."""


@dataclass(frozen=True)
class Value:
    """A column of str, bool, int, float, date or list (of str); `nullable` in the answer."""

    column: str
    kind: type
    nullable: bool

    def text(self, row: FromClause, _names: Iterator[str]) -> ColumnElement[str]:
        """Its text. Raises Unwritable where the column is of another kind."""
        column = row.c[self.column]
        if not isinstance(column.type, _TYPES[self.kind]) or isinstance(column.type, BigInteger):
            raise Unwritable(self.column)
        text = _text_of(column, self.kind)
        return func.coalesce(text, _sql("null")) if self.nullable else text


@dataclass(frozen=True)
class Identity:
    """The global id of a type: base64 of its name and the columns of the key."""

    typename: str
    columns: tuple[str, ...]
    separator: str

    def text(self, row: FromClause, _names: Iterator[str]) -> ColumnElement[str]:
        """Its text, without quotes."""
        columns = [row.c[name] for name in self.columns]
        parts = [_sql(f"{self.typename}:")]
        for i, column in enumerate(columns):
            parts += [_sql(self.separator)] * (i > 0) + [cast(column, Text)]
        text = _joined(parts)
        if len(columns) == 1 and isinstance(columns[0].type, Uuid) and len(self.typename) <= _SHORT:
            return func.encode(cast(text, LargeBinary), _sql("base64"))
        lines = func.encode(func.convert_to(text, _sql("UTF8")), _sql("base64"))
        return func.replace(lines, _sql("\n"), _sql(""))


@dataclass(frozen=True)
class Hole:
    """What Python fills in, by a number of its own and the columns of its key; lists with commas between.

    A column that is `nullable` in the answer may be null in the key, where NULL stands for it.
    """

    number: int
    columns: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Key:
    """A column of a hole's key."""

    column: str
    nullable: bool

    def text(self, row: FromClause, _names: Iterator[str]) -> ColumnElement[str]:
        """Its text."""
        key = _key_of(row.c[self.column])
        return func.coalesce(key, _sql(NULL)) if self.nullable else key


@dataclass(frozen=True)
class Embedded:
    """An object of the same row, which is null where one of the columns is."""

    columns: tuple[str, ...]
    parts: "Parts"
    nullable: bool

    def text(self, row: FromClause, names: Iterator[str]) -> ColumnElement[str]:
        """Its text."""
        there = and_(*(row.c[name].is_not(None) for name in self.columns))
        return case((there, written(row, self.parts, names)), else_=_absent(self.nullable))


@dataclass(frozen=True)
class Many:
    """A list of the objects of a relation's rows, by the column `key`."""

    relation: Relation[Any]
    key: str
    parts: "Parts"

    def text(self, row: FromClause, names: Iterator[str]) -> ColumnElement[str]:
        """Its text, without brackets."""
        inner = _rows_of(self.relation, self.key, self.parts, row)
        each = func.coalesce(written(inner, self.parts, names), _sql(MISSING))
        every = select(func.string_agg(each, _sql(","))).select_from(inner).correlate(row).scalar_subquery()
        return func.coalesce(every, _sql(""))


@dataclass(frozen=True)
class One:
    """The object of a relation's first row, by the column `key`."""

    relation: Relation[Any]
    key: str
    parts: "Parts"
    nullable: bool

    def text(self, row: FromClause, names: Iterator[str]) -> ColumnElement[str]:
        """Its text."""
        inner = _rows_of(self.relation, self.key, self.parts, row)
        each = func.coalesce(written(inner, self.parts, names), _sql(MISSING))
        first = select(each).select_from(inner).limit(1).correlate(row).scalar_subquery()
        return func.coalesce(first, _absent(self.nullable))


Part = str | Value | Identity | Hole | Key | Embedded | Many | One
Parts = tuple[Part, ...]


@dataclass(frozen=True)
class Script:
    """How an object is written: texts, and what stands between them. Make one by `script_of`.

    The statement depends on its `shape` alone; the texts are parameters, as `values` name them.
    """

    parts: Parts

    @cached_property
    def _hash(self) -> int:
        return hash(self.parts)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the row that it needs."""
        return tuple(dict.fromkeys(_columns_of(self.parts)))

    @cached_property
    def shape(self) -> "Script":
        """The same with other texts."""
        return Script(_blank(self.parts))

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The texts by the names of the statement's parameters."""
        return dict(zip(_names(), _texts_of(self.parts), strict=False))

    def object_of(self, rows: Select[Any]) -> Select[Any]:
        """The rows' keys, and the objects as UTF-8. Raises Unwritable for a column that it cannot write."""
        inner = rows.subquery("rows")
        text = func.coalesce(written(inner, self.parts, _names()), _sql(MISSING))
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
        each = func.coalesce(written(inner, self.of.parts, _names()), _sql(MISSING))
        every = _utf8(func.string_agg(each, _sql(SEPARATOR))).label("objects")
        names = [f"key_{i}" for i in range(keys)] if self.places else []
        places: list[ColumnElement[Any]] = [func.array_agg(inner.c[name]).label(name) for name in names]
        return select(every, *places).select_from(inner)


def script_of(parts: Iterable[Part]) -> Script:
    """The script of these parts, with neighbouring texts as one."""
    return Script(_chained(parts))


def _chained(parts: Iterable[Part]) -> Parts:
    found: list[Part] = []
    for part in _flat(parts):
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def _flat(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts with what always stands around them."""
    for part in parts:
        if isinstance(part, Identity):
            yield from ('"', part, '"')
        elif isinstance(part, Hole):
            yield f"{HOLE}{part.number}"
            for name, nullable in part.columns:
                yield from (BETWEEN, Key(name, nullable))
            yield HOLE
        elif isinstance(part, Many):
            yield from ("[", replace(part, parts=_chained(part.parts)), "]")
        elif isinstance(part, Embedded | One):
            yield replace(part, parts=_chained(part.parts))
        else:
            yield part


def _blank(parts: Parts) -> Parts:
    return tuple(
        ""
        if isinstance(part, str)
        else replace(part, parts=_blank(part.parts))
        if isinstance(part, Embedded | Many | One)
        else part
        for part in parts
    )


def _texts_of(parts: Parts) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Embedded | Many | One):
            yield from _texts_of(part.parts)


def _names() -> Iterator[str]:
    """Names of parameters for texts, in their order."""
    return (f"text_{number}" for number in count())


def written(row: FromClause, parts: Parts, names: Iterator[str]) -> ColumnElement[str]:
    """The text of an object; null where a value is that may not be."""
    texts = (_parameter(next(names)) if isinstance(part, str) else _of(part, row, names) for part in parts)
    return _joined(list(texts))


def _of(part: Part, row: FromClause, names: Iterator[str]) -> ColumnElement[str]:
    assert not isinstance(part, str | Hole), "script_of takes holes apart"
    return part.text(row, names)


def _parameter(name: str) -> ColumnElement[str]:
    return bindparam(name, None, type_=Text(), required=False)


def _utf8(text: ColumnElement[str]) -> ColumnElement[bytes]:
    return func.convert_to(text, _sql("UTF8"))


def _absent(nullable: bool) -> ColumnElement[str]:
    return _sql("null" if nullable else MISSING)


def _rows_of(relation: Relation[Any], key: str, parts: Parts, parent: FromClause) -> FromClause:
    names = tuple(dict.fromkeys(_columns_of(parts)))
    columns = [relation.column(name).label(name) for name in names] or [literal(1).label("one")]
    rows = select(*columns).select_from(relation.source_of(names)).where(relation.key == parent.c[key])
    return rows.where(*relation.where).order_by(*relation.order).correlate(parent).subquery()


def _columns_of(parts: Parts) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Value | Key):
            yield part.column
        elif isinstance(part, Identity):
            yield from part.columns
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
    return case((plain, whole), else_=_joined([_sql(f"{HOLE}{ODD}{BETWEEN}"), text, _sql(HOLE)]))


def _key_of(column: ColumnElement[Any]) -> ColumnElement[str]:
    if isinstance(column.type, ARRAY):
        return func.array_to_string(column, _sql(","))
    if isinstance(column.type, Integer):
        return _sql(NUMBER).concat(cast(column, Text))
    return column if isinstance(column.type, Text) else cast(column, Text)


def _joined(texts: Sequence[ColumnElement[str]]) -> ColumnElement[str]:
    """The texts one after the other."""
    return reduce(lambda left, right: left.concat(right), texts)


def _sql(text: str) -> ColumnElement[str]:
    """A text of our own, in the statement itself."""
    return literal(text, Text, literal_execute=True)
