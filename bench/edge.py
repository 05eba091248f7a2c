"""What a visitor feels while others misuse the server: endless headers, half requests, the worst questions.

`python -m bench.edge --url http://127.0.0.1:8000 [--seconds 20]` asks a running server, with the limits of
anybody; each trial runs beside a probe of `{ release { number } }` and one of /livez, with addresses of their
own. Load comes from addresses that change with each request, as of a network of many machines.
"""

import argparse
import asyncio
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

import httpx
import orjson

PROBE: Final = orjson.dumps({"query": "{ release { number } }"})
JSON: Final = {"content-type": "application/json"}
CONNECTIONS: Final = 8
#: Addresses of each probe.
PROBING: Final = 30
#: What is asked by the probes, each from a network of its own.
PROBES: Final = (("/graphql", "127.0.9"), ("/livez", "127.0.8"))
#: The worst questions that anybody may ask, each as the text of a document.
WORST: Final = {
    "coverage of a state by hromada, with a text": 'coverage(within: "UA", level: HROMADA, categories: '
    '["care", "rehab", "crisis"], filter: {text: "центр"}) { territory { name } cells { providers } }',
    "facets under a text": 'providers(filter: {text: "центр"}) { totalCount facets(by: '
    "[CATEGORY, SECTOR, TERRITORY, KIND]) { by buckets { count } } }",
    "nearest of what nobody gives": "nearestProviders(point: {lat: 49, lon: 31}, filter: {text: "
    '"немаєтакогонідеу"}, first: 100) { edges { node { name } } }',
    "whom somebody of an age may ask": 'providers(filter: {within: {territory: "UA"}, eligible: {age: 70}}, '
    "first: 50) { totalCount edges { node { name } } }",
    "former state": 'providers(asOf: {release: 1}, filter: {text: "центр"}) { totalCount facets(by: '
    "[CATEGORY]) { by buckets { count } } }",
}


@dataclass
class Felt:
    """What a probe felt: seconds of each answer, and how many were refused or failed, by what."""

    seconds: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """Answers, median and 99th percentile in milliseconds, refusals."""
        parts = quantiles(self.seconds, n=100) if len(self.seconds) > 1 else [float("nan")] * 99
        refused = ", ".join(f"{count} × {what}" for what, count in self.refused.items()) or "0"
        return f"{len(self.seconds):,} | {1000 * parts[49]:.1f} | {1000 * parts[98]:.1f} | {refused}"


def addresses() -> Iterator[str]:
    """Addresses of this machine, one after the other."""
    for number in itertools.cycle(range(10, 250)):
        yield f"127.0.{number % 7}.{number}"


class Watch:
    """Until when a probe asks: a moment, or until somebody ends it."""

    def __init__(self, stop: float | None) -> None:
        self._stop = stop

    def end(self) -> None:
        """Have everybody stop who looks at it."""
        self._stop = 0.0

    def is_over(self) -> bool:
        """Whether the time is over."""
        return self._stop is not None and perf_counter() > self._stop


async def probe(url: str, path: str, network: str, watch: Watch) -> Felt:
    """Ask one thing after the other until the time is over, from so many addresses that no quota is met."""
    felt = Felt()
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(
                httpx.AsyncClient(
                    transport=httpx.AsyncHTTPTransport(verify=False, local_address=f"{network}.{number}"),
                    timeout=30,
                    base_url=url,
                )
            )
            for number in range(1, PROBING + 1)
        ]
        for client in itertools.cycle(clients):
            if watch.is_over():
                break
            begun = perf_counter()
            try:
                asked = (
                    client.get(path) if path == "/livez" else client.post(path, content=PROBE, headers=JSON)
                )
                response = await asked
            except httpx.HTTPError as error:
                felt.refused[type(error).__name__] += 1
                continue
            if response.status_code == 200:
                felt.seconds.append(perf_counter() - begun)
            else:
                felt.refused[str(response.status_code)] += 1
            await asyncio.sleep(0.03)
    return felt


Load = Callable[[str, float], Awaitable[str]]


def asking(text: str) -> Load:
    """Eight connections that ask one question as fast as they are answered."""

    async def load(url: str, stop: float) -> str:
        told: Counter[str] = Counter()
        fresh = addresses()

        async def one(number: int) -> None:
            while perf_counter() < stop:
                number += CONNECTIONS
                body = orjson.dumps({"query": "{ " + text + " }" + " " * (number % 50)})
                transport = httpx.AsyncHTTPTransport(verify=False, local_address=next(fresh))
                async with httpx.AsyncClient(transport=transport, timeout=30) as client:
                    try:
                        response = await client.post(f"{url}/graphql", content=body, headers=JSON)
                        told[str(response.status_code)] += 1
                    except httpx.HTTPError as error:
                        told[type(error).__name__] += 1

        await asyncio.gather(*(one(number) for number in range(CONNECTIONS)))
        return ", ".join(f"{count} × {what}" for what, count in told.items())

    return load


def sending(start: bytes, more: bytes, count: int) -> Load:
    """Connections that begin a request and never end it; each goes on with `more` while it may."""

    async def load(url: str, stop: float) -> str:
        told: Counter[str] = Counter()
        parts = urlsplit(url)

        async def one() -> None:
            while perf_counter() < stop:
                try:
                    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
                    writer.write(start)
                    while more and perf_counter() < stop:
                        writer.write(more)
                        await writer.drain()
                    closed = asyncio.wait_for(reader.read(), max(0.1, stop - perf_counter()))
                    told["closed by the server" if await closed is not None else ""] += 1
                except TimeoutError:
                    told["still open"] += 1
                except OSError as error:
                    told[type(error).__name__] += 1
                    await asyncio.sleep(0.05)

        await asyncio.gather(*(one() for _ in range(count)))
        return ", ".join(f"{number} × {what}" for what, number in told.items())

    return load


HEAD: Final = b"POST /graphql HTTP/1.1\r\nhost: hub\r\n"
TRIALS: Final[dict[str, Load | None]] = {
    "alone": None,
    **{name: asking(text) for name, text in WORST.items()},
    "4 connections with an endless header": sending(HEAD + b"x: ", b"a" * 65_536, 4),
    "4 connections with an endless address": sending(b"GET /", b"a" * 65_536, 4),
    "4 connections with headers without end": sending(HEAD, b"a: b\r\n" * 10_000, 4),
    "900 half headers": sending(HEAD, b"", 900),
    "900 half bodies": sending(
        HEAD + b"content-type: application/json\r\ncontent-length: 99\r\n\r\n{", b"", 900
    ),
}


async def measure(url: str, seconds: float) -> str:
    """A table of all trials, whose lines are printed as they come."""
    lines = [
        "| beside | probe | answers | p50 ms | p99 ms | refused or failed |",
        "|---|---|---|---|---|---|",
    ]
    for name, load in TRIALS.items():
        stop = perf_counter() + seconds
        running = [asyncio.create_task(probe(url, *place, Watch(stop))) for place in PROBES]
        told = await load(url, stop) if load else ""
        for (path, _), felt in zip(PROBES, await asyncio.gather(*running), strict=True):
            lines.append(f"| {name} | {path} | {felt.line()} |")
            print(lines[-1], flush=True)
        if told:
            lines.append(f"| {name} | *the load* | {told} | | | |")
            print(lines[-1], flush=True)
    return "\n".join(lines)


def main() -> None:
    """Measure a running server."""
    parser = argparse.ArgumentParser(prog="python -m bench.edge", description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    asyncio.run(measure(given.url, given.seconds))


if __name__ == "__main__":
    main()
