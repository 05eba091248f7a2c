"""A server's memory: requests are let go of at once, however they end, and what is kept is bounded."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from starlette.requests import Request

from hub.settings import RequestLimits
from hub.store.compiled.memory import MOST_KNOWN, Memory
from hub.store.compiled.run import Run
from hub.store.engine import ReadSession, StatementTimeout
from hub.store.silence import HubUnavailable
from hub.web.windows import Windows
from schema.build import build_schema
from schema.documents import MOST_DOCUMENTS, Documents
from schema.lanes import Lanes, SlowLaneFull
from schema.loaders import Loaders
from tests.web.conftest import Client

LISTED = '{ providers(first: 2, filter: {text: "центр"}) { totalCount edges { node { name } } } }'
#: Answered by resolvers, as what looks back is.
PAST = '{ providers(asOf: {release: 1}, filter: {text: "центр"}) { totalCount } }'
MATRIX = (
    'coverage(within: "UA", level: REGION, categories: ["care"], filter: {text: "x"}) { cells { providers } }'
)
#: Of one request: what was asked, and what read for it.
OF_REQUESTS = (Request, Loaders, Run)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without a garbage collector, which would hide what holds itself."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _left() -> list[str]:
    """What is left of requests that have ended."""
    return sorted(type(each).__name__ for each in gc.get_objects() if isinstance(each, OF_REQUESTS))


def _fail(error: Exception) -> Callable[..., object]:
    async def rows(*_: object, **__: object) -> object:
        raise error

    return rows


@pytest.mark.parametrize(
    "query",
    [
        LISTED,
        PAST,
        f"{{ {MATRIX} }}",
        "{ nothing }",
        "{ providers(first: 10000) { totalCount } }",
        '{ providers(filter: {within: {territory: "UA99999"}}) { totalCount } }',
        '{ a: providers(after: "x") { totalCount } b: providers(before: "y") { totalCount } }',
    ],
)
def test_a_request_is_let_go_of_when_it_was_answered(client: Client, query: str) -> None:
    client.ask(query)
    with _uncollected():
        before = _left()
        for _ in range(3):
            client.ask(query)
        assert _left() == before


@pytest.mark.parametrize(
    "error", [StatementTimeout(seconds=2), HubUnavailable()], ids=["slow", "unreachable"]
)
@pytest.mark.parametrize("query", [f"{{ {MATRIX} }}", PAST], ids=["by plan", "by resolvers"])
def test_a_request_is_let_go_of_when_the_database_failed(
    world_url: str, monkeypatch: pytest.MonkeyPatch, query: str, error: Exception
) -> None:
    client = Client(world_url)
    try:
        monkeypatch.setattr(Run, "_rows", _fail(error))
        monkeypatch.setattr(ReadSession, "_rows", _fail(error))
        with _uncollected():
            before = _left()
            for _ in range(3):
                assert "errors" in client.ask(query).json()
            # The error itself is the test's, and knows where it was raised last.
            error.__traceback__ = None
            assert _left() == before
    finally:
        monkeypatch.undo()
        client.close()


def test_a_request_is_let_go_of_when_its_turn_did_not_come() -> None:
    async def wait_in_vain() -> None:
        lanes = Lanes(at_once=1, wait_seconds=0.01)
        async with lanes.slow():
            with pytest.raises(SlowLaneFull):
                async with lanes.slow():
                    pass

    with _uncollected():
        asyncio.run(wait_in_vain())
        assert [each for each in gc.get_objects() if isinstance(each, SlowLaneFull)] == []


def test_documents_are_kept_by_their_bytes() -> None:
    documents = Documents(build_schema())
    limits = RequestLimits()
    comment = "#" + "я" * 40_000
    for number in range(MOST_DOCUMENTS // 80_000 + 20):
        documents.document(f"{{ n{number}: __typename }} {comment}", limits)
    kept = documents._kept
    assert kept.currsize <= MOST_DOCUMENTS
    assert len(kept) <= MOST_DOCUMENTS // 80_000


def test_answers_to_filters_are_kept_by_their_bytes() -> None:
    memory = Memory(1)
    for number in range(500):
        memory.known[number] = ("x" * 100_000,)
    assert memory.known.currsize <= MOST_KNOWN
    assert len(memory.known) < 500


def test_counters_of_clients_that_went_away_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(most=10)
    now = 1_000.0
    monkeypatch.setattr("hub.web.windows.time", lambda: now)
    for number in range(100):
        windows.incr(f"address {number}", 60)
        assert len(windows._counters) <= 10
    now += 61
    for _ in range(10):
        windows.incr("one", 60)
    assert list(windows._counters) == ["one"]
