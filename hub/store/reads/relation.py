"""Relations: rows that hang on keys, said once for readers of whole rows and readers of a few columns."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, FromClause, Select, select

from hub.store.engine import ReadSession
from hub.store.reads.batch import one_of

Row = TypeVar("Row")


@dataclass(frozen=True, eq=False)
class Relation(Generic[Row]):
    """What hangs on each of some keys: a column of `source` for each field of `row`, found by `key`.

    Columns of a name that is no column of `table` are computed. A relation is a read of its own: call it
    with a session and keys.
    """

    row: type[Row]
    table: FromClause
    key: ColumnElement[Any]
    order: tuple[ColumnElement[Any], ...] = ()
    computed: Mapping[str, ColumnElement[Any]] | None = None
    source: FromClause | None = None
    where: tuple[ColumnElement[bool], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, which are the fields of `row`."""
        return tuple(field.name for field in fields(self.row))  # type: ignore[arg-type]

    def column(self, name: str) -> ColumnElement[Any]:
        """The column of a name, whether stored or computed."""
        computed = self.computed or {}
        return computed[name] if name in computed else self.table.c[name]

    def select(self, names: Sequence[str], condition: ColumnElement[bool]) -> Select[Any]:
        """The key and some columns of the rows that meet the condition, in order."""
        columns = [self.column(name).label(name) for name in names]
        chosen = select(self.key.label("key_"), *columns).select_from(self.source_of(names))
        return chosen.where(condition, *self.where).order_by(*self.order)

    def source_of(self, names: Sequence[str]) -> FromClause:
        """The table alone where the columns, the key and the order need no other."""
        if self.source is None:
            return self.table
        needed = select(self.key, *(self.column(name) for name in names), *self.order).where(*self.where)
        return self.table if needed.get_final_froms() == [self.table] else self.source

    async def rows(self, session: ReadSession, keys: Sequence[Hashable]) -> list[tuple[Hashable, Row]]:
        """The rows of all keys with their keys, in order."""
        found = await session.rows(self.select(self.names, one_of(self.key, keys)))
        return [(key, self.row(*values)) for key, *values in found]


class ToMany(Relation[Row]):
    """Any number of rows for a key."""

    async def __call__(self, session: ReadSession, keys: Sequence[Hashable]) -> list[list[Row]]:
        """The rows of each key."""
        groups: defaultdict[Hashable, list[Row]] = defaultdict(list)
        for key, row in await self.rows(session, keys):
            groups[key].append(row)
        return [groups[key] for key in keys]


class ToOne(Relation[Row]):
    """One row for a key, or none."""

    async def __call__(self, session: ReadSession, keys: Sequence[Hashable]) -> list[Row | None]:
        """The row of each key; of several the first."""
        found: dict[Hashable, Row] = {}
        for key, row in await self.rows(session, keys):
            found.setdefault(key, row)
        return [found.get(key) for key in keys]
