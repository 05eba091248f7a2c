"""Workers that are killed, frozen, or robbed of the database: what becomes of their jobs."""

import os
import signal
from pathlib import Path

import pytest

from hub.cluster import PrivateCluster
from hub.jobs.siting import limits_after
from hub.planning.scenario import canonical
from hub.store.connection import connect, scalar
from hub.store.jobs import working
from hub.store.jobs.asking import JobState
from hub.store.jobs.working import NoStart, Work
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub, wait
from tests.schema.planning.siting_questions import CHERKASY


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
        queue_id = scalar(connection, "SELECT queue_id FROM hub.job")
        mine, others = (
            scalar(connection, "INSERT INTO jobs.procrastinate_workers DEFAULT VALUES RETURNING id")
            for _ in range(2)
        )
        # The queue gave it to nobody yet.
        assert working.start(connection, queue_id, mine, 1) is NoStart.ANOTHERS
        connection.execute("SET search_path = jobs")
        connection.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", (mine, queue_id)
        )
        connection.execute("RESET search_path")
        assert working.start(connection, queue_id, others, 1) is NoStart.ANOTHERS
        assert working.start(connection, queue_id, mine, 0) is NoStart.NO_ROOM
        work = working.start(connection, queue_id, mine, 1)
        assert isinstance(work, Work)
        # Who was frozen before it began comes too late.
        assert working.start(connection, queue_id, others, 1) is NoStart.ANOTHERS
        other = Work(queue_id, others, work.kind, work.hash, work.release)
        result = {"proof": {}, "answer": {}}
        assert not working.tell(connection, other, working.Progress("LYING"))
        assert not working.finish(connection, other, {}, result, "0.1.0")
        assert not working.fail(connection, other, {"code": "X"})
        assert working.lose(connection, other) is None
        working.put_back(connection, other)
        state = hub.state(job)
        assert (state.status, state.deaths) == (JobStatus.RUNNING, 0)
        assert working.finish(connection, work, {}, result, "0.1.0")
        assert not working.finish(connection, work, {}, result, "0.1.0")
        assert working.start(connection, queue_id, mine, 1) is NoStart.NOTHING_LEFT


def test_a_plan_whose_solver_is_killed_is_never_kept_as_the_exact_one(demo_copy_url: str) -> None:
    hub = Hub(demo_copy_url)
    try:
        asked = canonical({"within": CHERKASY, "goal": "LEAST_DISTANCE", "new": 3, "effort": "EXACT"})
        job = hub.ask("sabotaged", **asked)
        hub.work()
        ended = hub.ends(job)
        assert (ended.status, ended.deaths) == (JobStatus.FAILED, 2)
        assert hub.result(job) is None
        assert hub.processes("hub.solver.child") == []
    finally:
        hub.end()


def test_all_processes_of_a_task_together_keep_to_its_memory(hub: Hub) -> None:
    job = hub.ask("branching", megabytes=160)
    hub.work(memory_mb=256)
    error = hub.ends(job).error
    assert error is not None
    assert (error["code"], error["reason"]) == ("JOB_FAILED", "MEMORY_LIMIT")
    assert hub.processes("-c") == []


def test_a_solver_is_let_end_before_the_time_of_its_job_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEREZHA_JOB_SECONDS", "300")
    monkeypatch.setenv("MEREZHA_JOB_MEMORY_MB", "512")
    for used in (0.0, 100.0, 250.0):
        limits = limits_after(used)
        # A solver's session ends it when a fifth of its time and five seconds more are over.
        assert used + 1.2 * limits.seconds + 5 < 300
        assert limits.memory_bytes == 512 * 1024**2
    assert limits_after(400).seconds > 0
