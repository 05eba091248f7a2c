"""The solver's process: its limits, its end, and a stdout that nobody else writes to."""

import os
import signal

import numpy as np
import pytest

from hub.solver import Limits, LinearModel, ModelBuilder, SolverFailed, SolverKilled, SolverSession


def knapsack() -> LinearModel:
    """Take 2 of weights 3, 4, 5 within 8: the best is 3 + 5."""
    builder = ModelBuilder(maximise=True)
    first = builder.columns(np.array([3.0, 4.0, 5.0]), upper=1.0, whole=True)
    builder.rows(1, np.zeros(3, dtype=np.int64), first + np.arange(3), np.array([3.0, 4.0, 5.0]), upper=8.0)
    return builder.build()


def test_a_program_is_solved_and_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with SolverSession() as session:
        solution = session.solve(knapsack())
    assert solution.optimal
    assert solution.values is not None
    assert (solution.values.tolist(), solution.objective, solution.bound) == ([1, 0, 1], 8, 8)
    assert capfd.readouterr() == ("", "")


def test_a_killed_child_is_a_typed_error_and_the_next_solve_has_a_new_one() -> None:
    with SolverSession() as session:
        session.solve(knapsack())
        assert session.process is not None
        os.kill(session.process, signal.SIGKILL)
        with pytest.raises(SolverKilled):
            session.solve(knapsack())
        assert session.solve(knapsack()).objective == 8


def test_too_little_memory_is_a_typed_error() -> None:
    with (
        SolverSession(Limits(memory_bytes=40 << 20)) as session,
        pytest.raises(SolverFailed, match="the code"),
    ):
        session.solve(knapsack())


def test_extremes_of_columns() -> None:
    builder = ModelBuilder(maximise=False)
    builder.columns(np.zeros(2))
    builder.rows(1, np.array([0, 0]), np.array([0, 1]), np.array([1.0, -1.0]), lower=3.0, upper=3.0)
    with SolverSession() as session:
        assert session.extremes(builder.build(), np.array([0, 1])) == [(3.0, None), (0.0, None)]
