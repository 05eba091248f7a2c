"""The quick way: a good plan with a bound, without a solver."""

from dataclasses import dataclass, replace

import numpy as np

from hub.planning.siting.bound import LagrangianBound, lagrangian_bound
from hub.planning.siting.gains import CoverRows, Gains, distance_gains
from hub.planning.siting.interchange import Assignment, choose_greedily, interchange
from hub.planning.siting.problem import Ints, SitingProblem

#: A cover with more sites than this is not thinned by swaps: each try costs candidates × sites.
_THINNED = 200
#: So often the rows that stay open are given more weight.
_TURNS = 40


@dataclass(frozen=True)
class GainDraft:
    """Columns, what they gain, what no plan can gain more than, and whether an equal set is known."""

    chosen: Ints
    gained: float
    bound: LagrangianBound
    even: bool

    @property
    def limit(self) -> float:
        """The bound of the gain."""
        return self.bound.value


def draft_gains(gains: Gains, count: int, tie: Gains | None = None, *, rounds: int = 400) -> GainDraft:
    """Choose up to `count` columns by greed and swaps, and bound what any could gain.

    tie: a second measure, by which equal plans are told apart.
    """
    chosen, _ = interchange(gains, choose_greedily(gains, count, tie))
    bound = lagrangian_bound(gains, count, chosen, rounds=rounds)
    gained = gains.value(chosen)
    if bound.gained > gained + gains.tolerance or bound.value > gained + gains.tolerance:
        other, _ = interchange(gains, useful_columns(gains, bound.chosen))
        if gains.value(other) > gained + gains.tolerance:
            chosen = other
    chosen, even = interchange(gains, chosen, tie)
    return GainDraft(np.sort(chosen), gains.value(chosen), bound, even)


def useful_columns(gains: Gains, chosen: Ints) -> Ints:
    """The columns without those that gain nothing beside the others: no site is proposed that serves
    nobody.
    """
    kept = [int(column) for column in chosen]
    whole = gains.value(chosen)
    for column in sorted(kept, key=lambda each: float(gains.gain[gains.arcs_of(np.array([each]))].sum())):
        without = np.array([each for each in kept if each != column], dtype=np.int64)
        if gains.value(without) >= whole - gains.tolerance:
            kept.remove(column)
    return np.array(kept, dtype=np.int64)


@dataclass(frozen=True)
class CoverTask:
    """Reach a target with the fewest columns: gains of rows, and the gain that must be reached."""

    gains: Gains
    target: float
    reachable: float

    @classmethod
    def of(cls, problem: SitingProblem, reach: float, share: float) -> "CoverTask":
        """Cover a share of the people within reach; with share 1 every row counts as one.

        `reachable` are the people that existing sites and all candidates together cover.
        """
        rows = CoverRows.of(problem, reach)
        every = share >= 1.0
        weight = np.ones(len(rows.people)) if every else rows.people
        gains = Gains(
            rows.row, rows.column, weight[rows.row], len(weight), len(problem.codes), rows.covered_now
        )
        if every:
            target = float(len(weight)) if rows.unreachable == 0 else np.inf
        else:
            target = share * problem.total - rows.covered_now - 1e-9 * problem.total
        return cls(gains, target, problem.total - rows.unreachable)

    @property
    def feasible(self) -> bool:
        """Whether all candidates together reach the target."""
        return self.target <= 0 or self.reached_by(np.arange(self.gains.columns))

    def reached_by(self, columns: Ints) -> bool:
        """Whether the columns reach the target."""
        return self.gains.value(columns) >= self.target - self.gains.tolerance


@dataclass(frozen=True)
class CoverDraft:
    """Columns that reach the target, and the number below which none can."""

    chosen: Ints
    fewest: int


def draft_cover(task: CoverTask, *, rounds: int = 400, enough: int = 0) -> CoverDraft:
    """Reach a feasible task's target with few columns: greedy, without the needless, thinned by swaps.

    Thinning and bounding end when at most `enough` columns are needed.
    """
    gains = task.gains
    if task.target <= 0:
        return CoverDraft(np.empty(0, dtype=np.int64), 0)
    chosen = choose_greedily(gains, gains.columns)
    chosen = chosen[: next(size for size in range(len(chosen) + 1) if task.reached_by(chosen[:size]))]
    chosen = thin(task, chosen, enough)
    fewest = fewest_columns(task, chosen, rounds=rounds, enough=enough)
    while max(fewest, enough) < len(chosen) <= _THINNED:
        fewer = search_with_weights(task, chosen)
        if fewer is None:
            break
        chosen = fewer
    return CoverDraft(np.sort(chosen), fewest)


def thin(task: CoverTask, chosen: Ints, enough: int = 0) -> Ints:
    """Drop columns while the others, after swaps, still reach the target."""
    while len(chosen) > max(1, enough):
        left = min(
            (np.delete(chosen, place) for place in range(len(chosen))),
            key=lambda rest: -task.gains.value(rest),
        )
        if not task.reached_by(left):
            if len(chosen) > _THINNED:
                break
            left, _ = interchange(task.gains, left)
            if not task.reached_by(left):
                break
        chosen = left
    return chosen


def search_with_weights(task: CoverTask, chosen: Ints) -> Ints | None:
    """One column fewer that still reaches the target, or None: rows that stay open count more at every turn.

    The weighting of Richter, Helmert and Gretton (2007), with the best swap in place of a random one.
    """
    gains, weight = task.gains, np.ones(task.gains.rows)
    least = int(np.argmin([-gains.value(np.delete(chosen, place)) for place in range(len(chosen))]))
    columns = np.delete(chosen, least)
    for _ in range(_TURNS):
        columns, _ = interchange(replace(gains, gain=gains.gain * weight[gains.row]), columns)
        if task.reached_by(columns):
            return columns
        weight[Assignment.of(gains, columns).owner < 0] += 0.5
    return None


def fewest_columns(task: CoverTask, chosen: Ints, *, rounds: int, enough: int = 0) -> int:
    """A number of columns below which no plan reaches the target, by Lagrangian bounds for falling
    numbers.
    """
    least, tried = 1, len(chosen) - 1
    while tried >= max(least, enough):
        bound = lagrangian_bound(task.gains, tried, chosen[:tried], rounds=rounds, target=task.target)
        least = max(least, bound.fewest)
        if least > tried:
            break
        tried = (least + tried) // 2 if tried > least else tried - 1
    return least


def nearer(problem: SitingProblem, gains: Gains, chosen: Ints) -> Ints:
    """Swap sites for such that people are nearer, while nothing is lost of the gains."""
    swapped, _ = interchange(gains, chosen, distance_gains(problem))
    return np.sort(swapped)
