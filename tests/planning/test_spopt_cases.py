"""Objectives of spopt's San Francisco case, locked sites included."""

import json
from typing import Any

import numpy as np
import pytest

from hub.planning.siting import (
    Effort,
    ProofStatus,
    SitingGoal,
    SitingPlan,
    SitingProblem,
    SitingQuestion,
    solve_siting,
)
from tests.conftest import SHARED_DATA

FOLDER = SHARED_DATA / "planning"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="The folder ../shared/data/planning is missing, so spopt's cases cannot be read.",
)
BOTH = pytest.mark.parametrize("effort", list(Effort))


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


def case(name: str) -> tuple[SitingProblem, dict[str, Any], int]:
    """The problem with locked sites as existing ones, what is expected, and the number of new sites."""
    [found] = [each for each in read("spopt_cases.json") if each["name"] == name]
    data, given = read("sf205x16.json"), found["input"]
    cost, locked = np.array(data["cost"]), given.get("locked") or []
    points, places = (axis.ravel() for axis in np.indices(cost.shape))
    problem = SitingProblem.of(
        data["weight"],
        cost[:, locked].min(axis=1) if locked else np.full(len(cost), np.inf),
        points, places, cost.ravel(), data["sites"], excluded=locked,
    )  # fmt: skip
    return problem, found["expected"], given.get("p", 0) - len(locked)


def ask(problem: SitingProblem, goal: SitingGoal, effort: Effort, **rest: Any) -> SitingPlan:
    plan = solve_siting(problem, SitingQuestion(goal, effort=effort, **rest))
    assert plan.failure is None
    if effort is Effort.EXACT:
        assert plan.proof.status is ProofStatus.OPTIMAL
    return plan


@BOTH
@pytest.mark.parametrize("locked", ["p=4 locked=None", "p=4 locked=[0, 5]", "p=6 locked=[0]"])
def test_p_median(locked: str, effort: Effort) -> None:
    problem, expected, new = case(f"p-median {locked}")
    plan = ask(problem, SitingGoal.LEAST_DISTANCE, effort, new=new)
    assert plan.proof.objective == pytest.approx(expected["mean_weighted_distance"], rel=1e-9)
    assert plan.proof.objective * problem.total == pytest.approx(expected["objective"], rel=1e-9)


@BOTH
@pytest.mark.parametrize(
    "name", ["p=4 r=5000 locked=None", "p=4 r=5000 locked=[0, 5]", "p=2 r=3000 locked=None"]
)
def test_maximal_covering(name: str, effort: Effort) -> None:
    problem, expected, new = case(f"MCLP {name}")
    reach = 3000 if "r=3000" in name else 5000
    plan = ask(problem, SitingGoal.MOST_COVERED, effort, new=new, reach=reach)
    assert plan.proof.objective == expected["covered_weight"] == plan.after.covered
    assert problem.total == expected["total_weight"]


@BOTH
@pytest.mark.parametrize("reach", [5000, 8000])
def test_fewest_for_everybody(reach: int, effort: Effort) -> None:
    problem, expected, _ = case(f"LSCP r={reach} locked=None")
    plan = ask(problem, SitingGoal.FEWEST_FOR_SHARE, effort, reach=reach)
    assert len(plan.sites) == plan.proof.objective == expected["sites_needed"]
    assert plan.after.covered == problem.total


@BOTH
def test_p_center(effort: Effort) -> None:
    problem, expected, new = case("p-center p=4 locked=None")
    plan = ask(problem, SitingGoal.LEAST_FARTHEST, effort, new=new, tolerance=0)
    # The file gives four decimals.
    assert plan.proof.objective == plan.after.farthest == pytest.approx(expected["objective"], rel=1e-8)
