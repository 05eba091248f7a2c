"""Kills at ten moments of a job, of its worker, its task, both, and the server beside which they work."""

import os
import random
import signal
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from hub.store.connection import connect, scalar
from hub.store.jobs.asking import JobState
from hub.store.tables import JobStatus
from tests.jobs.conftest import ENDED, Hub, wait

WORKER, TASK, SERVER = "tests.jobs.worker", "hub.jobs.child", "tests.jobs.server"
#: A worker tells the phase of its job once a second; a phase that is shorter might never be seen.
PHASE_SECONDS = 1.3
PHASES = ("QUEUED", "STARTING", "READING", "PREPARING", "SOLVING")
VICTIMS = ((WORKER,), (TASK,), (WORKER, TASK), (SERVER,), (SERVER, WORKER, TASK))
#: Each phase twice, and in other company the second time; within a phase the moment is drawn by its number.
MOMENTS = [(PHASES[moment % 5], VICTIMS[(moment + moment // 5) % 5], moment) for moment in range(10)]


def is_in(phase: str, state: JobState) -> bool:
    """Whether a job is in a phase, or beyond all of them."""
    return phase in (state.phase, state.status) or state.status in ENDED


def kill(hub: Hub, modules: tuple[str, ...]) -> None:
    """Kill those processes of the hub that run the modules, as `kill -9` does."""
    for pid in [pid for module in modules for pid in hub.processes(module)]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def left_over(hub: Hub) -> dict[str, int]:
    """What a job leaves in the database beside its result: rows of the queue, locks, halves of results."""
    with connect(hub.url) as connection:
        return {
            "queue": scalar(connection, "SELECT count(*) FROM jobs.procrastinate_jobs"),
            "locks": scalar(
                connection,
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                "(SELECT oid FROM pg_database WHERE datname = current_database())",
            ),
            "results": scalar(connection, "SELECT count(*) FROM hub.planning_result"),
        }


@pytest.mark.parametrize(("phase", "victims", "moment"), MOMENTS)
def test_a_job_is_brought_to_its_end_whatever_is_killed_and_when(
    hub: Hub, tmp_path: Path, phase: str, victims: tuple[str, ...], moment: int
) -> None:
    hub.environment["TMPDIR"] = str(tmp_path)
    job = hub.ask("paced", seconds=PHASE_SECONDS)
    hub.work(SERVER)
    hub.waits_until(job, partial(is_in, phase))
    time.sleep(random.Random(moment).uniform(0, PHASE_SECONDS))
    kill(hub, victims)
    if SERVER in victims:
        hub.work(SERVER)
    ended = hub.ends(job)
    assert (ended.status, ended.error) == (JobStatus.DONE, None)
    assert ended.deaths <= 1
    result = hub.result(job)
    assert result is not None
    assert result.answer == {"release": 1, "long": "x" * 1_000_000}
    assert hub.is_drained()
    hub.end()
    wait(lambda: hub.processes(WORKER) + hub.processes(TASK), lambda alive: alive == [])
    assert wait(partial(left_over, hub), lambda left: left["locks"] == 0)["results"] == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("victims", [(WORKER,), (TASK,), (WORKER, TASK)])
def test_a_job_over_which_two_processes_died_fails(hub: Hub, gate: Path, victims: tuple[str, ...]) -> None:
    job = hub.ask("patient", until=str(gate))
    hub.work(SERVER)
    for deaths in range(2):
        hub.waits_until(job, lambda state, deaths=deaths: (state.deaths, state.phase) == (deaths, "WAITING"))
        kill(hub, victims)
    ended = hub.ends(job)
    assert (ended.status, ended.deaths) == (JobStatus.FAILED, 2)
    assert ended.error == {
        "code": "JOB_FAILED",
        "reason": "WORKER_DIED",
        "message": "The job failed: 2 processes died while they worked on it.",
    }
    assert hub.is_drained()
    assert hub.processes(TASK) == []
    assert left_over(hub)["results"] == 0
    # Whoever asks again has another job.
    assert hub.ask("patient", until=str(gate)).id != job.id
