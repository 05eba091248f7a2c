"""How fast centres are composed and missing services are listed: `python -m bench.planning_composition`.

First the search alone, on made networks of 40 and 150 providers with 18 services, each held against HiGHS on
the same problem: both must find the same cost. Then, with `--url URL` of a hub that holds a demo with all
territories, whole questions as a client asks them, by their resolvers; nothing is written. Seconds are
medians with the least and greatest; CPU is what this process took, so that the database's share is the rest.
"""

import argparse
import asyncio
import platform
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from typing import Any

import numpy as np

from hub.planning.composition.choice import Option, choose
from hub.settings import KeyLimits, RequestLimits
from hub.solver import LinearModel, ModelBuilder, SolverSession
from hub.store.engine import Reader, ReadOptions
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Executor, Operation

SERVICES = 18
#: Providers, and how many services the poorest and the richest of them give.
NETWORKS = ((40, 1, 5), (150, 1, 5), (150, 2, 9))
#: What stands before metres in a cost, so that the fewest members come first; HiGHS keeps it exact.
_MEMBER = 10**6
UMAN, STATE = "UA71060210000032972", "UA"
SMALL_REACH, GREAT_REACH = 60_000, 200_000

COMPOSITION = """
query ($territory: String!, $reach: Float!, $first: Int!) {
  composition(territory: $territory, reachMetres: $reach, first: $first) {
    candidates giving
    sets {
      members { provider { name } distance { value low high } brings { code } why(lang: UK) }
      covered { service { code } by { name } capacity { figure value stated of } }
      missing { service { code } nearest { provider { name } distance { value } free { value } extendable } }
      duplicated { service { code } by { name } } notCounted { reason provider { name } } catchment { code }
    }
    proof { status objective bound }
    basis { hash sources { rows } notUsed { what reason count } }
  }
}
"""
MISSING = """
query ($within: String!, $first: Int!, $filter: ProviderFilter) {
  missingServices(within: $within, level: HROMADA, first: $first, filter: $filter) {
    totalCount edges { node { count territory { code } %s } } basis { hash sources { rows } }
  }
}
"""
NEAREST = (
    "missing { service { code } nearest { provider { name } distance { value } free { value } extendable } }"
)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the clock and of this process, of each repeat, and the last result."""

    seconds: list[float]
    cpu: list[float]
    result: Any

    @property
    def cells(self) -> tuple[str, str]:
        """Milliseconds as median (least–most), and the processor's median."""
        wall = [1000 * each for each in self.seconds]
        return f"{median(wall):.1f} ({min(wall):.1f}–{max(wall):.1f})", f"{1000 * median(self.cpu):.1f}"


def timed(work: Callable[[], Any], repeats: int) -> Times:
    """Do it once unmeasured, so that nothing is built for the first time, then `repeats` times."""
    result = work()
    seconds, cpu = [], []
    for _ in range(repeats):
        began, used = time.perf_counter(), time.process_time()
        result = work()
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    return Times(seconds, cpu, result)


def made_network(providers: int, least: int, most: int, seed: int) -> list[Option]:
    """Providers that each give so many of the services, at distances up to 60 km."""
    draw = random.Random(seed)
    return [
        Option(
            sum(1 << service for service in draw.sample(range(SERVICES), draw.randint(least, most))),
            _MEMBER + draw.randint(0, 60_000),
        )
        for _ in range(providers)
    ]


def as_program(options: list[Option]) -> LinearModel:
    """The same set cover as a mixed-integer program: a row for each service that anybody gives."""
    builder = ModelBuilder(maximise=False)
    builder.columns(np.array([float(one.cost) for one in options]), upper=1.0, whole=True)
    gives = [[i for i, one in enumerate(options) if one.covers >> service & 1] for service in range(SERVICES)]
    rows = [each for each in gives if each]
    row = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    builder.rows(len(rows), row, np.concatenate([np.array(each) for each in rows]), 1.0, lower=1.0)
    return builder.build()


def search_rows(repeats: int) -> Iterator[str]:
    """A line for each network and number of sets, and the ratio to HiGHS."""
    with SolverSession() as session:
        for providers, least, most in NETWORKS:
            options = made_network(providers, least, most, seed=providers)
            program = as_program(options)
            rival = timed(lambda model=program: session.solve(model, gap=0.0), repeats)  # type: ignore[misc]
            for sets in (1, 5):
                ours = timed(lambda those=options, count=sets + 1: choose(those, count), repeats)  # type: ignore[misc]
                if round(rival.result.objective) != ours.result[0].cost:
                    raise SystemExit(
                        f"{providers} providers: {ours.result[0].cost}, HiGHS {rival.result.objective}"
                    )
                ratio = median(rival.seconds) / median(ours.seconds)
                members = len(ours.result[0].members)
                cells = (
                    providers,
                    f"{least}–{most}",
                    sets,
                    members,
                    *ours.cells,
                    rival.cells[0],
                    f"{ratio:.1f}",
                )
                yield _line(*cells)


def question_rows(url: str, repeats: int) -> Iterator[str]:
    """A line for each whole question."""
    runner, reader = asyncio.Runner(), Reader(url, ReadOptions(statement_seconds=60, pool_size=2))
    executor, limits = Executor(build_schema()), RequestLimits(nodes=KeyLimits().nodes)

    async def answer(query: str, variables: dict[str, Any]) -> tuple[Any, int]:
        async with reader.session() as session:
            told = await executor.execute(Operation(query, variables), make_context(session, limits))
            if told.errors or told.data is None:
                raise SystemExit(str(told.errors))
            return told.data, session.statements

    def ask(name: str, query: str, size: Callable[[Any], str], **variables: Any) -> str:
        times = timed(lambda: runner.run(answer(query, variables)), repeats)
        data, statements = times.result
        return _line(name, size(data), *times.cells, statements)

    def composed(data: Any) -> str:
        return f"{data['composition']['candidates']} candidates, {data['composition']['giving']} give"

    def listed(data: Any) -> str:
        found = data["missingServices"]
        return f"{found['totalCount']} territories, {len(found['edges'])} shown"

    try:
        for metres, sets in ((0, 1), (SMALL_REACH, 1), (GREAT_REACH, 1), (GREAT_REACH, 5)):
            asked = {"territory": UMAN, "reach": metres, "first": sets}
            yield ask(f"composition, {metres // 1000} km, {sets} sets", COMPOSITION, composed, **asked)
        bare, near = MISSING % "", MISSING % NEAREST
        for name, query, more in (
            ("counts", bare, {"first": 20}),
            ("with the nearest", near, {"first": 20}),
            ("with the nearest", near, {"first": 100}),
            (
                "a filter, with the nearest",
                near,
                {"first": 100, "filter": {"sectors": ["MUNICIPAL", "STATE"]}},
            ),
        ):
            yield ask(f"missingServices, {name}", query, listed, within=STATE, **more)
    finally:
        runner.run(reader.close())
        runner.close()


def _line(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="of a hub that holds a demo with all territories")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--parts", nargs="+", default=["search", "questions"])
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, numpy {version('numpy')}, highspy {version('highspy')}\n")
    if "search" in asked.parts:
        print(_line("providers", "services each", "sets", "members", "ms", "CPU ms", "HiGHS ms", "× faster"))
        print("|" + " --- |" * 8)
        for row in search_rows(asked.repeats):
            print(row, flush=True)
    if asked.url and "questions" in asked.parts:
        print("\n" + _line("question", "size", "ms", "CPU ms", "statements"))
        print("|" + " --- |" * 5)
        for row in question_rows(asked.url, asked.repeats):
            print(row, flush=True)


if __name__ == "__main__":
    main()
