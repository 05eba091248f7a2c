"""Keeps the aggregates true: whoever changes what they are made of does so inside `recounting`.

All of it happens in the caller's transaction, and whoever calls holds the publish lock.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql

from hub.store.aggregates.contributions import RECOUNTED, capacity_sums, cells, facet_counts
from hub.store.small_cells.masking import keeping_mask, mask
from hub.store.tables import capacity_sum, coverage_cell, facet_count


@dataclass(frozen=True, slots=True)
class _Aggregate:
    """A table of sums, and the rows that providers make in it; a row that has no `members` goes."""

    table: Table
    rows: Callable[..., Select[object]]
    members: str

    @property
    def published(self) -> sql.Identifier:
        """The table's qualified name."""
        return sql.Identifier("hub", self.table.name)

    @property
    def changes(self) -> sql.Identifier:
        """The temporary table of what is to be added to the sums, negative where it is taken away."""
        return sql.Identifier(f"{self.table.name}_change")

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that tell a sum."""
        return tuple(column.name for column in self.table.columns if column.primary_key)

    @property
    def sums(self) -> tuple[str, ...]:
        """The other columns."""
        return tuple(column.name for column in self.table.columns if not column.primary_key)


_AGGREGATES = (
    _Aggregate(coverage_cell, cells, members="services"),
    _Aggregate(capacity_sum, capacity_sums, members="stated"),
    _Aggregate(facet_count, facet_counts, members="providers"),
)


@contextmanager
def recounting(connection: Connection[TupleRow], providers: sql.Composable) -> Iterator[None]:
    """Let what these providers add to the sums follow what changes inside.

    `providers` is a query of `id`s: of all whose status, kind, sector, places, services, capacities, or the
    territories and terms above these, may differ afterwards, be they new or gone. The mask of small cells
    follows as well.
    """
    name = sql.Identifier(RECOUNTED.name)
    connection.execute(
        sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT DISTINCT id FROM ({}) chosen").format(
            name, providers
        )
    )
    connection.execute(sql.SQL("ANALYZE {}").format(name))
    for aggregate in _AGGREGATES:
        _collect(connection, aggregate)
        _add(connection, aggregate, _rows(aggregate, of_all=False), factor=-1)
    with keeping_mask(connection):
        yield
        for aggregate in _AGGREGATES:
            _add(connection, aggregate, _rows(aggregate, of_all=False), factor=1)
            _apply(connection, aggregate)
    connection.execute(sql.SQL("DROP TABLE {}").format(name))


def recount(connection: Connection[TupleRow]) -> None:
    """Make the sums those of all providers; only what differs is written."""
    for aggregate in _AGGREGATES:
        _collect(connection, aggregate)
        _add(connection, aggregate, sql.SQL("SELECT * FROM {}").format(aggregate.published), factor=-1)
        _add(connection, aggregate, _rows(aggregate, of_all=True), factor=1)
        _apply(connection, aggregate)
        connection.execute("SELECT ingest.analyze_table(%s::regclass)", (aggregate.published.as_string(),))
    mask(connection, former=True)


def _collect(connection: Connection[TupleRow], aggregate: _Aggregate) -> None:
    connection.execute(
        sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT * FROM {} WITH NO DATA").format(
            aggregate.changes, aggregate.published
        )
    )


def _add(
    connection: Connection[TupleRow], aggregate: _Aggregate, rows: sql.Composable, *, factor: int
) -> None:
    """Note rows as to be added to the sums (1) or taken away from them (-1)."""
    multiplied = (sql.SQL("{} * {}").format(factor, sql.Identifier(name)) for name in aggregate.sums)
    columns = [*map(sql.Identifier, aggregate.keys), *multiplied]
    connection.execute(
        sql.SQL("INSERT INTO {} SELECT {} FROM ({}) counted").format(
            aggregate.changes, sql.SQL(", ").join(columns), rows
        )
    )


#: A sum to which nothing comes is not touched; one that nobody is left in goes.
_APPLY = """
    INSERT INTO {published} AS p ({keys}, {sums})
    SELECT {keys}, {totals} FROM {changes} GROUP BY {keys} HAVING ({totals}) IS DISTINCT FROM ({zeros})
    ON CONFLICT ({keys}) DO UPDATE SET {assignments};
    DELETE FROM {published} p USING {changes} c WHERE p.{members} = 0 AND {same};
    DROP TABLE {changes};
"""


def _apply(connection: Connection[TupleRow], aggregate: _Aggregate) -> None:
    """Add to the sums what was noted."""
    comma = sql.SQL(", ")
    keys = [sql.Identifier(name) for name in aggregate.keys]
    sums = [sql.Identifier(name) for name in aggregate.sums]
    connection.execute(
        sql.SQL(_APPLY).format(
            published=aggregate.published,
            changes=aggregate.changes,
            members=sql.Identifier(aggregate.members),
            keys=comma.join(keys),
            sums=comma.join(sums),
            totals=comma.join(sql.SQL("sum({})").format(name) for name in sums),
            zeros=comma.join([sql.Literal(0)] * len(sums)),
            assignments=comma.join(sql.SQL("{0} = p.{0} + excluded.{0}").format(name) for name in sums),
            same=sql.SQL(" AND ").join(sql.SQL("p.{0} = c.{0}").format(name) for name in keys),
        )
    )


@cache
def _rows(aggregate: _Aggregate, *, of_all: bool) -> sql.SQL:
    """The statement that tells what providers add, as text for psycopg."""
    rows = aggregate.rows(of_all=of_all)
    compiled = rows.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})  # type: ignore[no-untyped-call]
    return sql.SQL(str(compiled))
