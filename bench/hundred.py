"""Whether a question that worked goes on working: each is asked a hundred times on one connection.

`python -m bench.hundred --home FOLDER [--providers 50000]` prints, for every condition and order, the median
of its third to seventh execution, that of its last five, and their ratio. What an edition keeps is forgotten.
A ratio above the goal is measured again, up to three times, and the least stands: a plan that got generic
is so each time, a neighbour on the machine is not.
"""

import argparse
import asyncio
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from bench.questions import questions
from bench.serve.home import cluster_in, database_of
from hub.settings import KeyLimits, RequestLimits
from hub.store.compiled.memory import Memory
from hub.store.compiled.run import Compiled
from hub.store.connection import connect, scalar
from hub.store.engine import Reader, ReadOptions
from schema.build import build_schema
from schema.context import make_context
from schema.execution import Executor, Operation

TIMES: Final = 100
#: No hundredth execution may take longer than so many times the fifth.
GOAL: Final = 1.5
TRIES: Final = 3
#: Long enough to see a question that got slow, which a server would have cut short.
STATEMENT_SECONDS: Final = 30


def early_and_late(url: str, question: str) -> tuple[float, float] | None:
    """Milliseconds of the fifth and of the hundredth execution; None where the question is refused."""
    tries: list[tuple[float, float]] = []
    for _ in range(TRIES):
        seconds = asyncio.run(times(url, question))
        if not seconds:
            return None
        tries.append((1000 * median(seconds[2:7]), 1000 * median(seconds[-5:])))
        if tries[-1][1] <= GOAL * tries[-1][0]:
            break
    return min(tries, key=lambda pair: pair[1] / pair[0])


async def times(url: str, question: str) -> list[float]:
    """Seconds of each execution, in their order; empty where the question is refused."""
    reader = Reader(url, ReadOptions(statement_seconds=STATEMENT_SECONDS, pool_size=1))
    compiled = Compiled(url, reader)
    executor = Executor(build_schema(), compiled)
    found: list[float] = []
    try:
        for _ in range(TIMES):
            async with reader.session() as session:
                context = make_context(session, RequestLimits(nodes=KeyLimits().nodes))
                begun = perf_counter()
                answer = await executor.execute(Operation(f"{{ {question} }}"), context)
                found.append(perf_counter() - begun)
                if answer.errors:
                    print(answer.errors[0]["message"])
                    return []
            compiled._memory = Memory(-1)
    finally:
        await compiled.close()
        await reader.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.hundred", description=__doc__)
    parser.add_argument("--home", type=Path, help="folder of a cluster that is kept; without it a new one")
    parser.add_argument("--providers", type=int, default=50_000)
    given = parser.parse_args()
    with cluster_in(given.home) as cluster:
        url = database_of(cluster, given.providers)
        with connect(url) as connection:
            source = scalar(
                connection, "SELECT code FROM hub.source WHERE jurisdiction_id IS NOT NULL LIMIT 1"
            )
        worst = 0.0
        print("| question | 5th ms | 100th ms | ratio |\n|---|---|---|---|")
        for question in questions(str(source)):
            if measured := early_and_late(url, question):
                early, late = measured
                worst = max(worst, late / early)
                print(f"| `{question[:90]}` | {early:.1f} | {late:.1f} | {late / early:.2f} |", flush=True)
        print(f"\nThe worst ratio is {worst:.2f}.")


if __name__ == "__main__":
    main()
