"""The server over the schema tests' small hub, without a socket."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from hub.settings import ReconcileLimits, RequestLimits, Settings
from hub.web.answers import Answers
from hub.web.app import create_app
from tests.schema.conftest import world_url

__all__ = ["world_url"]


#: Limits of a client who may ask without end.
FREE = {"requests_a_minute": 0, "points_a_minute": 0, "database_ms_a_minute": 0}


class Client:
    """Sends requests to the server in one event loop."""

    def __init__(self, url: str, *, reconcile_requests_a_minute: int = 0, **limits: int) -> None:
        """`limits` are those of anybody, who may send as much as the tests do unless they say otherwise."""
        self._runner = asyncio.Runner()
        settings = Settings()
        settings.limits = RequestLimits(**{**FREE, **limits})
        settings.reconcile = ReconcileLimits(requests_a_minute=reconcile_requests_a_minute)
        self._app = create_app(url, settings)
        transport = httpx.ASGITransport(app=self._app)
        self._http = httpx.AsyncClient(transport=transport, base_url="http://hub.test")
        self._lifespan = self._app.router.lifespan_context(self._app)
        self._runner.run(self._lifespan.__aenter__())
        self.app = self._app
        self.answers: Answers = self._app.state.answers

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One response."""
        return self._runner.run(self._http.request(method, path, **more))

    def ask(self, query: str, **headers: str) -> httpx.Response:
        """The response to a query by POST."""
        return self.send("POST", "/graphql", json={"query": query}, headers=headers)

    def close(self) -> None:
        """Stop the server."""
        self._runner.run(self._http.aclose())
        self._runner.run(self._lifespan.__aexit__(None, None, None))
        self._runner.close()


@pytest.fixture(scope="session")
def client(world_url: str) -> Iterator[Client]:
    """A client of the server."""
    opened = Client(world_url)
    yield opened
    opened.close()
