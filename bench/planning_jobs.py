"""What readers feel beside a plan that is computed exactly: `python -m bench.planning_jobs --home FOLDER`.

The server answers on a copy of a hub with the demo's registers, keeps no answers and limits no rates, and has
its worker beside it. Readers ask one thing after the other. A round has a part without a job and one in which
jobs are at work, in turns the one and the other first, so that both meet the same machine. `--write` puts the
table into the document.
"""

import argparse
import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, Final

import httpx

from bench.attacks import attacked
from bench.conditions import Conditions
from bench.figures import DOCUMENT, replace_section
from bench.house import database_copy
from bench.serve.home import cluster_in
from bench.serve.servers import serving
from hub.cluster import PrivateCluster
from hub.demo import load_demo
from hub.errors import MerezhaError
from hub.store.connection import connect
from hub.store.keys import Kind, add_key
from hub.store.migrations import migrate

DEMO: Final = "planning_jobs_demo"
#: What readers ask, in turns: what the map, the list and the matrix of a page ask.
QUESTIONS: Final = (
    'providers(first: 20, filter: {within: {territory: "UA"}}) { edges { node { id name services { id '
    "category { code label } } locations { point { lat lon } } } } }",
    "nearestProviders(point: {lat: 49.2, lon: 28.5}, first: 10) { edges { node { id name } } }",
    'coverage(within: "UA", level: REGION, categories: ["care"]) { territory { name } cells { providers } }',
    "release { number publishedAt }",
)
REQUEST: Final = "mutation ($input: SitingInput!) { requestPlanning(input: $input) { id status } }"
CANCEL: Final = "mutation ($id: ID!) { cancelPlanning(id: $id) { id status } }"
JOB: Final = "query ($id: ID!) { planningJob(id: $id) { status phase error elapsedSeconds } }"
#: A machine that is busy otherwise may need longer to take a job of a country than a client's key allows.
PATIENT: Final = {"MEREZHA_KEY_REQUEST_SECONDS": "120", "MEREZHA_KEY_STATEMENT_SECONDS": "60"}
GOALS: Final = ("LEAST_DISTANCE", "FEWEST_FOR_SHARE", "LEAST_FARTHEST", "MOST_COVERED")


class NoJobAtWork(MerezhaError):
    """No job was at work in a round that was to be measured beside one: {why}."""

    code = "NO_JOB_AT_WORK"


@dataclass
class Round:
    """Seconds of each answer of a part of a round, and of each request for a job meanwhile."""

    seconds: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)

    def part(self, percent: int) -> float:
        """A percentile, in milliseconds."""
        return 1000 * quantiles(self.seconds, n=100)[percent - 1]


class Asker:
    """Sends questions to the server."""

    def __init__(self, client: httpx.AsyncClient, key: str) -> None:
        self._client = client
        self._headers = {"authorization": f"Bearer {key}"}
        self._numbers = itertools.count(2)

    async def read(self, text: str) -> float:
        """Seconds until a reader has an answer."""
        begun = perf_counter()
        response = await self._client.post("/graphql", json={"query": "{ " + text + " }"})
        seconds = perf_counter() - begun
        assert "errors" not in response.json(), response.text
        return seconds

    async def plan(self, query: str, **variables: Any) -> Any:
        """The data of an answer to a client with a key."""
        body = {"query": query, "variables": variables}
        response = await self._client.post("/graphql", json=body, headers=self._headers)
        answer = response.json()
        if "errors" in answer:
            raise NoJobAtWork(why=answer["errors"][0]["message"])
        (data,) = answer["data"].values()
        return data

    async def next_job(self, within: str) -> str:
        """The id of a job that nobody asked for before."""
        number = next(self._numbers)
        goal = GOALS[number % len(GOALS)]
        asked: dict[str, Any] = {"within": within, "goal": goal, "reach": {"metres": 15_000 + number}}
        asked |= {"share": 0.99} if goal == "FEWEST_FOR_SHARE" else {"new": 10 + number % 40}
        return str((await self.plan(REQUEST, input=asked))["id"])


async def read_for(asker: Asker, seconds: float, readers: int, over: asyncio.Event | None = None) -> Round:
    """So many readers, who ask one thing after the other for so long, or until `over`, with pauses."""
    found = Round()
    end = perf_counter() + seconds

    async def one(number: int) -> None:
        for text in itertools.islice(itertools.cycle(QUESTIONS), number, None):
            if perf_counter() > end or (over is not None and over.is_set()):
                break
            found.seconds.append(await asker.read(text))
            await asyncio.sleep(0.03)

    await asyncio.gather(*(one(number) for number in range(readers)))
    return found


@dataclass
class Work:
    """Jobs that are worked at: whether one is, whether it is enough, and how long each request took."""

    started: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    requests: list[float] = field(default_factory=list)


async def keep_at_work(asker: Asker, within: str, work: Work) -> None:
    """Ask for a new job whenever the one before has ended, until it is enough; then cancel the last."""
    while not work.over.is_set():
        begun = perf_counter()
        identity = await asker.next_job(within)
        work.requests.append(perf_counter() - begun)
        while (state := await asker.plan(JOB, id=identity))["status"] in ("QUEUED", "RUNNING"):
            if state["phase"] in ("PREPARING", "SOLVING"):
                work.started.set()
            if work.over.is_set():
                await asker.plan(CANCEL, id=identity)
                return
            await asyncio.sleep(0.3)
        if state["status"] == "FAILED":
            raise NoJobAtWork(why=state["error"]["message"])


@asynccontextmanager
async def at_work(asker: Asker, within: str) -> AsyncIterator[Work]:
    """Jobs are asked for and worked at meanwhile, one after the other."""
    work = Work()
    working = asyncio.create_task(keep_at_work(asker, within, work))
    # Who waits for a job that failed must not wait for ever.
    working.add_done_callback(lambda _: work.started.set())
    try:
        yield work
    finally:
        work.over.set()
        await working


@dataclass
class Measured:
    """The parts of rounds: without a job, from a request until a job is at work, and beside one at work."""

    alone: list[Round] = field(default_factory=list)
    asking: list[Round] = field(default_factory=list)
    beside: list[Round] = field(default_factory=list)


async def measure(address: str, key: str, given: argparse.Namespace) -> Measured:
    """So many rounds, whose parts without and with a job come first in turns."""
    measured = Measured()
    async with httpx.AsyncClient(base_url=address, timeout=180) as client:
        asker = Asker(client, key)
        await read_for(asker, 3, given.readers)
        for number in range(given.rounds):
            for has_job in (False, True) if number % 2 == 0 else (True, False):
                if has_job:
                    await beside_jobs(asker, given, measured)
                    # A job that this part left behind must not be at work in the next.
                    await settle(client)
                else:
                    measured.alone.append(await read_for(asker, given.seconds, given.readers))
    return measured


async def beside_jobs(asker: Asker, given: argparse.Namespace, into: Measured) -> None:
    """The parts of a round from a request on."""
    async with at_work(asker, given.within) as work:
        into.asking.append(await read_for(asker, 600, given.readers, work.started))
        into.beside.append(await read_for(asker, given.seconds, given.readers))
    into.beside[-1].requests = work.requests


async def settle(client: httpx.AsyncClient) -> None:
    """Wait until nothing is at work."""
    while True:
        jobs = (await client.get("/readyz")).json()["jobs"]
        if jobs["waiting"] + jobs["running"] == 0:
            return
        await asyncio.sleep(0.5)


def lines(measured: Measured) -> Iterator[str]:
    """The table: medians over the rounds, with the least and the greatest."""
    yield "| readers | answers | jobs | seconds of a request for a job | p50 ms | p99 ms |"
    yield "| --- | --- | --- | --- | --- | --- |"
    parts = (
        ("alone", measured.alone),
        ("while a job is asked for, until it is at work", measured.asking),
        ("beside an exact job", measured.beside),
    )
    for name, rounds in parts:
        requests = [seconds for each in rounds for seconds in each.requests]
        cells = (
            f"{sum(len(each.seconds) for each in rounds):,}",
            str(len(requests)) if requests else "",
            spread(requests, 2) if requests else "",
            *(spread([each.part(part) for each in rounds]) for part in (50, 99)),
        )
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""
    pairs = list(zip(measured.alone, measured.beside, strict=True))
    times = (spread([job.part(part) / none.part(part) for none, job in pairs], 2) for part in (50, 99))
    yield "Beside a job p50 is {} times and p99 {} times that without.".format(*times)


def spread(values: list[float], digits: int = 1) -> str:
    """The median, with the least and the greatest."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def demo_of(cluster: PrivateCluster) -> str:
    """The name of a database with the demo's registers, filled once."""
    query = f"SELECT count(*) FROM pg_database WHERE datname = '{DEMO}'"
    if cluster.psql("-At", "-c", query, database="postgres").strip() == "0":
        made = f"{DEMO}_begun"
        cluster.psql("-c", f"DROP DATABASE IF EXISTS {made}", database="postgres")
        cluster.psql("-c", f"CREATE DATABASE {made} TEMPLATE merezha", database="postgres")
        migrate(cluster.url_of(made))
        load_demo(cluster.url_of(made))
        cluster.psql("-c", f"ALTER DATABASE {made} RENAME TO {DEMO}", database="postgres")
    migrate(cluster.url_of(DEMO))
    return DEMO


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.planning_jobs", description=__doc__)
    parser.add_argument("--home", type=Path, help="folder of a cluster that is kept; without it a new one")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=20.0, help="of one round")
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--within", default="UA", help="the territory that jobs plan in")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    given = parser.parse_args()
    conditions = Conditions(("procrastinate", "psycopg", "highspy", "numpy"))
    with cluster_in(given.home) as cluster, database_copy(cluster, demo_of(cluster)) as url:
        conditions.note_database(url)
        with connect(url) as connection:
            key = add_key(connection, Kind.CLIENT, "bench")
        contestant = attacked()
        contestant = replace(contestant, environment=contestant.environment | PATIENT)
        with serving(contestant, url) as server:
            measured = asyncio.run(measure(f"http://127.0.0.1:{server.port}", key, given))
    how = (
        f"jobs within {given.within}, {given.readers} readers, {given.rounds} rounds of twice "
        f"{given.seconds:g} s"
    )
    command = (
        f"python -m bench.planning_jobs --home FOLDER --rounds {given.rounds} --seconds {given.seconds:g}"
    )
    table = "\n".join([*lines(measured), "", conditions.sentence(command, how)])
    print(table)
    if given.write:
        document = DOCUMENT.read_text("utf-8")
        DOCUMENT.write_text(replace_section(document, "planning_jobs", table), "utf-8")


if __name__ == "__main__":
    main()
