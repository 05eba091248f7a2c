"""Plans of siting against enumeration, and what must hold of every plan."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.planning.siting import (
    Effort,
    MoreSitesThanCandidates,
    NobodyToServe,
    NoCandidates,
    ProofStatus,
    SitingGoal,
    SitingPlan,
    SitingProblem,
    SitingQuestion,
    solve_siting,
)

REACH = 40.0


@st.composite
def problems(draw: st.DrawFn) -> SitingProblem:
    """Up to nine points and five candidates on a small plane, all pairs given; a site exists or not."""
    n, m = draw(st.integers(1, 9)), draw(st.integers(1, 5))
    place = st.tuples(st.integers(0, 100), st.integers(0, 100))
    points = np.array(draw(st.lists(place, min_size=n, max_size=n)), dtype=float)
    places = np.array(draw(st.lists(place, min_size=m, max_size=m)), dtype=float)
    people = draw(st.lists(st.integers(0, 50), min_size=n, max_size=n).filter(any))
    now = np.linalg.norm(points - draw(place), axis=1) if draw(st.booleans()) else np.full(n, np.inf)
    distance = np.linalg.norm(points[:, None] - places, axis=2)
    row, column = (axis.ravel() for axis in np.indices((n, m)))
    return SitingProblem.of(people, now, row, column, distance.ravel(), [f"{each:02d}" for each in range(m)])


def plan_of(
    problem: SitingProblem, goal: SitingGoal, effort: Effort = Effort.QUICK, **rest: Any
) -> SitingPlan:
    return solve_siting(problem, SitingQuestion(goal, effort=effort, tolerance=0, **rest))


def sets(problem: SitingProblem, count: int) -> list[np.ndarray]:  # type: ignore[type-arg]
    """Every set of at most `count` candidates."""
    numbers = range(len(problem.codes))
    return [
        np.array(each, dtype=np.int64) for size in range(count + 1) for each in combinations(numbers, size)
    ]


def judge(plan: SitingPlan, best: float, *, greatest: bool) -> None:
    """The bound is on the far side of the best, the plan on the near side, and OPTIMAL means equal."""
    proof = plan.proof
    assert proof.bound is not None
    sign = 1 if greatest else -1
    slack = 1e-6 * max(1.0, abs(best))
    assert sign * proof.bound >= sign * best - slack
    assert sign * proof.objective <= sign * best + slack
    if proof.status is ProofStatus.OPTIMAL:
        assert proof.objective == pytest.approx(best, rel=1e-6, abs=1e-6)


@given(problems(), st.integers(0, 5))
def test_coverage_equals_enumeration(problem: SitingProblem, new: int) -> None:
    new = min(new, len(problem.codes))
    best = max(problem.covered(each, REACH) for each in sets(problem, new))
    judge(plan_of(problem, SitingGoal.MOST_COVERED, new=new, reach=REACH), best, greatest=True)


@given(problems(), st.integers(0, 5))
def test_least_distance_equals_enumeration(problem: SitingProblem, new: int) -> None:
    new = min(new, len(problem.codes))
    best = min(problem.mean_distance(each) for each in sets(problem, new))
    judge(plan_of(problem, SitingGoal.LEAST_DISTANCE, new=new), best, greatest=False)


@given(problems(), st.sampled_from([0.3, 0.8, 1.0]))
def test_fewest_equals_enumeration(problem: SitingProblem, share: float) -> None:
    wanted = share * problem.total - 1e-6
    fits = [len(each) for each in sets(problem, len(problem.codes)) if problem.covered(each, REACH) >= wanted]
    plan = plan_of(problem, SitingGoal.FEWEST_FOR_SHARE, reach=REACH, share=share)
    if fits:
        judge(plan, min(fits), greatest=False)
        assert plan.after.covered is not None
        assert plan.after.covered >= wanted
    else:
        assert plan.proof.status is ProofStatus.INFEASIBLE
        assert plan.proof.objective == problem.covered(np.arange(len(problem.codes)), REACH)


@given(problems(), st.integers(1, 5))
def test_least_farthest_equals_enumeration(problem: SitingProblem, new: int) -> None:
    new = min(new, len(problem.codes))
    best = min(problem.farthest(each) for each in sets(problem, new))
    judge(plan_of(problem, SitingGoal.LEAST_FARTHEST, new=new), best, greatest=False)


@settings(max_examples=5)
@given(problems())
def test_exact_plans_are_optimal(problem: SitingProblem) -> None:
    new = min(2, len(problem.codes))
    covered = plan_of(problem, SitingGoal.MOST_COVERED, Effort.EXACT, new=new, reach=REACH)
    near = plan_of(problem, SitingGoal.LEAST_DISTANCE, Effort.EXACT, new=new)
    assert covered.proof.status is near.proof.status is ProofStatus.OPTIMAL
    judge(covered, max(problem.covered(each, REACH) for each in sets(problem, new)), greatest=True)
    judge(near, min(problem.mean_distance(each) for each in sets(problem, new)), greatest=False)


@given(problems())
def test_more_sites_never_cover_less(problem: SitingProblem) -> None:
    covered = [
        plan_of(problem, SitingGoal.MOST_COVERED, new=new, reach=REACH).proof.bound
        for new in range(len(problem.codes) + 1)
    ]
    best = [max(problem.covered(each, REACH) for each in sets(problem, new)) for new in range(len(covered))]
    assert best == sorted(best)
    assert all(bound is not None and bound >= value for bound, value in zip(covered, best, strict=True))


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(problem: SitingProblem, shuffle: Any) -> None:
    order = list(range(len(problem.codes)))
    shuffle.shuffle(order)
    moved = SitingProblem.of(
        problem.people, problem.now, problem.demand, np.argsort(order)[problem.candidate], problem.distance,
        [problem.codes[each] for each in order],
    )  # fmt: skip
    new = min(2, len(order))
    plans = [plan_of(each, SitingGoal.MOST_COVERED, new=new, reach=REACH) for each in (problem, moved)]
    assert plans[0].proof.objective == plans[1].proof.objective
    assert [site.code for site in plans[0].sites] == [site.code for site in plans[1].sites]


def small(now: float = np.inf, people: tuple[int, ...] = (3, 5), **rest: Any) -> SitingProblem:
    """Two points, and a candidate at each: 10 apart."""
    return SitingProblem.of(
        people, [now, now], [0, 0, 1, 1], [0, 1, 0, 1], [0.0, 10.0, 10.0, 0.0], ["b", "a"], **rest
    )


def test_without_any_site_nobody_is_covered() -> None:
    plan = plan_of(small(), SitingGoal.MOST_COVERED, new=0, reach=5)
    assert (plan.proof.objective, plan.proof.bound, plan.sites) == (0, 0, ())


def test_the_threshold_itself_is_within_reach() -> None:
    assert plan_of(small(now=5), SitingGoal.MOST_COVERED, new=0, reach=5).proof.objective == 8


def test_sites_are_ranked_by_people() -> None:
    plan = plan_of(small(), SitingGoal.MOST_COVERED, new=2, reach=5)
    assert [(site.rank, site.site, site.code, site.gained, site.alone) for site in plan.sites] == [
        (1, 1, "a", 5, 5),
        (2, 0, "b", 3, 3),
    ]


def test_no_site_is_proposed_that_serves_nobody() -> None:
    assert plan_of(small(now=0), SitingGoal.MOST_COVERED, new=2, reach=5).sites == ()


def test_questions_without_an_answer_are_typed_errors() -> None:
    with pytest.raises(NoCandidates, match="all 2 are excluded; exclude fewer"):
        small(excluded=[0, 1])
    with pytest.raises(NobodyToServe, match="any of the 2 points"):
        small(people=(0, 0))
    with pytest.raises(MoreSitesThanCandidates, match="3 new sites are asked for, but only 2 places"):
        plan_of(small(), SitingGoal.MOST_COVERED, new=3, reach=5)
    with pytest.raises(ValueError, match="needs a reach"):
        SitingQuestion(SitingGoal.MOST_COVERED, new=1)


def test_excluded_places_are_not_proposed() -> None:
    plan = plan_of(small(excluded=[1]), SitingGoal.MOST_COVERED, new=1, reach=5)
    assert [site.site for site in plan.sites] == [0]
