"""Jobs as workers see them: taken, told how far they are, ended, and taken up again when their worker died.

What a worker says of a job counts only while the job is its own: who was frozen for so long that another
took its job over, or whose job was cancelled, changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from hub.errors import MerezhaError
from hub.store.connection import scalar
from hub.store.jobs.queue import SEARCH
from hub.store.tables import JobStatus

#: First key of the advisory locks by which workers keep to the number of jobs that may run at once.
_SLOTS = 0x6A736C74
#: A job that so many workers died of is not tried again.
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


def take_slot(connection: Connection[TupleRow], slots: int) -> int | None:
    """One of the places for jobs at work, held until it is given back or the session ends; None if taken."""
    for slot in range(slots):
        if scalar(connection, "SELECT pg_try_advisory_lock(%s, %s)", (_SLOTS, slot)):
            return slot
    return None


def give_slot_back(connection: Connection[TupleRow], slot: int) -> None:
    """Let another job be at work."""
    connection.execute("SELECT pg_advisory_unlock(%s, %s)", (_SLOTS, slot))


def start(connection: Connection[TupleRow], queue_id: int, worker: int) -> Work | None:
    """Take a job of the queue as one's own; None when there is nothing left to be done for it."""
    with connection.transaction():
        if _status(connection, queue_id) is JobStatus.RUNNING and not _count_death(connection, queue_id):
            return None
        row = connection.execute(
            "UPDATE hub.job SET status = 'RUNNING', worker = %s, started_at = now(), phase = NULL, "
            "objective = NULL, bound = NULL, gap = NULL WHERE queue_id = %s AND status = 'QUEUED' "
            "RETURNING kind, hash, release",
            (worker, queue_id),
        ).fetchone()
    return None if row is None else Work(queue_id, worker, *row)


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
    result: Mapping[str, Any],
    program: str,
) -> bool:
    """Keep the result of a job and say that it is done, in one transaction; whether it still was its own."""
    ended = "UPDATE hub.job SET status = 'DONE', ended_at = now(), worker = NULL" + _OWN
    with connection.transaction():
        if not connection.execute(ended.encode(), (work.queue_id, work.worker)).rowcount:
            return False
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


_DEAD = """
    SELECT q.id FROM jobs.procrastinate_jobs q LEFT JOIN jobs.procrastinate_workers w ON w.id = q.worker_id
    WHERE q.status = 'doing'
    AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))
    FOR UPDATE OF q SKIP LOCKED
"""


def recover(connection: Connection[TupleRow], dead_seconds: float) -> int:
    """Put jobs of workers that died back into the queue, or end them; how many there were.

    A worker is dead when it has said nothing for so long. Old ended jobs are forgotten.
    """
    with connection.transaction():
        connection.execute(SEARCH)
        dead = [row[0] for row in connection.execute(_DEAD, (dead_seconds,))]
        for queue_id in dead:
            status = _status(connection, queue_id)
            again = status is JobStatus.QUEUED
            if status is JobStatus.RUNNING:
                again = _count_death(connection, queue_id)
            if again:
                query = "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)"
            else:
                query = "SELECT procrastinate_finish_job_v1(%s, 'failed', true)"
            connection.execute(query, (queue_id,))
        connection.execute(
            "DELETE FROM hub.job WHERE ended_at < now() - make_interval(days => %s)", (_KEPT_DAYS,)
        )
    return len(dead)


def _count_death(connection: Connection[TupleRow], queue_id: int) -> bool:
    """Count that a worker died of a job; whether the job is to be tried again, else it failed."""
    why = f"{_DEATHS} workers died while they worked on it"
    error = failure(JobFailed(why=why), FailureReason.WORKER_DIED)
    return bool(
        scalar(
            connection,
            "UPDATE hub.job SET deaths = deaths + 1, worker = NULL, phase = NULL, "
            "status = CASE WHEN deaths + 1 < %(deaths)s THEN 'QUEUED' ELSE 'FAILED' END, "
            "started_at = CASE WHEN deaths + 1 < %(deaths)s THEN NULL ELSE started_at END, "
            "ended_at = CASE WHEN deaths + 1 < %(deaths)s THEN NULL ELSE now() END, "
            "error = CASE WHEN deaths + 1 < %(deaths)s THEN NULL ELSE %(error)s::jsonb END "
            "WHERE queue_id = %(queue)s AND status = 'RUNNING' RETURNING status = 'QUEUED'",
            {"deaths": _DEATHS, "error": Jsonb(error), "queue": queue_id},
        )
    )


def _status(connection: Connection[TupleRow], queue_id: int) -> JobStatus | None:
    status = scalar(connection, "SELECT status FROM hub.job WHERE queue_id = %s", (queue_id,))
    return None if status is None else JobStatus(status)
