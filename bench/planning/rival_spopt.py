"""Maximal covering by spopt with CBC, run by an interpreter that has them: arrays in, figures out."""

import json
import resource
import sys
import time
from importlib.metadata import version

import numpy as np
import pulp  # type: ignore[import-untyped,import-not-found,unused-ignore]
from spopt.locate import MCLP  # type: ignore[import-untyped,import-not-found,unused-ignore]


def _used() -> float:
    """Seconds of the processor of this process and of the solvers that it ran."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def main() -> None:
    """Read the arrays of the first argument and print the objective and times as JSON."""
    given, new, reach = np.load(sys.argv[1]), int(sys.argv[3]), float(sys.argv[4])
    began, used = time.perf_counter(), _used()
    locked = np.zeros(given["cost"].shape[1], np.int64)
    locked[-1] = 1
    model = MCLP.from_cost_matrix(
        given["cost"], given["people"], reach, p_facilities=new, predefined_facilities_arr=locked
    )
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    clock, processor = time.perf_counter() - began, _used() - used
    told = {
        "versions": f"spopt {version('spopt')}, pulp {version('pulp')}",
        "clock": [clock],
        "processor": [processor],
        "objective": pulp.value(model.problem.objective),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
