"""Rounds of load, contestants taking turns, and what they add up to."""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median
from time import monotonic

from bench.serve.check import ask, check
from bench.serve.conditions import Facts
from bench.serve.load import Sample, bodies_file, put_load
from bench.serve.operations import Operation, Variables
from bench.serve.servers import Contestant, Running

CLIENTS = (1, 16)
_CHECKED = 3
#: A stretch of load holds at least this many answers to each client, however slow the server.
_ANSWERS = 3


@dataclass(frozen=True)
class Plan:
    """How long and how often each contestant is measured, and how long it is warmed before."""

    warming: float = 10
    seconds: float = 3
    longest: float = 45
    rounds: int = 3
    distinct: int = 400
    clients: tuple[int, ...] = CLIENTS


@dataclass(frozen=True)
class Figure:
    """The samples of one contestant at one operation and number of clients."""

    operation: str
    contestant: str
    clients: int
    samples: tuple[Sample, ...]

    def middle(self, name: str) -> float:
        """The median of a value over the samples."""
        return median(getattr(sample, name) for sample in self.samples)


def compare(
    operation: Operation,
    variables: list[Variables],
    running: Mapping[Contestant, Running],
    postmaster: int,
    plan: Plan,
) -> list[Figure]:
    """Check that all give the same answers, then measure them in turns."""
    equal = check(operation, variables[:_CHECKED], running)
    _say(f"{operation.title}: {equal} answers of {len(running)} contestants are equal")
    samples: defaultdict[tuple[str, int], list[Sample]] = defaultdict(list)
    alone = {each: warmed(each, running[each], operation, variables, plan) for each in running}
    for clients in plan.clients:
        for turn in range(plan.rounds):
            order = list(running)
            random.Random(turn).shuffle(order)
            for each in order:
                wanted = min(max(plan.seconds, alone[each] * clients * _ANSWERS), plan.longest)
                if turn > 0 and wanted == plan.longest:
                    continue
                url = running[each].url(each, operation)
                with bodies_file(each.bodies(operation, variables)) as bodies:
                    sample = put_load(url, bodies, clients, wanted, running[each].process, postmaster)
                samples[each.name, clients].append(sample)
                _say(f"  {each.name:12} {clients:2} clients  {_shown(sample)}")
    return [Figure(operation.name, name, clients, tuple(of)) for (name, clients), of in samples.items()]


def warmed(
    contestant: Contestant, running: Running, operation: Operation, variables: Sequence[Variables], plan: Plan
) -> float:
    """About how many seconds one answer takes when the server is warm: it was asked everything once.

    A slow one is asked as much as fits into `plan.warming` seconds, but a few things in any case.
    """
    began = monotonic()
    for number, given in enumerate(variables[: contestant.distinct]):
        if number >= _CHECKED and monotonic() - began > plan.warming:
            break
        ask(contestant, running, operation, given)
    began = monotonic()
    ask(contestant, running, operation, variables[0])
    return monotonic() - began


def _shown(sample: Sample) -> str:
    return (
        f"p50 {sample.p50:9.2f} ms  p99 {sample.p99:9.2f} ms  {sample.rate:8.1f}/s  processor: server "
        f"{sample.server_cpu:8.2f} ms, PostgreSQL {sample.database_cpu:8.2f} ms  failed {sample.failed}"
    )


def store(path: Path, facts: Facts, figures: Iterable[Figure]) -> None:
    """Keep the figures of a run, so that runs of other sizes can stand beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"facts": facts, "figures": [asdict(figure) for figure in figures]}, indent=1))


def stored(path: Path) -> tuple[Facts, list[Figure]]:
    """The facts and figures of a kept run."""
    content = json.loads(path.read_text())
    names = {field.name for field in fields(Sample)}
    figures = [
        Figure(
            found["operation"],
            found["contestant"],
            found["clients"],
            tuple(
                Sample(**{name: value for name, value in sample.items() if name in names})
                for sample in found["samples"]
            ),
        )
        for found in content["figures"]
    ]
    return content["facts"], figures


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
