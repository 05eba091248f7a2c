"""The search for the best sets, held against every set there is."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.composition.choice import MOST_SERVICES, Choice, Option, choose
from hub.solver import ModelBuilder, SolverSession

OPTIONS = st.lists(st.builds(Option, st.integers(0, 63), st.integers(1, 30)), max_size=7)


def _union(options: list[Option]) -> int:
    together = 0
    for one in options:
        together |= one.covers
    return together


def _every_set(options: list[Option]) -> list[int]:
    """Costs of all covering sets that need each of their members."""
    whole, found = _union(options), []
    for size in range(1, len(options) + 1):
        for chosen in combinations(options, size):
            each_needed = all(
                _union([one for j, one in enumerate(chosen) if j != i]) != whole for i in range(size)
            )
            if _union(list(chosen)) == whole and each_needed:
                found.append(sum(one.cost for one in chosen))
    return sorted(found)


@given(OPTIONS, st.integers(1, 4))
def test_the_best_sets_are_those_of_enumeration(options: list[Option], count: int) -> None:
    found = choose(options, count)
    assert [each.cost for each in found] == (_every_set(options)[:count] if _union(options) else [])
    assert len({each.members for each in found}) == len(found)
    for each in found:
        assert sum(options[i].cost for i in each.members) == each.cost
        assert _union([options[i] for i in each.members]) == _union(options)


def test_of_equal_sets_the_earlier_options_come_first() -> None:
    options = [Option(0b11, 5), Option(0b01, 1), Option(0b10, 4), Option(0b11, 5)]
    assert choose(options, 4) == [Choice((0,), 5), Choice((1, 2), 5), Choice((3,), 5)]


def test_a_hundred_and_fifty_providers_are_composed_as_a_solver_does() -> None:
    draw = random.Random(18)
    options = [
        Option(
            sum(1 << bit for bit in draw.sample(range(18), draw.randint(1, 6))),
            10**6 + draw.randint(0, 10**5),
        )
        for _ in range(150)
    ]
    builder = ModelBuilder(maximise=False)
    builder.columns(np.array([float(one.cost) for one in options]), upper=1.0, whole=True)
    gives = [np.array([i for i, one in enumerate(options) if one.covers >> bit & 1]) for bit in range(18)]
    row = np.repeat(np.arange(18), [len(each) for each in gives])
    builder.rows(18, row, np.concatenate(gives), 1.0, lower=1.0)
    with SolverSession() as session:
        solved = session.solve(builder.build(), gap=0.0)
    assert solved.optimal
    found = choose(options, 5)
    assert solved.objective == pytest.approx(found[0].cost, abs=0.5)
    assert len({each.members for each in found}) == 5
    assert [each.cost for each in found] == sorted(each.cost for each in found)
    for each in found:
        assert _union([options[i] for i in each.members]) == 2**18 - 1


def test_too_many_services_are_refused() -> None:
    with pytest.raises(ValueError, match=str(MOST_SERVICES)):
        choose([Option(1 << MOST_SERVICES, 1)], 1)
