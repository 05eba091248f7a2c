"""Plans as results of jobs are kept: a proof and sites by code. The rest is computed again from these."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from hub.planning.plans.question import PlanQuestion
from hub.planning.siting import Loads, Proof, ProofStatus, SitingGoal, SitingPlan, SitingProblem

#: By how much, as a share, a recount may differ from what was proven: sums in another order do.
_ROUNDING: Final = 1e-6


class StaleResult(Exception):
    """A result is of other people, sites or travel times than the hub has now, at the same release."""


def stored(plan: SitingPlan) -> dict[str, Any]:
    """A plan as it is kept."""
    return {
        "proof": asdict(plan.proof),
        "answer": {
            "sites": sorted(each.code for each in plan.sites),
            "failure": plan.failure,
            "loads": plan.loads and asdict(plan.loads),
        },
    }


def restored(
    problem: SitingProblem, question: PlanQuestion, proof: Mapping[str, Any], answer: Mapping[str, Any]
) -> SitingPlan:
    """The plan of a result that was kept. Raises StaleResult where a recount does not give its objective."""
    codes = {code: number for number, code in enumerate(problem.codes)}
    if not set(answer["sites"]) <= codes.keys():
        raise StaleResult
    chosen = np.array(sorted(codes[code] for code in answer["sites"]), np.int64)
    goal, status = SitingGoal(proof["goal"]), ProofStatus(proof["status"])
    whole = Proof(**{**proof, "goal": goal, "status": status})
    held = answer.get("loads")
    loads = None if held is None else Loads(**{**held, "existing": tuple(held["existing"])})
    plan = SitingPlan.of(problem, chosen, whole, question.reach.limit, answer["failure"], loads)
    told, counted = whole.objective, recounted(plan, problem)
    total = abs(problem.total - whole.people) > _ROUNDING * problem.total
    if total or (counted is not None and abs(told - counted) > _ROUNDING * max(1.0, abs(told))):
        raise StaleResult
    return plan


def recounted(plan: SitingPlan, problem: SitingProblem) -> float | None:
    """The objective of a plan counted anew from its sites; None where capacities make it no simple sum."""
    if plan.loads is not None:
        return None
    counted: dict[SitingGoal, float | None] = {
        SitingGoal.MOST_COVERED: plan.after.covered,
        SitingGoal.LEAST_DISTANCE: problem.mean_distance(_chosen(plan, problem)),
        SitingGoal.FEWEST_FOR_SHARE: float(len(plan.sites)),
        SitingGoal.LEAST_FARTHEST: plan.after.farthest,
    }
    return counted[plan.proof.goal]


def _chosen(plan: SitingPlan, problem: SitingProblem) -> Any:
    codes = {code: number for number, code in enumerate(problem.codes)}
    return np.array([codes[each.code] for each in plan.sites], np.int64)
