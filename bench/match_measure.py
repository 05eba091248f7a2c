"""What matching finds of what it should: precision, recall, what blocks bring together, and time.

Every figure is of pairs that no weight and no threshold has seen: the held-out part of the labelled
pairs, judged one by one and then in one pool, a bulk of synthetic records, and, where their folder is there,
two editions of a real register, each oblast judged by what the other oblasts gave.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench.match_across import BEFORE, across_oblasts
from bench.match_bulk import make_bulk
from bench.match_editions import EDITIONS, read_editions
from bench.match_pairs import LabelledPair, read_pairs
from bench.match_quality import Measured, Quality, as_json, pooled
from hub.matching import Thresholds
from hub.matching.engine import DEFAULT_THRESHOLDS, prepare_all, score_pair
from hub.matching.weights import read_weights


def measure(
    records: int, folder: Path | None = None, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> list[Measured]:
    """The held-out pairs one by one, the same in one pool, two sources of `records` each, and real editions.

    The editions are those of `folder`, left out where it is None or missing.
    """
    held_out = [pair for pair in read_pairs() if pair.part == "held-out"]
    found = [one_by_one(held_out, thresholds), in_a_pool(held_out, thresholds)]
    if records:
        found.append(in_bulk(records, thresholds))
    editions = read_editions(folder) if folder else None
    if editions:
        found += [across_oblasts(editions, thresholds), BEFORE]
    return found


def one_by_one(pairs: Sequence[LabelledPair], thresholds: Thresholds) -> Measured:
    """Each labelled pair judged as if no other existed."""
    prepared, terms = prepare_all([side for pair in pairs for side in (pair.left, pair.right)])
    weights = read_weights()
    cases: dict[str, list[int]] = {}
    joined, shown = [], []
    for pair, left, right in zip(pairs, prepared[::2], prepared[1::2], strict=True):
        scored = score_pair(left, right, terms, thresholds, weights)
        counted = cases.setdefault(pair.case, [0, 0, 0])
        counted[0] += 1
        if scored is not None:
            shown.append(pair.same)
            counted[1 if scored.verdict == "join" else 2] += 1
            if scored.verdict == "join":
                joined.append(pair.same)
    wanted = sum(pair.same for pair in pairs)
    return Measured(
        "labelled pairs, held out",
        Quality(thresholds.join, len(joined), sum(joined), wanted),
        Quality(thresholds.review, len(shown), sum(shown), wanted),
        cases=cases,
    )


def in_a_pool(pairs: Sequence[LabelledPair], thresholds: Thresholds) -> Measured:
    """All left sides known, all right sides new: blocks have to find the pairs among all others."""
    wanted = {(pair.left.id, pair.right.id) for pair in pairs if pair.same}
    known, new = [pair.left for pair in pairs], [pair.right for pair in pairs]
    return pooled("the same in one pool", known, new, wanted, thresholds)


def in_bulk(records: int, thresholds: Thresholds) -> Measured:
    """A list of `records` matched against a register of as many."""
    bulk = make_bulk(records)
    return pooled("synthetic bulk", bulk.register, bulk.listed, bulk.same, thresholds)


def main() -> None:
    """Measure and print JSON; `merezha bench match` shows it."""
    parser = argparse.ArgumentParser(prog="python -m bench.match_measure")
    parser.add_argument("--records", type=int, default=100_000, help="records of each source of the bulk")
    parser.add_argument("--editions", type=Path, default=EDITIONS, help="the folder of two real editions")
    wanted = parser.parse_args()
    print(as_json(measure(wanted.records, wanted.editions)))


if __name__ == "__main__":
    main()
