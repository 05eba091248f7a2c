"""Plans whose sites can take only so many people, none of them beyond the reach."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from hub.planning.plans.ground import PlanGround
from hub.planning.plans.pairing import pairs_to_candidates, pairs_to_sites, require_size
from hub.planning.plans.question import CapacityAsked, PlanQuestion
from hub.planning.plans.solving import solve
from hub.planning.siting import Effort, Loads, SitingPlan, SitingProblem
from hub.planning.siting.capacity import CapacityPlan, ExistingSites, site_with_capacity
from hub.planning.siting.capacity_quick import place_greedily
from hub.planning.siting.proof import Proof
from hub.solver import Limits, Progress, SolverFailed, SolverSession


def plan_for(
    ground: PlanGround,
    question: PlanQuestion,
    problem: SitingProblem,
    effort: Effort,
    most_pairs: int,
    *,
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> SitingPlan:
    """The plan for a question, with its capacities where it has any.

    Raises PlanningTooLarge, MoreSitesThanCandidates, NoPlanKnown.
    """
    if question.capacity is None:
        return solve(problem, question, effort, limits, on_progress)
    whole, existing = _with_everybody(ground, question, question.capacity, most_pairs)
    asked = {
        "new": question.new or 0,
        "new_capacity": question.capacity.new,
        "reach": question.reach.limit,
    }
    plan, failure = place_greedily(whole, existing, **asked), None  # type: ignore[arg-type]
    if effort is Effort.EXACT:
        try:
            with SolverSession(limits, on_progress) as session:
                plan = better(plan, site_with_capacity(session, whole, existing, **asked))  # type: ignore[arg-type]
        except SolverFailed as error:
            failure = str(error)
    return _shown(plan, problem, whole, question, failure)


def better(quick: CapacityPlan, exact: CapacityPlan) -> CapacityPlan:
    """The plan that serves more, with the lower of both bounds and all that is known of existing sites."""
    best = exact if exact.served >= quick.served else quick
    bounds = [each.proof.bound for each in (quick, exact) if each.proof.bound is not None]
    told = best.proof
    proof = Proof.of(
        told.goal,
        best.served,
        max(min(bounds), best.served) if bounds else None,
        alternatives=None,
        seconds=quick.proof.seconds + exact.proof.seconds,
        solver=f"{quick.proof.solver}; {exact.proof.solver}",
        new=told.new,
        people=told.people,
        unit=told.unit,
    )
    return replace(best, proof=proof, served_before=exact.served_before, most_before=exact.most_before)


def _with_everybody(
    ground: PlanGround, question: PlanQuestion, asked: CapacityAsked, most_pairs: int
) -> tuple[SitingProblem, ExistingSites]:
    """All pairs within the reach, also of people whom an existing site has within reach: it may be full."""
    assert ground.capacity is not None
    points, limit = ground.people.points, question.reach.limit
    everywhere = np.full(points.people.size, limit)
    require_size(ground, question, everywhere, most_pairs)
    near = pairs_to_candidates(ground, question, everywhere)
    whole = SitingProblem.of(
        points.people,
        np.full(points.people.size, np.inf),
        near.point,
        near.site,
        near.cost,
        [each.code for each in ground.candidates],
        unit=near.unit.value,
    )
    there, located = pairs_to_sites(ground, question, limit)
    places = np.where(np.isnan(ground.capacity), asked.existing or 0.0, ground.capacity)
    inhabited = points.people[there.point] > 0
    return whole, ExistingSites(
        places, there.point[inhabited], located[there.site[inhabited]], there.cost[inhabited]
    )


def _shown(
    plan: CapacityPlan,
    problem: SitingProblem,
    whole: SitingProblem,
    question: PlanQuestion,
    failure: str | None,
) -> SitingPlan:
    """The plan, its sites ranked by the people that they bring within reach."""
    codes = [whole.codes[int(np.flatnonzero(whole.order == each)[0])] for each in plan.sites]
    numbers = {code: number for number, code in enumerate(problem.codes)}
    existing = len(plan.load) - len(plan.sites)
    loads = Loads(
        before=plan.served_before,
        most_before=plan.most_before,
        served=plan.served,
        existing=tuple(plan.load[:existing].tolist()),
        new=dict(zip(codes, plan.load[existing:].tolist(), strict=True)),
    )
    chosen = np.array(sorted(numbers[code] for code in codes), np.int64)
    return SitingPlan.of(problem, chosen, plan.proof, question.reach.limit, failure, loads)
