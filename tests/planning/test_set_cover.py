"""Set cover against brute force."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.set_cover import MEMBERS, TooManyMembers, cover_services

MEMBER = st.tuples(st.frozensets(st.integers(0, 6), max_size=4), st.integers(-20, 20))


def brute_force(gives: list[frozenset[int]], cost: list[int]) -> list[tuple[int, tuple[int, ...]]]:
    """All sets of the fewest members that cover what anybody gives, best first."""
    all_given = frozenset().union(*gives)
    for count in range(len(gives) + 1):
        sets = [
            (sum(cost[member] for member in members), members)
            for members in combinations(range(len(gives)), count)
            if frozenset().union(*(gives[member] for member in members)) == all_given
        ]
        if sets:
            return sorted(sets)
    raise AssertionError("all members together cover everything")


@given(st.lists(MEMBER, max_size=8), st.integers(1, 5))
def test_equals_enumeration(members: list[tuple[frozenset[int], int]], first: int) -> None:
    gives, cost = [each[0] for each in members], [each[1] for each in members]
    cover = cover_services(gives, 7, cost, first)
    expected = brute_force(gives, cost)
    assert [(each.cost, each.members) for each in cover.sets] == expected[:first]
    assert cover.missing == tuple(sorted(set(range(7)) - frozenset().union(*gives)))
    assert cover.fewest == len(expected[0][1])


def test_a_hundred_and_fifty_members_with_eighteen_services() -> None:
    draw = random.Random(18)
    gives = [frozenset(draw.sample(range(18), draw.randint(1, 6))) for _ in range(MEMBERS)]
    cover = cover_services(gives, 18, [draw.uniform(0, 60_000) for _ in gives], 5)
    assert len({each.members for each in cover.sets}) == 5
    for each in cover.sets:
        assert frozenset().union(*(gives[member] for member in each.members)) == frozenset(range(18))
        assert len(each.members) == cover.fewest
    costs = [each.cost for each in cover.sets]
    assert costs == sorted(costs)


def test_more_members_are_refused() -> None:
    with pytest.raises(TooManyMembers, match="151 members are too many to compose: at most 150"):
        cover_services([frozenset({0})] * (MEMBERS + 1), 1, [0.0] * (MEMBERS + 1))
