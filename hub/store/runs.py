"""Sources, runs, issues and raw rows: what an import says of itself."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from psycopg import Connection, Error
from psycopg.errors import InsufficientPrivilege, ReadOnlySqlTransaction
from psycopg.rows import TupleRow, dict_row
from psycopg.types.json import Jsonb
from sqlalchemy import ColumnElement, and_, case, not_, select
from sqlalchemy.dialects import postgresql

from hub.domain.records import Issue
from hub.domain.vocabulary import RunStatus, Severity, SourceKind
from hub.errors import MerezhaError
from hub.store.connection import connect
from hub.store.copying import copy_lines
from hub.store.locks import IMPORT_LOCK, holder, import_goes_on, told
from hub.store.tables import run

log = logging.getLogger(__name__)

#: What is said of a run that is not over, and whose process is gone.
KILLED = "its process ended before it could publish"


class ImportBusy(MerezhaError):
    """Another import of {source} is running: {holder}. Wait for it; if it hangs, end it with {remedy}."""

    code = "IMPORT_BUSY"


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest run of a source that compared its file with the hub."""

    id: int
    inputs_hash: str
    read: int
    accepted: int
    rejected: int
    rules_hash: str


def upsert_source(
    connection: Connection[TupleRow], *, kind: SourceKind, jurisdiction_id: int | None, **columns: Any
) -> int:
    """The id of the source called `columns["code"]`, with its description brought up to date."""
    columns = {name: Jsonb(value) if isinstance(value, dict) else value for name, value in columns.items()}
    values = {**columns, "kind": kind.value, "jurisdiction_id": jurisdiction_id}
    names = sorted(values)
    row = connection.execute(
        f"INSERT INTO hub.source ({', '.join(names)}) VALUES ({', '.join(f'%({name})s' for name in names)}) "
        f"ON CONFLICT (code) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names)} "
        "RETURNING id".encode(),
        values,
    ).fetchone()
    assert row is not None
    return int(row[0])


def lock_source(connection: Connection[TupleRow], source_id: int, code: str) -> None:
    """Take the source for this session, or raise ImportBusy; the lock dies with the session."""
    row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (IMPORT_LOCK, source_id)).fetchone()
    if row is None or not row[0]:
        raise ImportBusy(source=code, **told(holder(connection, IMPORT_LOCK, source_id)))


def bury_dead_runs(connection: Connection[TupleRow], source_id: int) -> None:
    """Runs that hold no lock but never ended were killed: say so. Call while holding the lock."""
    connection.execute(
        "UPDATE hub.run SET status = %s, finished_at = now(), failure = %s "
        "WHERE source_id = %s AND status = %s",
        (RunStatus.FAILED.value, KILLED, source_id, RunStatus.RUNNING.value),
    )


def start_run(connection: Connection[TupleRow], source_id: int, file_name: str, hashes: Sequence[str]) -> int:
    """A new run in state running; `hashes` are of the file, of all inputs, and of program and territories."""
    row = connection.execute(
        "INSERT INTO hub.run (source_id, status, started_at, file_name, file_hash, inputs_hash, rules_hash) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
        (source_id, RunStatus.RUNNING.value, datetime.now(UTC), file_name, *hashes),
    ).fetchone()
    assert row is not None
    return int(row[0])


def finish_run(connection: Connection[TupleRow], run_id: int, status: RunStatus, **counts: Any) -> None:
    """Write down how the run ended."""
    values = {**counts, "status": status.value, "finished_at": datetime.now(UTC), "id": run_id}
    assignments = ", ".join(f"{name} = %({name})s" for name in values if name != "id")
    connection.execute(f"UPDATE hub.run SET {assignments} WHERE id = %(id)s".encode(), values)


def was_killed() -> ColumnElement[bool]:
    """Whether a run never ended, and the process that was to write its end is gone."""
    return and_(run.c.status == RunStatus.RUNNING.value, not_(import_goes_on(run.c.source_id)))


_KILLED_RUNS = str(
    select(run.c.id)
    .where(was_killed())
    .compile(
        dialect=postgresql.dialect(),  # type: ignore[no-untyped-call]
        compile_kwargs={"literal_binds": True},
    )
)
#: The same in SQL; a condition without its statement would not know which run is meant.
WAS_KILLED = f"run.id IN ({_KILLED_RUNS})"
_BURY = f"""
    UPDATE hub.run SET status = %s, finished_at = now(), failure = %s
    FROM hub.source s WHERE s.id = run.source_id AND {WAS_KILLED} RETURNING run.id, s.code
"""


def bury_all_dead_runs(url: str) -> list[tuple[int, str]]:
    """Write down of every run whose process is gone that it failed; gives each with its source's code.

    A login that may not write leaves them as they are: they are told as failed anyway.
    """
    with connect(url, autocommit=True) as connection:
        if connection.execute(f"SELECT FROM hub.run WHERE {WAS_KILLED}".encode()).fetchone() is None:
            return []
        try:
            dead = connection.execute(_BURY.encode(), (RunStatus.FAILED.value, KILLED)).fetchall()
        except (InsufficientPrivilege, ReadOnlySqlTransaction):
            return []
    return sorted(dead)


def told_status() -> ColumnElement[str]:
    """A run's status as it is told: one that was killed is failed, though nobody wrote that down."""
    return case((was_killed(), RunStatus.FAILED.value), else_=run.c.status)


def fail_run(connection: Connection[TupleRow], run_id: int, failure: str) -> None:
    """Write down that the run failed, unless it came to another end, where the database still takes it."""
    try:
        connection.execute(
            "UPDATE hub.run SET status = %s, finished_at = now(), failure = %s WHERE id = %s AND status = %s",
            (RunStatus.FAILED.value, failure, run_id, RunStatus.RUNNING.value),
        )
    except Error as error:
        # What stopped the run is told to whoever started it; the next import of the source buries the run.
        log.warning("that the run %d failed could not be written down: %s", run_id, error)


def last_run(connection: Connection[TupleRow], source_id: int) -> LastRun | None:
    """The newest run that published or found nothing to publish."""
    cursor = connection.execute(
        "SELECT id, inputs_hash, read, accepted, rejected, rules_hash FROM hub.run "
        "WHERE source_id = %s AND status = ANY(%s) ORDER BY id DESC LIMIT 1",
        (source_id, [RunStatus.PUBLISHED.value, RunStatus.UNCHANGED.value]),
    )
    row = cursor.fetchone()
    return None if row is None else LastRun(*row)


def published_but(connection: Connection[TupleRow], source_code: str, sample: str) -> tuple[Any, ...] | None:
    """The newest publish of a source, unless it was of the file called `sample`.

    (file, read, accepted, rejected, release, source id)
    """
    return connection.execute(
        """
        SELECT file_name, read, accepted, rejected, release, source_id FROM hub.run
        WHERE id = (SELECT max(r.id) FROM hub.run r JOIN hub.source s ON s.id = r.source_id
                    WHERE s.code = %s AND r.release IS NOT NULL)
          AND file_name <> %s
        """,
        (source_code, sample),
    ).fetchone()


def copy_issues(
    connection: Connection[TupleRow],
    run_id: int,
    issues: Iterable[Issue],
    owners: Mapping[tuple[str | None, int | None], str],
) -> None:
    """Keep the run's issues; `owners` are the statements of rows, by sheet and number."""
    with connection.cursor().copy(
        'COPY ingest.issue (run_id, severity, code, sheet, "row", "column", value, message, '
        "statement_id) FROM STDIN"
    ) as copy:
        for issue in issues:
            copy.write_row(
                (
                    run_id,
                    issue.severity.value,
                    issue.code,
                    issue.sheet,
                    issue.row,
                    issue.column,
                    issue.value,
                    issue.message,
                    owners.get((issue.sheet, issue.row)),
                )
            )


def copy_raw(connection: Connection[TupleRow], lines: bytes) -> None:
    """Keep the file's rows as they stood, in lines of `raw_lines`, for whoever has to trace a value back."""
    columns = b'run_id, sheet, "row", "values", statement_id, secret'
    copy_lines(connection, b"COPY ingest.raw_record (%b) FROM STDIN" % columns, lines)


def issues_of(connection: Connection[TupleRow], run_id: int) -> list[Issue]:
    """The issues of a run, in the order of its file."""
    cursor = connection.cursor(row_factory=dict_row)
    cursor.execute(
        'SELECT code, message, severity, "row", sheet, "column", value FROM ingest.issue '
        'WHERE run_id = %s ORDER BY "row" NULLS FIRST, id',
        (run_id,),
    )
    return [Issue(**{**row, "severity": Severity(row["severity"])}) for row in cursor]
