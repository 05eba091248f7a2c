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


@dataclass(frozen=True)
class LagrangianBound:
    """An upper bound of the gain, the contributions c (columns,) behind it, and the best set seen on the way."""

    value: float
    contributions: Floats
    chosen: Ints
    gained: float

    def useful(self, count: int, gained: float, tolerance: float) -> NDArray[np.bool_]:
        """Columns (bool) that a plan with at least this gain can hold, by their reduced contributions.

        A column outside the p best would push the p-th out: L − c_p + c_j is then a bound of all plans with it.
        """
        if count >= len(self.contributions):
            return np.ones(len(self.contributions), dtype=bool)
        least = np.partition(self.contributions, -count)[-count]
        kept: NDArray[np.bool_] = self.value - least + self.contributions >= gained - tolerance
        return kept | (self.contributions >= least)


def lagrangian_bound(gains: Gains, count: int, chosen: Ints, *, rounds: int = 400) -> LagrangianBound:
    """Bound the gain of `count` columns, from the multipliers that a good set suggests.

    More rounds bring the bound nearer to that of the linear program, which it never passes.
    """
    gained = best_gained = gains.value(chosen)
    best_chosen, multipliers = chosen, Assignment.of(gains, chosen).best * 0.5
    value, best_contributions = np.inf, np.zeros(gains.columns)
    count = min(count, gains.columns)
    step, waited = 1.5, 0
    for turn in range(rounds):
        excess = gains.gain - multipliers[gains.row]
        positive = excess > 0
        contributions = np.bincount(
            gains.column, np.where(positive, excess, 0.0), minlength=gains.columns
        )
        top = np.sort(np.argsort(-contributions, kind="stable")[:count])
        bound = float(multipliers.sum() + contributions[top].sum())
        if turn % 10 == 0 and (reached := gains.value(top)) > best_gained:
            best_chosen, best_gained = top, reached
        if bound < value - 1e-4 * abs(value - gained):
            waited = 0
        else:
            waited += 1
        if bound < value:
            value, best_contributions = bound, contributions
        if waited >= 12:
            step, waited = step / 1.6, 0
        arcs = gains.arcs_of(top)
        direction = 1.0 - np.bincount(gains.row[arcs][positive[arcs]], minlength=gains.rows)
        # A multiplier of 0 cannot fall, so its part of the direction is no part of the length.
        direction[(multipliers <= 0) & (direction > 0)] = 0.0
        length = float(direction @ direction)
        if length == 0 or value - best_gained <= gains.tolerance or step < 1e-3:
            break
        multipliers = np.maximum(0.0, multipliers - step * (bound - best_gained * 0.999) / length * direction)
    return LagrangianBound(max(value, best_gained), best_contributions, best_chosen, best_gained)
