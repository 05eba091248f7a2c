"""Workers of tests: processes that can be killed, and a hub that is asked for jobs."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hub.logins import Login
from hub.planning.scenario import hash_of
from hub.settings import JobSettings
from hub.store.connection import connect
from hub.store.jobs.asking import JobRequest, JobState, cancel_job, request_job, state_of
from hub.store.jobs.results import PlanningResult, result_of
from hub.store.logins import login_url
from hub.store.tables import JobStatus
from tests.commands import ROOT

#: A test fails when what it waits for does not come; how long it took is not judged.
PATIENCE_SECONDS = 900.0
ENDED = {JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED}


class Hub:
    """A hub's jobs, as a client asks for them, and workers that work at them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.writes = login_url(url, Login.WRITER)
        self.works = login_url(url, Login.WORKER)
        self.workers: list[subprocess.Popen[bytes]] = []
        #: Beside what is known to all processes of the tests.
        self.environment: dict[str, str] = {}

    def ask(
        self,
        kind: str,
        release: int = 1,
        client: str | None = None,
        bounds: JobSettings | None = None,
        **question: Any,
    ) -> JobState:
        request = JobRequest(kind, question, hash_of(question), release, client)
        with connect(self.writes) as connection:
            return request_job(connection, request, bounds or JobSettings())

    def state(self, job: JobState) -> JobState:
        with connect(self.writes) as connection:
            return state_of(connection, job.id)

    def cancel(self, job: JobState, client: str | None = None) -> JobState:
        with connect(self.writes) as connection:
            return cancel_job(connection, job.id, client)

    def result(self, job: JobState) -> PlanningResult | None:
        with connect(self.writes) as connection:
            return result_of(connection, job.kind, job.hash, job.release, "0.1.0")

    def waits_until(self, job: JobState, holds: Callable[[JobState], bool]) -> JobState:
        return wait(lambda: self.state(job), holds)

    def ends(self, job: JobState) -> JobState:
        return self.waits_until(job, lambda state: state.status in ENDED)

    def work(self, module: str = "tests.jobs.worker", **settings: object) -> subprocess.Popen[bytes]:
        """Start a worker, or a server with one, that is soon taken for dead when it is."""
        bounds = {"heartbeat_seconds": 1, "dead_seconds": 8, **settings}
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "MEREZHA_DATABASE_URL": self.works,
            "MEREZHA_READ_URL": login_url(self.url, Login.READER),
            **{f"MEREZHA_JOB_{name.upper()}": str(value) for name, value in bounds.items()},
            **self.environment,
        }
        worker = subprocess.Popen(
            [sys.executable, "-m", *module.split()], env=environment, cwd=ROOT, stdin=subprocess.PIPE
        )
        self.workers.append(worker)
        return worker

    def processes(self, module: str) -> list[int]:
        """The processes that run a module for this hub, whoever their parents are."""
        told = f"\0MEREZHA_READ_URL={login_url(self.url, Login.READER)}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # It has ended since.
                command = (folder / "cmdline").read_bytes().split(b"\0")
                if module.encode() in command and told in b"\0" + (folder / "environ").read_bytes():
                    found.append(int(folder.name))
        return found

    def end(self) -> None:
        """Kill what still works."""
        for worker in self.workers:
            worker.kill()
            worker.communicate()

    def queued(self) -> list[str]:
        """The states of what procrastinate holds."""
        with connect(self.writes) as connection:
            query = "SELECT status::text FROM jobs.procrastinate_jobs ORDER BY id"
            return [row[0] for row in connection.execute(query)]

    def is_drained(self) -> bool:
        """Whether the queue becomes empty: a worker tells it a moment after it told the job's end."""
        return wait(self.queued, lambda states: not states) == []

    def ids(self) -> set[UUID]:
        with connect(self.writes) as connection:
            return {row[0] for row in connection.execute("SELECT id FROM hub.job")}


def wait(look: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    """What is seen when the condition holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds(seen := look()):
        assert time.monotonic() < end, seen
        time.sleep(0.3)
    return seen


@pytest.fixture
def hub(database_url: str) -> Iterator[Hub]:
    """An empty hub; its workers are killed at the end."""
    made = Hub(database_url)
    yield made
    made.end()


@pytest.fixture
def gate() -> Iterator[Path]:
    """A file that is not there yet: patient tasks end when it is."""
    path = Path(f"/tmp/merezha-gate-{os.getpid()}-{time.monotonic_ns()}")
    yield path
    path.unlink(missing_ok=True)
