"""Jobs as workers see them: taken, told how far they are, ended, and taken up again when their worker died.

What a worker says of a job counts only while the job is its own: who was frozen for so long that another
took its job over, or whose job was cancelled, changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from hub.errors import MerezhaError
from hub.store.connection import scalar
from hub.store.jobs.queue import SEARCH
from hub.store.tables import INGEST, JobStatus

#: The advisory lock of the moment in which a worker counts the jobs that run and begins another.
_SLOTS = 0x6A736C74
#: A job over which so many processes died, of workers or of tasks, is not tried again.
_DEATHS = 2
#: Ended jobs are forgotten after so long; what they found stays in planning_result.
_KEPT_DAYS = 30


class FailureReason(StrEnum):
    """Why a job failed that met no typed error."""

    WORKER_DIED = "WORKER_DIED"
    TIME_LIMIT = "TIME_LIMIT"
    MEMORY_LIMIT = "MEMORY_LIMIT"
    CRASHED = "CRASHED"
    UNKNOWN_KIND = "UNKNOWN_KIND"
    INTERNAL = "INTERNAL"


class NoStart(Enum):
    """Why a worker does not begin a job that the queue gave it."""

    #: It is ended, as when it was cancelled.
    NOTHING_LEFT = auto()
    #: As many jobs run as may.
    NO_ROOM = auto()
    #: The worker was silent, and the queue gave the job to another.
    ANOTHERS = auto()


class JobFailed(MerezhaError):
    """The job failed: {why}."""

    code = "JOB_FAILED"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is: what it works on, its best value, what no answer can surpass, the gap as a share."""

    phase: str | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A job that a worker took: its row in the queue, and what is to be computed."""

    queue_id: int
    worker: int
    kind: str
    hash: str
    release: int


def failure(error: MerezhaError, reason: FailureReason | None = None) -> dict[str, Any]:
    """An error as a job keeps it and GraphQL shows it: code, sentence, and why if the code does not say."""
    return {"code": error.code, "message": str(error), **({"reason": reason.value} if reason else {})}


def takes_no_writes(connection: Connection[TupleRow]) -> bool:
    """Whether nothing can be written by this connection, as on a standby."""
    return bool(scalar(connection, "SELECT current_setting('transaction_read_only')::boolean"))


def revision_of(connection: Connection[TupleRow]) -> str | None:
    """The revision of the database's tables, which a migration changes under a worker that runs."""
    found: str | None = scalar(connection, f"SELECT version_num FROM {INGEST}.alembic_version")
    return found


def start(connection: Connection[TupleRow], queue_id: int, worker: int, slots: int) -> Work | NoStart:
    """Take a job of the queue as one's own, while fewer jobs of the hub run than may."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_SLOTS,))
        if not scalar(connection, _TAKEN, (queue_id, worker)):
            return NoStart.ANOTHERS
        if _status(connection, queue_id) is JobStatus.RUNNING:
            _count_death(connection, queue_id)
        if _status(connection, queue_id) is not JobStatus.QUEUED:
            return NoStart.NOTHING_LEFT
        if scalar(connection, "SELECT count(*) FROM hub.job WHERE status = 'RUNNING'") >= slots:
            return NoStart.NO_ROOM
        row = connection.execute(
            "UPDATE hub.job SET status = 'RUNNING', worker = %s, started_at = now(), phase = NULL, "
            "objective = NULL, bound = NULL, gap = NULL WHERE queue_id = %s AND status = 'QUEUED' "
            "RETURNING kind, hash, release",
            (worker, queue_id),
        ).fetchone()
    return NoStart.NOTHING_LEFT if row is None else Work(queue_id, worker, *row)


#: A row is there for a cancelled job no more, which nobody else has.
_TAKEN = """
    SELECT NOT EXISTS (SELECT FROM jobs.procrastinate_jobs
        WHERE id = %s AND (worker_id IS DISTINCT FROM %s OR status <> 'doing'))
"""
_OWN = " WHERE queue_id = %s AND worker = %s AND status = 'RUNNING'"


def tell(connection: Connection[TupleRow], work: Work, progress: Progress) -> bool:
    """Say how far a job is; whether it still is the worker's own."""
    values = (progress.phase, progress.objective, progress.bound, progress.gap, work.queue_id, work.worker)
    told = "UPDATE hub.job SET phase = %s, objective = %s, bound = %s, gap = %s" + _OWN
    return connection.execute(told.encode(), values).rowcount == 1


def is_cancelled(connection: Connection[TupleRow], work: Work) -> bool:
    """Whether somebody cancelled a job, so that it is nobody's own any more."""
    return _status(connection, work.queue_id) is JobStatus.CANCELLED


def finish(
    connection: Connection[TupleRow],
    work: Work,
    question: Mapping[str, Any],
    result: Mapping[str, Any] | None,
    program: str,
) -> bool:
    """Keep the result of a job, if any, and say that it is done, in one transaction; whether it still was
    its own."""
    ended = "UPDATE hub.job SET status = 'DONE', ended_at = now(), worker = NULL" + _OWN
    with connection.transaction():
        if not connection.execute(ended.encode(), (work.queue_id, work.worker)).rowcount:
            return False
        if result is None:
            return True
        connection.execute(
            "INSERT INTO hub.planning_result (kind, hash, release, program_version, question, proof, answer) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (
                work.kind,
                work.hash,
                work.release,
                program,
                *(Jsonb(each) for each in (dict(question), result["proof"], result["answer"])),
            ),
        )
    return True


def fail(connection: Connection[TupleRow], work: Work, error: Mapping[str, Any]) -> bool:
    """Say why a job failed; whether it still was the worker's own."""
    failed = "UPDATE hub.job SET status = 'FAILED', ended_at = now(), worker = NULL, error = %s" + _OWN
    return connection.execute(failed.encode(), (Jsonb(dict(error)), work.queue_id, work.worker)).rowcount == 1


def put_back(connection: Connection[TupleRow], work: Work) -> None:
    """Leave a job to whoever takes it next: its worker was asked to stop, and the job is well."""
    connection.execute(
        (
            "UPDATE hub.job SET status = 'QUEUED', worker = NULL, started_at = NULL, phase = NULL" + _OWN
        ).encode(),
        (work.queue_id, work.worker),
    )


def lose(connection: Connection[TupleRow], work: Work) -> JobStatus | None:
    """Count that somebody killed the process of a job: QUEUED if it is tried again, FAILED if not.

    None when the job was no longer the worker's own.
    """
    return _count_death(connection, work.queue_id, work.worker)


_DEAD = """
    SELECT q.id FROM jobs.procrastinate_jobs q LEFT JOIN jobs.procrastinate_workers w ON w.id = q.worker_id
    WHERE q.status = 'doing' AND (w.id IS NULL OR (w.id, w.last_heartbeat) IN (
        SELECT * FROM unnest(%(workers)s::bigint[], %(beats)s::timestamptz[])))
    FOR UPDATE OF q SKIP LOCKED
"""
_FORGET = """
    DELETE FROM jobs.procrastinate_workers WHERE (id, last_heartbeat) IN (
        SELECT * FROM unnest(%(workers)s::bigint[], %(beats)s::timestamptz[]))
"""


def heartbeats(connection: Connection[TupleRow]) -> dict[int, datetime]:
    """The workers that are known, and when each last said that it lives, by the clock of the database."""
    return dict(connection.execute("SELECT id, last_heartbeat FROM jobs.procrastinate_workers").fetchall())


def recover(connection: Connection[TupleRow], silent: Mapping[int, datetime]) -> int:
    """Put jobs of workers that died back into the queue, or end them; how many there were.

    Dead are workers that nobody knows any more, and those of `silent` that have said nothing since the
    heartbeat that stands there. Old ended jobs are forgotten.
    """
    values = {"workers": list(silent), "beats": list(silent.values())}
    with connection.transaction():
        connection.execute(SEARCH)
        dead = [row[0] for row in connection.execute(_DEAD, values)]
        for queue_id in dead:
            status = _status(connection, queue_id)
            if status is JobStatus.RUNNING:
                status = _count_death(connection, queue_id)
            if status is JobStatus.QUEUED:
                query = "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)"
            else:
                query = "SELECT procrastinate_finish_job_v1(%s, 'failed', true)"
            connection.execute(query, (queue_id,))
        connection.execute(_FORGET, values)
        connection.execute(
            "DELETE FROM hub.job WHERE ended_at < now() - make_interval(days => %s)", (_KEPT_DAYS,)
        )
    return len(dead)


def _count_death(
    connection: Connection[TupleRow], queue_id: int, worker: int | None = None
) -> JobStatus | None:
    """Count that a process died over a running job, of that worker if one is given; what the job is then."""
    why = f"{_DEATHS} processes died while they worked on it"
    error = failure(JobFailed(why=why), FailureReason.WORKER_DIED)
    status = scalar(
        connection,
        "UPDATE hub.job SET deaths = deaths + 1, worker = NULL, phase = NULL, "
        "status = CASE WHEN deaths + 1 < %(deaths)s THEN 'QUEUED' ELSE 'FAILED' END, "
        "started_at = CASE WHEN deaths + 1 < %(deaths)s THEN NULL ELSE started_at END, "
        "ended_at = CASE WHEN deaths + 1 < %(deaths)s THEN NULL ELSE now() END, "
        "error = CASE WHEN deaths + 1 < %(deaths)s THEN NULL ELSE %(error)s::jsonb END "
        "WHERE queue_id = %(queue)s AND status = 'RUNNING' AND worker = coalesce(%(worker)s, worker) "
        "RETURNING status",
        {"deaths": _DEATHS, "error": Jsonb(error), "queue": queue_id, "worker": worker},
    )
    return None if status is None else JobStatus(status)


def _status(connection: Connection[TupleRow], queue_id: int) -> JobStatus | None:
    status = scalar(connection, "SELECT status FROM hub.job WHERE queue_id = %s", (queue_id,))
    return None if status is None else JobStatus(status)
