"""The memory of a worker that is misused for long: `python -m bench.endurance --home FOLDER [--minutes 20]`.

At a bounded rate come, mixed: every attack of bench/attack_documents.py, the worst questions of anybody
(bench/edge.py), documents that were never seen before, and requests that are never ended. A server whose
memory is flat has a last quarter like its second.
"""

import argparse
import asyncio
import random
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import httpx
import orjson

from bench import edge
from bench.attack_documents import ATTACKS
from bench.attacks import PROVIDERS, attacked
from bench.serve.home import cluster_in, database_of
from bench.serve.servers import serving

REQUESTS_A_SECOND: Final = 20
SAMPLE_SECONDS: Final = 5


def resident(process: int) -> float:
    """MiB that a process holds in memory now."""
    for line in Path("/proc", str(process), "status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(process)


async def _leave_half(url: str) -> str:
    """Begin a request and go away after a second."""
    parts = httpx.URL(url)
    _, writer = await asyncio.open_connection(parts.host, parts.port)
    writer.write(edge.HEAD)
    await asyncio.sleep(1)
    writer.close()
    return "half request"


async def _ask(url: str, client: httpx.AsyncClient, body: bytes, content_type: str) -> str:
    try:
        answer = await client.post(
            url,
            content=body,
            headers={"content-type": content_type, "accept": "application/graphql-response+json"},
        )
    except httpx.HTTPError as error:
        return type(error).__name__
    return str(answer.status_code)


async def _misuse(url: str, client: httpx.AsyncClient, number: int, rng: random.Random) -> str:
    """One request of a kind by chance, and how it ended."""
    kind = rng.random()
    if kind < 0.05:
        return await _leave_half(url)
    if kind < 0.6:
        attack = rng.choice(ATTACKS)
        body = attack.body.replace(b'{"query": "', b'{"query": "' + b" " * (number % 997), 1)
        return await _ask(url, client, body, attack.content_type)
    if kind < 0.7:
        body = orjson.dumps({"query": "{ " + rng.choice(list(edge.WORST.values())) + " }"})
        return await _ask(url, client, body, "application/json")
    query = f'{{ n{number}: providers(first: 5, filter: {{text: "центр {number}"}}) {{ totalCount }} }}'
    return await _ask(url, client, orjson.dumps({"query": query}), "application/json")


async def watch(process: int, url: str, minutes: float) -> tuple[list[float], Counter[str]]:
    """MiB of the process at each sample, and how requests ended."""
    rng = random.Random(13)
    ended: Counter[str] = Counter()
    samples: list[float] = []
    running: set[asyncio.Task[str]] = set()
    begun = perf_counter()

    def note(task: asyncio.Task[str]) -> None:
        running.discard(task)
        ended[task.result()] += 1

    async with httpx.AsyncClient(timeout=30) as client:
        for number in range(int(minutes * 60 * REQUESTS_A_SECOND)):
            await asyncio.sleep(max(0.0, begun + number / REQUESTS_A_SECOND - perf_counter()))
            if len(running) > 100:
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            task = asyncio.create_task(_misuse(url, client, number, rng))
            running.add(task)
            task.add_done_callback(note)
            if number % (REQUESTS_A_SECOND * SAMPLE_SECONDS) == 0:
                samples.append(resident(process))
                print(f"{(perf_counter() - begun) / 60:.1f} min: {samples[-1]:.0f} MiB", flush=True)
        await asyncio.gather(*running)
    return samples, ended


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.endurance", description=__doc__)
    parser.add_argument("--home", type=Path, help="folder of a cluster that is kept; without it a new one")
    parser.add_argument("--providers", type=int, default=PROVIDERS)
    parser.add_argument("--minutes", type=float, default=20)
    given = parser.parse_args()
    with (
        cluster_in(given.home) as cluster,
        serving(attacked(), database_of(cluster, given.providers)) as server,
    ):
        url = f"http://127.0.0.1:{server.port}/graphql"
        samples, ended = asyncio.run(watch(server.process, url, given.minutes))
    quarters = [samples[i * len(samples) // 4 : (i + 1) * len(samples) // 4] for i in range(4)]
    print("MiB, median of each quarter:", ", ".join(f"{median(part):.0f}" for part in quarters))
    print(f"The last quarter holds {median(quarters[3]) / median(quarters[1]):.2f} times the second's.")
    print("Requests:", ", ".join(f"{count} × {how}" for how, count in ended.most_common()))


if __name__ == "__main__":
    main()
