"""Of plans that are equally good the nearest is sought with the solver only as far as its memory allows."""

import numpy as np
import pytest

from hub.planning.siting import exact
from hub.planning.siting.gains import Gains
from hub.solver import SolverSession


def test_a_tie_of_many_pairs_is_left_to_the_swaps(monkeypatch: pytest.MonkeyPatch) -> None:
    # Both columns gain a row of 1; people are nearer to the second.
    rows, columns = np.zeros(2, np.int64), np.array([0, 1], np.int64)
    gains = Gains(rows, columns, np.array([1.0, 1.0]), 1, 2, 0.0)
    tie = Gains(rows, columns, np.array([1.0, 2.0]), 1, 2, 0.0)
    chosen, kept = np.array([0], np.int64), np.ones(2, np.bool_)

    def sought(session: SolverSession) -> list[int]:
        return exact.nearest(session, tie, gains, 1.0, 1, kept, chosen).tolist()

    with SolverSession() as session:
        assert sought(session) == [1]
    monkeypatch.setattr(exact, "TIE_ARCS", 1)
    with SolverSession() as session:
        assert sought(session) == [0]
        assert session.process is None, "no solver was started"
