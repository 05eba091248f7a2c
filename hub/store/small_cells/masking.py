"""Makes the mask: hides small counts of people and the sums that would tell them.

All of it happens in the caller's transaction. A figure below k is hidden, and stays so while it moves by less
than k. Figures of k or more are what providers publish of themselves and stay open, whatever stands beside
them: what is hidden beside a small figure are sums. So nothing that a former release showed has to be hidden
later. Sums that are told are noted for ever (`told_sum`): an audit looks at all of them together, so that no
release tells what another hides.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic

from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import Select
from sqlalchemy.dialects import postgresql

from hub.settings import SmallCellSettings
from hub.small_cells import suppress
from hub.solver import Limits, SolverFailed, SolverKilled, SolverSession
from hub.store.aggregates.contributions import RECOUNTED, hidden_classes, sums_of_classes
from hub.store.small_cells.sums import HiddenSum, SumRow, SumTable, ToldSum

log = logging.getLogger(__name__)

#: Seconds that an audit may take, and bytes of memory: then all sums over hidden figures are hidden.
AUDIT = Limits(memory_bytes=2 << 30, seconds=60)

#: Numbers that count people. A total of clients is how many there are, not how many could be.
_FIGURES = """
    LATERAL (VALUES ('served', c.served), ('waiting', c.waiting),
                    ('total', CASE WHEN c.unit = 'client' THEN c.total END)) f(figure, value)
"""
_COUNTS_PEOPLE = (
    "(c.served IS NOT NULL OR c.waiting IS NOT NULL OR c.unit = 'client' AND c.total IS NOT NULL)"
)

_HIDE = f"""
    INSERT INTO hub.hidden_figure (capacity_id, row_release, figure, service_id, provider_id, value, release)
    SELECT c.id, c.release_from, f.figure, c.service_id, c.provider_id, f.value, %(release)s
    FROM hub.capacity c JOIN hub.provider p ON p.id = c.provider_id, {_FIGURES}
    WHERE {_COUNTS_PEOPLE} AND p.cites IS NULL AND NOT p.synthetic
      AND (f.value BETWEEN 1 AND %(k)s - 1
           OR EXISTS (SELECT FROM hub.hidden_figure h
                      WHERE h.service_id = c.service_id AND h.figure = f.figure
                        AND h.row_release < c.release_from AND abs(h.value - f.value) < %(k)s))
    ORDER BY c.id, f.figure
    ON CONFLICT DO NOTHING
"""

#: Of former states; where the provider is gone as well, as its own former state cited.
_HIDE_FORMER = f"""
    INSERT INTO hub.hidden_figure (capacity_id, row_release, figure, service_id, provider_id, value, release)
    SELECT c.id, c.release_from, f.figure, c.service_id, c.provider_id, f.value, %(release)s
    FROM history.capacity c, {_FIGURES}
    WHERE {_COUNTS_PEOPLE} AND f.value BETWEEN 1 AND %(k)s - 1
      AND NOT EXISTS (SELECT FROM hub.provider p WHERE p.id = c.provider_id
                      AND (p.cites IS NOT NULL OR p.synthetic))
      AND NOT EXISTS (SELECT FROM history.provider p WHERE p.id = c.provider_id
                      AND (p.cites IS NOT NULL OR p.synthetic)
                      AND p.release_from <= c.release_from AND c.release_from < p.release_to)
    ORDER BY c.id, c.release_from, f.figure
    ON CONFLICT DO NOTHING
"""

_COUNT_PEOPLE = f"""
    SELECT EXISTS (SELECT FROM hub.capacity c JOIN {RECOUNTED.name} r ON r.id = c.provider_id
                   WHERE {_COUNTS_PEOPLE})
"""


@contextmanager
def keeping_mask(connection: Connection[TupleRow]) -> Iterator[None]:
    """Make the mask anew after what changes inside, unless no provider of `RECOUNTED` counts people."""
    before = _is_true(connection, _COUNT_PEOPLE)
    yield
    if before or _is_true(connection, _COUNT_PEOPLE):
        mask(connection)


def mask(connection: Connection[TupleRow], *, former: bool = False) -> None:
    """Make the mask of the newest release; with `former` also hide small figures of states before it.

    Without counts of people nothing happens. Where the audit fails, all sums over hidden figures are hidden
    that no release told.
    """
    k = SmallCellSettings().small_cell
    row = connection.execute("SELECT coalesce(max(number), 0) FROM hub.release").fetchone()
    release = row[0] if row else 0
    if former or _k_differs(connection, k):
        connection.execute(_HIDE_FORMER, {"k": k, "release": release})
    connection.execute(_HIDE, {"k": k, "release": release})
    if not _is_true(connection, "SELECT EXISTS (SELECT FROM hub.hidden_figure)"):
        return
    began = monotonic()
    _classify(connection)
    table = SumTable(_sums(connection, k), _classes(connection), _values(connection), _told(connection))
    audited = "yes"
    try:
        with SolverSession(AUDIT) as session:
            hidden = suppress(session, table.values, table.relations, k=k, hide=table.hide, told=table.told)
    except (SolverFailed, SolverKilled) as error:
        log.warning("sums over small counts of people are not told, since their audit failed: %s", error)
        audited, hidden = str(error), ~table.told
    _write(connection, table.hidden_sums(hidden), table.told_sums(hidden), release)
    connection.execute(
        "INSERT INTO hub.small_cell_mask (release, k, figures, sums, audited) "
        "SELECT %s, %s, (SELECT count(*) FROM hub.hidden_figure), (SELECT count(*) FROM hub.hidden_sum), %s",
        (release, k, audited),
    )
    log.info("the mask of small cells took %.1f s", monotonic() - began)


def _write(
    connection: Connection[TupleRow], hidden: list[HiddenSum], told: list[ToldSum], release: int
) -> None:
    connection.execute("DELETE FROM hub.hidden_sum")
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY hub.hidden_sum (territory_id, category, reach, figure, value) FROM STDIN") as copy,
    ):
        for one in hidden:
            copy.write_row((*one.key, one.value))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ingest.told_sum (digest, members, value, release) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT DO NOTHING",
            [(one.digest, list(one.members), one.value, release) for one in told],
        )


def _classify(connection: Connection[TupleRow]) -> None:
    """Put hidden figures that are added up together everywhere into a temporary table."""
    connection.execute("DROP TABLE IF EXISTS pg_temp.hidden_class")
    connection.execute(
        sql.SQL("CREATE TEMP TABLE hidden_class ON COMMIT DROP AS {}").format(_text(hidden_classes))
    )
    connection.execute("ANALYZE hidden_class")


def _classes(connection: Connection[TupleRow]) -> dict[int, list[int]]:
    return dict(connection.execute("SELECT id, members FROM hidden_class").fetchall())


def _sums(connection: Connection[TupleRow], k: int) -> list[SumRow]:
    """Each sum with hidden figures in it.

    Not told in any case are one that was not and moved by less than k since, and one whose part that other
    territories share has hidden figures in it, since that part is told as well.
    """
    was_hidden = {
        (territory, category, reach, figure): value
        for territory, category, reach, figure, value in connection.execute(
            "SELECT territory_id, category, reach, figure, value FROM hub.hidden_sum"
        )
    }
    values: dict[int, int] = dict(connection.execute("SELECT id, value FROM hidden_class").fetchall())
    rows = []
    for territory, category, reach, figure, classes, shared in connection.execute(_text(sums_of_classes)):
        key = (territory, category, reach, figure)
        value, before = sum([values[each] for each in classes]), was_hidden.get(key)
        kept = before is not None and abs(value - before) < k
        rows.append(SumRow(key, classes, shared or kept))
    return rows


def _values(connection: Connection[TupleRow]) -> dict[int, int]:
    return dict(connection.execute("SELECT number, value FROM hub.hidden_figure").fetchall())


def _told(connection: Connection[TupleRow]) -> list[ToldSum]:
    rows = connection.execute("SELECT members, value FROM ingest.told_sum").fetchall()
    return [ToldSum(tuple(members), value) for members, value in rows]


def _k_differs(connection: Connection[TupleRow], k: int) -> bool:
    row = connection.execute("SELECT k FROM hub.small_cell_mask ORDER BY number DESC LIMIT 1").fetchone()
    return row is None or row[0] != k


def _is_true(connection: Connection[TupleRow], query: str) -> bool:
    row = connection.execute(query.encode()).fetchone()
    return bool(row and row[0])


@cache
def _text(make: Callable[[], Select[object]]) -> sql.SQL:
    """A statement as text for psycopg."""
    compiled = make().compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})  # type: ignore[no-untyped-call]
    return sql.SQL(str(compiled))
