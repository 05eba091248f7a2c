"""What each level of each field weighs: read from weights.csv, which bench/match_weights.py estimates."""

import csv
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hub.matching.compare import FIELDS, Levels
from hub.matching.prepared import Prepared, Terms

WEIGHTS = Path(__file__).parent / "weights.csv"
#: The row of weights.csv that holds what a pair weighs before anything is compared.
BASE = ("base", "")


#: Fields that a number decides; the rest is what may speak against it.
NUMBERS = frozenset({"identifier", "person"})


class Step(NamedTuple):
    """One field on the way to a score: its rule, level → weight, and the most that later fields can add."""

    rule: Callable[[Prepared, Prepared, Terms], str]
    is_number: bool
    table: Mapping[str, float]
    most: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Natural logarithms of Bayes factors by (field, level); a level that is not listed weighs nothing."""

    base: float
    factors: Mapping[tuple[str, str], float]
    steps: tuple[Step, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the factors out in the order in which they are needed."""
        tables = [
            {level: weight for (name, level), weight in self.factors.items() if name == each}
            for each in FIELDS
        ]
        most = [max(0.0, *table.values()) if table else 0.0 for table in tables]
        steps = tuple(
            Step(rule, name in NUMBERS, tables[place], sum(most[place + 1 :]))
            for place, (name, rule) in enumerate(FIELDS.items())
        )
        object.__setattr__(self, "steps", steps)

    def of(self, name: str, level: str) -> float:
        """What the level adds to the logarithm of the odds that both are the same."""
        return self.factors.get((name, level), 0.0)

    def total(self, levels: Levels, without: Collection[str] = ()) -> float:
        """The logarithm of the odds after all levels, those of the fields `without` aside."""
        told = zip(FIELDS, levels, strict=True)
        return self.base + sum(self.of(name, level) for name, level in told if name not in without)


@cache
def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights of a file with the columns field, level, weight (and others, for readers)."""
    with path.open(encoding="utf-8", newline="") as file:
        factors = {(row["field"], row["level"]): float(row["weight"]) for row in csv.DictReader(file)}
    return Weights(factors.pop(BASE), factors)
