"""Siting in Vinnytsia oblast, over real points: the saved optima."""

import json
from typing import Any

import pytest

from bench.planning_points import read_problem
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
    reason="The folder ../shared/data/planning is missing, so Vinnytsia's points cannot be read.",
)


@pytest.fixture(scope="module")
def expected() -> Any:
    return json.loads((FOLDER / "ua_expected.json").read_text())["oblast_05"]


@pytest.fixture(scope="module")
def problem() -> SitingProblem:
    return read_problem(FOLDER, "05")


def plan_of(
    problem: SitingProblem, goal: SitingGoal, effort: Effort = Effort.EXACT, **rest: Any
) -> SitingPlan:
    return solve_siting(problem, SitingQuestion(goal, effort=effort, **rest))


def test_size(problem: SitingProblem, expected: Any) -> None:
    assert len(problem.people) == len(problem.codes) == expected["demand_points"]


def test_maximal_covering(problem: SitingProblem, expected: Any) -> None:
    for case in expected["mclp"]:
        reach = 1000 * case["km"]
        plan = plan_of(problem, SitingGoal.MOST_COVERED, new=case["new"], reach=reach)
        assert plan.proof.status is ProofStatus.OPTIMAL
        assert round(plan.proof.objective / problem.total, 4) == case["optimum"]
        if "base" in case:
            assert plan.before.covered is not None
            assert round(plan.before.covered / problem.total, 4) == case["base"]
        quick = plan_of(problem, SitingGoal.MOST_COVERED, Effort.QUICK, new=case["new"], reach=reach)
        assert quick.proof.bound is not None
        assert quick.proof.bound >= plan.proof.objective
        assert quick.proof.bound <= 1.02 * quick.proof.objective


def test_p_median(problem: SitingProblem, expected: Any) -> None:
    for case in expected["p_median"]:
        plan = plan_of(problem, SitingGoal.LEAST_DISTANCE, new=case["new"])
        assert plan.proof.status is ProofStatus.OPTIMAL
        assert plan.proof.objective / 1000 == pytest.approx(case["optimum"], abs=0.0001)
        if "before" in case:
            assert plan.before.mean == pytest.approx(1000 * case["before"], abs=0.5)


def test_fewest_sites(problem: SitingProblem, expected: Any) -> None:
    for case in expected["lscp"]:
        share = case.get("share", 1.0)
        plan = plan_of(problem, SitingGoal.FEWEST_FOR_SHARE, reach=1000 * case["km"], share=share)
        assert plan.proof.status is ProofStatus.OPTIMAL
        assert len(plan.sites) == case["new_sites"]


def test_p_center(problem: SitingProblem, expected: Any) -> None:
    case = expected["p_center"]
    plan = plan_of(problem, SitingGoal.LEAST_FARTHEST, new=case["new"])
    assert plan.before.farthest == pytest.approx(1000 * case["before_km"], abs=10)
    # Both were sought to 100 m.
    assert plan.proof.objective == pytest.approx(1000 * case["within_km"], abs=100)
    assert plan.proof.status is ProofStatus.OPTIMAL


def test_without_existing_sites_and_new_ones_nobody_is_covered(problem: SitingProblem) -> None:
    bare = SitingProblem.of(
        problem.people, [float("inf")] * len(problem.people), problem.demand, problem.candidate,
        problem.distance, problem.codes,
    )  # fmt: skip
    plan = plan_of(bare, SitingGoal.MOST_COVERED, Effort.QUICK, new=0, reach=10_000)
    assert plan.proof.objective == plan.after.covered == 0
