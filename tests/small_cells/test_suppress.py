"""Suppression of small cells: an attack by linear programs learns of none that it is below k."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.small_cells import SMALL_CELL, FormerMask, Relation, audit, cross_table, suppress
from hub.solver import SolverSession

#: Two oblasts of three hromadas under a state; a total of three categories; a total of two groups.
AXES = ([None, 0, 0, 1, 1, 1, 2, 2, 2], [None, 0, 0, 0], [None, 0, 0])


@pytest.fixture(scope="module")
def session():  # type: ignore[no-untyped-def]
    with SolverSession() as opened:
        yield opened


def filled(seed: int, most: int = 25) -> np.ndarray:  # type: ignore[type-arg]
    """A table of random leaves whose totals add up."""
    draw = np.random.default_rng(seed)
    leaves = draw.integers(0, most, (6, 3, 2)) * draw.integers(0, 2, (6, 3, 2))
    table = np.zeros((9, 4, 3))
    table[3:, 1:, 1:] = leaves
    table[1], table[2] = table[3:6].sum(axis=0), table[6:9].sum(axis=0)
    table[0] = table[1] + table[2]
    table[:, 0] = table[:, 1:].sum(axis=1)
    table[:, :, 0] = table[:, :, 1:].sum(axis=2)
    return table.ravel()


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_no_attack_finds_a_cell_below_k(session: SolverSession, seed: int) -> None:
    values, relations = filled(seed), cross_table(AXES)
    hidden = suppress(session, values, relations)
    small = (values > 0) & (values < SMALL_CELL)
    assert hidden[small].all()
    for cell, (least, most) in audit(session, values, hidden, relations).items():
        assert least is not None
        assert least <= values[cell] + 1e-6
        assert most is None or most >= values[cell] - 1e-6
        if small[cell]:
            assert most is None or most >= SMALL_CELL - 1e-4


def test_an_attack_finds_cells_where_only_small_ones_are_hidden(session: SolverSession) -> None:
    """The attack is one: without complements it computes what was hidden."""
    values = np.array([40.0, 3.0, 17.0, 20.0])
    hidden = np.array([False, True, False, False])
    assert audit(session, values, hidden, [Relation(0, (1, 2, 3))]) == {1: (3.0, 3.0)}


def test_the_least_neighbour_is_hidden(session: SolverSession) -> None:
    hidden = suppress(session, [40.0, 3.0, 17.0, 20.0], [Relation(0, (1, 2, 3))])
    assert hidden.tolist() == [False, True, True, False]


def test_two_small_cells_that_are_below_k_together_hide_a_third(session: SolverSession) -> None:
    hidden = suppress(session, [47.0, 3.0, 4.0, 40.0], [Relation(0, (1, 2, 3))])
    assert hidden.tolist() == [False, True, True, True]


def test_what_is_not_stated_is_no_cell(session: SolverSession) -> None:
    hidden = suppress(session, [23.0, 3.0, np.nan, 20.0], [Relation(0, (1, 2, 3))])
    assert hidden.tolist() == [False, True, False, True]


def test_a_mask_stays_while_the_value_moves_little(session: SolverSession) -> None:
    relations = [Relation(0, (1, 2, 3))]
    former = FormerMask(np.array([90.0, 9.0, 41.0, 40.0]), np.array([False, True, False, True]))
    assert suppress(session, [91.0, 10.0, 41.0, 40.0], relations, former=former)[1]
    assert not suppress(session, [100.0, 19.0, 41.0, 40.0], relations, former=former)[1]


def test_a_table_that_does_not_add_up_is_refused(session: SolverSession) -> None:
    with pytest.raises(ValueError, match="cell 0 is not the sum of its children"):
        suppress(session, [41.0, 3.0, 17.0, 20.0], [Relation(0, (1, 2, 3))])
