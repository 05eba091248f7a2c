"""What every batch read shares: columns by a row class, results in the order of the keys."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, FromClause, Select, any_, bindparam, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from hub.store.engine import ReadSession

Row = TypeVar("Row")


def columns_for(table: FromClause, row: type, **computed: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """A column for every field of the row class: the table's own, or the computed one of that name."""
    return [
        computed[field.name].label(field.name) if field.name in computed else table.c[field.name]
        for field in fields(row)
    ]


def one_of(column: ColumnElement[Any], values: Sequence[Any] | ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the column holds one of the values, or of those of a parameter.

    The statement's text is the same for any number of them.
    """
    given = values if isinstance(values, ColumnElement) else literal(list(values), ARRAY(column.type))
    return column == any_(given)


@dataclass(frozen=True)
class KeyParameter:
    """The parameter `keys` of a statement that is made once: `alone` is for one key, else for any number.

    PostgreSQL plans anew each time for a list, whose length it cannot know, and once for all for one key.
    """

    kind: TypeEngine[Any]
    alone: bool

    def has(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether the column holds one of the keys."""
        if self.alone:
            key: ColumnElement[Any] = bindparam("keys", None, type_=self.kind, required=False)
            return column == key
        return column == any_(bindparam("keys", None, type_=ARRAY(self.kind), required=False))

    def values(self, keys: Sequence[Any]) -> dict[str, Any]:
        """The value of the parameter."""
        return {"keys": keys[0] if self.alone else list(keys)}


def key_parameter(kind: TypeEngine[Any], keys: Sequence[Any]) -> KeyParameter:
    """The parameter for these keys."""
    return KeyParameter(kind, len(keys) == 1)


async def by_key(
    session: ReadSession, statement: Select[Any], row: type[Row], key: str, keys: Sequence[Hashable]
) -> list[Row | None]:
    """One row or None for each key; `key` names the row's field (or dotted fields) that holds it."""
    found = {attrgetter(key)(item): item for item in await session.all(statement, row)}
    return [found.get(wanted) for wanted in keys]


async def grouped(
    session: ReadSession, statement: Select[Any], row: type[Row], key: str, keys: Sequence[Hashable]
) -> list[list[Row]]:
    """The rows of each key, in the order of the statement."""
    groups: defaultdict[Hashable, list[Row]] = defaultdict(list)
    for item in await session.all(statement, row):
        groups[attrgetter(key)(item)].append(item)
    return [groups[wanted] for wanted in keys]
