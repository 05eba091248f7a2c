"""RAAM: what it costs a person to be served, by waiting and by travelling (Saxon and Snow 2020).

People of point i who go to site j bear the cost

    c_ij = D_j / (ρ S_j) + t_ij / τ,      D_j = Σ_i x_ij,      ρ = Σ P / Σ S,

so 1 is the mean crowding, or travel of τ (in the unit of the pairs). Each person goes where it costs least.
Where nobody gains by changing, x solves a convex programme (Beckmann, McGuire and Winsten 1956):

    minimise f = Σ_j D_j² / (2 ρ S_j) + Σ_ij x_ij t_ij / τ      with  Σ_j x_ij = P_i,  x ≥ 0.

It is solved by the method of Frank and Wolfe (1956) with exact steps: everybody is sent where it costs least
now, and the plan moves towards that as far as f falls. The slope towards it is at least f − f*, so each
answer has a proof. Against zigzag the target is mixed with the last one, so that steps are conjugate
(Mitradjieva and Lindberg 2013). Only D and the total travel are kept, not x. Low cost is good access.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hub.planning.distance import Floats, Ints
from hub.planning.pairs import Pairs
from hub.planning.sums import sums_by

GOAL = 1e-4
MOST_ROUNDS = 5_000
#: A target is at most this share the last one, so that the best plan always has a part.
_MOST_MIXED = 0.99


@dataclass(frozen=True, slots=True)
class Raam:
    """The cost of each point that has a site in reach; the others are not among them."""

    #: Indices of the points in reach, rising, and the cost of the best site of each, same shape.
    point: Ints
    cost: Floats
    #: People at each site, shape (sites,).
    load: Floats
    points_without_site: int
    #: f is at most this share above the least possible; at most GOAL unless the rounds did not suffice.
    gap: float
    rounds: int


def raam(
    pairs: Pairs,
    people: Floats,
    supply: Floats,
    tau: float,
    *,
    goal: float = GOAL,
    most_rounds: int = MOST_ROUNDS,
) -> Raam:
    """RAAM over pairs: people (points,), supply (sites,), tau in the unit of the pairs.

    Sites whose supply is 0 or not stated (NaN) serve nobody. Raises ValueError for a tau that is not above 0.
    """
    if not 0 < tau < np.inf:
        raise ValueError(f"a tau of {tau}")
    open_pairs = pairs.chosen((np.nan_to_num(supply) > 0)[pairs.site])
    served = np.flatnonzero(np.diff(open_pairs.start))
    without = pairs.points - served.size
    if not served.size or not people[served].sum() > 0:
        return Raam(served, np.zeros(served.size), np.zeros(pairs.sites), without, 0.0, 0)
    programme = _Programme(open_pairs, served, people[served], np.nan_to_num(supply), tau)
    return programme.solved(goal, most_rounds, without)


class _Programme:
    """The convex programme: one column for each pair, in the order of the points that are served."""

    def __init__(self, pairs: Pairs, served: Ints, people: Floats, supply: Floats, tau: float) -> None:
        self.site, self.travel = pairs.site, pairs.cost / tau
        self.served, self.people = served, people
        self.begin = pairs.start[served]
        self.lengths = np.diff(pairs.start)[served]
        in_reach = np.bincount(self.site, minlength=pairs.sites) > 0
        rho = people.sum() / supply[in_reach].sum()
        self.slope = np.divide(1, rho * supply, out=np.zeros(pairs.sites), where=in_reach & (supply > 0))

    def best(self, load: Floats) -> tuple[Floats, "_Plan"]:
        """The least cost of each point, and the plan by which everybody goes there."""
        cost = (load * self.slope)[self.site] + self.travel
        least = np.minimum.reduceat(cost, self.begin)
        columns = np.flatnonzero(cost == np.repeat(least, self.lengths))
        # Of equally good sites the first.
        column = columns[np.searchsorted(columns, self.begin)]
        there = sums_by(self.site[column], self.people, load.size)
        return least, _Plan(there, float(self.people @ self.travel[column]))

    def solved(self, goal: float, most_rounds: int, without: int) -> Raam:
        """Rounds of Frank and Wolfe until the gap is reached or the rounds are used up."""
        _, plan = self.best(np.zeros(self.slope.size))
        target = plan
        for rounds in range(1, most_rounds + 1):
            least, best = self.best(plan.load)
            marginal = plan.load * self.slope
            descent = float(marginal @ (plan.load - best.load)) + plan.travel - best.travel
            objective = float(marginal @ plan.load) / 2 + plan.travel
            gap = max(descent, 0.0) / objective if objective > 0 else 0.0
            if gap <= goal or rounds == most_rounds:
                break
            target = self.conjugate(plan, target, best)
            plan = plan.towards(target, self.step(plan, target))
        return Raam(self.served, least, plan.load, without, gap, rounds)

    def conjugate(self, plan: "_Plan", last: "_Plan", best: "_Plan") -> "_Plan":
        """The best plan, mixed with the last target so that the step is conjugate to the last one."""
        before, now = last.load - plan.load, best.load - plan.load
        curvature, common = float((before * self.slope) @ before), float((before * self.slope) @ now)
        if not (common < 0 < curvature):
            return best
        mixed = best.towards(last, min(-common / (curvature - common), _MOST_MIXED))
        descends = float((plan.load * self.slope) @ (mixed.load - plan.load)) + mixed.travel - plan.travel < 0
        return mixed if descends else best

    def step(self, plan: "_Plan", target: "_Plan") -> float:
        """How far towards the target f is least, 0 to 1."""
        change = target.load - plan.load
        descent = -float((plan.load * self.slope) @ change) - (target.travel - plan.travel)
        curvature = float((change * self.slope) @ change)
        return min(max(descent, 0.0) / curvature, 1.0) if curvature > 0 else 1.0


class _Plan(NamedTuple):
    """Who goes where, as far as f depends on it: people at each site, and travel of all in units of tau."""

    load: Floats
    travel: float

    def towards(self, other: "_Plan", share: float) -> "_Plan":
        return _Plan(
            self.load + share * (other.load - self.load), self.travel + share * (other.travel - self.travel)
        )
