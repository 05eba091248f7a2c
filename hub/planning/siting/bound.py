"""The Lagrangian bound: what no set of p columns can gain more than.

Relax "each row once" with multipliers λ ≥ 0 (Cornuéjols, Fisher and Nemhauser 1977; Galvão and ReVelle 1996):

    L(λ) = Σ λ_r + the p greatest of  c_j = Σ_r max(0, g_rj − λ_r)  ≥  the optimum, for every λ ≥ 0.

The least L is sought by subgradient steps of Polyak's length (Held, Wolfe and Crowder 1974).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.planning.siting.gains import Gains
from hub.planning.siting.interchange import Assignment
from hub.planning.siting.problem import Floats, Ints

#: A step is shortened after so many rounds without a better bound, and the search ends below the least step.
_PATIENCE, _SHORTER, _LEAST_STEP = 12, 1.6, 1e-3


@dataclass(frozen=True)
class LagrangianBound:
    """An upper bound of the gain, the contributions c (columns,) behind it, and the best set seen on the way.

    fewest: no plan with fewer columns reaches the target, where one was given.
    """

    value: float
    contributions: Floats
    chosen: Ints
    gained: float
    fewest: int = 0

    def useful(self, count: int, gained: float, tolerance: float) -> NDArray[np.bool_]:
        """Columns (bool) that a plan with at least this gain can hold, by their reduced contributions.

        A column outside the p best would push the p-th out: L − c_p + c_j is then a bound of all plans with
        it.
        """
        if count >= len(self.contributions):
            return np.ones(len(self.contributions), dtype=bool)
        least = np.partition(self.contributions, -count)[-count]
        kept: NDArray[np.bool_] = self.value - least + self.contributions >= gained - tolerance
        kept |= self.contributions >= least
        return kept


def lagrangian_bound(
    gains: Gains, count: int, chosen: Ints, *, rounds: int = 400, target: float | None = None
) -> LagrangianBound:
    """Bound the gain of `count` columns, from the multipliers that a good set suggests.

    More rounds bring the bound nearer to that of the linear program, which it never beats. With a target (a
    gain) the search ends as soon as `count` columns are proven too few for it.
    """
    search = _Search(gains, min(count, gains.columns), chosen, target)
    for turn in range(rounds):
        if search.advance(look=turn % 10 == 0):
            break
    return search.result()


def greatest(values: Floats, count: int) -> Ints:
    """Where the `count` greatest values are, of equal ones the first; rising."""
    if count >= len(values):
        return np.arange(len(values))
    least = np.partition(values, -count)[-count] if count else np.inf
    above, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
    return np.sort(np.concatenate([above, equal[: count - len(above)]])).astype(np.int64)


class _Search:
    """Subgradient steps, with the best that was seen."""

    def __init__(self, gains: Gains, count: int, chosen: Ints, target: float | None) -> None:
        self._gains, self._count, self._target = gains, count, target
        self._chosen, self._gained = chosen, gains.value(chosen)
        self._multipliers = Assignment.of(gains, chosen).best * 0.5
        self._value, self._contributions = np.inf, np.zeros(gains.columns)
        self._step, self._waited, self._fewest = 1.5, 0, 0

    def result(self) -> LagrangianBound:
        value = max(self._value, self._gained)
        return LagrangianBound(value, self._contributions, self._chosen, self._gained, self._fewest)

    def advance(self, *, look: bool) -> bool:
        """One round; True when the search has reached its end. `look` tries the p best columns as a plan."""
        gains, multipliers = self._gains, self._multipliers
        excess = gains.gain - multipliers[gains.row]
        positive = excess > 0
        contributions: Floats = np.bincount(
            gains.column, np.where(positive, excess, 0.0), minlength=gains.columns
        ).astype(np.float64)
        top, base = greatest(contributions, self._count), float(multipliers.sum())
        bound = base + float(contributions[top].sum())
        if look and (gained := gains.value(top)) > self._gained:
            self._chosen, self._gained = top, gained
        self._note(bound, contributions)
        aim = self._gained * 0.999
        if self._target is not None:
            reached = base + np.cumsum(np.sort(contributions)[::-1]) < self._target - gains.tolerance
            # Without any column the bound is the multipliers alone.
            few = 0 if base >= self._target - gains.tolerance else 1 + int(reached.sum())
            self._fewest = max(self._fewest, few)
            aim = min(self._target * 0.99, self._target - gains.tolerance)
            if self._fewest > self._count:
                return True
        arcs = gains.arcs_of(top)
        direction = 1.0 - np.bincount(gains.row[arcs][positive[arcs]], minlength=gains.rows)
        # A multiplier of 0 cannot fall, so its part of the direction is no part of the length.
        direction[(multipliers <= 0) & (direction > 0)] = 0.0
        length = float(direction @ direction)
        closed = self._value - self._gained <= gains.tolerance
        if length == 0 or closed or self._step < _LEAST_STEP:
            return True
        self._multipliers = np.maximum(0.0, multipliers - self._step * (bound - aim) / length * direction)
        return False

    def _note(self, bound: float, contributions: Floats) -> None:
        """Keep the best bound, and shorten the step when it has not moved for long."""
        self._waited = 0 if bound < self._value - 1e-4 * abs(self._value - self._gained) else self._waited + 1
        if bound < self._value:
            self._value, self._contributions = bound, contributions
        if self._waited >= _PATIENCE:
            self._step, self._waited = self._step / _SHORTER, 0
