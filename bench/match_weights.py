"""Estimates hub/matching/weights.csv: `python -m bench.match_weights`.

What two editions of a real register tell (names, addresses, contacts) is estimated on how those editions
drifted apart. What they do not tell (numbers, points, services and the like) is estimated on the made-up
pairs, where the weights of the former stand fixed. Only the pairs of the part `estimate` are looked at.
Where the editions' folder is missing, the weights that rest on it are taken from the table as it is.

Two ways of estimating are here. Fellegi–Sunter's takes each level's Bayes factor alone, m / u, as if fields
were independent. Logistic regression weighs all levels together, so that what a name, its quoted part and
its number say is not counted three times. Both give the same kind of table.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.match_editions import Editions, read_editions
from bench.match_pairs import LabelledPair, read_pairs
from hub.matching.blocking import candidate_pairs
from hub.matching.compare import FIELDS, UNKNOWN, Levels, compare
from hub.matching.engine import prepare_all
from hub.matching.weights import BASE, WEIGHTS, Weights

_SMOOTHING = 0.5
#: The strength that pulls weights towards 0: of 0.01, 0.03, 0.1, 0.3, 1 and 3, five-fold cross-validation
#: on the pairs of the part `estimate` gave this one the least log loss.
RIDGE = 0.1
_MOST_STEPS, _SETTLED = 50, 1e-9
#: Made-up pairs only guess how sources drift, so that their weights are pulled to 0 more strongly.
GUESSED = 0.5
#: A level seen in fewer pairs of the editions than this is estimated on the made-up pairs.
LEAST = 20
#: What a register of one kind of institution, hardly any with a proper name, cannot tell.
UNTOLD = frozenset(
    {
        *(("type", level) for level in ("same", "different")),
        *(("name", level) for level in ("same", "same-common", "close")),
    }
)
_AGREEING = frozenset({"same", "same-common", "close", "whole", "house", "settlement"})
_CONTACTS = ("phone", "contact")
#: Fields that sources lack, together.
_GAPS = ((), ("phone",), ("contact",), _CONTACTS, ("address",), (*_CONTACTS, "address"))
Level = tuple[str, str]
Matrix = NDArray[np.float64]


class Compared(NamedTuple):
    """A pair whose truth is known, with the level of each field."""

    same: bool
    levels: Levels


@dataclass(frozen=True, slots=True)
class Estimate:
    """Weights, and for each level the pairs on which it was estimated and how many those are."""

    weights: Weights
    rests_on: Mapping[Level, tuple[str, int, int]]  # (pairs' name, of one provider, of two)


def estimating_part() -> list[Compared]:
    """The made-up pairs that weights may look at."""
    pairs = read_pairs()
    return [one for pair, one in zip(pairs, compare_pairs(pairs), strict=True) if pair.part == "estimate"]


def compare_pairs(pairs: Sequence[LabelledPair]) -> list[Compared]:
    """Levels of every pair; words are counted over all records of both parts, which tells no label."""
    prepared, terms = prepare_all([side for pair in pairs for side in (pair.left, pair.right)])
    sides = iter(prepared)
    return [
        Compared(pair.same, compare(left, right, terms))
        for pair, left, right in zip(pairs, sides, sides, strict=True)
    ]


def compare_editions(editions: Editions) -> list[Compared]:
    """Levels of every pair that blocks bring together, and of every true pair.

    Once with both settlements and once with that of the first edition left out, as in a list by hromadas.
    """
    coarse = tuple(
        replace(one, territories=one.territories._replace(settlement=None)) for one in editions.first
    )
    return [pair for first in (editions.first, coarse) for pair in _compared(replace(editions, first=first))]


def _compared(editions: Editions) -> list[Compared]:
    records, terms = prepare_all((*editions.first, *editions.second))
    place = {record.features.id: position for position, record in enumerate(records)}
    same = {(place[left], place[right]) for left, right in editions.same}
    pairs = sorted(same.union(candidate_pairs(records, len(editions.first), terms)))
    return [
        Compared((left, right) in same, compare(records[left], records[right], terms))
        for left, right in pairs
    ]


def with_gaps(compared: Sequence[Compared]) -> list[Compared]:
    """Each pair in full, then as sources tell it that lack contacts, an address, or both.

    A register that tells all lets a regression trust telephones alone; most lists have none.
    """
    return [
        Compared(
            one.same, tuple(UNKNOWN if hide else level for hide, level in zip(gap, one.levels, strict=True))
        )
        for gap in ([field in hidden for field in FIELDS] for hidden in _GAPS)
        for one in compared
    ]


def level_counts(compared: Sequence[Compared]) -> dict[bool, Counter[Level]]:
    """How often each known level stands in pairs of one provider, and of two."""
    counts: dict[bool, Counter[Level]] = {True: Counter(), False: Counter()}
    for one in compared:
        counts[one.same].update(_known(one.levels))
    return counts


def independent(compared: Sequence[Compared]) -> Weights:
    """Fellegi and Sunter's weights: ln(m / u) of each level, with half a pair added to each count."""
    counts = level_counts(compared)
    totals = {
        (same, field): sum(count for (name, _), count in counts[same].items() if name == field)
        for same in (True, False)
        for field in FIELDS
    }
    levels = sorted({*counts[True], *counts[False]})
    width = Counter(field for field, _ in levels)
    factors = {}
    for level in levels:
        m, u = (
            (counts[same][level] + _SMOOTHING) / (totals[same, level[0]] + _SMOOTHING * width[level[0]])
            for same in (True, False)
        )
        factors[level] = log(m / u)
    same = sum(one.same for one in compared)
    return Weights(log((same + _SMOOTHING) / (len(compared) - same + _SMOOTHING)), factors)


def together(
    compared: Sequence[Compared], fixed: Weights | None = None, least: int = 0, ridge: float = RIDGE
) -> Weights:
    """Logistic regression on the levels, with a ridge; always the same answer.

    Fields repeat one another, so that regression may give a level the wrong sign: a steward would read
    that the same settlement speaks against two records. Such a level weighs nothing, and the others are
    estimated again. Weights that are `fixed` stay, the base among them; levels seen in fewer than `least`
    pairs are left out.
    """
    alone = independent(compared).factors
    seen = sum(level_counts(compared).values(), Counter[Level]())
    known = fixed.factors if fixed else {}
    levels = sorted(level for level in alone if level not in known and seen[level] >= least)
    # Few pairs differ in their levels, so equal ones are weighed once.
    rows = Counter(compared)
    labels = np.array([one.same for one in rows], dtype=float)
    times = np.array(list(rows.values()), dtype=float)
    offset = np.array([fixed.total(one.levels) if fixed else 0.0 for one in rows])
    zero: set[Level] = set()
    while True:
        place = {level: position for position, level in enumerate(levels, start=1)}
        matrix = np.zeros((len(rows), len(levels) + 1))
        matrix[:, 0] = fixed is None
        for row, one in enumerate(rows):
            matrix[row, [place[level] for level in _known(one.levels) if level in place]] = 1
        weights = _regression(matrix, labels, times, offset, ridge)
        kept = [level for level in levels if _plausible(level, weights[place[level]], alone[level])]
        zero.update(set(levels) - set(kept))
        if kept == levels:
            base = fixed.base if fixed else float(weights[0])
            estimated = {level: float(weights[place[level]]) for level in levels}
            return Weights(base, dict(known) | estimated | dict.fromkeys(zero, 0.0))
        levels = kept


def _plausible(level: Level, weight: float, alone: float) -> bool:
    """Whether a weight has the sign that its level has by itself, and agreement does not speak against."""
    return weight * alone >= 0 and not (level[1] in _AGREEING and weight < 0)


def estimate(real: Sequence[Compared] | None, made_up: Sequence[Compared]) -> Estimate:
    """Weights of what `real` editions tell from there, of the rest from the made-up pairs.

    Without editions the former are taken from the table as it is.
    """
    if real is None:
        fixed, rests_on = _from_table()
    else:
        fixed = together(_without(UNTOLD, with_gaps(real)), least=LEAST * len(_GAPS))
        rests_on = _counted("real", real, [BASE, *fixed.factors])
    weights = together(made_up, fixed, ridge=GUESSED)
    rest = [level for level in weights.factors if level not in fixed.factors]
    return Estimate(weights, dict(rests_on) | _counted("made-up", made_up, rest))


def _without(untold: Collection[Level], compared: Sequence[Compared]) -> list[Compared]:
    """The pairs with these levels unknown."""

    def kept(levels: Levels) -> Levels:
        told = zip(FIELDS, levels, strict=True)
        return tuple(UNKNOWN if level in untold else level[1] for level in told)

    return [Compared(one.same, kept(one.levels)) for one in compared]


def _counted(
    name: str, compared: Sequence[Compared], levels: Sequence[Level]
) -> dict[Level, tuple[str, int, int]]:
    counts = level_counts(compared)
    for same in (True, False):
        counts[same][BASE] = sum(one.same is same for one in compared)
    return {level: (name, counts[True][level], counts[False][level]) for level in levels}


def _from_table() -> tuple[Weights, dict[Level, tuple[str, int, int]]]:
    """Weights that rest on real editions, as weights.csv has them."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        rows = {(row["field"], row["level"]): row for row in csv.DictReader(file) if row["pairs"] == "real"}
    factors = {level: float(row["weight"]) for level, row in rows.items()}
    rests_on = {level: ("real", int(row["of_same"]), int(row["of_different"])) for level, row in rows.items()}
    return Weights(factors.pop(BASE), factors), rests_on


def _regression(matrix: Matrix, labels: Matrix, times: Matrix, offset: Matrix, ridge: float) -> Matrix:
    """Weights of the columns by Newton's method; the first column, the base, is not pulled to 0.

    Each row counts `times`; `offset` is the logarithm of its odds before any column.
    """
    penalty = np.full(matrix.shape[1], ridge)
    penalty[0] = 0 if matrix[0, 0] else 1
    weights = np.zeros(matrix.shape[1])
    for _ in range(_MOST_STEPS):
        chance = 1 / (1 + np.exp(-(offset + matrix @ weights)))
        gradient = matrix.T @ (times * (labels - chance)) - penalty * weights
        curve = (matrix * (times * chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, gradient)
        weights += step
        if np.abs(step).max() < _SETTLED:
            break
    return weights


def _known(levels: Levels) -> list[Level]:
    return [(field, level) for field, level in zip(FIELDS, levels, strict=True) if level != UNKNOWN]


def write_weights(estimated: Estimate, path: Path = WEIGHTS) -> None:
    """Write the table with the counts that it rests on, so that a reader sees how much is behind a weight."""
    weights = estimated.weights
    order = {field: position for position, field in enumerate(FIELDS)}
    levels = sorted(weights.factors, key=lambda each: (order[each[0]], -weights.of(*each), each))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("field", "level", "weight", "pairs", "of_same", "of_different"))
        writer.writerow((*BASE, f"{weights.base:.3f}", *estimated.rests_on[BASE]))
        for level in levels:
            writer.writerow((*level, f"{weights.of(*level):.3f}", *estimated.rests_on[level]))


def main() -> None:
    """Estimate the weights and write them."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.match_weights", description="Estimate the weights."
    )
    parser.add_argument("--path", type=Path, default=WEIGHTS)
    wanted = parser.parse_args()
    editions = read_editions()
    if editions is None:
        print("The editions' folder is missing: weights that rest on it stay as they are.")
    estimated = estimate(editions and compare_editions(editions), estimating_part())
    write_weights(estimated, wanted.path)
    rests = Counter(name for name, *_ in estimated.rests_on.values())
    print(f"{wanted.path.name}: {rests['real']} weights from real pairs, {rests['made-up']} from made-up")


if __name__ == "__main__":
    main()
