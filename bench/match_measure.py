"""What matching finds of what it should: precision, recall, what blocks bring together, and time.

Every figure is of pairs that no weight and no threshold has seen: the held-out part of the labelled
pairs, judged one by one and then in one pool, and a bulk of synthetic records.
"""

import argparse
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from time import perf_counter, process_time

from bench.match_bulk import make_bulk
from bench.match_pairs import LabelledPair, read_pairs
from hub.matching import Features, Scored, Thresholds, match
from hub.matching.blocking import candidate_pairs
from hub.matching.engine import DEFAULT_THRESHOLDS, prepare_all, score_pair
from hub.matching.weights import read_weights
from importers.collecting import rare_collections

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs found at or above a threshold: how many are right, and how many of the right ones are found."""

    threshold: float
    found: int
    right: int
    wanted: int

    @property
    def precision(self) -> float | None:
        """Right ones among those found; None when nothing was found."""
        return round(self.right / self.found, 4) if self.found else None

    @property
    def recall(self) -> float | None:
        """Found ones among those wanted; None when there is nothing to find."""
        return round(self.right / self.wanted, 4) if self.wanted else None


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement at both thresholds; `blocked` is the share of wanted pairs that share a block."""

    name: str
    join: Quality
    review: Quality
    blocked: float | None = None
    records: int | None = None
    candidates: int | None = None
    seconds: float | None = None
    processor_seconds: float | None = None
    #: Of each case: [pairs, joined, reviewed].
    cases: dict[str, list[int]] = field(default_factory=dict)


def measure(records: int, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> list[Measured]:
    """The held-out pairs one by one, the same in one pool, and two sources of `records` each."""
    held_out = [pair for pair in read_pairs() if pair.part == "held-out"]
    found = [one_by_one(held_out, thresholds), in_a_pool(held_out, thresholds)]
    if records:
        found.append(in_bulk(records, thresholds))
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


def pooled(
    name: str,
    known: Sequence[Features],
    new: Sequence[Features],
    wanted: Collection[Pair],
    thresholds: Thresholds,
) -> Measured:
    """Two sources matched as an import would; `wanted` are the ids of the pairs that are one."""
    started, worked = perf_counter(), process_time()
    with rare_collections():
        scored = match(new, known, thresholds)
    seconds, processor = perf_counter() - started, process_time() - worked
    ordered = {_ordered(*pair) for pair in wanted}
    records, terms = prepare_all((*new, *known))
    candidates = candidate_pairs(records, len(new), terms)
    blocked = {_ordered(records[left].features.id, records[right].features.id) for left, right in candidates}
    return Measured(
        name,
        _quality(thresholds.join, [pair for pair in scored if pair.verdict == "join"], ordered),
        _quality(thresholds.review, scored, ordered),
        round(len(ordered & blocked) / len(ordered), 4) if ordered else None,
        len(new),
        len(candidates),
        round(seconds, 2),
        round(processor, 2),
    )


def _quality(threshold: float, scored: Sequence[Scored], wanted: Collection[Pair]) -> Quality:
    right = sum((pair.left, pair.right) in wanted for pair in scored)
    return Quality(threshold, len(scored), right, len(wanted))


def _ordered(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)


def as_json(measured: Sequence[Measured]) -> str:
    """The measurements as a JSON list, with precision and recall beside the counts."""
    found = []
    for one in measured:
        plain = asdict(one)
        for name, quality in (("join", one.join), ("review", one.review)):
            plain[name] |= {"precision": quality.precision, "recall": quality.recall}
        found.append(plain)
    return json.dumps(found, ensure_ascii=False)


def main() -> None:
    """Measure and print JSON; `merezha bench match` shows it."""
    parser = argparse.ArgumentParser(prog="python -m bench.match_measure")
    parser.add_argument("--records", type=int, default=100_000, help="records of each source of the bulk")
    wanted = parser.parse_args()
    print(as_json(measure(wanted.records)))


if __name__ == "__main__":
    main()
