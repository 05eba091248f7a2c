"""Sites that take only so many people, against all sets and the least cut of each."""

from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.plans.capacity import better
from hub.planning.siting import MoreSitesThanCandidates, ProofStatus, SitingProblem
from hub.planning.siting.capacity import CapacityPlan, ExistingSites
from hub.planning.siting.capacity_quick import place_greedily

REACH, PLACES = 30.0, 7.0


@st.composite
def cases(draw: st.DrawFn) -> tuple[SitingProblem, ExistingSites]:
    """Up to six points, four candidates and two existing sites on a line, all pairs given."""
    n, m, e = draw(st.integers(1, 6)), draw(st.integers(1, 4)), draw(st.integers(0, 2))
    spots = st.integers(0, 100)
    points, places, sites = (
        np.array(draw(st.lists(spots, min_size=count, max_size=count)), np.float64) for count in (n, m, e)
    )
    people = draw(st.lists(st.integers(0, 9), min_size=n, max_size=n).filter(any))
    problem = SitingProblem.of(
        people,
        np.full(n, np.inf),
        np.repeat(np.arange(n), m),
        np.tile(np.arange(m), n),
        np.abs(points[:, None] - places).ravel(),
        [f"{each}" for each in range(m)],
    )
    existing = ExistingSites(
        np.array(draw(st.lists(st.integers(0, 9), min_size=e, max_size=e)), np.float64),
        np.repeat(np.arange(n), e),
        np.tile(np.arange(e), n),
        np.abs(points[:, None] - sites).ravel(),
    )
    inhabited = np.array(people)[existing.demand] > 0
    kept = replace(
        existing,
        demand=existing.demand[inhabited],
        site=existing.site[inhabited],
        distance=existing.distance[inhabited],
    )
    return problem, kept


def most_served(problem: SitingProblem, existing: ExistingSites, opened: tuple[int, ...]) -> float:
    """The greatest flow from people to existing and opened sites: the least cut of all."""
    ends: list[tuple[float, set[int]]] = []
    near = existing.distance <= REACH
    for site, capacity in enumerate(existing.capacity):
        ends.append((capacity, set(existing.demand[near & (existing.site == site)].tolist())))
    for site in opened:
        reached = problem.demand[(problem.candidate == site) & (problem.distance <= REACH)]
        ends.append((PLACES, set(reached.tolist())))
    every = range(len(ends))
    cuts = chain.from_iterable(combinations(every, size) for size in range(len(ends) + 1))
    return min(
        sum(ends[each][0] for each in cut)
        + sum(float(problem.people[row]) for row in _reached(ends, set(every) - set(cut)))
        for cut in cuts
    )


def _reached(ends: list[tuple[float, set[int]]], sites: set[int]) -> set[int]:
    """Points that some of the sites have within reach."""
    return {row for each in sites for row in ends[each][1]}


@given(cases(), st.integers(0, 3))
def test_the_quick_plan_and_its_bound_hold_the_best_of_all_sets(
    case: tuple[SitingProblem, ExistingSites], new: int
) -> None:
    problem, existing = case
    new = min(new, len(problem.codes))
    plan = place_greedily(problem, existing, new=new, new_capacity=PLACES, reach=REACH)
    sets = combinations(range(len(problem.codes)), new)
    best = max(most_served(problem, existing, each) for each in sets)
    assert plan.proof.bound is not None
    assert plan.served <= best + 1e-9
    assert best <= plan.proof.bound + 1e-6
    before = most_served(problem, existing, ())
    assert plan.served_before <= before + 1e-9 <= plan.most_before + 2e-9
    assert plan.served_before <= plan.served + 1e-9
    assert len(plan.sites) <= new
    assert (plan.load[: len(existing.capacity)] <= existing.capacity + 1e-9).all()
    # No site is proposed that takes nobody, and none takes more than it has places for.
    new_loads = plan.load[len(existing.capacity) :]
    assert (new_loads > 0).all()
    assert (new_loads <= PLACES + 1e-9).all()
    # The plan can be: its sites take what it says they do.
    assert plan.served <= most_served(problem, existing, plan.sites) + 1e-9


def small() -> tuple[SitingProblem, ExistingSites]:
    """Ten people at 0 and four at 100; a site with three places at 0, candidates at both ends."""
    problem = SitingProblem.of(
        [10, 4], [np.inf, np.inf], [0, 0, 1, 1], [0, 1, 0, 1], [0.0, 100.0, 100.0, 0.0], ["a", "b"]
    )
    return problem, ExistingSites(np.array([3.0]), np.array([0]), np.array([0]), np.array([0.0]))


def placed(new: int) -> CapacityPlan:
    """The quick plan of the small case."""
    problem, existing = small()
    return place_greedily(problem, existing, new=new, new_capacity=PLACES, reach=REACH)


def test_a_full_site_leaves_people_for_a_new_one_beside_it() -> None:
    plan = placed(1)
    assert (plan.sites, plan.served_before, plan.served, plan.load.tolist()) == ((0,), 3, 10, [3, 7])
    assert placed(2).served == 14
    assert placed(2).proof.status is ProofStatus.OPTIMAL
    with pytest.raises(MoreSitesThanCandidates):
        placed(3)


def test_a_worse_plan_of_the_solver_never_takes_the_place_of_a_better_one() -> None:
    quick = placed(1)
    proof = replace(quick.proof, objective=6.0, bound=13.0, solver="HiGHS")
    worse = replace(quick, sites=(1,), served=6.0, load=np.array([3.0, 3.0]), proof=proof)
    kept = better(quick, worse)
    assert (kept.sites, kept.served, kept.proof.objective) == ((0,), 10, 10)
    assert kept.proof.bound == 10
    assert better(worse, quick).sites == (0,)
