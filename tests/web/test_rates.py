"""Rates of requests and cost points by client, with the fields that tell of them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from hub.settings import RequestLimits
from hub.web.problems import RateLimited
from hub.web.rates import Client as Asking
from hub.web.rates import Rates
from hub.web.windows import Windows
from tests.web.conftest import Client

RELEASE = "{ release { number } }"


@contextmanager
def opened(url: str, **limits: int) -> Iterator[Client]:
    """A client of a server with these limits for anybody."""
    client = Client(url, **limits)
    try:
        yield client
    finally:
        client.close()


def code(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    return str(error["extensions"]["code"])


def test_requests_are_counted_and_refused_past_the_limit(world_url: str) -> None:
    with opened(world_url, requests_a_minute=2, points_a_minute=0) as client:
        first, second, third = (client.ask(RELEASE) for _ in range(3))
    assert (first.status_code, first.headers["ratelimit-policy"]) == (
        200,
        '"requests";q=2;qu="requests";w=60',
    )
    assert first.headers["ratelimit"] in {f'"requests";r=1;t={seconds}' for seconds in (59, 60)}
    assert second.headers["ratelimit"].startswith('"requests";r=0;t=')
    assert (third.status_code, code(third)) == (429, "RATE_LIMITED")
    assert 0 < int(third.headers["retry-after"]) <= 60
    assert third.headers["ratelimit"].startswith('"requests";r=0;t=')
    details = third.json()["errors"][0]["extensions"]["details"]
    assert (details["what"], details["limit"]) == ("requests", 2)


def test_points_are_counted_and_what_is_refused_takes_none(world_url: str) -> None:
    with opened(world_url, requests_a_minute=0, points_a_minute=12) as client:
        # A hundred nodes are ten points.
        large = "{ territories(first: 100) { edges { cursor } } }"
        # An answer that the server has kept costs nothing, so the second question is another.
        first, second = client.ask(large), client.ask(large.replace("100", "99"))
        third = client.ask(RELEASE)
    assert first.headers["ratelimit"].startswith('"points";r=2;t=')
    assert (second.status_code, code(second)) == (429, "RATE_LIMITED")
    assert second.json()["errors"][0]["extensions"]["details"]["what"] == "points"
    assert (third.status_code, third.headers["ratelimit"][:13]) == (200, '"points";r=1;')


def test_without_limits_there_are_no_fields(world_url: str) -> None:
    with opened(world_url, requests_a_minute=0, points_a_minute=0) as client:
        response = client.ask(RELEASE)
    assert not {"ratelimit", "ratelimit-policy"} & set(response.headers)


def test_reconciling_is_counted_apart(world_url: str) -> None:
    client = Client(world_url, reconcile_requests_a_minute=2, requests_a_minute=1)
    try:
        statuses = [client.send("GET", "/reconcile").status_code for _ in range(2)]
        third = client.send("GET", "/reconcile")
        asked = client.ask(RELEASE)
    finally:
        client.close()
    assert statuses == [200, 200]
    assert (third.status_code, code(third)) == (429, "RATE_LIMITED")
    assert third.headers["retry-after"]
    assert asked.status_code == 200


def test_the_cost_is_told_when_asked_for(client: Client) -> None:
    body: dict[str, Any] = {"query": "{ providers(first: 7) { totalCount } }"}
    assert "extensions" not in client.send("POST", "/graphql", json=body).json()
    told = client.send("POST", "/graphql", json={**body, "extensions": {"cost": True}}).json()
    assert told["extensions"] == {"cost": {"nodes": 17, "limit": 5_000, "points": 2}}


def test_clients_are_counted_apart() -> None:
    rates = Rates()
    one, other = (Asking(name, RequestLimits(requests_a_minute=1)) for name in ("address 1", "address 2"))
    rates.admit(one)
    rates.admit(other)
    with pytest.raises(RateLimited):
        rates.admit(one)


def test_a_window_ends_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000.0]
    monkeypatch.setattr("hub.web.windows.time", lambda: clock[0])
    monkeypatch.setattr("hub.web.rates.time", lambda: clock[0])
    rates, client = Rates(), Asking("address", RequestLimits(requests_a_minute=1))
    rates.admit(client)
    clock[0] += 59.5
    with pytest.raises(RateLimited) as caught:
        rates.admit(client)
    assert caught.value.headers == {"Retry-After": "1"}
    clock[0] += 0.5
    rates.admit(client)


def test_counters_are_bounded_and_the_oldest_goes() -> None:
    windows = Windows(most=3)
    for name in ("a", "b", "c", "a", "d"):
        windows.incr(name, 60)
    assert [windows.get(name) for name in "abcd"] == [2, 0, 1, 1]
    assert windows.reset() == 3


def test_a_client_has_so_many_requests_at_work() -> None:
    rates = Rates()
    client = Asking("address", RequestLimits(at_once=2))
    at_work, most = 0, 0

    async def one(other: Asking) -> None:
        nonlocal at_work, most
        async with rates.turn(other):
            at_work += 1
            most = max(most, at_work)
            await asyncio.sleep(0)
            at_work -= 1

    async def all_of(*clients: Asking) -> None:
        await asyncio.gather(*(one(each) for each in clients))

    asyncio.run(all_of(*[client] * 10))
    assert (most, rates._at_work) == (2, {})
    most = 0
    asyncio.run(all_of(*[client] * 5, *[Asking("other", client.limits)] * 5))
    assert most == 4
