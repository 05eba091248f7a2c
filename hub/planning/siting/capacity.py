"""Siting when sites can take only so many people, none of them beyond the reach.

Existing sites alone (linear program), and maximal covering with capacities (Current and Storbeck 1988):

    maximise Σ f_rs,  Σ_s f_rs ≤ people_r,  Σ_r f_rs ≤ capacity_s · y_s,  f only for pairs within the reach,
    y_s = 1 for existing sites, Σ y over candidates ≤ p
"""

import time
from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np

from hub.planning.siting.errors import MoreSitesThanCandidates
from hub.planning.siting.gains import joined
from hub.planning.siting.problem import Floats, Ints, SitingProblem
from hub.planning.siting.proof import Proof
from hub.planning.siting.sentences import SitingGoal
from hub.solver import LinearModel, ModelBuilder, SolverFailed, SolverSession


@dataclass(frozen=True)
class ExistingSites:
    """Existing sites with what they can take: capacity (s,), and pairs demand, site, distance (pairs,)."""

    capacity: Floats
    demand: Ints
    site: Ints
    distance: Floats


@dataclass(frozen=True)
class CapacityPlan:
    """New sites (indices in the caller's list, rising), people served in all, and the load of each site.

    load (existing + new,): people that each existing site takes, then each of `sites`. served_before: what
    the existing sites take alone, and most_before what they can take at most.
    """

    sites: tuple[int, ...]
    served: float
    served_before: float
    most_before: float
    load: Floats
    proof: Proof

    @classmethod
    def of(
        cls,
        problem: SitingProblem,
        flow: "Flow",
        chosen: Ints,
        load: Floats,
        before: tuple[float, float],
        bound: float,
        *,
        seconds: float,
        solver: str,
        new: int,
    ) -> "CapacityPlan":
        """The plan of chosen candidates (numbers in the problem) with the load of every site of the flow."""
        served, most_before = float(load.sum()), max(before)
        proof = Proof.of(
            SitingGoal.MOST_COVERED,
            served,
            max(bound, served),
            alternatives=None,
            people=problem.total,
            unit=problem.unit,
            seconds=seconds,
            solver=solver,
            new=new,
        )
        order = np.argsort(problem.order[chosen], kind="stable")
        loads = np.concatenate([load[: flow.existing], load[flow.existing + chosen[order]]])
        sites = tuple(problem.order[chosen][order].tolist())
        return cls(sites, served, before[0], most_before, loads, proof)


@dataclass(frozen=True)
class Flow:
    """Rows of people and the pairs by which they reach sites: existing ones first, then candidates."""

    people: Floats
    row: Ints
    site: Ints
    capacity: Floats
    existing: int

    @classmethod
    def of(cls, problem: SitingProblem, existing: ExistingSites, reach: float, new_capacity: float) -> "Flow":
        """Pairs within the reach; points with the same sites are one row."""
        near, there = problem.within(reach), existing.distance <= reach
        points = np.concatenate([existing.demand[there], near.demand])
        sites = np.concatenate([existing.site[there], near.candidate + len(existing.capacity)])
        count = len(existing.capacity) + len(problem.codes)
        member = joined(points, sites, len(problem.people), count)
        reached = np.flatnonzero(member >= 0)
        people = np.bincount(member[reached], problem.people[reached]).astype(np.float64)
        pairs = np.unique(np.stack([member[points], sites], axis=1), axis=0)
        within = np.bincount(pairs[:, 1], people[pairs[:, 0]], minlength=count)
        capacity = np.concatenate([existing.capacity, np.full(len(problem.codes), new_capacity)])
        # A site takes no more than live in its reach: saying so brings the bound nearer.
        return cls(people, pairs[:, 0], pairs[:, 1], np.minimum(capacity, within), len(existing.capacity))

    def only_existing(self) -> "Flow":
        """Without the candidates."""
        kept = self.site < self.existing
        return replace(
            self, row=self.row[kept], site=self.site[kept], capacity=self.capacity[: self.existing]
        )

    def model(self, new: int) -> LinearModel:
        """Columns: y of each site, then the flow of each pair in units of the greatest row."""
        builder = ModelBuilder(maximise=True)
        count, pairs, scale = len(self.capacity), np.arange(len(self.row)), self.scale
        candidates = np.arange(self.existing, count)
        builder.columns(np.zeros(self.existing), lower=1.0, upper=1.0)
        if len(candidates):
            builder.columns(np.zeros(len(candidates)), upper=1.0, whole=True)
        flow = builder.columns(np.ones(len(self.row)), upper=self.people[self.row] / scale)
        builder.rows(len(self.people), self.row, flow + pairs, 1.0, upper=self.people / scale)
        builder.rows(
            count,
            np.concatenate([self.site, np.arange(count)]),
            np.concatenate([flow + pairs, np.arange(count)]),
            np.concatenate([np.ones(len(self.row)), -self.capacity / scale]),
            upper=0.0,
        )
        builder.rows(1, np.zeros(len(candidates), dtype=np.int64), candidates, 1.0, upper=float(new))
        return builder.build()

    @property
    def scale(self) -> float:
        """The greatest row, so that the solver's numbers are about 1."""
        return max(1.0, float(self.people.max(initial=0.0)))

    def load(self, values: Floats) -> Floats:
        """People at each site by the values of a solution."""
        flow = values[len(self.capacity) :] * self.scale
        load: Floats = np.bincount(self.site, flow, minlength=len(self.capacity)).astype(np.float64)
        return load


def serve_existing(
    session: SolverSession, problem: SitingProblem, existing: ExistingSites, reach: float
) -> Floats:
    """The greatest number of people that existing sites can take within the reach: load (s,) of each.

    Raises SolverFailed.
    """
    flow = Flow.of(problem, existing, reach, 0.0).only_existing()
    if not len(flow.row):
        return np.zeros(len(existing.capacity))
    solution = session.solve(flow.model(0))
    if not solution.optimal or solution.values is None:
        raise SolverFailed(reason=f"the flow of capacity ended as {solution.status}")
    return flow.load(solution.values)


def site_with_capacity(
    session: SolverSession,
    problem: SitingProblem,
    existing: ExistingSites,
    *,
    new: int,
    new_capacity: float,
    reach: float,
) -> CapacityPlan:
    """Place up to `new` sites of one capacity so that most people have a place within the reach.

    Raises MoreSitesThanCandidates, and SolverFailed when the session's time ends without any plan.
    """
    if new > len(problem.codes):
        raise MoreSitesThanCandidates(new=new, candidates=len(problem.codes))
    began = time.perf_counter()
    before = float(serve_existing(session, problem, existing, reach).sum())
    flow = Flow.of(problem, existing, reach, new_capacity)
    chosen, load, bound = np.empty(0, dtype=np.int64), np.zeros(len(flow.capacity)), 0.0
    if len(flow.row):
        solution = session.solve(flow.model(new))
        if solution.values is None or solution.bound is None:
            raise SolverFailed(reason=f"no plan with capacities within the time ({solution.status})")
        load, bound = flow.load(solution.values), solution.bound * flow.scale
        opened = solution.values[flow.existing : len(flow.capacity)] > 0.5
        # An opened site that takes nobody is no proposal.
        chosen = np.flatnonzero(opened & (load[flow.existing :] > 1e-6 * flow.scale))
    return CapacityPlan.of(
        problem,
        flow,
        chosen,
        load,
        (before, before),
        bound,
        seconds=time.perf_counter() - began,
        solver=f"HiGHS {version('highspy')}",
        new=new,
    )
