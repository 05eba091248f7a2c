"""PySAL's `access` and `spopt`, asked in an interpreter of their own that the user names.

They are no dependencies of the project: `python -m venv FOLDER` and `FOLDER/bin/pip install access spopt
pulp` make an environment for `--pysal FOLDER/bin/python`.
"""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from hub.planning.catchment import StepDecay
from hub.planning.distance import Floats
from hub.planning.pairs import Pairs
from hub.planning.siting import SitingProblem

_ACCESS: Final = Path(__file__).with_name("rival_access.py")
_SPOPT: Final = Path(__file__).with_name("rival_spopt.py")
#: Metres between a point and a site that are not among the pairs of a problem.
_APART: Final = 1e9


@dataclass(frozen=True, slots=True)
class Rival:
    """What a rival told: its versions, seconds, and results; `failure` says why there are none."""

    versions: str
    clock: tuple[float, ...] = ()
    processor: tuple[float, ...] = ()
    objective: float | None = None
    values: Floats | None = None
    failure: str | None = None
    timed_out: bool = False


def ask_access(
    python: Path, pairs: Pairs, people: Floats, supply: Floats, decay: StepDecay, repeats: int
) -> Rival:
    """E2SFCA of the same pairs by `access`: values (points,), 0 where it has none."""
    arrays = {
        "origin": pairs.point, "dest": pairs.site, "cost": pairs.cost, "people": people, "supply": supply,
        "limits": np.array(decay.limits), "weights": np.array(decay.weights),
    }  # fmt: skip
    return _ask(python, _ACCESS, arrays, [str(repeats)], None)


def ask_spopt(python: Path, problem: SitingProblem, new: int, reach: float, seconds: float) -> Rival:
    """Maximal covering by spopt with CBC, from the matrix of all costs on.

    The existing sites are one more column, at their nearest to each point, which is locked.
    """
    cost = np.full((len(problem.people), len(problem.codes) + 1), _APART)
    cost[problem.demand, problem.candidate] = problem.distance
    cost[:, -1] = np.minimum(problem.now, _APART)
    arrays = {"cost": cost, "people": problem.people}
    return _ask(python, _SPOPT, arrays, [str(new + 1), str(reach)], seconds)


def _ask(
    python: Path, script: Path, arrays: dict[str, Any], arguments: list[str], seconds: float | None
) -> Rival:
    with tempfile.TemporaryDirectory() as folder:
        given, told = Path(folder) / "given.npz", Path(folder) / "told.npy"
        np.savez(given, **arrays)
        command = [str(python), str(script), str(given), str(told), *arguments]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, timeout=seconds)
        except subprocess.TimeoutExpired:
            return Rival("", failure=f"no answer within {seconds:.0f} s", timed_out=True)
        if done.returncode:
            return Rival("", failure=f"it ended with the code {done.returncode}")
        said = json.loads(done.stdout.splitlines()[-1])
        return Rival(
            said["versions"],
            tuple(said["clock"]),
            tuple(said["processor"]),
            said.get("objective"),
            np.load(told) if told.exists() else None,
        )
