"""Greedy choice and interchange over gains: the quick way to a good set of sites.

Greedy adds the column that gains most (Cornuéjols, Fisher and Nemhauser 1977: at least 1 − 1/e of the
optimum);
interchange swaps one column for another while that gains (Teitz and Bart 1968), the profit of all swaps at
once by the sums of Whitaker (1983) and Resende and Werneck (2007):

    profit(in, out) = Σ max(0, g_in − best) − Σ_{best is out} (best − second)
                      + Σ_{best is out, g_in > second} (min(g_in, best) − second)
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hub.planning.siting.gains import Gains
from hub.planning.siting.problem import Floats, Ints

#: Profits of so many pairs are held at once.
_BLOCK = 4_000_000


@dataclass(frozen=True)
class Assignment:
    """For each row its best and second-best gain among chosen columns, and the position of the best (−1:
    none).
    """

    best: Floats
    second: Floats
    owner: Ints

    @classmethod
    def of(cls, gains: Gains, chosen: Ints) -> "Assignment":
        """The rows' best columns among those chosen."""
        arcs = gains.arcs_of(chosen)
        position = np.repeat(np.arange(len(chosen)), np.diff(gains.start)[chosen])
        row, gain = gains.row[arcs], gains.gain[arcs]
        order = np.lexsort((position, -gain, row))
        row, gain, position = row[order], gain[order], position[order]
        best, second = np.zeros(gains.rows), np.zeros(gains.rows)
        owner = np.full(gains.rows, -1, dtype=np.int64)
        first = np.r_[True, row[1:] != row[:-1]] if len(row) else np.empty(0, dtype=bool)
        best[row[first]], owner[row[first]] = gain[first], position[first]
        follows = np.flatnonzero(first[:-1] & ~first[1:]) + 1
        second[row[follows]] = gain[follows]
        return cls(best, second, owner)


@dataclass(frozen=True)
class Swap:
    """A column to come in, the position to go out, and what each measure gains."""

    column: int
    position: int
    profit: float


def choose_greedily(gains: Gains, count: int, tie: Gains | None = None) -> Ints:
    """At most `count` columns, each the one that adds most; none that adds nothing.

    Among equal ones that with the greatest gain in `tie` is taken, then the first by number.
    """
    best, tie_best = np.zeros(gains.rows), np.zeros(tie.rows if tie else 0)
    chosen: list[int] = []
    for _ in range(count):
        added = np.bincount(
            gains.column, np.maximum(0.0, gains.gain - best[gains.row]), minlength=gains.columns
        )
        if not len(added) or added.max() <= gains.tolerance:
            break
        equal = np.flatnonzero(added >= added.max() - gains.tolerance)
        column = int(equal[0])
        if tie is not None:
            if len(equal) > 1:
                parts = (slice(tie.start[each], tie.start[each + 1]) for each in equal)
                more = [np.maximum(0.0, tie.gain[part] - tie_best[tie.row[part]]).sum() for part in parts]
                column = int(equal[int(np.argmax(more))])
            raise_best(tie, column, tie_best)
        raise_best(gains, column, best)
        chosen.append(column)
    return np.array(chosen, dtype=np.int64)


def raise_best(gains: Gains, column: int, best: Floats) -> None:
    """Let the best gain of each row take a column into account."""
    part = slice(gains.start[column], gains.start[column + 1])
    rows = gains.row[part]
    best[rows] = np.maximum(best[rows], gains.gain[part])


def interchange(
    gains: Gains, chosen: Ints, tie: Gains | None = None, *, swaps: int = 500, tie_swaps: int = 50
) -> tuple[Ints, bool]:
    """Swap columns while that gains, then while it gains in `tie` and loses nothing.

    Returns the columns, and whether a swap is left that changes nothing: another set that is as good.
    """
    chosen = chosen.copy()
    if not len(chosen):
        return chosen, False
    for done in range(swaps + 1):
        profits = Profits(gains, chosen)
        best = profits.best()
        if best is not None and best.profit > gains.tolerance and done < swaps:
            chosen[best.position] = best.column
            continue
        if tie is None or tie_swaps <= 0 or done == swaps:
            break
        even = profits.even_columns()
        equal = profits.best_equal(Profits(tie, chosen), even)
        if equal is None or equal.profit <= tie.tolerance:
            break
        tie_swaps -= 1
        chosen[equal.position] = equal.column
    return chosen, bool(len(Profits(gains, chosen).even_columns()))


class Profits:
    """What each swap of a chosen column for another gains."""

    def __init__(self, gains: Gains, chosen: Ints) -> None:
        self._gains, self._chosen = gains, chosen
        self._now = Assignment.of(gains, chosen)
        served = self._now.owner >= 0
        self._loss = np.bincount(
            self._now.owner[served],
            (self._now.best - self._now.second)[served],
            minlength=len(chosen),
        )

    def best(self) -> Swap | None:
        """The swap that gains most, the first of equal ones."""
        profit, position = self._best_of_columns
        if not len(profit) or profit.max() == -np.inf:
            return None
        column = int(np.argmax(profit))
        return Swap(column, int(position[column]), float(profit[column]))

    def even_columns(self) -> Ints:
        """Columns that can come in for some chosen one without a loss."""
        profit, _ = self._best_of_columns
        return np.flatnonzero(profit >= -self._gains.tolerance).astype(np.int64)

    def best_equal(self, other: "Profits", columns: Ints) -> Swap | None:
        """The swap that gains most by another measure, of those by some columns that lose nothing by this
        one.
        """
        found: Swap | None = None
        for first in range(0, len(columns), self._step):
            part = columns[first : first + self._step]
            profit = np.where(self.of(part) >= -self._gains.tolerance, other.of(part), -np.inf)
            place, position = divmod(int(np.argmax(profit)), len(self._chosen))
            if found is None or profit[place, position] > found.profit:
                found = Swap(int(part[place]), position, float(profit[place, position]))
        return found

    def of(self, columns: Ints) -> Floats:
        """Profit (columns, chosen) of each of some columns for each chosen one; −∞ for what is chosen
        already.
        """
        gains, now, width = self._gains, self._now, len(self._chosen)
        arcs = gains.arcs_of(columns)
        place = np.repeat(np.arange(len(columns)), np.diff(gains.start)[columns])
        row, gain = gains.row[arcs], gains.gain[arcs]
        added = np.bincount(place, np.maximum(0.0, gain - now.best[row]), minlength=len(columns))
        saved = np.flatnonzero((now.owner[row] >= 0) & (gain > now.second[row]))
        extra = np.bincount(
            place[saved] * width + now.owner[row[saved]],
            np.minimum(gain[saved], now.best[row[saved]]) - now.second[row[saved]],
            minlength=len(columns) * width,
        ).reshape(len(columns), width)
        profit = (added[:, None] - self._loss[None, :] + extra).astype(np.float64)
        profit[np.isin(columns, self._chosen)] = -np.inf
        return profit

    @cached_property
    def _best_of_columns(self) -> tuple[Floats, Ints]:
        """For each column the most that it gains in place of a chosen one, and the first such position.

        −∞ for columns that are chosen or have no arcs. Without a row that both serve, a column best takes the
        place of the one that is missed least; so only pairs that share a row are looked at.
        """
        gains, now, width = self._gains, self._now, len(self._chosen)
        least = int(np.argmin(self._loss))
        position = np.full(gains.columns, least, np.int64)
        added = np.bincount(
            gains.column, np.maximum(0.0, gains.gain - now.best[gains.row]), minlength=gains.columns
        )
        profit = (added - self._loss[least]).astype(np.float64)
        saved = np.flatnonzero((now.owner[gains.row] >= 0) & (gains.gain > now.second[gains.row]))
        bounds = np.searchsorted(gains.column[saved], np.arange(0, gains.columns + 1, self._step))
        for block, begin in enumerate(bounds):
            first = block * self._step
            part = saved[begin : bounds[block + 1] if block + 1 < len(bounds) else None]
            row = gains.row[part]
            extra = np.bincount(
                (gains.column[part] - first) * width + now.owner[row],
                np.minimum(gains.gain[part], now.best[row]) - now.second[row],
            )
            shared = np.flatnonzero(extra)
            column, out = first + shared // width, shared % width
            pair = added[column] - self._loss[out] + extra[shared]
            order = np.lexsort((out, -pair, column))
            order = order[np.r_[True, np.diff(column[order]) > 0][: len(order)]]
            column, out, pair = column[order], out[order], pair[order]
            better = (pair > profit[column]) | ((pair == profit[column]) & (out < least))
            profit[column[better]], position[column[better]] = pair[better], out[better]
        profit[np.diff(gains.start) == 0] = -np.inf
        profit[self._chosen] = -np.inf
        return profit, position

    @property
    def _step(self) -> int:
        """So many columns have profits that fit into memory."""
        return max(1, _BLOCK // len(self._chosen))
