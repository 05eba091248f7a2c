"""From a question and its ground to a plan: the problem in arrays, its size, and a plan as it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from hub.domain.vocabulary import Lang
from hub.planning.distance import FARTHEST_METRES, Bools, Floats, unit_vectors
from hub.planning.pairs import Pairs, TravelUnit, pairs_within
from hub.planning.plans.errors import PlanningInfeasible, PlanningTooLarge
from hub.planning.plans.ground import PlanGround
from hub.planning.plans.question import PlanQuestion
from hub.planning.roads import minute_pairs, minutes_of
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
from hub.planning.travel import rule_metres

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
    now = ground.ways(ground.network.sites, [], question.reach.is_minutes).travel.value
    places = unit_vectors(
        np.array([each.lat for each in candidates], np.float64),
        np.array([each.lon for each in candidates], np.float64),
    )
    farthest = _farthest(question, now)
    _require_size(points.vectors, places, _metres(question, farthest), most_pairs)
    pairs = _pairs(ground, question, points.vectors, places, farthest)
    point = pairs.point
    nearer = pairs.cost < now[point]
    return SitingProblem.of(
        points.people,
        now,
        point[nearer],
        pairs.site[nearer],
        pairs.cost[nearer],
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


def _farthest(question: PlanQuestion, now: Floats) -> float:
    """Metres or minutes beyond which no pair changes a plan; infinite where there is no such."""
    if question.goal in _COVERING:
        return question.reach.limit
    return float(now.max(initial=0.0)) if np.isfinite(now).all() else np.inf


def _metres(question: PlanQuestion, farthest: float) -> float:
    """The straight line that belongs to so many metres or minutes."""
    metres = rule_metres(farthest) if question.reach.is_minutes else farthest
    return min(max(0.0, metres), FARTHEST_METRES)


def _pairs(
    ground: PlanGround, question: PlanQuestion, points: Floats, places: Floats, farthest: float
) -> Pairs:
    """Pairs of a point and a candidate that are no farther apart: minutes of the matrix, else of the rule."""
    if ground.matrix is not None:
        ends = [ground.matrix.ends([each.id for each in ground.candidates])]
        return minute_pairs(points, places, ends, farthest, ground.matrix.roads)
    pairs = pairs_within(points, places, _metres(question, farthest))
    if not question.reach.is_minutes:
        return pairs
    minutes = Pairs(pairs.start, pairs.site, minutes_of(pairs.cost), pairs.sites, TravelUnit.MINUTES)
    return minutes.within(farthest)


def _require_size(points: Floats, places: Floats, radius: float, most_pairs: int) -> None:
    step = max(1, -(-len(points) // _SAMPLE))
    sample = pairs_within(points[::step], places, radius) if len(places) else None
    pairs = 0 if sample is None else sample.site.size * step
    if pairs > most_pairs:
        raise PlanningTooLarge(points=len(points), candidates=len(places), pairs=pairs, limit=most_pairs)


def _named(ground: PlanGround, beyond: Bools) -> str:
    """Some territories of those beyond reach, the first by code."""
    rows = np.unique(ground.people.points.territory[beyond])
    codes = [ground.units[row].code for row in rows.tolist() if row >= 0][:_NAMED]
    return f", the first in {', '.join(codes)}" if codes else ""
