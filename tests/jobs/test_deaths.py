"""Workers that are killed, frozen, or robbed of the database: what becomes of their jobs."""

import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from hub.store.connection import connect
from hub.store.jobs import working
from hub.store.jobs.asking import JobState
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub, wait


def _works_after(deaths: int, state: JobState) -> bool:
    return (state.deaths, state.phase) == (deaths, "WAITING")


@pytest.mark.parametrize("moment", range(3))
def test_a_worker_killed_at_any_moment_leaves_a_job_that_the_next_one_ends(hub: Hub, moment: int) -> None:
    job = hub.ask("add", a=moment, b=1)
    worker = hub.work()
    if moment:
        # Between the start of the process and the end of the job, wherever that is on this machine.
        hub.waits_until(job, lambda state: state.status is not JobStatus.QUEUED)
    time.sleep(random.Random(moment).uniform(0, 1))
    worker.kill()
    worker.wait()
    hub.work()
    assert hub.ends(job).status is JobStatus.DONE
    found = hub.result(job)
    assert found is not None
    assert found.answer["sum"] == moment + 1
    assert hub.is_drained()


def test_a_job_that_two_workers_died_of_fails_and_its_process_dies_with_them(hub: Hub, gate: Path) -> None:
    job = hub.ask("patient", until=str(gate))
    for deaths in range(2):
        worker = hub.work()
        wait(lambda: hub.state(job), partial(_works_after, deaths))
        worker.kill()
        worker.wait()
    hub.work()
    ended = hub.ends(job)
    assert (ended.status, ended.deaths) == (JobStatus.FAILED, 2)
    assert ended.error == {
        "code": "JOB_FAILED",
        "reason": "WORKER_DIED",
        "message": "The job failed: 2 workers died while they worked on it.",
    }
    assert hub.is_drained()


def test_a_worker_that_was_frozen_gives_way_to_the_one_that_took_its_job(hub: Hub, gate: Path) -> None:
    job = hub.ask("patient", until=str(gate))
    frozen = hub.work()
    hub.waits_until(job, lambda state: state.phase == "WAITING")
    frozen.send_signal(signal.SIGSTOP)
    hub.work()
    hub.waits_until(job, lambda state: state.deaths == 1 and state.phase == "WAITING")
    frozen.send_signal(signal.SIGCONT)
    assert frozen.wait(120) == 3
    assert hub.state(job).status is JobStatus.RUNNING
    gate.touch()
    assert hub.ends(job).status is JobStatus.DONE


def test_what_a_worker_says_of_another_ones_job_changes_nothing(hub: Hub) -> None:
    job = hub.ask("add", a=1, b=1)
    with connect(hub.writes, autocommit=True) as connection:
        row = connection.execute("SELECT queue_id FROM hub.job").fetchone()
        assert row is not None
        work = working.start(connection, row[0], 7)
        assert work is not None
        other = working.Work(work.queue_id, 8, work.kind, work.hash, work.release)
        result = {"proof": {}, "answer": {}}
        assert not working.tell(connection, other, working.Progress("LYING"))
        assert not working.finish(connection, other, {}, result, "0.1.0")
        assert not working.fail(connection, other, {"code": "X"})
        working.put_back(connection, other)
        assert hub.state(job).status is JobStatus.RUNNING
        assert working.finish(connection, work, {}, result, "0.1.0")
        assert not working.finish(connection, work, {}, result, "0.1.0")
        assert working.start(connection, work.queue_id, 7) is None
