"""Jobs: asked for once, worked at in a process of their own, and ended in one of three ways."""

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hub.settings import JobSettings
from hub.store.jobs.asking import PlanningBusy, UnknownJob
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub


def test_tasks_end_with_their_result_or_the_reason_why_there_is_none(hub: Hub) -> None:
    jobs = {
        kind: hub.ask(kind, a="A", b="B")
        for kind in ("add", "refuse", "mistaken", "crash", "chatty", "noisy", "secretive", "nobody")
    }
    jobs["hungry"] = hub.ask("hungry")
    assert [job.queued_before for job in jobs.values()] == list(range(len(jobs)))
    hub.work(memory_mb=256)
    ended = {kind: hub.ends(job) for kind, job in jobs.items()}
    assert {kind for kind, job in ended.items() if job.status is JobStatus.DONE} == {
        "add",
        "chatty",
        "noisy",
        "secretive",
    }
    reasons = {kind: (job.error["code"], job.error.get("reason")) for kind, job in ended.items() if job.error}
    assert reasons == {
        "refuse": ("TEST_INFEASIBLE", None),
        "mistaken": ("JOB_FAILED", "INTERNAL"),
        "crash": ("JOB_FAILED", "CRASHED"),
        "nobody": ("JOB_FAILED", "UNKNOWN_KIND"),
        "hungry": ("JOB_FAILED", "MEMORY_LIMIT"),
    }
    assert all("secret" not in str(job.error) for job in ended.values())
    results = {kind: hub.result(jobs[kind]) for kind in ("add", "chatty", "noisy", "secretive", "refuse")}
    answers = {kind: result.answer for kind, result in results.items() if result}
    written = answers.pop("secretive")
    assert answers == {
        "add": {"sum": "AB", "release": 1},
        "chatty": {"objective": None},
        "noisy": {"done": True},
    }
    assert ("merezha_reader" in written["read"], written["written"]) == (True, None)
    assert results["add"]
    assert (results["add"].proof, results["add"].question) == ({"status": "OPTIMAL"}, {"a": "A", "b": "B"})
    assert hub.is_drained()


def test_equal_requests_at_once_are_one_job_and_others_are_not(hub: Hub) -> None:
    with ThreadPoolExecutor(8) as threads:
        asked = list(threads.map(lambda _: hub.ask("add", a=1, b=2).id, range(8)))
    assert len(set(asked)) == 1
    others = {hub.ask("add", a=1, b=3).id, hub.ask("add", release=2, a=1, b=2).id}
    assert hub.ids() == {*asked, *others}
    assert len(hub.queued()) == 3


def test_no_more_wait_than_may_of_all_and_of_a_key(hub: Hub) -> None:
    bounds = JobSettings(waiting=4, of_key=2)
    first = hub.ask("add", client="a", bounds=bounds, a=1)
    hub.ask("add", client="a", bounds=bounds, a=2)
    with pytest.raises(PlanningBusy, match="2 jobs of this key") as caught:
        hub.ask("add", client="a", bounds=bounds, a=3)
    assert caught.value.again_seconds == 90
    assert hub.ask("add", client="a", bounds=bounds, a=1).id == first.id
    hub.ask("add", client="b", bounds=bounds, a=3)
    hub.ask("add", bounds=bounds, a=4)
    with pytest.raises(PlanningBusy, match="4 jobs wait already"):
        hub.ask("add", client="c", bounds=bounds, a=5)
    hub.cancel(first)
    assert hub.ask("add", client="a", bounds=bounds, a=6).status is JobStatus.QUEUED


def test_a_waiting_job_is_cancelled_by_its_client_only_and_never_begins(hub: Hub) -> None:
    job = hub.ask("add", client="a", a=1, b=1)
    with pytest.raises(UnknownJob):
        hub.cancel(job, client="b")
    assert hub.cancel(job, client="a").status is JobStatus.CANCELLED
    assert hub.queued() == []
    again = hub.ask("add", client="a", a=1, b=1)
    assert again.id != job.id
    hub.work()
    assert hub.ends(again).status is JobStatus.DONE
    assert hub.cancel(again).status is JobStatus.DONE
    assert hub.state(job).status is JobStatus.CANCELLED


def test_a_job_at_work_tells_how_far_it_is_and_is_cancelled(hub: Hub, gate: Path) -> None:
    job = hub.ask("patient", until=str(gate))
    next_one = hub.ask("add", a=1, b=1)
    hub.work()
    seen = hub.waits_until(job, lambda state: state.phase == "WAITING")
    assert (seen.status, seen.objective, seen.bound, seen.gap) == (JobStatus.RUNNING, 3.0, 4.0, 0.25)
    assert seen.elapsed_seconds > 0
    assert hub.cancel(job).status is JobStatus.CANCELLED
    # The worker has ended the first, and takes the next.
    assert hub.ends(next_one).status is JobStatus.DONE
    assert hub.result(job) is None
    assert hub.is_drained()


def test_a_job_that_takes_too_long_fails(hub: Hub, gate: Path) -> None:
    job = hub.ask("patient", until=str(gate))
    hub.work(seconds=3)
    error = hub.ends(job).error
    assert error == {
        "code": "JOB_FAILED",
        "reason": "TIME_LIMIT",
        "message": "The job failed: it took longer than 3 seconds.",
    }


def test_no_more_jobs_run_than_may_however_many_workers_there_are(hub: Hub, gate: Path) -> None:
    jobs = [hub.ask("patient", until=str(gate), number=number) for number in range(3)]
    for _ in jobs:
        hub.work(running=2)
    for job in jobs[:2]:
        hub.waits_until(job, lambda state: state.phase == "WAITING")
    assert hub.state(jobs[2]).status is JobStatus.QUEUED
    gate.touch()
    assert {hub.ends(job).status for job in jobs} == {JobStatus.DONE}


def test_a_worker_that_is_asked_to_stop_leaves_its_job_to_the_next(hub: Hub, gate: Path) -> None:
    job = hub.ask("patient", until=str(gate))
    worker = hub.work()
    hub.waits_until(job, lambda state: state.phase == "WAITING")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0
    left = hub.state(job)
    assert (left.status, left.deaths, hub.queued()) == (JobStatus.QUEUED, 0, ["todo"])
    gate.touch()
    hub.work()
    assert hub.ends(job).status is JobStatus.DONE
