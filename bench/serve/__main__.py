"""Measure the hub beside floors and a peer: `python -m bench.serve --help`."""

import argparse
import os
import random
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.figures import DOCUMENT, replace_section
from bench.serve.conditions import facts
from bench.serve.contestants import PEER, contestants
from bench.serve.home import cluster_in, database_of, postmaster_of
from bench.serve.measure import Figure, Plan, compare, store, stored
from bench.serve.operations import Operation, operations
from bench.serve.peer import add_functions
from bench.serve.plot import IMAGES, draw
from bench.serve.report import Run, section
from bench.serve.servers import Contestant, serving
from hub.cluster import PrivateCluster
from hub.store.connection import connect

QUICK = Plan(warming=1, seconds=1, longest=2, rounds=1, distinct=20, clients=(16,))


def main() -> None:
    """Measure, print the tables, and write them into docs/performance.md if asked."""
    wanted = _arguments()
    plan = QUICK if wanted.quick else Plan(seconds=wanted.seconds, rounds=wanted.rounds)
    providers = 1_500 if wanted.quick else wanted.providers
    asked = [each for each in operations() if not wanted.only or each.name in wanted.only]
    who = [each for each in contestants() if not wanted.contestants or each.name in wanted.contestants]
    with cluster_in(wanted.home) as cluster:
        folder = cluster.home / "figures"
        if not wanted.report:
            measure(cluster, providers, plan, asked, who, folder / f"{providers}.json", wanted.resume)
        runs = [stored(path) for path in folder.glob("*.json")]
    runs.sort(key=lambda run: int(run[0]["providers"]))
    text = section(runs)
    print(text)
    if wanted.write:
        _write(runs, text)


def measure(
    cluster: PrivateCluster,
    providers: int,
    plan: Plan,
    asked: Sequence[Operation],
    who: Sequence[Contestant],
    path: Path,
    resume: bool,
) -> None:
    """Measure operations one after the other, and keep the figures of each as soon as they are there."""
    url = database_of(cluster, providers)
    conditions = facts(cluster, providers) | {"rounds": plan.rounds, "seconds": plan.seconds}
    figures: list[Figure] = []
    if resume and path.is_file():
        conditions, figures = stored(path)
    done = {figure.operation for figure in figures}
    with ExitStack() as stack:
        if PEER in who:
            add_functions(url)
        servers = {each: stack.enter_context(serving(each, url)) for each in who}
        for operation in asked:
            if operation.name in done:
                continue
            with connect(url) as connection:
                variables = operation.sample(connection, random.Random(operation.name), plan.distinct)
            able = {each: server for each, server in servers.items() if each.answers(operation)}
            figures += compare(operation, variables, able, postmaster_of(cluster), plan)
            store(path, conditions | {"load_after": round(os.getloadavg()[0], 1)}, figures)


def _write(runs: Sequence[Run], text: str) -> None:
    """Put tables and plots into the documentation."""
    IMAGES.mkdir(exist_ok=True)
    pictures = []
    for run in runs:
        name = f"serve_{run[0]['providers']}.svg"
        (IMAGES / name).write_text(draw(run))
        pictures.append(f"![Requests a second, {run[0]['providers']:,} providers](img/{name})")
    DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), "serve", "\n\n".join((text, *pictures))))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.serve", description="Measure the hub beside hand-written handlers and a peer."
    )
    parser.add_argument("--providers", type=int, default=50_000, help="each has 8 services")
    parser.add_argument("--home", type=Path, help="folder of cluster and figures, kept between runs")
    parser.add_argument("--only", nargs="*", help="names of operations; by default all")
    parser.add_argument("--contestants", nargs="*", help="names of contestants; by default all")
    parser.add_argument("--seconds", type=float, default=3, help="least length of a stretch of load")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a small hub and a second for each: a smoke run")
    parser.add_argument("--resume", action="store_true", help="leave operations that have figures already")
    parser.add_argument("--report", action="store_true", help="measure nothing: report what was kept")
    parser.add_argument("--write", action="store_true", help="put tables and plots into docs/performance.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
