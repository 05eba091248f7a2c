"""From a question and its ground to a plan: the problem in arrays, and who is beyond any plan."""

from collections.abc import Callable
from typing import Final

import numpy as np

from hub.domain.vocabulary import Lang
from hub.planning.distance import Bools
from hub.planning.plans.errors import PlanningInfeasible
from hub.planning.plans.ground import PlanGround
from hub.planning.plans.pairing import pairs_to_candidates, require_size
from hub.planning.plans.question import PlanQuestion
from hub.planning.siting import (
    Effort,
    ProofStatus,
    SitingGoal,
    SitingPlan,
    SitingProblem,
    solve_siting,
)
from hub.solver import Limits, Progress

#: So many places are named that nobody reaches.
_NAMED: Final = 3
_COVERING: Final = (SitingGoal.MOST_COVERED, SitingGoal.FEWEST_FOR_SHARE)


def problem_of(ground: PlanGround, question: PlanQuestion, most_pairs: int) -> SitingProblem:
    """The question's problem. Raises PlanningTooLarge, NoCandidates and NobodyToServe.

    Of all pairs of a point and a candidate those are made in which the candidate is nearer than the nearest
    existing site, since no other changes any plan, and within the reach where the goal has one.
    """
    points = ground.people.points
    now = ground.ways(ground.network.sites, [], question.reach.is_minutes).travel.value
    farthest = np.minimum(now, question.reach.limit) if question.goal in _COVERING else now
    require_size(ground, question, farthest, most_pairs)
    pairs = pairs_to_candidates(ground, question, farthest)
    point = pairs.point
    nearer = pairs.cost < now[point]
    return SitingProblem.of(
        points.people,
        now,
        point[nearer],
        pairs.site[nearer],
        pairs.cost[nearer],
        [each.code for each in ground.candidates],
        unit=pairs.unit.value,
    )


def solve(
    problem: SitingProblem,
    question: PlanQuestion,
    effort: Effort,
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> SitingPlan:
    """The plan for a question, with as much effort as said. Raises what `solve_siting` does."""
    return solve_siting(problem, question.siting(effort), limits=limits, on_progress=on_progress)


def require_feasible(
    plan: SitingPlan, problem: SitingProblem, question: PlanQuestion, ground: PlanGround
) -> None:
    """Raise PlanningInfeasible for a plan that does not do what was asked, saying who is out of reach."""
    if plan.proof.status is not ProofStatus.INFEASIBLE:
        return
    reachable = problem.then(np.arange(len(problem.codes)))
    farthest = question.goal is SitingGoal.LEAST_FARTHEST
    beyond = (problem.people > 0) & (np.isinf(reachable) if farthest else reachable > question.reach.limit)
    raise PlanningInfeasible(
        sentence=plan.proof.sentence(Lang.EN),
        unreachable=round(float(problem.people[beyond].sum())),
        total=round(problem.total),
        unit=ground.people.points.unit.value,
        places=len(np.unique(ground.people.points.group[beyond])),
        named=_named(ground, beyond),
    )


def _named(ground: PlanGround, beyond: Bools) -> str:
    """Some territories of those beyond reach, the first by code."""
    rows = np.unique(ground.people.points.territory[beyond])
    codes = [ground.units[row].code for row in rows.tolist() if row >= 0][:_NAMED]
    return f", the first in {', '.join(codes)}" if codes else ""
