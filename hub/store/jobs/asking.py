"""Jobs as those see them who ask: requested, looked at, listed, cancelled.

What asks connects as the login that writes; the reader's login sees how far jobs are and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow, class_row
from psycopg.types.json import Jsonb

from hub import __version__
from hub.errors import MerezhaError
from hub.settings import JobSettings
from hub.store.connection import scalar
from hub.store.jobs.queue import QUEUE, SEARCH, TASK
from hub.store.locks import take_lock
from hub.store.tables import JobStatus

#: One request at a time counts who waits, so that no two take the last place.
_LOCK = 0x6A6F6273
#: How soon there is room again, as nobody can know: a part of the time that one job may take.
_PART_OF_LIMIT = 10


class PlanningBusy(MerezhaError):
    """{reason}; ask again in {seconds} seconds, or for the quick answer."""

    code = "PLANNING_BUSY"

    @property
    def again_seconds(self) -> int:
        """How soon to ask again, as HTTP says in `Retry-After`."""
        return int(self.details["seconds"])


class UnknownJob(MerezhaError):
    """No job {id} is known here, or it is another client's; `merezha job list` shows them."""

    code = "UNKNOWN_JOB"


@dataclass(frozen=True, slots=True)
class JobRequest:
    """What is to be computed: a kind of task, a canonical question and its hash, at which release, for whom.

    `client` is the name of a client's key, or None for a person at the command line.
    """

    kind: str
    question: Mapping[str, Any]
    hash: str
    release: int
    client: str | None = None


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is. `queued_before` jobs are taken first; None unless it waits. Times in seconds."""

    id: UUID
    kind: str
    hash: str
    release: int
    status: JobStatus
    phase: str | None
    objective: float | None
    bound: float | None
    gap: float | None
    elapsed_seconds: float
    queued_before: int | None
    deaths: int
    error: dict[str, Any] | None
    made_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", JobStatus(self.status))

    @property
    def ended(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.status not in (JobStatus.QUEUED, JobStatus.RUNNING)


#: States of jobs; a condition is put behind it.
STATES = """
    SELECT j.id, j.kind, j.hash, j.release, j.status, j.phase, j.objective, j.bound, j.gap,
           coalesce(extract(epoch FROM coalesce(j.ended_at, now()) - j.started_at), 0)::float
               AS elapsed_seconds,
           CASE WHEN j.status = 'QUEUED' THEN
               (SELECT count(*) FROM hub.job b WHERE b.status = 'QUEUED' AND b.queue_id < j.queue_id)
           END AS queued_before,
           j.deaths, j.error, j.made_at, j.started_at, j.ended_at
    FROM hub.job j
"""
_SAME = " WHERE j.kind = %s AND j.hash = %s AND j.release = %s AND j.status IN ('QUEUED', 'RUNNING')"
_OF_CLIENT = """
    SELECT count(*) FROM jobs.procrastinate_jobs q JOIN hub.job j ON j.queue_id = q.id
    WHERE q.args ->> 'client' = %s AND j.status IN ('QUEUED', 'RUNNING')
"""
_DEFER = """
    SELECT (procrastinate_defer_jobs_v1(ARRAY[
        ROW(%s, %s, 0, %s, NULL, %s, NULL)::procrastinate_job_to_defer_v1]))[1]
"""
_INSERT = "INSERT INTO hub.job (queue_id, kind, hash, release) VALUES (%s, %s, %s, %s) RETURNING id"


def request_job(connection: Connection[TupleRow], request: JobRequest, bounds: JobSettings) -> JobState:
    """The job of a request: a new one, or the one that waits or works for an equal request. Commits.

    Raises PlanningBusy when as many wait as may, of all or of the client, and HubBusy.
    """
    take_lock(connection, _LOCK)
    same = _state(connection, _SAME, (request.kind, request.hash, request.release))
    if same is None:
        _require_room(connection, request.client, bounds)
        same = _state(connection, " WHERE j.id = %s", (_insert(connection, request),))
    connection.commit()
    assert same is not None
    return same


def release_now(connection: Connection[TupleRow]) -> int:
    """The release at which what is asked for now is asked; 0 before the first."""
    return int(scalar(connection, "SELECT coalesce(max(number), 0) FROM hub.release"))


def state_of(connection: Connection[TupleRow], identity: UUID) -> JobState:
    """How far a job is. Raises UnknownJob."""
    state = _state(connection, " WHERE j.id = %s", (identity,))
    if state is None:
        raise UnknownJob(id=identity)
    return state


@dataclass(frozen=True, slots=True)
class JobTraffic:
    """How many jobs wait and are worked on, and for how many seconds the first has waited; 0 if none does."""

    waiting: int
    running: int
    waiting_seconds: float


#: One row.
TRAFFIC = """
    SELECT count(*) FILTER (WHERE status = 'QUEUED') AS waiting,
           count(*) FILTER (WHERE status = 'RUNNING') AS running,
           CAST(greatest(0, coalesce(extract(epoch FROM
               now() - min(made_at) FILTER (WHERE status = 'QUEUED')), 0)) AS float) AS waiting_seconds
    FROM hub.job WHERE status IN ('QUEUED', 'RUNNING')
"""


def traffic_of(connection: Connection[TupleRow]) -> JobTraffic:
    """How many jobs wait and are worked on."""
    (traffic,) = connection.cursor(row_factory=class_row(JobTraffic)).execute(TRAFFIC).fetchall()
    return traffic


def count_workers(connection: Connection[TupleRow], dead_seconds: float) -> int:
    """Workers that said within so long that they live. Whoever asks must be allowed to see the queue."""
    return int(
        scalar(
            connection,
            "SELECT count(*) FROM jobs.procrastinate_workers "
            "WHERE last_heartbeat > now() - make_interval(secs => %s)",
            (dead_seconds,),
        )
    )


def list_jobs(connection: Connection[TupleRow], first: int = 100) -> list[JobState]:
    """The newest jobs, those first that are not ended."""
    order = " ORDER BY j.status NOT IN ('QUEUED', 'RUNNING'), j.made_at DESC, j.id LIMIT %s"
    return connection.cursor(row_factory=class_row(JobState)).execute(STATES + order, (first,)).fetchall()


def cancel_job(connection: Connection[TupleRow], identity: UUID, client: str | None = None) -> JobState:
    """Cancel a job; one that is ended stays as it is. Commits.

    With `client` only one that this client asked for first: another's is UnknownJob. Its worker, if it has
    any, hears of it at once.
    """
    take_lock(connection, _LOCK)
    row = connection.execute(
        "SELECT q.id, q.args ->> 'client' FROM hub.job j JOIN jobs.procrastinate_jobs q ON q.id = j.queue_id "
        "WHERE j.id = %s AND j.status IN ('QUEUED', 'RUNNING') FOR UPDATE OF j",
        (identity,),
    ).fetchone()
    if row is not None:
        queue_id, owner = row
        if client is not None and owner != client:
            raise UnknownJob(id=identity)
        connection.execute(SEARCH)
        connection.execute("SELECT procrastinate_cancel_job_v1(%s, true, true)", (queue_id,))
        connection.execute(
            "UPDATE hub.job SET status = 'CANCELLED', ended_at = now() WHERE id = %s", (identity,)
        )
    state = state_of(connection, identity)
    connection.commit()
    return state


def _require_room(connection: Connection[TupleRow], client: str | None, bounds: JobSettings) -> None:
    seconds = max(1, bounds.seconds // _PART_OF_LIMIT)
    waiting = scalar(connection, "SELECT count(*) FROM hub.job WHERE status = 'QUEUED'")
    if waiting >= bounds.waiting:
        raise PlanningBusy(reason=f"{waiting} jobs wait already, and no more may", seconds=seconds)
    if client is not None:
        held = scalar(connection, _OF_CLIENT, (client,))
        if held >= bounds.of_key:
            reason = f"{held} jobs of this key wait or work already, and no more may"
            raise PlanningBusy(reason=reason, seconds=seconds)


def _insert(connection: Connection[TupleRow], request: JobRequest) -> UUID:
    name = f"{request.kind}:{request.hash}:{request.release}"
    held = Jsonb({"question": dict(request.question), "client": request.client, "program": __version__})
    connection.execute(SEARCH)
    queue_id = scalar(connection, _DEFER, (QUEUE, TASK, name, held))
    made = scalar(connection, _INSERT, (queue_id, request.kind, request.hash, request.release))
    assert isinstance(made, UUID)
    return made


def _state(connection: Connection[TupleRow], condition: str, values: tuple[Any, ...]) -> JobState | None:
    cursor = connection.cursor(row_factory=class_row(JobState))
    return cursor.execute((STATES + condition).encode(), values).fetchone()
