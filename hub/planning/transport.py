"""Sharing one capacity over several areas: a transport problem.

A team that serves three areas has its clients once. Minimise Σ cost·flow so that as many as possible are
served, each area gets at most its need and each source gives at most its capacity (Hitchcock 1941).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hub.solver import ModelBuilder, SolverFailed, SolverSession

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Sharing:
    """Flow (pairs,) over each pair; given (sources,) and received (areas,) are its sums."""

    flow: Floats
    given: Floats
    received: Floats


def share_capacity(
    session: SolverSession,
    capacity: ArrayLike,
    need: ArrayLike,
    source: ArrayLike,
    area: ArrayLike,
    cost: ArrayLike,
) -> Sharing:
    """Give the capacity of sources to the need of areas: the most in all, and of such sharings the cheapest.

    capacity (s,), need (a,), and pairs source, area, cost (pairs,) that may be used, cost ≥ 0 (a distance).
    Raises SolverFailed; ValueError for negative or unknown numbers.
    """
    have, want = np.asarray(capacity, dtype=np.float64), np.asarray(need, dtype=np.float64)
    sources, areas = np.asarray(source, dtype=np.int64), np.asarray(area, dtype=np.int64)
    costs = np.asarray(cost, dtype=np.float64)
    for numbers in (have, want, costs):
        if not (np.isfinite(numbers).all() and (numbers >= 0).all()):
            raise ValueError(
                "capacity, need and cost are finite and not negative; leave out what is not known"
            )
    if not len(sources):
        return Sharing(np.empty(0), np.zeros(len(have)), np.zeros(len(want)))
    most = _flow(session, have, want, sources, areas, np.ones(len(costs)))
    # Then the cheapest of those, with costs of about 1 for the solver's tolerances.
    flow = _flow(session, have, want, sources, areas, costs / max(1.0, costs.max()), amount=float(most.sum()))
    return Sharing(
        flow,
        np.bincount(sources, flow, minlength=len(have)).astype(np.float64),
        np.bincount(areas, flow, minlength=len(want)).astype(np.float64),
    )


def _flow(
    session: SolverSession,
    have: Floats,
    want: Floats,
    source: Ints,
    area: Ints,
    worth: Floats,
    amount: float | None = None,
) -> Floats:
    """The flow of greatest worth, or of least worth where its amount is given."""
    pairs = np.arange(len(source))
    builder = ModelBuilder(maximise=amount is None)
    builder.columns(worth)
    builder.rows(len(have), source, pairs, 1.0, upper=have)
    builder.rows(len(want), area, pairs, 1.0, upper=want)
    if amount is not None:
        builder.rows(1, np.zeros(len(pairs), dtype=np.int64), pairs, 1.0, lower=amount * (1 - 1e-9))
    solution = session.solve(builder.build())
    if not solution.optimal or solution.values is None:
        raise SolverFailed(reason=f"the transport problem ended as {solution.status}")
    return np.maximum(0.0, solution.values)
