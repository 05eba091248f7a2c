"""The p-center: the least distance within which everybody can be, by bisection over covering everybody.

A radius is possible when p new sites cover everybody within it (Minieka 1970; Daskin 1995): the least
possible one is a distance between a point and a site, so bisection runs over those.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hub.planning.siting.errors import NoPlanKnown
from hub.planning.siting.gains import distance_gains
from hub.planning.siting.interchange import choose_greedily
from hub.planning.siting.problem import Floats, Ints, SitingProblem
from hub.planning.siting.quick import CoverTask, draft_cover

#: Says of a task and a number of sites: columns that do, None when there are none, or that it does not know.
Decide = Callable[[CoverTask, int], "Ints | Undecided | None"]


class Undecided:
    """Neither a plan nor a proof that there is none."""


@dataclass(frozen=True)
class CenterDraft:
    """Columns, the farthest that anybody then is, and a distance below which no plan comes."""

    chosen: Ints
    farthest: float
    bound: float


def decide_quickly(task: CoverTask, count: int) -> "Ints | Undecided | None":
    """Whether `count` columns reach the task's target, by greedy, swaps and the Lagrangian bound."""
    if not task.feasible:
        return None
    draft = draft_cover(task, rounds=200, enough=count)
    if len(draft.chosen) <= count:
        return draft.chosen
    return None if draft.fewest > count else Undecided()


def least_farthest(
    problem: SitingProblem, count: int, *, tolerance: float = 0.0, decide: Decide = decide_quickly
) -> CenterDraft | None:
    """The sites with the least greatest distance, found to a tolerance; None where no plan reaches everybody.

    Raises NoPlanKnown when that is undecided. Points without people do not count. The bound is the least
    distance that was not proven impossible.
    """
    chosen = choose_greedily(distance_gains(problem), count)
    farthest = problem.farthest(chosen)
    radii = possible_radii(problem, farthest)
    near = problem.within(farthest)
    if not len(radii):
        return None
    low, high = 0, len(radii) - 1  # radii[high] is possible, or nothing is; radii below `low` are not.
    best: tuple[Ints, float] | None = (chosen, farthest) if np.isfinite(farthest) else None
    proven = 0
    while low < high or best is None:
        if best is not None and radii[high] - radii[low] <= tolerance:
            break
        middle = high if best is None else (low + high) // 2
        found = decide(CoverTask.of(near, float(radii[middle]), 1.0), count)
        if isinstance(found, np.ndarray):
            best = (found, problem.farthest(found))
            high = int(np.searchsorted(radii, best[1]))
        elif best is None:
            if isinstance(found, Undecided):
                raise NoPlanKnown(new=count)
            return None
        else:
            low = middle + 1
            if found is None:
                proven = low  # What is impossible within this radius is so within each that is less.
    sites, reached = best
    return CenterDraft(sites, reached, min(reached, float(radii[min(proven, len(radii) - 1)])))


def possible_radii(problem: SitingProblem, farthest: float) -> Floats:
    """The distances that the least radius can be, rising: none below what even all candidates reach."""
    inhabited = problem.people > 0
    nearest = problem.then(np.arange(len(problem.codes)))[inhabited]
    if not np.isfinite(nearest).all():
        return np.empty(0)
    known = np.concatenate([problem.distance, problem.now[inhabited]])
    radii: Floats = np.unique(known[(known >= nearest.max()) & (known <= min(farthest, problem.horizon))])
    return radii
