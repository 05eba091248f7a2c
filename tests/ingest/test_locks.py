"""Locks are waited for within a bound, and whoever keeps one is told; so are runs that were killed."""

import os
from contextlib import closing

import pytest

from hub.cli.faults import fault_of
from hub.store import publish
from hub.store.connection import connect
from hub.store.locks import HubBusy, name_session, take_lock
from hub.store.overview import run_details, runs
from hub.store.runs import KILLED, ImportBusy, lock_source, start_run
from tests.web.conftest import Client

from .builders import provider

STATUSES = """{ sources { edges { node { code runs { edges { node { id status } } } } } } }"""


def _source(connection) -> int:
    return connection.execute("SELECT id FROM hub.source WHERE code = 'test_05'").fetchone()[0]


def test_whoever_waits_too_long_is_told_who_holds_the_lock(database_url):
    holder = connect(database_url)
    with closing(holder), connect(database_url) as waiter:
        name_session(holder, 41, "test_05")
        publish.lock(holder)
        with pytest.raises(HubBusy) as caught:
            publish.lock(waiter, 0.1)
        session = holder.info.backend_pid
        assert caught.value.details["seconds"] == 0.1
        assert caught.value.details["remedy"] == (
            f"`SELECT pg_terminate_backend({session})` in `merezha db shell`"
        )
        told = caught.value.details["holder"]
        assert told.startswith(
            f"merezha process {os.getpid()}, run 41 of test_05 (session {session}, since 20"
        )
        assert told.endswith(" UTC, at rest)")
        # The connection goes on, and the remedy works.
        assert waiter.execute("SELECT pg_terminate_backend(%s)", (session,)).fetchone() == (True,)
        publish.lock(waiter)


def test_the_bound_of_one_lock_is_not_that_of_the_next(database_url, monkeypatch):
    monkeypatch.setenv("MEREZHA_WRITE_LOCK_SECONDS", "77")
    with connect(database_url) as connection:
        take_lock(connection, 1, 0.5)
        assert connection.execute("SHOW lock_timeout").fetchone() == ("77s",)


def test_connections_that_write_do_not_rest_for_ever(database_url, monkeypatch):
    monkeypatch.setenv("MEREZHA_WRITE_IDLE_SECONDS", "120")
    monkeypatch.setenv("MEREZHA_WRITE_PUBLISH_IDLE_SECONDS", "60")
    resting = "SHOW idle_in_transaction_session_timeout"
    with connect(database_url) as connection:
        assert connection.execute(resting).fetchone() == ("2min",)
        publish.lock(connection)
        assert connection.execute(resting).fetchone() == ("1min",)
        connection.commit()
        assert connection.execute(resting).fetchone() == ("2min",)


def test_a_frozen_holder_is_cut_and_the_next_goes_on(database_url, monkeypatch):
    monkeypatch.setenv("MEREZHA_WRITE_PUBLISH_IDLE_SECONDS", "0.2")
    frozen = connect(database_url)
    try:
        publish.lock(frozen)
        with connect(database_url) as next_one:
            publish.lock(next_one)
        with pytest.raises(Exception) as caught:  # noqa: PT011 - which one it is, is the driver's affair
            frozen.execute("SELECT 1")
        fault = fault_of(caught.value)
        assert fault is not None
        assert fault.code == "RESTED_TOO_LONG"
    finally:
        frozen.close()


def test_a_second_import_is_told_which_run_is_at_work(hub_url, importing):
    importing(provider("1"))
    with connect(hub_url, autocommit=True) as other:
        lock_source(other, _source(other), "test_05")
        name_session(other, 7, "test_05")
        with pytest.raises(
            ImportBusy, match=rf"running: merezha process {os.getpid()}, run 7 of test_05 \(session"
        ):
            importing(provider("2"))


def test_a_run_that_was_killed_is_told_as_failed_wherever_runs_are_listed(hub_url, importing):
    importing(provider("1"))
    with connect(hub_url, autocommit=True) as connection:
        at_work = connect(hub_url, autocommit=True)
        lock_source(at_work, _source(connection), "test_05")
        number = start_run(at_work, _source(connection), "new.csv", ("a", "b", "c"))
        assert [(run.status, run.failure) for run in runs(connection, limit=1)] == [("running", None)]
        compiled, plain = Client(hub_url), _plain(hub_url)
        try:
            assert _status(compiled) == _status(plain) == ["RUNNING", "PUBLISHED"]
            at_work.close()
            _wait_until_gone(connection)
            assert [(run.status, run.failure) for run in runs(connection, limit=1)] == [("failed", KILLED)]
            assert run_details(connection, number).run.status == "failed"
            # The edition is the same, so that an answer which was kept would still say RUNNING.
            assert _status(compiled) == _status(plain) == ["FAILED", "PUBLISHED"]
            node = compiled.ask(STATUSES).json()["data"]["sources"]["edges"]
            (identity,) = [
                edge["node"]["id"]
                for source in node
                for edge in source["node"]["runs"]["edges"]
                if edge["node"]["status"] == "FAILED"
            ]
            asked = f'{{ node(id: "{identity}") {{ ... on Run {{ status }} }} }}'
            assert [each.ask(asked).json()["data"] for each in (compiled, plain)] == [
                {"node": {"status": "FAILED"}}
            ] * 2
        finally:
            compiled.close()
            plain.close()
        importing(provider("1"), provider("2"))
        assert run_details(connection, number).run.finished_at is not None


def _plain(url: str) -> Client:
    os.environ["MEREZHA_COMPILE"] = "false"
    try:
        return Client(url)
    finally:
        del os.environ["MEREZHA_COMPILE"]


def _status(client: Client) -> list[str]:
    edges = client.ask(STATUSES).json()["data"]["sources"]["edges"]
    return [
        edge["node"]["status"]
        for source in edges
        if source["node"]["code"] == "test_05"
        for edge in source["node"]["runs"]["edges"]
    ]


def _wait_until_gone(connection) -> None:
    """The server notices a moment later that a session ended."""
    while connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone()[0]:
        pass
