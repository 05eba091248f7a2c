"""What refusing attacks costs, and who is served beside the worst that is allowed.

`python -m bench.attacks --home FOLDER --write`. The server runs with the limits that anybody has, except that
rates are off (an attacker may have many addresses), and keeps no answers.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final

import httpx
import orjson

from bench import edge
from bench.attack_documents import ATTACKS, Attack
from bench.figures import replace_section
from bench.serve.home import cluster_in, database_of
from bench.serve.servers import OPEN_LIMITS, Contestant, serving
from hub.errors import MerezhaError
from hub.settings import RequestLimits

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "limits.md"
PROVIDERS: Final = 20_000
REPEATS: Final = 20
SECONDS: Final = 10.0
HARMLESS: Final = b'{"query": "{ release { number publishedAt } }"}'
#: Nearly all nodes that anybody may ask for, most of them lists in lists; `worst_nodes` counts them.
WORST: Final = """
{ providers(first: 86) { totalCount edges { cursor node { id name shortName sector status kind { code label }
  identifiers { scheme value } names { name } phones emails
  locations { id address point { lat lon } precision { class metres } territory { code name level } }
  services { id name forms category { code label } targetGroups { code label } nationalLabel
    capacity { total available served waiting asOf } locations { id address } }
  isSynthetic cites } } pageInfo { hasNextPage endCursor } } }
"""


class WorstNotAllowed(MerezhaError):
    """The worst query that is measured asks for {nodes} nodes, where {limit} are served; change `first`."""

    code = "WORST_NOT_ALLOWED"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one attack cost the server's process: milliseconds of processor time, median and most."""

    attack: Attack
    status: int
    code: str
    median: float
    most: float


def main() -> None:
    """Measure, print, and write the section of docs/limits.md if asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.attacks", description=__doc__)
    parser.add_argument("--home", type=Path, help="folder of a cluster that is kept; without it a new one")
    parser.add_argument("--write", action="store_true", help="write the section of docs/limits.md")
    parser.add_argument("--providers", type=int, default=PROVIDERS)
    parser.add_argument("--seconds", type=float, default=60, help="of each trial at the edge")
    wanted = parser.parse_args()
    with (
        cluster_in(wanted.home) as cluster,
        serving(attacked(), database_of(cluster, wanted.providers)) as server,
    ):
        url = f"http://127.0.0.1:{server.port}"
        text = asyncio.run(measure(server.process, f"{url}/graphql"))
        text += "\n\n" + asyncio.run(edge.measure(url, wanted.seconds))
    print(text)
    if wanted.write:
        DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), "attacks", text))


def attacked() -> Contestant:
    """The server as anybody meets it, without rates and without kept answers."""
    free = {"requests_a_minute": 0, "points_a_minute": 0, "database_ms_a_minute": 0}
    limits = RequestLimits(**free).model_dump()
    own = {name: str(limits[name.removeprefix("MEREZHA_ANONYMOUS_").lower()]) for name in OPEN_LIMITS}
    rates = {f"MEREZHA_ANONYMOUS_{name.upper()}": "0" for name in free}
    return Contestant(
        "attacked", "the hub", "hub", environment=own | rates | {"MEREZHA_CACHE_TOTAL_BYTES": "0"}
    )


async def measure(process: int, url: str) -> str:
    """Both tables as Markdown."""
    async with httpx.AsyncClient(timeout=30) as client:
        await client.post(url, content=HARMLESS, headers={"content-type": "application/json"})
        costs = [await _cost(client, url, process, attack) for attack in ATTACKS]
    lines = [
        "| attack | bytes | status | code | ms of processor, median | most |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.attack.name} | {len(each.attack.body):,} | {each.status} | `{each.code}` | "
        f"{each.median:.1f} | {each.most:.1f} |"
        for each in costs
    ]
    return "\n".join([*lines, "", *await _beside(url)])


async def _cost(client: httpx.AsyncClient, url: str, process: int, attack: Attack) -> Cost:
    """Each time with another text, so that nothing that was kept of a document helps."""
    spent: list[float] = []
    for i in range(REPEATS):
        body = attack.body.replace(b'{"query": "', b'{"query": "' + b" " * (i + 1), 1)
        headers = {"content-type": attack.content_type, "accept": "application/graphql-response+json"}
        before = _processor(process)
        response = await client.post(url, content=body, headers=headers)
        spent.append(1000 * (_processor(process) - before))
    code = response.json()["errors"][0]["extensions"]["code"]
    return Cost(attack, response.status_code, code, median(spent), max(spent))


def _processor(process: int) -> float:
    """Seconds that all threads of a process have run; Linux counts them in nanoseconds."""
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


async def _beside(url: str) -> list[str]:
    """A harmless query alone, beside clients that attack, and beside one with the worst that is allowed."""
    alone = await _latencies(url, None)
    bomb = next(attack for attack in ATTACKS if attack.name.startswith("fragments that double"))
    bombed = await _latencies(url, lambda client, i: _send(client, url, _distinct(bomb.body, i)))
    nodes = await worst_nodes(url)
    worst = orjson.dumps({"query": WORST})
    crowded = await _latencies(url, lambda client, i: _send(client, url, _distinct(worst, i)))
    lines = ["| a harmless query (`release`) | requests | p50 ms | p99 ms |", "|---|---|---|---|"]
    told = {
        "alone": alone,
        "beside 8 connections that send fragment bombs": bombed,
        f"beside 8 connections that send the worst that is allowed ({nodes:,} nodes)": crowded,
    }
    for name, found in told.items():
        parts = quantiles(found, n=100)
        lines.append(f"| {name} | {len(found):,} | {1000 * parts[49]:.1f} | {1000 * parts[98]:.1f} |")
    return lines


async def worst_nodes(url: str) -> int:
    """How many nodes the worst query asks for. Raises WorstNotAllowed where it is no such query."""
    question = {"query": WORST, "extensions": {"cost": True}}
    async with httpx.AsyncClient(timeout=60) as client:
        answer = (await client.post(url, json=question)).json()
    limit = RequestLimits().nodes
    nodes = int(answer.get("extensions", {}).get("cost", {}).get("nodes", 0))
    if "errors" in answer or not 0.9 * limit < nodes <= limit:
        raise WorstNotAllowed(nodes=nodes or "too many", limit=limit)
    return nodes


def _distinct(body: bytes, i: int) -> bytes:
    return body.replace(b'{"query":', b'{"query":' + b" " * (i % 100), 1)


async def _send(client: httpx.AsyncClient, url: str, body: bytes) -> None:
    await client.post(url, content=body, headers={"content-type": "application/json"})


async def _latencies(
    url: str, load: Callable[[httpx.AsyncClient, int], Awaitable[Any]] | None
) -> list[float]:
    """Seconds of each harmless query, sent one after the other from an address of its own."""
    stop = perf_counter() + SECONDS

    async def go_on(client: httpx.AsyncClient, number: int) -> None:
        assert load is not None
        while perf_counter() < stop:
            await load(client, number)
            number += 8

    found: list[float] = []
    mine = httpx.AsyncHTTPTransport(local_address="127.0.0.2")
    async with (
        httpx.AsyncClient(timeout=60) as other,
        httpx.AsyncClient(transport=mine, timeout=60) as client,
    ):
        loads = [asyncio.create_task(go_on(other, i)) for i in range(8)] if load else []
        while perf_counter() < stop:
            begun = perf_counter()
            await _send(client, url, HARMLESS)
            found.append(perf_counter() - begun)
            await asyncio.sleep(0.005)
        await asyncio.gather(*loads)
    return found


if __name__ == "__main__":
    main()
