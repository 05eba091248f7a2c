"""Rows with what hangs on them, in one statement: for few rows, where a statement costs more than its rows.

What hangs comes as JSON of plain values beside each row, as deep as relations lead. For many rows statements
of their own are cheaper, since making JSON costs PostgreSQL more than sending rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Date, DateTime, FromClause, Select, Text, cast, func, select

from hub.store.pages import as_text
from hub.store.reads.relation import Relation


@dataclass(frozen=True)
class Nest:
    """Columns of what hangs on the column `key` of a row, and what hangs on them in turn.

    `owner` tells whom the rows are for; values are `looked_at` where they do not go straight to the answer.
    The statement depends on neither: nests that are equal make the same.
    """

    owner: int = field(compare=False)
    relation: Relation[Any]
    names: tuple[str, ...]
    key: str
    within: tuple["Nest", ...] = ()
    looked_at: bool = field(default=False, compare=False)

    @property
    def fits(self) -> bool:
        """Whether JSON holds the columns as they are: it writes moments otherwise, and holds days as text."""
        lost = (DateTime, Date) if self.looked_at else DateTime
        return not any(isinstance(self.relation.column(name).type, lost) for name in self.names)


def with_nests(statement: Select[Any], nests: Sequence[Nest]) -> Select[Any]:
    """The statement with a column of JSON text for each nest, after its own."""
    rows = statement.subquery("rows")
    return select(*rows.c, *(cast(_json(rows, nest), Text) for nest in nests))


def _json(parent: FromClause, nest: Nest) -> Any:
    relation = nest.relation
    key = cast(parent.c[nest.key], relation.key.type)
    chosen = select(*(as_text(relation.column(name).label(name)) for name in nest.names))
    inner = (
        chosen.select_from(relation.source_of(nest.names))
        .where(relation.key == key, *relation.where)
        .order_by(*relation.order)
        .correlate(parent)
        .subquery()
    )
    parts = [*(inner.c[name] for name in nest.names), *(_json(inner, one) for one in nest.within)]
    return (
        select(func.json_agg(func.json_build_array(*parts)))
        .select_from(inner)
        .correlate(parent)
        .scalar_subquery()
    )


def unfold(
    rows: Sequence[Sequence[Any]], names: Sequence[str], first: int, nests: Sequence[Nest]
) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """The rows of each nest, as its own statement would give them, with the nest's owner.

    `first` is where the columns `names` begin in a row; the nests' values end it.
    """
    for i, nest in enumerate(nests):
        position = first + names.index(nest.key)
        # Several rows may name the same key; a statement of the nest's own would give its rows once.
        first_rows = {row[position]: row for row in reversed(rows)}
        found: list[tuple[Any, ...]] = []
        for row in reversed(first_rows.values()):
            value = row[len(row) - len(nests) + i]
            items = orjson.loads(value) if isinstance(value, str | bytes) else value
            found.extend((None, row[position], *item) for item in items or ())
        yield nest.owner, found
        yield from unfold(found, nest.names, 2, nest.within)
