"""A worker: takes jobs from the queue one after another, each into a process of its own."""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

from packaging.version import Version
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.job_context import AbortReason
from procrastinate.jobs import DeleteJobCondition, Job

from hub import __version__
from hub.errors import MerezhaError
from hub.jobs.heartbeats import Heartbeats
from hub.jobs.kinds import WRITING
from hub.jobs.process import Outcome, TaskProcess, unknown_kind
from hub.settings import JobSettings
from hub.store.connection import DatabaseConnection, connect
from hub.store.jobs import working
from hub.store.jobs.queue import QUEUE, TASK, queue_connection
from hub.store.jobs.working import NoStart, Work
from hub.store.migrations import require_migrated
from hub.store.tables import JobStatus

log = logging.getLogger(__name__)

T = TypeVar("T")

#: Seconds between two looks: at a task, for a place among those at work, and for jobs in the queue.
_LOOK_SECONDS: Final = 1.0
_SLOT_SECONDS: Final = 0.5
#: Workers that nobody was there to bury are forgotten by procrastinate after so long.
_FORGOTTEN_SECONDS: Final = 7 * 86_400.0
#: So often the workers are looked at while one of them may be silent before it is taken for dead.
_LOOKS: Final = 4
#: The exit code of a worker that another took for dead.
LOST: Final = 3


class WorkerLostDatabase(MerezhaError):
    """The worker of jobs lost the database, and ends; its job is taken up again. Start it again when the
    database answers: `merezha serve` does so by itself."""

    code = "WORKER_LOST_DATABASE"


class DatabaseReadOnly(MerezhaError):
    """The database takes no writes, as a standby does, so no worker of jobs can work in it. Start workers
    with the URL of the database that does."""

    code = "DATABASE_READ_ONLY"


class WorkerOutdated(MerezhaError):
    """The worker is of version {own} with tables of revision {revision}, and the hub has moved on to
    {asked}: start the worker anew with the program that serves."""

    code = "WORKER_OUTDATED"


class _Killed(Exception):
    """The process of a task was killed, and the job is to be taken up again."""


class _Again(BaseRetryStrategy):
    """What a worker did not bring to an end is taken up again; how often, `hub.store.jobs.working` says."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:  # noqa: ARG002
        return RetryDecision(retry_in={"seconds": 1})


class JobWorker:
    """Works at the jobs of the hub in a database until it is asked to stop."""

    def __init__(self, url: str, read_url: str, settings: JobSettings, kinds: Mapping[str, str]) -> None:
        """`url` is the worker's login's; tasks read under `read_url`; `kinds` are the functions of tasks."""
        self._url, self._read_url = url, read_url
        self._settings = settings
        self._kinds = kinds
        self._stopping = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._revision: str | None = None
        self._outdated: WorkerOutdated | None = None

    def stop(self) -> None:
        """Let `run` return soon, and leave the job at work to whoever takes it next. From any thread."""
        if self._loop is None:
            self._stopping.set()
        else:
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def run(self) -> None:
        """Work until `stop`.

        Raises DatabaseUnreachable, DatabaseReadOnly, NotMigrated, WorkerOutdated or WorkerLostDatabase.
        """
        self._loop = asyncio.get_running_loop()
        with connect(self._url) as connection:
            if working.takes_no_writes(connection):
                raise DatabaseReadOnly
            require_migrated(self._url)
            self._revision = working.revision_of(connection)
        app = App(connector=PsycopgConnector(min_size=1, max_size=3, **queue_connection(self._url)))
        app.task(name=TASK, queue=QUEUE, pass_context=True, retry=_Again())(self._work)
        try:
            await self._live(app)
        except ConnectorException as error:
            raise WorkerLostDatabase from error

    async def _live(self, app: App) -> None:
        """Do all that a worker does side by side, until one of it ends."""
        async with app.open_async():
            parts = {
                asyncio.create_task(each) for each in (self._serve(app), self._mend(), self._stopping.wait())
            }
            done, rest = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in rest:
                part.cancel()
            await asyncio.gather(*rest, return_exceptions=True)
        for part in done:
            part.result()
        if self._outdated:
            raise self._outdated
        if not self._stopping.is_set():
            raise WorkerLostDatabase

    async def _serve(self, app: App) -> None:
        """Take jobs one after another."""
        await app.run_worker_async(
            queues=[QUEUE],
            concurrency=1,
            # Whoever may read may also notify: a message must not be what ends a job.
            listen_notify=False,
            fetch_job_polling_interval=_LOOK_SECONDS,
            shutdown_graceful_timeout=0,
            delete_jobs=DeleteJobCondition.ALWAYS.value,
            install_signal_handlers=False,
            update_heartbeat_interval=self._settings.heartbeat_seconds,
            # Which worker is dead no clock of the database says: it may be set, and a machine may sleep.
            stalled_worker_timeout=_FORGOTTEN_SECONDS,
        )

    async def _mend(self) -> None:
        """Look again and again for jobs of workers that died."""
        seen = Heartbeats(self._settings.dead_seconds)
        while True:
            await asyncio.to_thread(_recover, self._url, seen)
            await asyncio.sleep(self._settings.dead_seconds / _LOOKS)

    async def _work(
        self, context: JobContext, /, question: dict[str, Any], program: str = "0", **_: Any
    ) -> None:
        """Bring one job to its end."""
        connection = await asyncio.to_thread(lambda: connect(self._url, autocommit=True))
        try:
            await self._require_own_time(connection, program)
            queue_id, worker = context.job.id, context.job.worker_id
            assert queue_id is not None
            assert worker is not None
            while (
                work := await self._told(working.start, connection, queue_id, worker, self._settings.running)
            ) is NoStart.NO_ROOM:
                await asyncio.sleep(_SLOT_SECONDS)
            if work is NoStart.ANOTHERS:
                self._give_up(queue_id)
            elif isinstance(work, Work):
                await self._bring(context, connection, work, question)
        finally:
            connection.close()

    async def _require_own_time(self, connection: DatabaseConnection, program: str) -> None:
        """Leave a job of a newer program, or of a database that was migrated since, to a newer worker."""
        revision = await self._told(working.revision_of, connection)
        if revision != self._revision or Version(program) > Version(__version__):
            asked = f"version {program} and revision {revision}"
            self._outdated = WorkerOutdated(own=__version__, revision=self._revision, asked=asked)
            self._stopping.set()
            raise self._outdated

    async def _bring(
        self, context: JobContext, connection: DatabaseConnection, work: Work, question: dict[str, Any]
    ) -> None:
        """Have a job computed, and keep what comes of it."""
        try:
            outcome = await self._computed(connection, work, question)
        except asyncio.CancelledError:
            if context.abort_reason() is AbortReason.SHUTDOWN:
                await asyncio.to_thread(working.put_back, connection, work)
            raise JobAborted from None
        if outcome.result is not None:
            result = None if work.kind in WRITING else outcome.result
            mine = await self._told(working.finish, connection, work, question, result, __version__)
        elif outcome.error is not None:
            mine = await self._told(working.fail, connection, work, outcome.error)
        else:
            left = await self._told(working.lose, connection, work)
            log.warning("The process of job %s was killed; the job is %s.", work.queue_id, left)
            if left is JobStatus.QUEUED:
                raise _Killed
            mine = left is not None
        if not mine:
            await self._leave(connection, work)

    async def _computed(
        self, connection: DatabaseConnection, work: Work, question: dict[str, Any]
    ) -> Outcome:
        """Run the task of a job, tell each second how far it is, and end it when its time is over."""
        if work.kind not in self._kinds:
            return unknown_kind(work.kind)
        begun = time.monotonic()
        process = await TaskProcess.begin(
            self._kinds[work.kind],
            question,
            work.release,
            self._settings,
            self._read_url,
            self._url if work.kind in WRITING else None,
        )
        listening = asyncio.create_task(process.outcome())
        try:
            while True:
                left = begun + self._settings.seconds - time.monotonic()
                done, _ = await asyncio.wait({listening}, timeout=max(0, min(_LOOK_SECONDS, left)))
                if done:
                    return listening.result()
                if left <= 0:
                    return process.late()
                if process.is_too_large():
                    return process.too_large()
                if not await self._told(working.tell, connection, work, process.progress):
                    await self._leave(connection, work)
        finally:
            listening.cancel()
            await process.kill()

    async def _told(self, tell: Callable[..., T], *values: Any) -> T:
        return await asyncio.to_thread(tell, *values)

    async def _leave(self, connection: DatabaseConnection, work: Work) -> None:
        """Give up a job that is no longer one's own.

        Where it was not cancelled, another worker took this one for dead and works on the job: then whatever
        this one would still tell the queue would be told of the other's work.
        """
        if await asyncio.to_thread(working.is_cancelled, connection, work):
            raise JobAborted
        self._give_up(work.queue_id)

    def _give_up(self, queue_id: int) -> None:
        log.error("Job %s went to another worker, since this one was silent for too long.", queue_id)
        os._exit(LOST)


def _recover(url: str, seen: Heartbeats) -> None:
    with connect(url, autocommit=True) as connection:
        count = working.recover(connection, seen.silent(working.heartbeats(connection), time.monotonic()))
    if count:
        log.warning("%d jobs of workers that died were taken up again or ended.", count)


def run_worker(worker: JobWorker) -> None:
    """Run a worker in this thread until it is stopped. Raises what `JobWorker.run` does."""
    # It tells of every error twice, and with frames that name nothing of ours.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    with suppress(asyncio.CancelledError):
        asyncio.run(worker.run())
