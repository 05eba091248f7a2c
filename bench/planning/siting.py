"""Plans of sites for an oblast and the country: seconds, bounds and memory, and spopt beside the oblast's."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.import_speed import ROOT
from bench.planning.figures import Figure, Times
from bench.planning.rivals import ask_spopt
from bench.planning.siting_task import COUNTRY
from bench.planning_places import DATA
from bench.planning_points import read_problem
from hub.planning.siting import Effort, SitingGoal

_OBLAST: Final = "05"
_COVER, _MEDIAN = SitingGoal.MOST_COVERED, SitingGoal.LEAST_DISTANCE
_SPOPT_TIMES: Final = 50


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its goal: seconds, the gap that the bound may leave, and megabytes."""

    place: str
    goal: SitingGoal
    new: int
    reach: int
    effort: Effort
    seconds: float
    gap: float
    megabytes: float | None = None

    @property
    def question(self) -> str:
        """In words."""
        where = "country" if self.place == COUNTRY else "oblast (Vinnytsia)"
        what = f"within {self.reach / 1000:g} km" if self.reach else "least distance"
        name = "MCLP" if self.goal is _COVER else "p-median"
        return f"{name}, {where}, {self.new} new, {what}, {self.effort.value}"

    @property
    def wanted(self) -> str:
        """The goal in words."""
        proof = "optimal" if not self.gap else f"within {100 * self.gap:g} %"
        memory = "" if self.megabytes is None else f", ≤ {self.megabytes:g} MB"
        return f"≤ {self.seconds:g} s, {proof}{memory}"


def _cases() -> Iterator[Case]:
    for new in (10, 20):
        yield Case(_OBLAST, _COVER, new, 10_000, Effort.QUICK, 1, 0.02)
        yield Case(_OBLAST, _MEDIAN, new, 0, Effort.QUICK, 1, 0.02)
    for new in (10, 20):
        yield Case(_OBLAST, _COVER, new, 10_000, Effort.EXACT, 10, 0)
        yield Case(_OBLAST, _MEDIAN, new, 0, Effort.EXACT, 10, 0)
    for new in (20, 100):
        yield Case(COUNTRY, _COVER, new, 10_000, Effort.QUICK, 4, 0.015)
    yield Case(COUNTRY, _COVER, 20, 10_000, Effort.EXACT, 60, 0, 500)
    yield Case(COUNTRY, _MEDIAN, 20, 0, Effort.QUICK, 60, 0.01)


def siting_figures(repeats: int, pysal: Path | None, rival_seconds: float) -> Iterator[Figure]:
    """A line for each case, and the ratio to spopt."""
    for case in _cases():
        often = repeats if case.place == _OBLAST else 1
        told = _solved(case, often)
        proof = told["proof"]
        gap, peak = proof["gap"], told["peak"] + told["solver"]
        optimal = proof["status"] == "OPTIMAL"
        close = gap is not None and gap <= case.gap if case.gap else optimal
        small = case.megabytes is None or peak <= case.megabytes
        times = Times(tuple(told["clock"]), tuple(told["processor"]))
        found = f"{proof['status']}, gap {100 * (gap or 0):.3f} %, {peak:.0f} MB with the solver"
        yield Figure(case.question, case.wanted, times, found, case.seconds, close and small)
    yield _beside_spopt(pysal, rival_seconds)


def _solved(case: Case, repeats: int) -> dict[str, Any]:
    folder = str(DATA / "planning")
    arguments = [
        folder,
        case.place,
        case.goal.value,
        str(case.new),
        str(case.reach),
        case.effort.value,
        str(repeats),
    ]
    command = [sys.executable, "-m", "bench.planning.siting_task", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _beside_spopt(pysal: Path | None, seconds: float) -> Figure:
    """Maximal covering of the oblast, 10 new: exact here, and by spopt with CBC end to end."""
    question, goal = (
        "MCLP, oblast, 10 new, EXACT beside spopt",
        f"{_SPOPT_TIMES} times as fast, equal optimum",
    )
    if pysal is None:
        return Figure(question, goal, None, "spopt was not asked (--pysal)")
    told = _solved(Case(_OBLAST, _COVER, 10, 10_000, Effort.EXACT, 10, 0), 1)
    times = Times(tuple(told["clock"]), tuple(told["processor"]))
    problem = read_problem(DATA / "planning", _OBLAST)
    rival = ask_spopt(pysal, problem, 10, 10_000, seconds)
    if rival.objective is None:
        least = seconds / times.seconds if rival.timed_out else 0.0
        told_of = f"spopt with CBC: {rival.failure}, so at least {least:.0f} times by the clock"
        return Figure(question, goal, times, told_of, also=least >= _SPOPT_TIMES)
    theirs = rival.processor[0]
    equal = abs(rival.objective - told["proof"]["objective"]) <= 1e-9 * rival.objective
    return Figure(
        question, goal, times,
        f"{theirs / times.work:.0f} times by processor: {rival.versions} with CBC takes {theirs:.0f} s; "
        f"the optima are {'equal' if equal else 'not equal'}",
        also=equal and theirs >= _SPOPT_TIMES * times.work,
    )  # fmt: skip
