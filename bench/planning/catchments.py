"""E2SFCA of the country over known pairs, beside PySAL's `access`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from bench.planning.figures import Figure, Times, timed
from bench.planning.rivals import ask_access
from bench.planning_people import read_truth
from hub.planning.catchment import StepDecay, two_step, weights_of
from hub.planning.distance import Floats
from hub.planning.pairs import pairs_within
from hub.planning.raam import GOAL, raam

_DECAY: Final = StepDecay((10_000.0, 20_000.0, 30_000.0), (1.0, 0.68, 0.22))
_EQUAL: Final = 1e-12
_TIMES: Final = 50
_QUESTION: Final = "E2SFCA of the country, pairs known"


def access_figures(repeats: int, pysal: Path | None) -> Iterator[Figure]:
    """Pairs, E2SFCA, its ratio to `access`, and RAAM with its gap."""
    truth = read_truth()
    centres = truth.centre_vectors
    times, pairs = timed(1, lambda: pairs_within(truth.stations, centres, _DECAY.limits[-1]))
    sizes = f"{pairs.points:,} × {pairs.sites:,} points, {pairs.site.size:,} pairs"
    yield Figure("pairs of the country within 30 km", "", times, sizes)

    def catchment() -> Floats:
        return two_step(pairs, weights_of(pairs, _DECAY), truth.voters, truth.centres).access

    times, own = timed(5 * repeats, catchment)
    goal = f"equal to access within 1e-12, {_TIMES} times as fast"
    if pysal is None:
        yield Figure(_QUESTION, goal, times, "access was not asked (--pysal)", also=False)
    else:
        rival = ask_access(pysal, pairs, truth.voters, truth.centres, _DECAY, repeats)
        if rival.values is None:
            yield Figure(_QUESTION, goal, times, rival.failure or "", also=False)
        else:
            theirs = Times(rival.clock, rival.processor)
            apart = float(np.abs(rival.values - own).max())
            ratio = theirs.work / times.work
            yield Figure(
                _QUESTION, goal, times,
                f"{ratio:.0f} times as fast as {rival.versions} ({theirs.work:.3g} s of processor), "
                f"largest difference {apart:.1g}",
                also=apart <= _EQUAL and ratio >= _TIMES,
            )  # fmt: skip
    times, found = timed(
        1, lambda: raam(pairs, truth.voters, truth.centres, _DECAY.limits[-1], most_rounds=500)
    )
    yield Figure(
        "RAAM of the country, at most 500 rounds", f"a certified gap of {GOAL:g}", times,
        f"gap {found.gap:.2g} after {found.rounds} rounds", also=found.gap <= GOAL,
    )  # fmt: skip
