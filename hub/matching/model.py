"""What comes out of matching: scored pairs with their evidence, and the thresholds that judge them."""

from dataclasses import dataclass, field
from math import exp, inf, log
from typing import Literal

Outcome = Literal["join", "review"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From `join` on a pair may be joined at import, from `review` on a steward is asked.

    The values are those that the labelled pairs gave; docs/matching.md says how.
    """

    join: float = 0.85
    review: float = 0.3
    #: Both as logarithms of odds.
    surely: float = field(init=False, repr=False, compare=False)
    least: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Turn probabilities into what is summed up."""
        object.__setattr__(self, "surely", log_odds(self.join))
        object.__setattr__(self, "least", log_odds(self.review))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One field of a pair: what each side says, how alike that is, and what it weighs.

    `weight` is the natural logarithm of the Bayes factor: above 0 it speaks for the same provider,
    below 0 against it. The score is the logistic function of the sum of all weights.
    """

    field: str
    left: str | None
    right: str | None
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Two statements that may speak of one provider; `left` < `right` are statement ids."""

    left: str
    right: str
    score: float
    verdict: Outcome
    reason: str
    evidence: tuple[Evidence, ...]


def log_odds(probability: float) -> float:
    """The inverse of `probability`; infinite at 0 and 1."""
    if probability in (0, 1):
        return inf if probability else -inf
    return log(probability / (1 - probability))


def probability(log_odds: float) -> float:
    """The logistic function, safe at both ends."""
    if log_odds < 0:
        return exp(max(log_odds, -500.0)) / (1 + exp(max(log_odds, -500.0)))
    return 1 / (1 + exp(-log_odds))
