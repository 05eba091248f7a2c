"""Workers of another version than the hub, and what becomes of jobs that wait for a newer one."""

import pytest

from hub import __version__
from hub.jobs.beside import WorkerBeside
from hub.logins import Login
from hub.store.connection import connect
from hub.store.jobs.queue import SEARCH
from hub.store.logins import login_url
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub, wait

ADD = {"a": 1, "b": 1}


def asked_by(hub: Hub, version: str | None) -> None:
    """Let the jobs that wait be of another version of the program, or of one that did not say so yet."""
    change = "args - 'program'" if version is None else "jsonb_set(args, '{program}', to_jsonb(%s::text))"
    values = () if version is None else (version,)
    with connect(hub.url) as connection:
        connection.execute(SEARCH)
        connection.execute(f"UPDATE jobs.procrastinate_jobs SET args = {change}".encode(), values)


def test_a_job_of_a_newer_program_is_left_to_its_worker(hub: Hub) -> None:
    job = hub.ask("add", **ADD)
    asked_by(hub, "999.0")
    worker = hub.work()
    assert worker.wait(120) == 1
    state = hub.state(job)
    assert (state.status, state.deaths) == (JobStatus.QUEUED, 0)
    assert wait(hub.queued, lambda states: states != ["doing"]) == ["todo"]
    asked_by(hub, __version__)
    hub.work()
    assert hub.ends(job).status is JobStatus.DONE


@pytest.mark.parametrize("version", ["0.0.1", None])
def test_a_job_of_an_older_program_is_done(hub: Hub, version: str | None) -> None:
    job = hub.ask("add", **ADD)
    asked_by(hub, version)
    hub.work()
    assert hub.ends(job).status is JobStatus.DONE
    assert hub.result(job) is not None


def test_a_worker_under_which_the_tables_were_migrated_ends_and_none_begins(
    hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    worker = hub.work()
    first = hub.ask("add", a=0, b=0)
    assert hub.ends(first).status is JobStatus.DONE
    with connect(hub.url) as connection:
        connection.execute("UPDATE ingest.alembic_version SET version_num = '9999'")
    job = hub.ask("add", **ADD)
    assert worker.wait(120) == 1
    with WorkerBeside(hub.works, login_url(hub.url, Login.READER)) as beside:
        process = wait(lambda: beside.process, lambda process: process is not None)
        assert wait(process.poll, lambda code: code is not None) == 1
        wait(lambda: caplog.text, lambda text: "exit code 1" in text)
    assert (hub.state(job).status, hub.state(job).deaths) == (JobStatus.QUEUED, 0)
