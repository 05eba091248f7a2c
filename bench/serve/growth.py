"""What a larger hub costs: `python -m bench.serve.growth --home FOLDER`, two sizes side by side in one run.

Both hubs have their own servers, and every contestant is asked of both in turns, by one client.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.figures import DOCUMENT, replace_section
from bench.serve.home import cluster_in, database_of, postmaster_of
from bench.serve.load import bodies_file, put_load
from bench.serve.measure import Plan, warmed
from bench.serve.operations import Operation, Variables, operations
from bench.serve.report import ratio, table, three_digits
from bench.serve.servers import COMPILED, IN_ROWS, IN_SQL, Contestant, Running, serving
from hub.store.connection import connect

SIZES = (50_000, 1_000_000)
_WHO = (COMPILED, IN_SQL, IN_ROWS)

#: A hub: its database and the servers on it.
Hub = tuple[str, dict[Contestant, Running]]


def main() -> None:
    """Measure, print the table, and write it into docs/performance.md if asked."""
    wanted = _arguments()
    plan = Plan(warming=5, seconds=wanted.seconds, rounds=wanted.rounds)
    with cluster_in(wanted.home) as cluster:
        urls = [database_of(cluster, size) for size in wanted.sizes]
        with serving_all(urls) as hubs:
            text = growth(hubs, wanted.sizes, operations(), postmaster_of(cluster), plan)
    print(text)
    if wanted.write:
        DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), "serve_growth", text))


@contextmanager
def serving_all(urls: Sequence[str]) -> Iterator[list[Hub]]:
    """Every contestant's server on each database."""
    with ExitStack() as stack:
        yield [(url, {each: stack.enter_context(serving(each, url)) for each in _WHO}) for url in urls]


def growth(
    hubs: Sequence[Hub], sizes: Sequence[int], asked: Sequence[Operation], postmaster: int, plan: Plan
) -> str:
    """The table of p50 in ms at each size, and how many times the first the last is."""
    lines = []
    for operation in asked:
        medians = measured(operation, hubs, postmaster, plan)
        lines.append((operation.title, *(_cell(medians.get(each, ())) for each in _WHO)))
    heading = (
        f"p50 at 1 client in ms: {' / '.join(f'{size:,}' for size in sizes)} providers, **times the first**"
    )
    rounds = f"{plan.rounds} interleaved rounds of at least {plan.seconds:g} s in one run"
    return f"{table((heading, *(each.title for each in _WHO)), lines)}\n\n{rounds}, each warmed before."


def measured(
    operation: Operation, hubs: Sequence[Hub], postmaster: int, plan: Plan
) -> dict[Contestant, tuple[float, ...]]:
    """The p50 of each contestant on each hub: the median of the rounds."""
    samples: dict[tuple[Contestant, int], list[float]] = {}
    asked: list[list[Variables]] = []
    for url, servers in hubs:
        with connect(url) as connection:
            asked.append(operation.sample(connection, random.Random(operation.name), plan.distinct))
        for each, server in servers.items():
            if each.answers(operation):
                warmed(each, server, operation, asked[-1], plan)
                samples[each, len(asked) - 1] = []
    for _ in range(plan.rounds):
        for (each, number), found in samples.items():
            server = hubs[number][1][each]
            with bodies_file(each.bodies(operation, asked[number])) as bodies:
                url = server.url(each, operation)
                found.append(put_load(url, bodies, 1, plan.seconds, server.process, postmaster).p50)
    who = dict.fromkeys(each for each, _ in samples)
    return {each: tuple(median(samples[each, number]) for number in range(len(hubs))) for each in who}


def _cell(medians: Sequence[float]) -> str:
    if not medians:
        return "–"
    return f"{' / '.join(map(three_digits, medians))}, **{ratio(medians[-1], medians[0])}**"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.serve.growth", description="Measure two sizes of the hub side by side."
    )
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, help="numbers of providers")
    parser.add_argument("--home", type=Path, help="folder of the cluster, kept between runs")
    parser.add_argument("--seconds", type=float, default=2, help="least length of a stretch of load")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
