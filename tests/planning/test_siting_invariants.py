"""What holds of every plan: no site in vain, one set for shuffled rows, ties by distance, nothing worse."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.siting import (
    Effort,
    ProofStatus,
    SitingGoal,
    SitingPlan,
    SitingProblem,
    SitingQuestion,
    solve_siting,
)
from hub.planning.siting import solve as solving
from hub.planning.siting.exact import solve_gains
from hub.planning.siting.gains import coverage_gains
from hub.planning.siting.quick import draft_gains
from hub.solver import Limits, LinearModel, Solution, SolverFailed
from tests.planning.test_siting import REACH, plan_of, problems

GOALS: dict[SitingGoal, dict[str, Any]] = {
    SitingGoal.MOST_COVERED: {"reach": REACH},
    SitingGoal.LEAST_DISTANCE: {},
    SitingGoal.LEAST_FARTHEST: {},
}


def solved(problem: SitingProblem, goal: SitingGoal, new: int = 2) -> SitingPlan:
    """The quick plan of at most so many sites."""
    return plan_of(problem, goal, new=min(new, len(problem.codes)), **GOALS[goal])


@given(problems(), st.sampled_from(sorted(GOALS)))
def test_no_site_is_in_vain_and_nobody_is_worse_off(problem: SitingProblem, goal: SitingGoal) -> None:
    plan = solved(problem, goal)
    numbers = {code: number for number, code in enumerate(problem.codes)}
    for site in plan.sites:
        own = problem.candidate == numbers[site.code]
        people, distance = problem.people[problem.demand[own]], problem.distance[own]
        now = problem.now[problem.demand[own]]
        nearer = (distance <= REACH) & (now > REACH) if goal is SitingGoal.MOST_COVERED else distance < now
        assert people[nearer].sum() > 0
    if plan.before.covered is not None and plan.after.covered is not None:
        assert plan.after.covered >= plan.before.covered
    if plan.before.mean is not None and plan.after.mean is not None:
        assert plan.after.mean <= plan.before.mean * (1 + 1e-12)
    assert len({site.code for site in plan.sites}) == len(plan.sites)


@given(problems(), st.sampled_from(sorted(GOALS)), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(problem: SitingProblem, goal: SitingGoal, shuffle: Any) -> None:
    order = list(range(len(problem.demand)))
    shuffle.shuffle(order)
    moved = SitingProblem.of(
        problem.people, problem.now, problem.demand[order], problem.candidate[order],
        problem.distance[order], problem.codes,
    )  # fmt: skip
    plans = [solved(each, goal) for each in (problem, moved)]
    assert [site.code for site in plans[0].sites] == [site.code for site in plans[1].sites]
    assert plans[0].proof.objective == plans[1].proof.objective


def line(people: list[float], points: list[float], places: list[float]) -> SitingProblem:
    """Points and candidates on a line, none of them served yet."""
    distance = np.abs(np.subtract.outer(points, places))
    point, place = (axis.ravel() for axis in np.indices(distance.shape))
    codes = [f"{each:02d}" for each in range(len(places))]
    return SitingProblem.of(people, [np.inf] * len(points), point, place, distance.ravel(), codes)


@pytest.mark.parametrize("effort", list(Effort))
def test_of_sets_that_cover_as_many_the_nearer_is_chosen(effort: Effort) -> None:
    problem = line([5, 5], [0, 10], [-20, 4, 25])
    plan = plan_of(problem, SitingGoal.MOST_COVERED, effort, new=1, reach=REACH)
    assert [site.code for site in plan.sites] == ["01"]
    assert plan.proof.status is ProofStatus.OPTIMAL


def test_whether_another_set_is_as_good_is_told() -> None:
    several = line([5, 5], [0, 100], [0, 100])
    alone = line([5, 6], [0, 100], [0, 100])
    told = [
        plan_of(each, SitingGoal.MOST_COVERED, Effort.EXACT, new=1, reach=REACH).proof.alternatives
        for each in (several, alone)
    ]
    assert told == [True, False]


class Misled:
    """A solver that answers with the first column, and with a bound that is no better than nothing."""

    remaining = 10.0
    elapsed = 0.0

    def solve(self, model: LinearModel, **_: Any) -> Solution:
        values = np.zeros(len(model.cost))
        values[0] = 1.0
        return Solution("TimeLimit", values, 1.0, 1e9)


class Broken:
    """A solver that fails."""

    remaining = 10.0
    elapsed = 0.0

    def solve(self, _: LinearModel, **__: Any) -> Solution:
        raise SolverFailed(reason="it ended")


@pytest.mark.parametrize("session", [Misled(), Broken()])
def test_a_worse_or_no_solution_never_takes_the_place_of_the_quick_plan(session: Any) -> None:
    problem = line([1, 7, 8, 9], [0, 100, 200, 300], [0, 100, 200, 300])
    gains = coverage_gains(problem, 5.0)
    draft = draft_gains(gains, 2)
    # As if its bound had not been closed, so that the solver is asked.
    object.__setattr__(draft.bound, "value", draft.gained + 5)
    exact = solve_gains(session, gains, 2, draft, None)
    assert (exact.gained, exact.chosen.tolist()) == (17, [2, 3])
    assert exact.limit == draft.gained + 5
    assert (exact.failure is not None) == isinstance(session, Broken)


def test_a_solver_without_time_leaves_the_quick_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = line([1, 7, 8, 9], [0, 100, 200, 300], [0, 90, 180, 290])
    question = SitingQuestion(SitingGoal.MOST_COVERED, new=2, reach=12, effort=Effort.EXACT)
    quick = plan_of(problem, SitingGoal.MOST_COVERED, new=2, reach=12)

    class Session(Broken):
        def __init__(self, *_: Any) -> None:
            """As a session is opened."""

        def __enter__(self) -> "Session":
            return self

        def __exit__(self, *_: object) -> None:
            """As a session is closed."""

    monkeypatch.setattr(solving, "SolverSession", Session)
    plan = solve_siting(problem, question, limits=Limits(seconds=1))
    assert plan.failure is not None
    assert [site.code for site in plan.sites] == [site.code for site in quick.sites]
    assert (plan.proof.objective, plan.proof.bound) == (quick.proof.objective, quick.proof.bound)
