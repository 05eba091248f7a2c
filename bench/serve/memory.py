"""Memory of one worker under documents that are all different: `python -m bench.serve.memory`.

Sends 100,000 requests with 10,000 distinct documents to a server with one worker, and tells its resident
memory after a tenth, a half and all of them. Caches that were not bounded would show as growth between the
last two.
"""

import argparse
import asyncio
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx

from bench.figures import DOCUMENT, replace_section
from bench.serve.home import cluster_in, database_of
from bench.serve.load import resident_mib
from bench.serve.operations import Operation, operations
from bench.serve.servers import COMPILED, Contestant, Running, serving
from hub.store.connection import connect

MARKS = (0.1, 0.5, 1.0)
_CLIENTS = 8
#: With the limits and the cache that a server has unless it is told otherwise, but for the rates.
_USUAL = Contestant(
    "usual", "as it is served", "hub", environment={"MEREZHA_CACHE_TOTAL_BYTES": str(64 * 2**20)}
)


def documents(count: int) -> Iterator[tuple[Operation, str]]:
    """Different documents that ask for little: the same operations, each time with an alias of its own."""
    small = [each for each in operations() if each.name in {"by_id", "nearest", "territory"}]
    for number in range(count):
        operation = small[number % len(small)]
        yield operation, operation.document.replace("name", f"name other_{number}: name", 1)


async def send(running: Running, url: str, requests: int, distinct: int) -> list[tuple[float, float]]:
    """Share of the requests that were answered and MiB of the worker then."""
    texts = list(documents(distinct))
    with connect(url) as connection:
        variables = {
            operation.name: operation.sample(connection, random.Random(1), 200)
            for operation in {operation for operation, _ in texts}
        }
    found: list[tuple[float, float]] = []
    numbers = iter(range(requests))
    marks = {int(share * requests) - 1: share for share in MARKS}
    address = running.url(COMPILED, texts[0][0])

    async def client() -> None:
        async with httpx.AsyncClient(timeout=60) as http:
            for number in numbers:
                operation, text = texts[number % distinct]
                known = variables[operation.name]
                given = known[number % len(known)]
                answer = await http.post(address, json={"query": text, "variables": given})
                if answer.status_code != 200 or b'"errors"' in answer.content[:200]:
                    raise RuntimeError(f"{answer.status_code}: {answer.text[:300]}")
                if number in marks:
                    found.append((marks[number], resident_mib(running.process)))
                    print(f"{marks[number]:.0%}: {found[-1][1]:.0f} MiB", file=sys.stderr, flush=True)

    await asyncio.gather(*(client() for _ in range(_CLIENTS)))
    return sorted(found)


def main() -> None:
    """Measure, print, and write into docs/performance.md if asked."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.serve.memory", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--home", type=Path, help="folder of the cluster, kept between runs")
    parser.add_argument("--providers", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--write", action="store_true", help="put the line into docs/performance.md")
    wanted = parser.parse_args()
    with cluster_in(wanted.home) as cluster:
        url = database_of(cluster, wanted.providers)
        with serving(_USUAL, url) as running:
            start = resident_mib(running.process)
            found = asyncio.run(send(running, url, wanted.requests, wanted.documents))
    shown = ", ".join(f"{mib:.0f} MiB at {share:.0%}" for share, mib in found)
    text = (
        f"One worker, {wanted.requests:,} requests with {wanted.documents:,} different documents, "
        f"{wanted.providers:,} providers: {start:.0f} MiB at the start, {shown}."
    )
    print(text)
    if wanted.write:
        DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), "serve_memory", text))


if __name__ == "__main__":
    main()
