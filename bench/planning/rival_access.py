"""E2SFCA by PySAL's `access`, run by an interpreter that has it: arrays in, values and times out."""

import json
import sys
import time
from importlib.metadata import version

import numpy as np
import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]
from access import fca, weights  # type: ignore[import-untyped,import-not-found,unused-ignore]


def main() -> None:
    """Read the arrays of the first argument, write the values to the second, and print times as JSON."""
    given, told, repeats = np.load(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    demand = pandas.DataFrame({"value": given["people"]})
    supply = pandas.DataFrame({"value": given["supply"]})
    cost = pandas.DataFrame({name: given[name] for name in ("origin", "dest", "cost")})
    step = weights.step_fn(dict(zip(given["limits"].tolist(), given["weights"].tolist(), strict=True)))
    clock, processor = [], []
    for _ in range(repeats):
        began, used = time.perf_counter(), time.process_time()
        values = fca.two_stage_fca(
            demand_df=demand, supply_df=supply, cost_df=cost, max_cost=float(given["limits"][-1]),
            demand_index=True, demand_name="value", supply_index=True, supply_name="value",
            cost_origin="origin", cost_dest="dest", cost_name="cost", weight_fn=step, normalize=False,
        )  # fmt: skip
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - used)
    np.save(told, values.reindex(range(len(demand))).fillna(0.0).to_numpy())
    versions = f"access {version('access')}, pandas {version('pandas')}"
    print(json.dumps({"versions": versions, "clock": clock, "processor": processor}))


if __name__ == "__main__":
    main()
