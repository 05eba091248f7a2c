"""Rows of files whose time is over: which they are, and their end.

A row that may lead to a secret place, or that nobody judged, has a time of its own, which is the shorter one
by default. All others stay while their run is its source's newest publish.
"""

import logging
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow, class_row

log = logging.getLogger(__name__)

#: One at a time: the second would only wait for the rows of the first.
_LOCK = 0x726F7773
#: Rows of one transaction: about a second, whatever has piled up.
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days rows are kept: those known as open, and all others."""

    days: int
    secret_days: int

    @property
    def asked(self) -> dict[str, int]:
        """As parameters of the statements below; no row that may be secret stays longer than an open one."""
        return {"days": self.days, "secret_days": min(self.days, self.secret_days)}


@dataclass(frozen=True, slots=True)
class DueRows:
    """How many rows of a run go; `secret` are those of them that are not known as open."""

    run: int
    source: str
    file_name: str
    rows: int
    secret: int


# A run whose end was never written down began at least.
_RUNS = """
    SELECT u.id, s.code AS source, u.file_name,
           coalesce(u.finished_at, u.started_at) < now() - make_interval(days => %(secret_days)s)
           AS secret_due,
           coalesce(u.finished_at, u.started_at) < now() - make_interval(days => %(days)s)
           AND u.id IS DISTINCT FROM (SELECT max(n.id) FROM hub.run n
                                      WHERE n.source_id = u.source_id AND n.status = 'published') AS open_due
    FROM hub.run u JOIN hub.source s ON s.id = u.source_id
    WHERE %(source)s::text IS NULL OR s.code = %(source)s
"""
_DUE = f"""
    SELECT u.id AS run, u.source, u.file_name, count(*)::int AS rows,
           (count(*) FILTER (WHERE r.secret IS NOT FALSE))::int AS secret
    FROM ({_RUNS}) u JOIN ingest.raw_record r ON r.run_id = u.id
    WHERE u.secret_due AND r.secret IS NOT FALSE OR u.open_due AND r.secret IS FALSE
    GROUP BY u.id, u.source, u.file_name ORDER BY u.id
"""
_DELETE = f"""
    WITH due AS MATERIALIZED (
        SELECT r.run_id, r.sheet, r."row" FROM ({_RUNS}) u JOIN ingest.raw_record r ON r.run_id = u.id
        WHERE {{}} ORDER BY r.run_id LIMIT %(most)s
    ), gone AS (
        DELETE FROM ingest.raw_record r USING due
        WHERE (r.run_id, r.sheet, r."row") = (due.run_id, due.sheet, due."row") RETURNING r.run_id
    ), told AS (
        INSERT INTO ingest.raw_expiry AS e (run_id, rows, expired_at)
        SELECT run_id, count(*), now() FROM gone GROUP BY run_id
        ON CONFLICT (run_id) DO UPDATE SET rows = e.rows + excluded.rows, expired_at = excluded.expired_at
    )
    SELECT count(*)::int FROM gone
"""
#: Secret rows go first, so that whatever many others are due does not keep them longer.
_STEPS = (
    _DELETE.format("u.secret_due AND r.secret IS NOT FALSE"),
    _DELETE.format("u.open_due AND r.secret IS FALSE"),
)


def due_rows(
    connection: Connection[TupleRow], retention: Retention, source: str | None = None
) -> list[DueRows]:
    """Rows whose time is over, by run; those of one source, or of all."""
    cursor = connection.cursor(row_factory=class_row(DueRows))
    return cursor.execute(_DUE.encode(), {**retention.asked, "source": source}).fetchall()


def forget_batch(
    connection: Connection[TupleRow], retention: Retention, source: str | None = None, most: int = BATCH
) -> int:
    """Delete at most so many rows whose time is over, and note of which runs; how many went.

    One transaction of its own, if the connection commits by itself. Nothing goes while another process is at
    it.
    """
    with connection.transaction():
        if not _scalar(connection, "SELECT pg_try_advisory_xact_lock(%(lock)s)", {"lock": _LOCK}):
            return 0
        gone = 0
        for step in _STEPS:
            asked = {**retention.asked, "source": source, "most": most - gone}
            gone += _scalar(connection, step, asked)
    return gone


def forget_after_publish(connection: Connection[TupleRow], retention: Retention) -> None:
    """One batch in bounded time; what fails is logged and tried again after the next publish."""
    try:
        with connection.transaction():
            connection.execute("SET LOCAL lock_timeout = '2s'")
            connection.execute("SET LOCAL statement_timeout = '30s'")
            forget_batch(connection, retention)
    except psycopg.Error as error:
        log.warning(
            "Rows whose time is over were left where they are: %s. Run `merezha run forget-raw`.",
            str(error).strip() or type(error).__name__,
        )


def _scalar(connection: Connection[TupleRow], statement: str, parameters: dict[str, Any]) -> Any:
    row = connection.execute(statement.encode(), parameters).fetchone()
    assert row is not None
    return row[0]
