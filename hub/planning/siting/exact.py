"""The exact way: the quick plan first, then HiGHS, and the better of the two is the answer.

The quick plan is not given to HiGHS as a start: with one, 1.16 takes 63 sites for the optimum of a covering
problem whose optimum is 65, and says OPTIMAL beside a solution of 74 (Vinnytsia, everybody within 10 km).
Candidates that the Lagrangian bound rules out are left out of the program. A second solve keeps the
objective and seeks the least mean distance, a third looks for another set that is as good.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.planning.siting.center import Undecided, decide_quickly
from hub.planning.siting.gains import Gains
from hub.planning.siting.models import SiteModel, fewest_model, gain_model, nearest_model
from hub.planning.siting.problem import Ints
from hub.planning.siting.quick import CoverDraft, CoverTask, GainDraft
from hub.solver import Solution, SolverFailed, SolverSession

#: A program with more arcs than this is not made: it would not be solved within the memory of a job.
ARCS = 250_000
#: Of equally good plans the nearest is sought in a program of at most so many arcs. Larger ones take 2 KB
#: for each arc, and were not solved within the time that such a choice has.
TIE_ARCS = 100_000
#: The second and third solve take at most this share of what is left of the time.
_SHARE = 0.5
#: And each no longer than all before it took, within these seconds: they choose among plans that are equally
#: good.
_FEWEST_SECONDS, _MOST_SECONDS = 2.0, 30.0
#: Sums of gains and of contributions differ by this share though they are equal.
_ROUNDING = 1e-7


@dataclass(frozen=True)
class ExactGains:
    """Columns, their gain, a bound of all gains, whether another set is as good (None: not known), and a
    failure.
    """

    chosen: Ints
    gained: float
    limit: float
    even: bool | None
    failure: str | None = None


@dataclass(frozen=True)
class ExactCover:
    """Columns that reach a target, the number below which none can, and what failed."""

    chosen: Ints
    fewest: int
    failure: str | None = None


def solve_gains(
    session: SolverSession, gains: Gains, count: int, draft: GainDraft, tie: Gains | None
) -> ExactGains:
    """Find the best columns from a draft; when the solver fails the draft is the answer, with its bound."""
    kept = draft.bound.useful(count, draft.gained, _ROUNDING * max(1.0, draft.gained))
    chosen, gained, limit = draft.chosen, draft.gained, draft.limit
    even: bool | None = True if draft.even else None
    if gains.only(kept).gain.size > ARCS:
        return ExactGains(chosen, gained, limit, even, f"more than {ARCS} pairs are left for the program")
    try:
        if limit > gained + gains.tolerance:
            site = gain_model(gains, count, kept)
            solution = session.solve(site.model)
            found = columns_of(solution, gains.columns)
            if found is not None and gains.value(found) > gained + gains.tolerance:
                chosen, gained, even = found, gains.value(found), None
            if solution.bound is not None:
                limit = max(gained, min(limit, solution.bound * site.scale))
        if tie is not None:
            chosen = nearest(session, tie, gains, gained, count, kept, chosen)
        if even is None:
            even = another(session, gains, count, kept, chosen, gained)
    except SolverFailed as error:
        return ExactGains(chosen, gained, limit, even, str(error))
    return ExactGains(chosen, gained, limit, even)


def solve_cover(session: SolverSession, task: CoverTask, draft: CoverDraft, tie: Gains) -> ExactCover:
    """Find the fewest columns that reach the task's target, and of such sets one that people are nearest
    to.
    """
    chosen, fewest, columns = draft.chosen, draft.fewest, task.gains.columns
    kept = np.ones(columns, dtype=bool)
    if task.target <= 0:
        return ExactCover(chosen, fewest)
    try:
        if fewest < len(chosen):
            solution = session.solve(fewest_model(task.gains, task.target, kept).model)
            found = columns_of(solution, columns)
            if found is not None and len(found) < len(chosen) and task.reached_by(found):
                chosen = found
            if solution.bound is not None:
                fewest = min(len(chosen), max(fewest, int(np.ceil(solution.bound - 1e-6))))
        chosen = nearest(session, tie, task.gains, task.target, len(chosen), kept, chosen)
    except SolverFailed as error:
        return ExactCover(chosen, fewest, str(error))
    return ExactCover(chosen, fewest)


def nearest(
    session: SolverSession,
    tie: Gains,
    gains: Gains,
    target: float,
    count: int,
    kept: NDArray[np.bool_],
    chosen: Ints,
) -> Ints:
    """Of the sets that reach the target one with the least mean distance, as far as time and memory allow;
    else `chosen`.
    """
    if tie.only(kept).gain.size > TIE_ARCS or not len(chosen):
        return chosen
    site = nearest_model(tie, gains, target, count, kept)
    solution = session.solve(site.model, seconds=_further(session), gap=1e-4)
    found = columns_of(solution, gains.columns)
    if found is None or len(found) > count or gains.value(found) < target - gains.tolerance:
        return chosen
    return found if tie.value(found) > tie.value(chosen) + tie.tolerance else chosen


def another(
    session: SolverSession,
    gains: Gains,
    count: int,
    kept: NDArray[np.bool_],
    chosen: Ints,
    gained: float,
) -> bool | None:
    """Whether a set other than `chosen` gains as much; None when time did not allow to know."""
    if not len(chosen):
        return None
    site: SiteModel = gain_model(gains, count, kept, another_than=chosen)
    solution = session.solve(site.model, seconds=_further(session))
    found = columns_of(solution, gains.columns)
    if found is not None and gains.value(found) >= gained - gains.tolerance:
        return True
    return False if solution.optimal or solution.status == "Infeasible" else None


def _further(session: SolverSession) -> float:
    """Seconds for a solve that chooses among equally good plans."""
    seconds = min(max(session.elapsed, _FEWEST_SECONDS), _MOST_SECONDS)
    return min(seconds, session.remaining * _SHARE)


class ExactDecision:
    """Whether a number of sites reaches a target, by the solver where bounds do not tell."""

    def __init__(self, session: SolverSession) -> None:
        self._session = session
        self.failure: str | None = None

    def __call__(self, task: CoverTask, count: int) -> Ints | Undecided | None:
        """Columns that do, None when there are none; undecided only when the solver failed or its time was
        up.
        """
        quick = decide_quickly(task, count)
        if not isinstance(quick, Undecided):
            return quick
        kept = np.ones(task.gains.columns, dtype=bool)
        try:
            solution = self._session.solve(fewest_model(task.gains, task.target, kept).model)
        except SolverFailed as error:
            self.failure = str(error)
            return quick
        found = columns_of(solution, task.gains.columns)
        if found is not None and len(found) <= count and task.reached_by(found):
            return found
        exceeded = solution.bound is not None and solution.bound > count + 1e-6
        return None if exceeded or solution.status == "Infeasible" else quick


def columns_of(solution: Solution, columns: int) -> Ints | None:
    """The columns that a solution opens, None where it has none."""
    if solution.values is None:
        return None
    return np.flatnonzero(solution.values[:columns] > 0.5).astype(np.int64)
