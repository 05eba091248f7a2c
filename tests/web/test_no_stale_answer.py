"""No stale byte: while releases are published, no answer is older than its question, or unlike uncached."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
import pytest

from hub.domain.stewards import Signature
from hub.settings import Settings
from hub.store.connection import connect, scalar
from hub.web.answers import Answers, Source
from hub.web.app import create_app
from schema.node import encode_id
from tests.correcting import correct

PUBLISHES = 5
ASKERS = 3

#: Both name their release.
NODE = "query ($id: ID!) { release { number } node(id: $id) { ... on Provider { name } } }"
LIST = "query ($id: ID!) { release { number } providers(filter: { ids: [$id] }) { edges { node { name } } } }"


@asynccontextmanager
async def _served(url: str) -> AsyncIterator[tuple[Answers, httpx.AsyncClient]]:
    app = create_app(url, Settings())
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://hub.test") as client,
    ):
        yield app.state.answers, client


class Publishing:
    """A provider whose name changes with each release, and every answer about it."""

    def __init__(self, url: str, cached: httpx.AsyncClient, uncached: httpx.AsyncClient) -> None:
        self._url = url
        self._cached = cached
        self._uncached = uncached
        with connect(url) as connection:
            found = scalar(connection, "SELECT id FROM hub.provider WHERE status = 'active' ORDER BY id")
        self._key = str(found)
        self._variables = {"id": encode_id("Provider", self._key)}
        #: The newest release that is known to be committed.
        self.newest = 0
        #: The bytes of the uncached answer, by query and release.
        self.truth: dict[tuple[str, int], bytes] = {}
        #: Every answer: its query, what was the newest release when it was asked for, and its bytes.
        self.answers: list[tuple[str, int, bytes]] = []
        #: How often an asker was told that what it has still holds.
        self.held = 0
        self.over = False

    async def post(self, query: str, *, cached: bool = True) -> httpx.Response:
        """The answer by POST."""
        client = self._cached if cached else self._uncached
        return await client.post("/graphql", json={"query": query, "variables": self._variables})

    async def note_truth(self) -> None:
        """Ask without a cache, while nothing is published."""
        for query in (NODE, LIST):
            response = await self.post(query, cached=False)
            assert response.headers["cache-status"] == "merezha; fwd=bypass"
            self.newest = release_of(response.content)
            self.truth[query, self.newest] = response.content

    async def publish(self, number: int) -> None:
        """Give the provider another name, as one release."""
        signed = Signature("Olena", "The name changed.")
        outcome = await asyncio.to_thread(correct, self._url, self._key, "name", f"Name {number}", signed)
        assert outcome.release is not None
        self.newest = outcome.release
        await self.note_truth()

    async def all_ask(self) -> None:
        """Let the askers go on until they have had enough answers of the newest release."""
        held, asked = self.held, len(self.answers)
        while self.held < held + 2 * ASKERS or len(self.answers) < asked + 6 * ASKERS:
            await asyncio.sleep(0.01)

    async def ask_by_post(self) -> None:
        """Ask again and again."""
        while not self.over:
            for query in (NODE, LIST):
                newest = self.newest
                response = await self.post(query)
                self.answers.append((query, newest, response.content))

    async def ask_by_get(self) -> None:
        """Ask as a browser does: with the ETag of what it has, which a 304 says still holds."""
        parameters: dict[str, Any] = {"query": LIST, "variables": orjson.dumps(self._variables).decode()}
        etag, body = "", b""
        while not self.over:
            newest = self.newest
            response = await self._cached.get("/graphql", params=parameters, headers={"if-none-match": etag})
            if response.status_code == 304:
                self.held += 1
            else:
                etag, body = response.headers["etag"], response.content
            self.answers.append((LIST, newest, body))


def release_of(body: bytes) -> int:
    """The release that an answer names."""
    return int(orjson.loads(body)["data"]["release"]["number"])


async def _scene(url: str, monkeypatch: pytest.MonkeyPatch) -> Publishing:
    async with _served(url) as (answers, cached):
        monkeypatch.setenv("MEREZHA_CACHE_TOTAL_BYTES", "0")
        async with _served(url) as (_, uncached):
            hub = Publishing(url, cached, uncached)
            await hub.note_truth()
            tasks = [asyncio.create_task(hub.ask_by_post()) for _ in range(ASKERS)]
            tasks += [asyncio.create_task(hub.ask_by_get()) for _ in range(ASKERS)]
            await hub.all_ask()
            for number in range(PUBLISHES):
                await hub.publish(number)
                first, second = [await hub.post(NODE) for _ in range(2)]
                assert first.content == second.content == hub.truth[NODE, hub.newest]
                assert second.headers["cache-status"] == "merezha; hit"
                await hub.all_ask()
            hub.over = True
            await asyncio.gather(*tasks)
            assert answers.counts[Source.STALE] >= 2 * PUBLISHES
            return hub


def test_no_answer_is_older_than_its_question(demo_copy_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REQUESTS_A_MINUTE", "POINTS_A_MINUTE", "AT_ONCE"):
        monkeypatch.setenv(f"MEREZHA_ANONYMOUS_{name}", "0")
    # A busy machine is no failure.
    monkeypatch.setenv("MEREZHA_ANONYMOUS_REQUEST_SECONDS", "60")
    monkeypatch.setenv("MEREZHA_ANONYMOUS_STATEMENT_SECONDS", "60")
    hub = asyncio.run(_scene(demo_copy_url, monkeypatch))
    assert len(hub.truth) == 2 * (PUBLISHES + 1)
    assert len(hub.answers) >= 6 * ASKERS * (PUBLISHES + 1)
    for query, newest, body in hub.answers:
        number = release_of(body)
        assert number >= newest
        assert body == hub.truth[query, number]
