"""How fast plans of siting are made and how near their bounds are: an oblast and a country of real points.

`python -m bench.planning_siting FOLDER` with the folder of polling stations and service centres;
`--repeats 3`, `--parts oblast exact country`. Seconds are medians with the least and greatest; CPU is
what this process itself took (the solver's process is beside it). The country has pairs up to 20 km.
spopt, where it is installed, is asked for the oblast's maximal covering.
"""

import argparse
import platform
import time
from collections.abc import Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from bench.planning_points import read_problem
from hub.planning.siting import Effort, SitingGoal, SitingPlan, SitingProblem, SitingQuestion, solve_siting

COVER, MEDIAN = SitingGoal.MOST_COVERED, SitingGoal.LEAST_DISTANCE
OBLAST = (
    SitingQuestion(COVER, new=10, reach=10_000),
    SitingQuestion(COVER, new=20, reach=10_000),
    SitingQuestion(MEDIAN, new=10),
    SitingQuestion(MEDIAN, new=20),
)
COUNTRY = (
    SitingQuestion(COVER, new=20, reach=10_000),
    SitingQuestion(COVER, new=100, reach=10_000),
    SitingQuestion(MEDIAN, new=20),
    SitingQuestion(MEDIAN, new=100),
)


def exact(questions: tuple[SitingQuestion, ...]) -> tuple[SitingQuestion, ...]:
    """The same questions, to be answered exactly."""
    return tuple(
        SitingQuestion(each.goal, new=each.new, reach=each.reach, effort=Effort.EXACT) for each in questions
    )


def measure(
    name: str, problem: SitingProblem, questions: tuple[SitingQuestion, ...], repeats: int
) -> Iterator[str]:
    """A line of the table for each question."""
    for question in questions:
        seconds, cpu = [], []
        for _ in range(repeats):
            began, used = time.perf_counter(), time.process_time()
            plan = solve_siting(problem, question)
            seconds.append(time.perf_counter() - began)
            cpu.append(time.process_time() - used)
        yield line(name, question, plan, seconds, cpu)


def line(
    name: str, question: SitingQuestion, plan: SitingPlan, seconds: list[float], cpu: list[float]
) -> str:
    """Place, goal, new sites, effort, seconds, CPU, status, gap, objective."""
    gap = "" if plan.proof.gap is None else f"{100 * plan.proof.gap:.3f} %"
    spread = f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"
    cells = (name, question.goal, question.new, question.effort, spread, f"{median(cpu):.2f}",
             plan.proof.status, gap, f"{plan.proof.objective:.1f}")  # fmt: skip
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def spopt_seconds(problem: SitingProblem, question: SitingQuestion) -> float | None:
    """Seconds of spopt with CBC for a maximal covering of the open points, None where it is missing."""
    try:
        version("spopt")
    except PackageNotFoundError:
        return None
    import numpy as np
    import pulp
    from spopt.locate import MCLP

    assert question.reach is not None
    cost = np.full((len(problem.people), len(problem.codes)), 1e9)
    cost[problem.demand, problem.candidate] = problem.distance
    open_points = problem.now > question.reach
    began = time.perf_counter()
    model = MCLP.from_cost_matrix(
        cost[open_points], problem.people[open_points], question.reach, p_facilities=question.new
    )
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--parts", nargs="+", default=["oblast", "exact", "country"])
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, numpy {version('numpy')}, highspy {version('highspy')}\n")
    print("| place | goal | new | effort | seconds, median (least–most) | CPU s | status | gap | objective |")
    print("|" + " --- |" * 9)
    oblast = partial(read_problem, asked.folder, "05")
    if "oblast" in asked.parts:
        for row in measure("Vinnytsia", oblast(), OBLAST, asked.repeats):
            print(row, flush=True)
    if "exact" in asked.parts:
        for row in measure("Vinnytsia", oblast(), exact(OBLAST), asked.repeats):
            print(row, flush=True)
    if "country" in asked.parts:
        country = read_problem(asked.folder, None, radius=20_000)
        for row in measure("Ukraine", country, COUNTRY, asked.repeats):
            print(row, flush=True)
    rival = spopt_seconds(oblast(), OBLAST[0])
    print(f"\nspopt, Vinnytsia MCLP 10 new: {'not installed' if rival is None else f'{rival:.1f} s'}")


if __name__ == "__main__":
    main()
