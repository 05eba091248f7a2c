"""Slow questions take turns, quick ones never wait for them, and the database's work has a quota."""

import asyncio
from typing import Any

import httpx
import pytest
from graphql import parse

from hub.settings import LaneSettings, Settings
from hub.store.connection import connect
from schema.build import build_schema
from schema.context import Context
from schema.documents import Document
from schema.lanes import SLOW_SECONDS, Lanes, SlowLaneFull
from tests.web.test_rates import code, opened
from tests.web.test_time import KINDS, RELEASE, settings, with_server

SCHEMA = build_schema()
SEARCH = {"query": "{ providers(first: 1) { edges { node { name } } } }"}


class Session:
    """A session whose statements took so many seconds."""

    def __init__(self, spent: float = 0.0) -> None:
        self.spent = spent


def document(text: str) -> Document:
    return Document(SCHEMA, parse(text))


async def turn(lanes: Lanes, asked: Document, seconds: float = 0.0) -> None:
    """Ask a question that takes the database so long."""
    context: Any = Context(Session(seconds), None)  # type: ignore[arg-type]
    async with lanes.turn(asked, asked.operations[0], context):
        pass


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("{ release { number } }", False),
        ('{ node(id: "a") { id } source(code: "a") { code } }', False),
        ("{ providers { totalCount } }", True),
        ('{ release { number } coverage(within: {territory: "UA"}) { cells { count } } }', True),
        ("{ ...F } fragment F on Query { providers { totalCount } }", True),
    ],
)
def test_a_question_that_nobody_asked_is_slow_unless_it_looks_up(text: str, waits: bool) -> None:
    async def run() -> bool:
        lanes = Lanes(at_once=1, wait_seconds=0.01)
        async with lanes.slow():
            try:
                await turn(lanes, document(text))
            except SlowLaneFull:
                return True
        return False

    assert asyncio.run(run()) is waits


def test_what_a_question_took_decides_the_next_time() -> None:
    async def run() -> None:
        lanes = Lanes(at_once=1, wait_seconds=0.01)
        search = document("{ providers { totalCount } }")
        await turn(lanes, search, SLOW_SECONDS / 10)
        async with lanes.slow():
            await turn(lanes, search, SLOW_SECONDS * 2)
            with pytest.raises(SlowLaneFull):
                await turn(lanes, search)
        # It is quick again after some quick answers, not after one.
        await turn(lanes, search)
        assert search.seconds is not None
        assert search.seconds >= SLOW_SECONDS
        for _ in range(10):
            await turn(lanes, search)
        async with lanes.slow():
            await turn(lanes, search)

    asyncio.run(run())


def test_what_looks_up_is_quick_whatever_it_took_once() -> None:
    async def run() -> None:
        lanes = Lanes(at_once=1, wait_seconds=0.01)
        release = document("{ release { number } }")
        await turn(lanes, release, SLOW_SECONDS * 9)
        async with lanes.slow():
            await turn(lanes, release)

    asyncio.run(run())


def test_a_question_that_fails_gives_its_turn_back() -> None:
    async def run() -> None:
        lanes = Lanes(at_once=1, wait_seconds=0.01)
        for _ in range(3):
            with pytest.raises(ValueError, match="wrong"):
                async with lanes.slow():
                    raise ValueError("wrong")

    asyncio.run(run())


def test_quick_questions_are_answered_beside_slow_ones_that_wait(database_url: str) -> None:
    of: Settings = settings(statement_seconds=20, request_seconds=20, at_once=0)
    of.lanes = LaneSettings(at_once=1, wait_seconds=0.1)

    async def ask(client: httpx.AsyncClient) -> list[httpx.Response]:
        await client.post("/graphql", json=RELEASE)
        with connect(database_url) as holder:
            holder.execute("LOCK TABLE hub.provider IN ACCESS EXCLUSIVE MODE")
            slow = asyncio.create_task(client.post("/graphql", json=SEARCH))
            await asyncio.sleep(0.5)
            refused = await client.post("/graphql", json=KINDS)
            quick = await client.post("/graphql", json=RELEASE)
            holder.rollback()
        return [refused, quick, await slow]

    refused, quick, slow = asyncio.run(with_server(database_url, of, ask))
    assert (refused.status_code, code(refused)) == (503, "SERVER_BUSY")
    assert refused.headers["retry-after"] == "1"
    assert (quick.status_code, slow.status_code) == (200, 200)


def test_the_work_of_the_database_is_counted_and_refused_past_the_limit(world_url: str) -> None:
    with opened(world_url, database_ms_a_minute=1) as client:
        first = client.ask("{ providers(first: 10) { totalCount edges { node { name } } } }")
        second = client.ask("{ release { number } }")
    assert first.status_code == 200
    assert first.headers["ratelimit-policy"] == '"database-ms";q=1;qu="database-ms";w=60'
    assert (second.status_code, code(second)) == (429, "RATE_LIMITED")
    assert second.json()["errors"][0]["extensions"]["details"]["what"] == "milliseconds of the database"


def test_waiting_for_a_turn_is_no_work_of_a_reconciliation(database_url: str) -> None:
    of: Settings = settings(statement_seconds=20, request_seconds=20, at_once=0)
    of.lanes = LaneSettings(at_once=1, wait_seconds=0.5)
    of.reconcile = of.reconcile.model_copy(update={"work_ms_a_minute": 400})
    batch = {"queries": '{"q0": {"query": "Центр"}}'}

    async def ask(client: httpx.AsyncClient) -> list[httpx.Response]:
        with connect(database_url) as holder:
            holder.execute("LOCK TABLE hub.provider IN ACCESS EXCLUSIVE MODE")
            slow = asyncio.create_task(client.post("/graphql", json=SEARCH))
            await asyncio.sleep(0.5)
            refused = await client.post("/reconcile", data=batch)
            holder.rollback()
        await slow
        return [refused, await client.get("/reconcile")]

    refused, manifest = asyncio.run(with_server(database_url, of, ask))
    assert (refused.status_code, code(refused)) == (503, "SERVER_BUSY")
    assert manifest.status_code == 200
