"""What takes too long is given up, its SQL with it, and others are served meanwhile."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
from sqlalchemy.engine import make_url

from hub.settings import RequestLimits, Settings
from hub.store.connection import connect
from hub.store.engine import ReadOptions
from hub.store.keys import Kind, add_key
from hub.web.app import create_app
from tests.web.conftest import FREE
from tests.web.test_rates import code

RELEASE = {"query": "{ release { number } }"}
#: Asks nothing of the table that is locked.
KINDS = {"query": "{ kinds { code } }"}
#: What /readyz looks at waits behind the same lock, for nobody's request.
READING = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name = 'merezha' "
    "AND state = 'active' AND wait_event_type = 'Lock' AND query NOT LIKE '%max(hub.release.number)%'"
)


@contextmanager
def locked(url: str) -> Iterator[tuple[psycopg.Connection[Any], psycopg.Connection[Any]]]:
    """A connection that keeps everybody from reading releases, and one to look on with."""
    libpq = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(libpq) as holder, psycopg.connect(libpq, autocommit=True) as onlooker:
        holder.execute("LOCK TABLE hub.release IN ACCESS EXCLUSIVE MODE")
        yield holder, onlooker


def settings(**limits: float) -> Settings:
    """Settings with these limits for anybody."""
    made = Settings()
    made.limits = RequestLimits(**{**FREE, **limits})
    return made


async def with_server(url: str, of: Settings, ask: Any) -> Any:
    """What `ask` returns, given a client of the server."""
    app = create_app(url, of)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub.test") as client,
    ):
        return await ask(client)


def test_a_statement_that_takes_too_long_is_cancelled(database_url: str) -> None:
    async def ask(client: httpx.AsyncClient) -> httpx.Response:
        return await client.post("/graphql", json=RELEASE)

    with locked(database_url) as (_, onlooker):
        answer = asyncio.run(with_server(database_url, settings(statement_seconds=0.2), ask))
        assert onlooker.execute(READING).fetchone() == (0,)
    assert code(answer) == "TIMEOUT"


def test_a_client_with_a_key_has_longer_statements(database_url: str) -> None:
    with connect(database_url, autocommit=True) as connection:
        key = add_key(connection, Kind.CLIENT, "map")

    async def ask(client: httpx.AsyncClient) -> tuple[httpx.Response, httpx.Response]:
        headers = {"authorization": f"Bearer {key}"}
        patient = asyncio.create_task(client.post("/graphql", json=RELEASE, headers=headers))
        while onlooker.execute(READING).fetchone() == (0,):
            assert not patient.done()
            await asyncio.sleep(0.05)
        hasty = await client.post("/graphql", json=RELEASE)
        holder.rollback()
        return hasty, await patient

    with locked(database_url) as (holder, onlooker):
        hasty, patient = asyncio.run(with_server(database_url, settings(statement_seconds=0.3), ask))
    assert (code(hasty), patient.json()) == ("TIMEOUT", {"data": {"release": None}})


def test_a_request_that_takes_too_long_is_cancelled_with_its_statement(database_url: str) -> None:
    async def ask(client: httpx.AsyncClient) -> httpx.Response:
        return await client.post("/graphql", json=RELEASE)

    with locked(database_url) as (_, onlooker):
        limits = settings(statement_seconds=60, request_seconds=0.5)
        answer = asyncio.run(with_server(database_url, limits, ask))
        assert onlooker.execute(READING).fetchone() == (0,)
    assert (answer.status_code, code(answer)) == (503, "TIMEOUT")


def test_when_the_client_goes_its_statement_is_cancelled(database_url: str) -> None:
    """The request is sent by hand: httpx has no way to close a connection under a running application."""

    async def go() -> list[dict[str, Any]]:
        app = create_app(database_url, settings(statement_seconds=60, request_seconds=60))
        body = b'{"query": "{ release { number } }"}'
        messages = asyncio.Queue[dict[str, Any]]()
        await messages.put({"type": "http.request", "body": body, "more_body": False})
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/graphql",
            "query_string": b"",
            "headers": [(b"content-type", b"application/json"), (b"host", b"hub.test")],
            "client": ("192.0.2.1", 5),
        }
        async with app.router.lifespan_context(app):
            task = asyncio.create_task(app(scope, messages.get, send))
            while onlooker.execute(READING).fetchone() == (0,):
                assert not task.done()
                await asyncio.sleep(0.05)
            await messages.put({"type": "http.disconnect"})
            await task
            assert onlooker.execute(READING).fetchone() == (0,)
        return sent

    with locked(database_url) as (_, onlooker):
        sent = asyncio.run(go())
    assert sent[0]["status"] == 499


def test_when_all_connections_stay_at_work_the_answer_is_typed(database_url: str) -> None:
    size = ReadOptions().pool_size

    async def ask(client: httpx.AsyncClient) -> tuple[httpx.Response, list[httpx.Response]]:
        # Different texts, since equal questions at once are asked of the database once.
        others = [
            asyncio.create_task(client.post("/graphql", json={"query": f"{{ release {{ a{i}: number }} }}"}))
            for i in range(size)
        ]
        while onlooker.execute(READING).fetchone() != (size,):
            assert not any(task.done() for task in others)
            await asyncio.sleep(0.05)
        refused = await client.post("/graphql", json=RELEASE)
        holder.rollback()
        return refused, await asyncio.gather(*others)

    limits = settings(statement_seconds=30, request_seconds=30, at_once=0)
    with locked(database_url) as (holder, onlooker):
        refused, others = asyncio.run(with_server(database_url, limits, ask))
    assert (refused.status_code, code(refused), refused.headers["retry-after"]) == (503, "SERVER_BUSY", "1")
    assert {other.json()["data"]["release"] for other in others} == {None}


def test_one_clients_requests_leave_connections_to_others(database_url: str) -> None:
    async def ask(client: httpx.AsyncClient) -> httpx.Response:
        for i in range(40):
            query = {"query": f"{{ release {{ a{i}: number }} }}"}
            flood.append(asyncio.create_task(client.post("/graphql", json=query)))
        while onlooker.execute(READING).fetchone() != (4,):
            assert not any(task.done() for task in flood)
            await asyncio.sleep(0.05)
        transport = httpx.ASGITransport(app=client._transport.app, client=("192.0.2.9", 1))  # type: ignore[attr-defined]
        async with httpx.AsyncClient(transport=transport, base_url="http://hub.test") as other:
            answer = await other.post("/graphql", json=KINDS)
        for task in flood:
            task.cancel()
        await asyncio.gather(*flood, return_exceptions=True)
        return answer

    flood: list[asyncio.Task[httpx.Response]] = []
    limits = settings(statement_seconds=30, request_seconds=30)
    with locked(database_url) as (_, onlooker):
        answer = asyncio.run(with_server(database_url, limits, ask))
    assert answer.json() == {"data": {"kinds": []}}
