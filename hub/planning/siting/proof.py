"""How good a plan is: status, objective, bound and gap, and a sentence for those who decide."""

import math
from dataclasses import dataclass, replace
from typing import Self

from hub.domain.vocabulary import Lang
from hub.planning.siting.sentences import (
    BEST,
    BEST_WITHIN,
    IMPOSSIBLE,
    NOT_PROVEN,
    PHRASES,
    TOO_FEW,
    ProofStatus,
    SitingGoal,
    length,
    number,
    percent,
    rounded,
    with_new,
)

#: Gaps up to this are rounding: the relative gap that HiGHS is asked for.
CLOSED = 1e-6
#: Digits of what is told: metres, people and sites are whole.
_DIGITS = {"metres": 0, "minutes": 3}


@dataclass(frozen=True)
class Proof:
    """A plan's objective and what no plan can pass, both in the goal's unit.

    MOST_COVERED: people. LEAST_DISTANCE: mean distance, LEAST_FARTHEST: greatest distance, both in `unit`.
    FEWEST_FOR_SHARE: new sites. When INFEASIBLE objective and bound are the people that all candidates
    together
    would cover. people: all that were counted. alternatives: another set is known to reach the same; None
    where nobody has looked at all of them. tolerance: plans that differ by no more are equally good, in the
    goal's unit; an OPTIMAL's bound is no farther away, and its gap is 0. Every number is finite; what is not
    known is None.
    """

    goal: SitingGoal
    status: ProofStatus
    objective: float
    bound: float | None
    gap: float | None
    alternatives: bool | None
    seconds: float
    solver: str
    new: int
    people: float
    share: float | None = None
    unit: str = "metres"
    tolerance: float = 0.0

    @classmethod
    def of(
        cls,
        goal: SitingGoal,
        objective: float,
        bound: float | None,
        *,
        tolerance: float = 0.0,
        **rest: object,
    ) -> "Proof":
        """A proof whose status and gap follow from objective and bound."""
        if not math.isfinite(objective):
            raise ValueError("an objective is a finite number")
        if bound is None or not math.isfinite(bound):
            status, bound, gap = ProofStatus.HEURISTIC_ONLY, None, None
        else:
            best = max(bound, objective) if goal is SitingGoal.MOST_COVERED else min(bound, objective)
            closed = abs(best - objective) <= max(tolerance, CLOSED * abs(objective))
            bound, gap = best, 0.0 if closed else relative_gap(objective, best)
            status = ProofStatus.OPTIMAL if closed else ProofStatus.WITHIN_BOUND
        return cls(goal, status, objective, bound, gap, **rest, tolerance=tolerance)  # type: ignore[arg-type]

    def told(self) -> Self:
        """The proof in whole people, metres and sites, and thousandths of minutes.

        The objective is rounded away from the goal and the bound away from the objective, so that neither
        says more than was proven; the gap is that of the told numbers.
        """
        most = self.goal is SitingGoal.MOST_COVERED
        digits = 0 if most or self.goal is SitingGoal.FEWEST_FOR_SHARE else _DIGITS[self.unit]
        tolerance = rounded(self.tolerance, digits, up=True)
        objective = rounded(self.objective, digits, up=not most)
        if self.bound is None:
            return replace(self, objective=objective, tolerance=tolerance)
        bound = objective if self._is_best else rounded(self.bound, digits, up=most)
        gap = 0.0 if self.status is ProofStatus.OPTIMAL else relative_gap(objective, bound)
        return replace(self, objective=objective, bound=bound, gap=gap, tolerance=tolerance)

    @property
    def _is_best(self) -> bool:
        """Whether the bound is the objective, but for rounding."""
        assert self.bound is not None
        return abs(self.bound - self.objective) <= CLOSED * abs(self.objective)

    def sentence(self, lang: Lang = Lang.UK) -> str:
        """What is proven, as a sentence."""
        words = {
            "with_new": with_new(self.new, lang),
            "share": percent(self.share, lang, up=True) if self.share is not None else "",
            "value": self._amount(self.objective, lang, bound=False),
            "bound": self._amount(self.bound, lang, bound=True) if self.bound is not None else "",
            "tolerance": length(self.tolerance, self.unit, lang, up=True),
        }
        limit, reached = PHRASES[self.goal][lang]
        if self.status is ProofStatus.INFEASIBLE:
            words["bound"] = percent(self.objective / self.people, lang, up=False)
            words["share"] = words["share"] or percent(1.0, lang, up=True)
            parts = [(IMPOSSIBLE if self.objective < self.people else TOO_FEW)[lang]]
        elif self.status is ProofStatus.OPTIMAL:
            parts = [limit, BEST[lang]] if self._is_best else [reached, BEST_WITHIN[lang]]
        elif self.status is ProofStatus.WITHIN_BOUND:
            parts = [reached, limit]
        else:
            parts = [reached, NOT_PROVEN[lang]]
        return " ".join(parts).format(**words)

    def _amount(self, value: float, lang: Lang, *, bound: bool) -> str:
        if self.goal is SitingGoal.MOST_COVERED:
            return percent(value / self.people, lang, up=bound)
        if self.goal is SitingGoal.FEWEST_FOR_SHARE:
            return number(math.ceil(value - CLOSED), lang)
        return length(value, self.unit, lang, up=not bound)


def relative_gap(objective: float, bound: float) -> float | None:
    """Difference of bound and objective as a share of the objective; None where the objective is 0 and the
    bound not.
    """
    if objective == bound:
        return 0.0
    return abs(bound - objective) / abs(objective) if objective else None
