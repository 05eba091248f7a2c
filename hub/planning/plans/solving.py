"""From a question and its ground to a plan: the problem in arrays, its size, and a plan as it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from hub.domain.vocabulary import Lang
from hub.planning.distance import Bools, Floats, unit_vectors
from hub.planning.pairs import TravelUnit, pairs_nearer
from hub.planning.plans.errors import PlanningInfeasible, PlanningTooLarge
from hub.planning.plans.ground import PlanGround
from hub.planning.plans.question import PlanQuestion
from hub.planning.siting import (
    Effort,
    Proof,
    ProofStatus,
    SitingGoal,
    SitingPlan,
    SitingProblem,
    solve_siting,
)
from hub.planning.solver import Limits, Progress
from hub.planning.travel import MINUTES_AT_LEAST, MINUTES_PER_KM, straight_travel

#: Points whose pairs are counted before all are made.
_SAMPLE: Final = 500
#: So many places are named that nobody reaches.
_NAMED: Final = 3
_COVERING: Final = (SitingGoal.MOST_COVERED, SitingGoal.FEWEST_FOR_SHARE)


def problem_of(ground: PlanGround, question: PlanQuestion, most_pairs: int) -> SitingProblem:
    """The question's problem. Raises PlanningTooLarge, NoCandidates and NobodyToServe.

    Of all pairs of a point and a candidate those are made in which the candidate is nearer than the nearest
    existing site, since no other changes any plan, and within the reach where the goal has one.
    """
    points, candidates = ground.people.points, ground.candidates
    now = straight_travel(points, ground.network.sites).value
    places = unit_vectors(
        np.array([each.lat for each in candidates], np.float64),
        np.array([each.lon for each in candidates], np.float64),
    )
    limit = _limit(question, now)
    _require_size(points.vectors, places, limit, most_pairs)
    pairs = pairs_nearer(points.vectors, places, limit)
    return SitingProblem.of(
        points.people,
        _cost(now, question),
        pairs.point,
        pairs.site,
        _cost(pairs.cost, question),
        [each.code for each in candidates],
        unit=_unit(question).value,
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


def stored(plan: SitingPlan) -> dict[str, Any]:
    """A plan as results of jobs are kept: its proof, and its sites by code. The rest follows from these."""
    return {
        "proof": asdict(plan.proof),
        "answer": {"sites": sorted(each.code for each in plan.sites), "failure": plan.failure},
    }


def restored(
    problem: SitingProblem, question: PlanQuestion, proof: Mapping[str, Any], answer: Mapping[str, Any]
) -> SitingPlan:
    """The plan of a result that was kept."""
    codes = {code: number for number, code in enumerate(problem.codes)}
    chosen = np.array(sorted(codes[code] for code in answer["sites"]), np.int64)
    goal, status = SitingGoal(proof["goal"]), ProofStatus(proof["status"])
    whole = Proof(**{**proof, "goal": goal, "status": status})
    return SitingPlan.of(problem, chosen, whole, question.reach.limit, answer["failure"])


def _unit(question: PlanQuestion) -> TravelUnit:
    return TravelUnit.MINUTES if question.reach.is_minutes else TravelUnit.METRES


def _limit(question: PlanQuestion, now: Floats) -> Floats:
    """Metres of each point from which on no candidate changes a plan, shape (points,)."""
    if question.goal in _COVERING:
        # The reach itself is within reach.
        return np.minimum(now, np.nextafter(max(0.0, question.metres), np.inf))
    return now


def _require_size(points: Floats, places: Floats, limit: Floats, most_pairs: int) -> None:
    step = max(1, -(-len(points) // _SAMPLE))
    sample = pairs_nearer(points[::step], places, limit[::step]) if len(places) else None
    pairs = 0 if sample is None else sample.site.size * step
    if pairs > most_pairs:
        raise PlanningTooLarge(points=len(points), candidates=len(places), pairs=pairs, limit=most_pairs)


def _cost(metres: Floats, question: PlanQuestion) -> Floats:
    if not question.reach.is_minutes:
        return metres
    return MINUTES_AT_LEAST + MINUTES_PER_KM * metres / 1_000


def _named(ground: PlanGround, beyond: Bools) -> str:
    """Some territories of those beyond reach, the first by code."""
    rows = np.unique(ground.people.points.territory[beyond])
    codes = [ground.units[row].code for row in rows.tolist() if row >= 0][:_NAMED]
    return f", the first in {', '.join(codes)}" if codes else ""
