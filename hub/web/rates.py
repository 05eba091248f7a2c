"""How much each client may ask in a minute, and how many of its requests are worked on at once.

The counters are those of one server process. A client is an address or the holder of a key. A minute begins
with a client's first request and ends 60 seconds later, when its whole quota is there again.
"""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from math import ceil
from time import time
from typing import Final

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from hub.settings import RequestLimits
from hub.web.problems import RateLimited
from hub.web.windows import Windows

#: Nodes of a cost point.
NODES_PER_POINT: Final = 10
#: The quota of the database's work, in milliseconds.
DATABASE: Final = "database-ms"
#: Wrong keys that an address may show in a minute.
GUESSES: Final = RateLimitItemPerMinute(10)


def points_of(nodes: int) -> int:
    """What a request that asks for so many nodes takes from the quota of points."""
    return max(1, ceil(nodes / NODES_PER_POINT))


def told_cost(nodes: int, limits: RequestLimits) -> dict[str, int]:
    """The cost as a client sees it who asks for it."""
    return {"nodes": nodes, "limit": limits.nodes, "points": points_of(nodes)}


@dataclass(frozen=True, slots=True)
class Client:
    """Who is counted: `name` is the address, or the kind and name of a key; `limits` are what holds."""

    name: str
    limits: RequestLimits


class Rates:
    """The counters of all clients."""

    def __init__(self) -> None:
        self._windows = FixedWindowRateLimiter(Windows())
        self._at_work: dict[str, _Turns] = {}

    def admit(self, client: Client) -> None:
        """Count a request. Raises RateLimited when the client has nothing left of this minute."""
        self._take("requests", client.limits.requests_a_minute, client.name, 1)
        budget = client.limits.database_ms_a_minute
        if budget:
            item = RateLimitItemPerMinute(budget)
            if not self._windows.test(item, DATABASE, client.name):
                raise self._limited("milliseconds of the database", item, DATABASE, client.name)

    def charge_seconds(self, client: Client, seconds: float) -> None:
        """Count how long the database worked for a request, which nobody knows before."""
        budget = client.limits.database_ms_a_minute
        if budget and seconds:
            self._windows.hit(
                RateLimitItemPerMinute(budget), DATABASE, client.name, cost=ceil(1000 * seconds)
            )

    def charge(self, client: Client, nodes: int) -> None:
        """Count the cost of an operation. Raises RateLimited, and takes nothing, when too little is left."""
        self._take("points", client.limits.points_a_minute, client.name, points_of(nodes))

    def give_back(self, client: Client, nodes: int) -> None:
        """Take back the cost of an operation that the hub could not answer."""
        budget = client.limits.points_a_minute
        if budget:
            self._windows.hit(RateLimitItemPerMinute(budget), "points", client.name, cost=-points_of(nodes))

    def check_guesses(self, address: str) -> None:
        """Raises RateLimited when the address has shown too many wrong keys in this minute."""
        if not self._windows.test(GUESSES, "guesses", address):
            raise self._limited("wrong keys", GUESSES, "guesses", address)

    def count_guess(self, address: str) -> None:
        """Count a wrong key."""
        self._windows.hit(GUESSES, "guesses", address)

    def headers(self, client: Client) -> dict[str, str]:
        """The fields RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers)."""
        quotas = {
            "requests": client.limits.requests_a_minute,
            "points": client.limits.points_a_minute,
            DATABASE: client.limits.database_ms_a_minute,
        }
        policies, states = [], []
        for name, amount in quotas.items():
            if amount:
                item = RateLimitItemPerMinute(amount)
                left = self._windows.get_window_stats(item, name, client.name)
                policies.append(f'"{name}";q={amount};qu="{name}";w={item.get_expiry()}')
                states.append(f'"{name}";r={left.remaining};t={_seconds_until(left.reset_time)}')
        if not policies:
            return {}
        return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(states)}

    def turn(self, client: Client) -> AbstractAsyncContextManager[None]:
        """Waits until the client has less than its number of requests at work."""
        return _Turn(self._at_work, client) if client.limits.at_once else nullcontext()

    def _take(self, what: str, amount: int, name: str, cost: int) -> None:
        if not amount:
            return
        item = RateLimitItemPerMinute(amount)
        # What is refused must not be counted: a smaller question may still fit.
        if not self._windows.test(item, what, name, cost=cost):
            raise self._limited(what, item, what, name)
        self._windows.hit(item, what, name, cost=cost)

    def _limited(self, what: str, item: RateLimitItem, *key: str) -> RateLimited:
        left = self._windows.get_window_stats(item, *key)
        return RateLimited(what=what, limit=item.amount, seconds=_seconds_until(left.reset_time))


@dataclass(slots=True)
class _Turns:
    """The requests of one client that are at work or wait for it."""

    semaphore: asyncio.Semaphore
    holders: int = 0


class _Turn(AbstractAsyncContextManager[None]):
    """One request's turn among those of its client."""

    def __init__(self, at_work: dict[str, _Turns], client: Client) -> None:
        self._at_work = at_work
        self._client = client

    async def __aenter__(self) -> None:
        name, at_once = self._client.name, self._client.limits.at_once
        self._turns = self._at_work.setdefault(name, _Turns(asyncio.Semaphore(at_once)))
        self._turns.holders += 1
        try:
            await self._turns.semaphore.acquire()
        except BaseException:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._turns.semaphore.release()
        self._leave()

    def _leave(self) -> None:
        self._turns.holders -= 1
        if not self._turns.holders:
            del self._at_work[self._client.name]


def _seconds_until(moment: float) -> int:
    return max(1, ceil(moment - time()))
