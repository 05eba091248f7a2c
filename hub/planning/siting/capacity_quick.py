"""New sites of a capacity chosen quickly: by greed, without a solver, and with a bound that no plan passes.

People with few sites in reach are placed first, at the site with most places left; then one site after the
other is opened where most of those who are left can be taken. The bound is the least of two: what sites could
take if each of the best took all that it can (the flow into a set of sites is submodular in the set), and
what they could cover if their places had no end (hub/planning/siting/bound.py).
"""

import time

import numpy as np

from hub.planning.siting.capacity import CapacityPlan, ExistingSites, Flow
from hub.planning.siting.errors import MoreSitesThanCandidates
from hub.planning.siting.gains import coverage_gains
from hub.planning.siting.problem import Floats, Ints, SitingProblem
from hub.planning.siting.quick import draft_gains

SOLVER = "greedy with capacities, bounds of flow and of covering"


def place_greedily(
    problem: SitingProblem, existing: ExistingSites, *, new: int, new_capacity: float, reach: float
) -> CapacityPlan:
    """Up to `new` sites of one capacity within the reach (≤). Raises MoreSitesThanCandidates."""
    if new > len(problem.codes):
        raise MoreSitesThanCandidates(new=new, candidates=len(problem.codes))
    began = time.perf_counter()
    flow = Flow.of(problem, existing, reach, new_capacity)
    filling = _Filling(flow)
    filling.place(np.arange(flow.existing))
    before = float(filling.load.sum())
    chosen: list[int] = []
    while len(chosen) < new:
        gain = filling.gains()
        best = int(np.argmax(gain)) if gain.size else 0
        if not gain.size or gain[best] <= 1e-9 * flow.scale:
            break
        filling.place(np.array([flow.existing + best]))
        chosen.append(best)
    most_before, bound = _bounds(problem, existing, flow, new, reach)
    return CapacityPlan.of(
        problem,
        flow,
        np.sort(np.array(chosen, np.int64)),
        filling.load,
        (before, most_before),
        bound,
        seconds=time.perf_counter() - began,
        solver=SOLVER,
        new=new,
    )


class _Filling:
    """People who are left in each row, and the load of each site."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._left = flow.people.copy()
        self.load = np.zeros(len(flow.capacity))
        order = np.lexsort((flow.site, flow.row))
        self._row, self._site = flow.row[order], flow.site[order]
        self._start = np.searchsorted(self._row, np.arange(len(flow.people) + 1))

    def place(self, sites: Ints) -> None:
        """Place people who are left at some sites, those with the fewest of these in reach first."""
        meant = np.zeros(len(self._flow.capacity), np.bool_)
        meant[sites] = True
        options = np.bincount(self._row, meant[self._site], minlength=len(self._left))
        rows = np.flatnonzero((options > 0) & (self._left > 0))
        for row in rows[np.argsort(options[rows], kind="stable")].tolist():
            near = self._site[self._start[row] : self._start[row + 1]]
            near = near[meant[near]]
            free = self._flow.capacity[near] - self.load[near]
            for site in near[np.argsort(-free, kind="stable")].tolist():
                taken = min(self._left[row], self._flow.capacity[site] - self.load[site])
                if taken <= 0:
                    break
                self.load[site] += taken
                self._left[row] -= taken

    def gains(self) -> Floats:
        """How many of those who are left each unopened candidate could take."""
        first = self._flow.existing
        within = np.bincount(self._site, self._left[self._row], minlength=len(self._flow.capacity))
        opened = self.load[first:] > 0
        gain: Floats = np.where(opened, 0.0, np.minimum(self._flow.capacity, within)[first:])
        return gain


def _bounds(
    problem: SitingProblem, existing: ExistingSites, flow: Flow, new: int, reach: float
) -> tuple[float, float]:
    """What existing sites can take at most, and what they can with so many new ones."""
    at_existing = np.unique(flow.row[flow.site < flow.existing])
    most_before = min(float(flow.capacity[: flow.existing].sum()), float(flow.people[at_existing].sum()))
    greatest = np.sort(flow.capacity[flow.existing :])[::-1][:new]
    now = np.full(len(problem.people), np.inf)
    now[existing.demand[(existing.distance <= reach) & (existing.capacity[existing.site] > 0)]] = 0.0
    covering = coverage_gains(
        SitingProblem(
            problem.people,
            now,
            problem.demand,
            problem.candidate,
            problem.distance,
            problem.codes,
            problem.order,
            problem.unit,
        ),
        reach,
    )
    covered = covering.base + draft_gains(covering, new).limit
    return most_before, min(most_before + float(greatest.sum()), covered)
