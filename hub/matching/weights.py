"""What each level of each field weighs: read from weights.csv, which bench/match_weights.py estimates."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp
from pathlib import Path

from hub.matching.compare import FIELDS, Levels

WEIGHTS = Path(__file__).parent / "weights.csv"
#: The row of weights.csv that holds what a pair weighs before anything is compared.
BASE = ("base", "")


#: Fields that a number decides; the rest is what may speak against it.
_NUMBERS = frozenset({"identifier", "person"})


@dataclass(frozen=True, slots=True)
class Weights:
    """Natural logarithms of Bayes factors by (field, level); a level that is not listed weighs nothing."""

    base: float
    factors: Mapping[tuple[str, str], float]
    _totals: dict[tuple[Levels, bool], float] = field(default_factory=dict, compare=False, repr=False)

    def of(self, name: str, level: str) -> float:
        """What the level adds to the logarithm of the odds that both are the same."""
        return self.factors.get((name, level), 0.0)

    def total(self, levels: Levels, *, numbers: bool = True) -> float:
        """The logarithm of the odds after all levels, or after all but those of numbers."""
        key = levels, numbers
        if key not in self._totals:
            counted = zip(FIELDS, levels, strict=True)
            self._totals[key] = self.base + sum(
                self.of(name, level) for name, level in counted if numbers or name not in _NUMBERS
            )
        return self._totals[key]


@cache
def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights of a file with the columns field, level, weight (and others, for readers)."""
    with path.open(encoding="utf-8", newline="") as file:
        factors = {(row["field"], row["level"]): float(row["weight"]) for row in csv.DictReader(file)}
    return Weights(factors.pop(BASE), factors)


def probability(log_odds: float) -> float:
    """The logistic function, safe at both ends."""
    if log_odds < 0:
        return exp(max(log_odds, -500.0)) / (1 + exp(max(log_odds, -500.0)))
    return 1 / (1 + exp(-log_odds))
