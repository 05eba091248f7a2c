"""Measure the hub beside floors and a peer: `python -m bench.serve --help`."""

import argparse
import random
from contextlib import ExitStack
from pathlib import Path

from bench.serve.contestants import PEER, contestants
from bench.serve.home import cluster_in, database_of, postmaster_of
from bench.serve.measure import Plan, compare, store
from bench.serve.operations import operations
from bench.serve.peer import add_functions
from bench.serve.servers import serving
from hub.store.connection import connect


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.serve")
    parser.add_argument("--providers", type=int, default=50_000)
    parser.add_argument("--home", type=Path, help="folder of the cluster and figures, kept between runs")
    parser.add_argument("--only", nargs="*", help="operations to measure")
    parser.add_argument("--contestants", nargs="*", help="contestants to measure")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    plan = Plan(seconds=wanted.seconds, rounds=wanted.rounds)
    with cluster_in(wanted.home) as cluster, ExitStack() as stack:
        url = database_of(cluster, wanted.providers)
        chosen = [c for c in contestants() if not wanted.contestants or c.name in wanted.contestants]
        if PEER in chosen:
            add_functions(url)
        running = {each: stack.enter_context(serving(each, url)) for each in chosen}
        figures = []
        for operation in operations():
            if wanted.only and operation.name not in wanted.only:
                continue
            with connect(url) as connection:
                variables = operation.sample(connection, random.Random(operation.name), plan.distinct)
            figures += compare(
                operation,
                variables,
                {c: r for c, r in running.items() if c.answers(operation)},
                postmaster_of(cluster),
                plan,
            )
        store(cluster.home / "figures" / f"{wanted.providers}.json", {}, figures)


if __name__ == "__main__":
    main()
