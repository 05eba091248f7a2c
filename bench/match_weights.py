"""Estimates hub/matching/weights.csv from the labelled pairs: `python -m bench.match_weights`.

Two ways are measured. Fellegi–Sunter's takes each level's Bayes factor alone, m / u, as if fields were
independent. Logistic regression weighs all levels together, so that what a name, its quoted part and its
number say is not counted three times. Both give the same kind of table. Only the pairs of the part
`estimate` are looked at; the other part judges.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.match_pairs import LabelledPair, read_pairs
from hub.matching.compare import FIELDS, UNKNOWN, Levels, compare
from hub.matching.engine import prepare_all
from hub.matching.weights import BASE, WEIGHTS, Weights

_SMOOTHING = 0.5
#: The strength that pulls weights towards 0: of 0.01, 0.03, 0.1, 0.3, 1 and 3, five-fold cross-validation
#: on the pairs of the part `estimate` gave this one the least log loss.
RIDGE = 0.1
_MOST_STEPS, _SETTLED = 50, 1e-9
Level = tuple[str, str]
Matrix = NDArray[np.float64]


class Compared(NamedTuple):
    """A labelled pair with the level of each field."""

    pair: LabelledPair
    levels: Levels


def compare_pairs(pairs: Sequence[LabelledPair]) -> list[Compared]:
    """Levels of every pair; words are counted over all records of both parts, which tells no label."""
    prepared, terms = prepare_all([side for pair in pairs for side in (pair.left, pair.right)])
    sides = iter(prepared)
    return [
        Compared(pair, compare(left, right, terms))
        for pair, left, right in zip(pairs, sides, sides, strict=True)
    ]


def level_counts(compared: Sequence[Compared]) -> dict[bool, Counter[Level]]:
    """How often each known level stands in pairs of one provider, and of two."""
    counts: dict[bool, Counter[Level]] = {True: Counter(), False: Counter()}
    for one in compared:
        counts[one.pair.same].update(_known(one.levels))
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
    same = sum(one.pair.same for one in compared)
    return Weights(log(same / (len(compared) - same)), factors)


def together(compared: Sequence[Compared], ridge: float = RIDGE) -> Weights:
    """Logistic regression on the levels, with a ridge; always the same answer.

    Fields repeat one another, so that regression may give a level the wrong sign: a steward would read
    that the same settlement speaks against two records. Such a level weighs nothing, and the others are
    estimated again.
    """
    alone = independent(compared).factors
    levels = sorted(alone)
    labels = np.array([one.pair.same for one in compared], dtype=float)
    while True:
        place = {level: position for position, level in enumerate(levels, start=1)}
        matrix = np.zeros((len(compared), len(levels) + 1))
        matrix[:, 0] = 1
        for row, one in enumerate(compared):
            matrix[row, [place[level] for level in _known(one.levels) if level in place]] = 1
        weights = _regression(matrix, labels, ridge)
        kept = [level for level in levels if weights[place[level]] * alone[level] >= 0]
        if kept == levels:
            return Weights(float(weights[0]), {level: float(weights[place[level]]) for level in levels})
        levels = kept


def _regression(matrix: Matrix, labels: Matrix, ridge: float) -> Matrix:
    """Weights of the columns by Newton's method; the first column, the base, is not pulled to 0."""
    penalty = np.full(matrix.shape[1], ridge)
    penalty[0] = 0
    weights = np.zeros(matrix.shape[1])
    for _ in range(_MOST_STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (labels - chance) - penalty * weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, gradient)
        weights += step
        if np.abs(step).max() < _SETTLED:
            break
    return weights


def _known(levels: Levels) -> list[Level]:
    return [(field, level) for field, level in zip(FIELDS, levels, strict=True) if level != UNKNOWN]


def write_weights(weights: Weights, compared: Sequence[Compared], path: Path = WEIGHTS) -> None:
    """Write the table with the counts that it rests on, so that a reader sees how much is behind a weight."""
    counts = level_counts(compared)
    order = {field: position for position, field in enumerate(FIELDS)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("field", "level", "weight", "of_same", "of_different"))
        same = sum(one.pair.same for one in compared)
        writer.writerow((*BASE, f"{weights.base:.3f}", same, len(compared) - same))
        levels = {*counts[True], *counts[False]}
        for level in sorted(levels, key=lambda each: (order[each[0]], -weights.of(*each), each)):
            seen = counts[True][level], counts[False][level]
            writer.writerow((*level, f"{weights.of(*level):.3f}", *seen))


def main() -> None:
    """Estimate the weights and write them."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.match_weights", description="Estimate the weights."
    )
    parser.add_argument("--path", type=Path, default=WEIGHTS)
    wanted = parser.parse_args()
    compared = [one for one in compare_pairs(read_pairs()) if one.pair.part == "estimate"]
    write_weights(together(compared), compared, wanted.path)
    print(f"Weights from {len(compared)} pairs in {wanted.path.name}")


if __name__ == "__main__":
    main()
