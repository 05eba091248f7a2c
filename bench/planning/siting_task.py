"""One question of siting in a process of its own, so that its memory is its own; prints JSON.

`python -m bench.planning.siting_task PLACE GOAL NEW REACH EFFORT REPEATS`: the place is two digits of an
oblast or «country», the reach in metres, 0 for none. Memory is the peak of this process and of the solver's,
in MB.
"""

import json
import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path

from bench.planning_places import DATA
from bench.planning_points import read_problem
from hub.planning.siting import Effort, SitingGoal, SitingQuestion, solve_siting

COUNTRY = "country"


def _used() -> float:
    """Seconds of the processor of this process and of solvers that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _own_peak() -> float:
    """The peak of this program, where the system tells it apart from that of the program that started it."""
    status = Path("/proc/self/status")
    if status.is_file():
        (line,) = (each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Solve the question as often as asked, and print times, proof and memory."""
    place, goal, new, reach, effort, repeats = sys.argv[1:]
    problem = read_problem(DATA / "planning", None if place == COUNTRY else place)
    question = SitingQuestion(
        SitingGoal(goal), new=int(new), reach=float(reach) or None, effort=Effort(effort)
    )
    clock, processor = [], []
    for _ in range(int(repeats)):
        began, used = time.perf_counter(), _used()
        plan = solve_siting(problem, question)
        clock.append(time.perf_counter() - began)
        processor.append(_used() - used)
    told = {
        "clock": clock,
        "processor": processor,
        "proof": asdict(plan.proof),
        "failure": plan.failure,
        "peak": _own_peak(),
        # At most: a child that is smaller than this process was when it began is told as large as that.
        "solver": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "before": None if plan.before.covered is None else plan.before.covered / problem.total,
        "people": problem.total,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
