"""Objects that PostgreSQL writes as the answer's JSON text: rows are then not put together in Python.

What PostgreSQL does not know, such as labels of terms, it leaves open: there the text has a *hole*, which
names what belongs there by the columns that are its key. Control characters mark holes, and values that
may not be null but are; JSON text holds no control characters.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Text, and_, bindparam, case, func, literal, select

from hub.store.compiled.json_text import (
    BETWEEN,
    HOLE,
    MISSING,
    NULL,
    SEPARATOR,
    identity_text,
    joined,
    key_text,
    sql,
    utf8,
    value_text,
)
from hub.store.reads.relation import Relation


@dataclass(frozen=True)
class Value:
    """A column of str, bool, int, float, date or list (of str); `nullable` in the answer."""

    column: str
    kind: type
    nullable: bool

    def text(self, row: FromClause, _names: Iterator[str]) -> ColumnElement[str]:
        """Its text. Raises Unwritable where the column is of another kind."""
        text = value_text(row.c[self.column], self.kind)
        return func.coalesce(text, sql("null")) if self.nullable else text


@dataclass(frozen=True)
class Identity:
    """The global id of a type: base64 of its name and the columns of the key."""

    typename: str
    columns: tuple[str, ...]
    separator: str

    def text(self, row: FromClause, _names: Iterator[str]) -> ColumnElement[str]:
        """Its text, without quotes."""
        return identity_text(self.typename, [row.c[name] for name in self.columns], self.separator)


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
        key = key_text(row.c[self.column])
        return func.coalesce(key, sql(NULL)) if self.nullable else key


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
        each = func.coalesce(written(inner, self.parts, names), sql(MISSING))
        every = select(func.string_agg(each, sql(","))).select_from(inner).correlate(row).scalar_subquery()
        return func.coalesce(every, sql(""))


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
        each = func.coalesce(written(inner, self.parts, names), sql(MISSING))
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
        text = func.coalesce(written(inner, self.parts, _names()), sql(MISSING))
        return select(inner.c[0], utf8(text)).select_from(inner)


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
        each = func.coalesce(written(inner, self.of.parts, _names()), sql(MISSING))
        every = utf8(func.string_agg(each, sql(SEPARATOR))).label("objects")
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
    return (f"written_{number}" for number in count())


def written(row: FromClause, parts: Parts, names: Iterator[str]) -> ColumnElement[str]:
    """The text of an object; null where a value is that may not be."""
    texts = (_parameter(next(names)) if isinstance(part, str) else _of(part, row, names) for part in parts)
    return joined(list(texts))


def _of(part: Part, row: FromClause, names: Iterator[str]) -> ColumnElement[str]:
    assert not isinstance(part, str | Hole), "script_of takes holes apart"
    return part.text(row, names)


def _parameter(name: str) -> ColumnElement[str]:
    return bindparam(name, None, type_=Text(), required=False)


def _absent(nullable: bool) -> ColumnElement[str]:
    return sql("null" if nullable else MISSING)


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
