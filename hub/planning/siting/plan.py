"""A question of siting and the plan that answers it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hub.planning.siting.problem import Ints, SitingProblem
from hub.planning.siting.proof import Proof
from hub.planning.siting.ranking import RankedSite, rank_sites
from hub.planning.siting.sentences import SitingGoal


class Effort(StrEnum):
    """QUICK answers now with a bound; EXACT takes a solver and time."""

    QUICK = "QUICK"
    EXACT = "EXACT"


@dataclass(frozen=True)
class SitingQuestion:
    """What is asked of a problem.

    new: how many new sites (not for FEWEST_FOR_SHARE). reach: the threshold, ≤, in the problem's unit (for
    MOST_COVERED and FEWEST_FOR_SHARE). share: of all people, above 0 and up to 1. tolerance: to which
    LEAST_FARTHEST is found, in the problem's unit.
    """

    goal: SitingGoal
    new: int = 0
    reach: float | None = None
    share: float = 1.0
    effort: Effort = Effort.QUICK
    tolerance: float = 100.0

    def __post_init__(self) -> None:
        """Raise ValueError for arguments that the goal cannot be asked with."""
        covering = self.goal in (SitingGoal.MOST_COVERED, SitingGoal.FEWEST_FOR_SHARE)
        if covering and (self.reach is None or not self.reach >= 0):
            raise ValueError(f"{self.goal} needs a reach")
        if self.new < 0:
            raise ValueError("the number of new sites is not negative")
        if not 0 < self.share <= 1:
            raise ValueError("a share is above 0 and at most 1")


@dataclass(frozen=True)
class State:
    """What people have: those within reach (None without a reach), mean and greatest distance.

    Distances are None where somebody has no site in the pairs: then there is no mean and no greatest.
    """

    covered: float | None
    mean: float | None
    farthest: float | None

    @classmethod
    def of(cls, problem: SitingProblem, sites: Ints, reach: float | None) -> "State":
        """The state with existing and some new sites."""
        distance = problem.then(sites)
        lived = problem.people > 0
        known = bool(np.isfinite(distance[lived]).all())
        return cls(
            None if reach is None else float(problem.people[distance <= reach].sum()),
            float(distance[lived] @ problem.people[lived]) / problem.total if known else None,
            float(distance[lived].max()) if known else None,
        )


@dataclass(frozen=True)
class Loads:
    """People with a place, by capacities: at existing sites alone, at most there, and at all sites.

    existing: of each existing site in the caller's order. new: of each new site by its code.
    """

    before: float
    most_before: float
    served: float
    existing: tuple[float, ...]
    new: dict[str, float]


@dataclass(frozen=True)
class SitingPlan:
    """New sites by rank, the proof, and the state before and after.

    failure: why an exact answer was asked for and the quick one is given. loads: of a question with
    capacities; its objective is then the people with a place, and before and after are those within reach.
    """

    sites: tuple[RankedSite, ...]
    proof: Proof
    before: State
    after: State
    failure: str | None = None
    loads: Loads | None = None

    @classmethod
    def of(
        cls,
        problem: SitingProblem,
        chosen: Ints,
        proof: Proof,
        reach: float | None,
        failure: str | None,
        loads: Loads | None = None,
    ) -> "SitingPlan":
        """The plan of some sites (numbers in the problem)."""
        return cls(
            tuple(rank_sites(problem, chosen, reach)),
            proof,
            State.of(problem, np.empty(0, dtype=np.int64), reach),
            State.of(problem, chosen, reach),
            failure,
            loads,
        )
