"""One question of siting in a process of its own, so that its memory is its own; prints JSON.

`python -m bench.planning.siting_task FOLDER PLACE GOAL NEW REACH EFFORT REPEATS`: the folder of polling
stations and service centres; the place is two digits of an oblast or «country», the reach in metres, 0 for
none. Memory is the peak of this process and of the solver's, in MB, 0 where the system does not tell it.
"""

import json
import os
import resource
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

from bench.planning_points import read_problem
from hub.planning.siting import Effort, SitingGoal, SitingQuestion, solve_siting

COUNTRY = "country"


def _used() -> float:
    """Seconds of the processor of this process and of solvers that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _peak(process: int) -> float:
    """The peak of a process that runs: what its starter had before does not count, unlike in ru_maxrss."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return max((int(each.split()[1]) / 1024 for each in lines if each.startswith("VmHWM")), default=0.0)


class SolverWatch(threading.Thread):
    """Looks at the memory of this process's children until the program ends."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0

    def run(self) -> None:
        """Look five times a second."""
        own = os.getpid()
        children = Path(f"/proc/{own}/task/{own}/children")
        while children.is_file():
            self.peak = max([self.peak, *(_peak(int(each)) for each in children.read_text().split())])
            time.sleep(0.2)


def main() -> None:
    """Solve the question as often as asked, and print times, proof and memory."""
    folder, place, goal, new, reach, effort, repeats = sys.argv[1:]
    problem = read_problem(Path(folder), None if place == COUNTRY else place)
    question = SitingQuestion(
        SitingGoal(goal), new=int(new), reach=float(reach) or None, effort=Effort(effort)
    )
    watch = SolverWatch()
    watch.start()
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
        "peak": _peak(os.getpid()),
        "solver": watch.peak,
        "before": None if plan.before.covered is None else plan.before.covered / problem.total,
        "people": problem.total,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
