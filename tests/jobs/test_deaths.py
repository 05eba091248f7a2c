"""Workers that are killed, frozen, or robbed of the database: what becomes of their jobs."""

import os
import signal
from pathlib import Path

from hub.cluster import PrivateCluster
from hub.store.connection import connect
from hub.store.jobs import working
from hub.store.jobs.asking import JobState
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub, wait


def _works_after(deaths: int, state: JobState) -> bool:
    return (state.deaths, state.phase) == (deaths, "WAITING")


def test_a_worker_that_was_frozen_gives_way_to_the_one_that_took_its_job(hub: Hub, gate: Path) -> None:
    job = hub.ask("patient", until=str(gate))
    frozen = hub.work(running=1)
    hub.waits_until(job, lambda state: state.phase == "WAITING")
    frozen.send_signal(signal.SIGSTOP)
    # Nor does it keep the only place of jobs at work.
    hub.work(running=1)
    hub.waits_until(job, lambda state: state.deaths == 1 and state.phase == "WAITING")
    frozen.send_signal(signal.SIGCONT)
    assert frozen.wait(120) == 3
    assert hub.state(job).status is JobStatus.RUNNING
    gate.touch()
    assert hub.ends(job).status is JobStatus.DONE


def test_a_job_is_brought_to_its_end_when_the_database_was_away(
    hub: Hub, gate: Path, cluster: PrivateCluster
) -> None:
    job = hub.ask("patient", until=str(gate))
    hub.work("tests.jobs.server")
    hub.waits_until(job, lambda state: state.phase == "WAITING")
    name = hub.url.partition("///")[2].partition("?")[0]
    # What a restart of the server is to those who are connected, and to who connects meanwhile.
    cluster.psql("-c", f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", database="postgres")
    sessions = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    cluster.psql("-c", sessions, database="postgres")
    wait(lambda: hub.processes("hub.jobs.child"), lambda alive: alive == [])
    cluster.psql("-c", f"ALTER DATABASE {name} ALLOW_CONNECTIONS true", database="postgres")
    hub.waits_until(job, lambda state: state.deaths == 1 and state.phase == "WAITING")
    gate.touch()
    assert hub.ends(job).status is JobStatus.DONE
    assert hub.is_drained()


def test_a_task_that_is_frozen_is_ended_by_its_time(hub: Hub, gate: Path) -> None:
    job = hub.ask("patient", until=str(gate))
    hub.work(seconds=5)
    hub.waits_until(job, lambda state: state.phase == "WAITING")
    for pid in hub.processes("hub.jobs.child"):
        os.kill(pid, signal.SIGSTOP)
    error = hub.ends(job).error
    assert error is not None
    assert (error["code"], error["reason"]) == ("JOB_FAILED", "TIME_LIMIT")
    assert hub.processes("hub.jobs.child") == []


def test_what_a_worker_says_of_another_ones_job_changes_nothing(hub: Hub) -> None:
    job = hub.ask("add", a=1, b=1)
    with connect(hub.writes, autocommit=True) as connection:
        row = connection.execute("SELECT queue_id FROM hub.job").fetchone()
        assert row is not None
        work = working.start(connection, row[0], 7, 1)
        assert isinstance(work, working.Work)
        other = working.Work(work.queue_id, 8, work.kind, work.hash, work.release)
        result = {"proof": {}, "answer": {}}
        assert not working.tell(connection, other, working.Progress("LYING"))
        assert not working.finish(connection, other, {}, result, "0.1.0")
        assert not working.fail(connection, other, {"code": "X"})
        working.put_back(connection, other)
        assert hub.state(job).status is JobStatus.RUNNING
        assert working.finish(connection, work, {}, result, "0.1.0")
        assert not working.finish(connection, work, {}, result, "0.1.0")
        assert working.start(connection, work.queue_id, 7, 1) is False
