"""While PostgreSQL is frozen every question is told so, for free; once it goes on it answers at once."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from hub.cluster import PrivateCluster
from hub.settings import ClusterSettings
from hub.store.connection import connect
from hub.store.keys import Kind, add_key
from hub.store.migrations import migrate
from tests.web.test_rates import code
from tests.web.test_time import KINDS, RELEASE, settings, with_server

#: Equal ones and others, quick ones and such as wait for a turn.
QUESTIONS = (
    RELEASE,
    RELEASE,
    KINDS,
    {"query": "{ providers { totalCount } }"},
    {"query": '{ source(code: "x") { code } release { number } }'},
)
#: What all of them may take of the database: less than one of them waits.
MILLISECONDS = 1_000


@contextmanager
def frozen(cluster: PrivateCluster) -> Iterator[None]:
    """Every process of the server stands still meanwhile."""
    listed = cluster.psql("-At", "-c", "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    pids = [int((cluster.data / "postmaster.pid").read_text().split()[0]), *map(int, listed.split())]
    try:
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def readiness(client: httpx.AsyncClient, status: int) -> httpx.Response:
    """What /readyz says as soon as it has this status."""
    while (answer := await client.get("/readyz")).status_code != status:
        await asyncio.sleep(0.05)
    return answer


async def ask_all(client: httpx.AsyncClient, keys: list[str]) -> list[httpx.Response]:
    """Everything that reads the database, at once."""
    posted = [client.post("/graphql", json=each) for each in QUESTIONS]
    got = [client.get("/graphql", params=each) for each in QUESTIONS[:2]]
    known = [
        client.post("/graphql", json=RELEASE, headers={"authorization": f"Bearer {key}"}) for key in keys
    ]
    batch = client.post("/reconcile", data={"queries": '{"q0": {"query": "Центр"}}'})
    suggested = client.get("/reconcile/suggest/entity", params={"prefix": "Центр"})
    return await asyncio.gather(*posted, *got, *known, batch, suggested)


async def points_left(client: httpx.AsyncClient) -> str:
    """How many points the client has left, told by an answer that is kept and costs none."""
    answer = await client.get("/graphql", params=RELEASE)
    assert (answer.status_code, answer.headers["cache-status"]) == (200, "merezha; hit")
    return answer.headers["ratelimit"].partition('"points";r=')[2].partition(";")[0]


def outcome(answer: httpx.Response) -> tuple[int, bool]:
    """The status, and whether there are errors."""
    return answer.status_code, "errors" in answer.json()


def test_a_frozen_database_is_told_and_costs_nothing(home: Path) -> None:
    cluster = PrivateCluster(ClusterSettings(home=home))
    cluster.ensure()
    migrate(cluster.url)
    with connect(cluster.url, autocommit=True) as connection:
        keys = [add_key(connection, kind, "one") for kind in (Kind.CLIENT, Kind.STEWARD)]
    of = settings(statement_seconds=0.5, request_seconds=4, at_once=0, database_ms_a_minute=MILLISECONDS)
    of.limits = of.limits.model_copy(update={"points_a_minute": 1_000})
    of.reconcile = of.reconcile.model_copy(update={"work_ms_a_minute": MILLISECONDS})
    of.stewards = of.stewards.model_copy(update={"statement_seconds": 0.5})
    of.keys = of.keys.model_copy(update={"statement_seconds": 0.5, "database_ms_a_minute": MILLISECONDS})

    async def ask(client: httpx.AsyncClient) -> None:
        await readiness(client, 200)
        assert {outcome(answer) for answer in await ask_all(client, keys)} == {(200, False)}
        points = await points_left(client)
        with frozen(cluster):
            silent = await ask_all(client, keys)
            # Nothing is left of the connections: those who come now wait for new ones.
            silent += await ask_all(client, keys)
            assert {(one.status_code, code(one), one.headers["retry-after"]) for one in silent} == {
                (503, "DATABASE_SILENT", "1")
            }
            assert (await client.get("/livez")).status_code == 200
            told = await readiness(client, 503)
            assert told.headers["retry-after"] == "1"
            assert told.json()["reasons"][0]["extensions"]["code"] == "DATABASE_SILENT"
        assert await points_left(client) == points
        assert {outcome(answer) for answer in await ask_all(client, keys)} == {(200, False)}
        await readiness(client, 200)

    try:
        asyncio.run(with_server(cluster.url, of, ask))
    finally:
        cluster.leave()
