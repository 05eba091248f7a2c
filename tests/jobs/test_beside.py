"""The worker that a server runs beside itself: there while the server is, and no longer."""

import os
import signal
from contextlib import suppress

import pytest

from hub.jobs.beside import READ_ONLY, WorkerBeside
from hub.logins import Login
from hub.processes import family_of
from hub.store.connection import connect
from hub.store.logins import login_url
from hub.store.tables import JobStatus
from tests.jobs.conftest import Hub, wait


def children() -> set[int]:
    return {pid for pid in family_of(os.getpid()) if pid != os.getpid()}


def workers_known(hub: Hub) -> int:
    with connect(hub.writes) as connection:
        row = connection.execute("SELECT count(*) FROM jobs.procrastinate_workers").fetchone()
    assert row is not None
    return int(row[0])


def test_it_works_is_started_again_when_it_is_killed_and_ends_with_the_server(hub: Hub) -> None:
    before = children()
    with WorkerBeside(hub.works, login_url(hub.url, Login.READER)):
        # The program has no such tasks, so its worker says so of this job.
        job = hub.ask("nobody")
        assert hub.ends(job).status is JobStatus.FAILED
        (first,) = children() - before
        os.kill(first, signal.SIGKILL)
        again = hub.ask("nobody", number=2)
        assert hub.ends(again).status is JobStatus.FAILED
    assert children() <= before
    # The killed one is forgotten when a worker starts that finds it silent.
    assert workers_known(hub) <= 1


def test_it_ends_when_the_server_is_killed(hub: Hub) -> None:
    with WorkerBeside(hub.works, login_url(hub.url, Login.READER)) as beside:
        wait(lambda: workers_known(hub), lambda count: count == 1)
        assert beside.process is not None
        assert beside.process.stdin is not None
        # What the system does for a process that is killed.
        beside.process.stdin.close()
        with suppress(ProcessLookupError):
            wait(beside.process.poll, lambda code: code is not None)
        assert wait(lambda: workers_known(hub), lambda count: count == 0) == 0


def test_where_nothing_can_be_written_there_is_no_worker_and_no_complaint(
    hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    name = hub.url.partition("///")[2].partition("?")[0]
    with connect(hub.url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
    with WorkerBeside(hub.works, login_url(hub.url, Login.READER)) as beside:
        process = wait(lambda: beside.process, lambda process: process is not None)
        assert wait(process.poll, lambda code: code is not None) == READ_ONLY
    assert caplog.text == ""
