"""How well pairs are found: counts behind precision and recall, and two sources measured as an import."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from time import perf_counter, process_time

from hub.matching import Features, Scored, Thresholds, match
from hub.matching.blocking import candidate_pairs
from hub.matching.engine import prepare_all
from hub.matching.weights import Weights
from importers.collecting import rare_collections

Pair = tuple[str, str]
#: How much of the queue a steward sees first.
_FIRST = 40


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
    #: Of what stands first in the queue: [pairs, right].
    first: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """What matching two sources gave; pools of other records can be put together."""

    scored: list[Scored]
    wanted: set[Pair]
    blocked: set[Pair]
    records: int
    seconds: float
    processor_seconds: float

    def __add__(self, other: "Pool") -> "Pool":
        """Both, as if they had been matched one after the other."""
        return Pool(
            self.scored + other.scored,
            self.wanted | other.wanted,
            self.blocked | other.blocked,
            self.records + other.records,
            self.seconds + other.seconds,
            self.processor_seconds + other.processor_seconds,
        )

    def measured(self, name: str, thresholds: Thresholds) -> Measured:
        """The counts of the pool under a name."""
        return Measured(
            name,
            self._quality(thresholds.join, [pair for pair in self.scored if pair.verdict == "join"]),
            self._quality(thresholds.review, self.scored),
            round(len(self.wanted & self.blocked) / len(self.wanted), 4) if self.wanted else None,
            self.records,
            len(self.blocked),
            round(self.seconds, 2),
            round(self.processor_seconds, 2),
            first=self._first(),
        )

    def _quality(self, threshold: float, scored: Sequence[Scored]) -> Quality:
        right = sum((pair.left, pair.right) in self.wanted for pair in scored)
        return Quality(threshold, len(scored), right, len(self.wanted))

    def _first(self) -> tuple[int, int]:
        """Of the pairs that a steward sees first: how many they are, and with how many he agrees."""
        queue = [pair for pair in self.scored if pair.verdict == "review"]
        queue.sort(key=lambda pair: (-pair.score, pair.left, pair.right))
        first = [(pair.left, pair.right) in self.wanted for pair in queue[:_FIRST]]
        return len(first), sum(first)


def pooled(
    name: str,
    known: Sequence[Features],
    new: Sequence[Features],
    wanted: Collection[Pair],
    thresholds: Thresholds,
    weights: Weights | None = None,
) -> Measured:
    """Two sources matched as an import would; `wanted` are the ids of the pairs that are one."""
    return match_pool(known, new, wanted, thresholds, weights).measured(name, thresholds)


def match_pool(
    known: Sequence[Features],
    new: Sequence[Features],
    wanted: Collection[Pair],
    thresholds: Thresholds,
    weights: Weights | None = None,
) -> Pool:
    """Two sources matched as an import would; `wanted` are the ids of the pairs that are one."""
    started, worked = perf_counter(), process_time()
    with rare_collections():
        scored = match(new, known, thresholds, weights=weights)
    seconds, processor = perf_counter() - started, process_time() - worked
    records, terms = prepare_all((*new, *known))
    blocked = {
        _ordered(records[left].features.id, records[right].features.id)
        for left, right in candidate_pairs(records, len(new), terms)
    }
    return Pool(scored, {_ordered(*pair) for pair in wanted}, blocked, len(new), seconds, processor)


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
