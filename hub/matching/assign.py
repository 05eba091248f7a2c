"""At most one partner per source: the best joins first, a tie joins nobody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hub.matching.model import Scored, Thresholds

#: Two partners whose scores differ by less are equally good. Scores near 1 lie close together, so the
#: comparison is of the sums of weights, in nats.
_TIE = 0.5


def one_per_source(
    scored: Iterable[Scored],
    source_of: Mapping[str, str],
    thresholds: Thresholds,
    joined: Sequence[tuple[str, str]] = (),
) -> list[Scored]:
    """The pairs with joins that would bring two records of a source together turned into reviews.

    `joined` are pairs that earlier decisions joined; they count, and are not repeated in the answer. A pair
    whose record has a better partner stands last in the queue, a tie half-way: a steward seldom agrees.
    """
    pairs = sorted(scored, key=lambda pair: (-_strength(pair), pair.left, pair.right))
    tied = _tied([pair for pair in pairs if pair.verdict == "join"], source_of)
    clusters = _Clusters(source_of)
    for left, right in joined:
        clusters.join(left, right)
    found = []
    for pair in pairs:
        if pair.verdict == "join":
            if (pair.left, pair.right) in tied:
                pair = _doubted(pair, _TIED, (thresholds.join + thresholds.review) / 2)
            elif clusters.clash(pair.left, pair.right):
                pair = _doubted(pair, _BETTER, thresholds.review)
            else:
                clusters.join(pair.left, pair.right)
        found.append(pair)
    last = [
        replace(pair, score=min(pair.score, thresholds.review))
        if pair.verdict == "review" and clusters.clash(pair.left, pair.right)
        else pair
        for pair in found
    ]
    return sorted(last, key=lambda pair: (-pair.score, pair.left, pair.right))


_TIED = "Two records of one source fit equally well."
_BETTER = "Another record of the same source fits better."


def _doubted(pair: Scored, reason: str, most: float) -> Scored:
    return replace(pair, verdict="review", reason=reason, score=min(pair.score, most))


def _strength(pair: Scored) -> float:
    return sum(one.weight for one in pair.evidence)


def _tied(joins: Sequence[Scored], source_of: Mapping[str, str]) -> set[tuple[str, str]]:
    """Joins whose record has another partner of the same source that is as good."""
    partners: dict[tuple[str, str], list[tuple[float, Scored]]] = defaultdict(list)
    for pair in joins:
        strength = _strength(pair)
        partners[pair.left, source_of[pair.right]].append((strength, pair))
        partners[pair.right, source_of[pair.left]].append((strength, pair))
    tied = set()
    for group in partners.values():
        # The joins come strongest first, so the first two tell.
        if len(group) > 1 and group[0][0] - group[1][0] < _TIE:
            best = group[0][0]
            tied |= {(pair.left, pair.right) for strength, pair in group if best - strength < _TIE}
    return tied


class _Clusters:
    """Records joined so far, with the sources that each cluster has."""

    def __init__(self, source_of: Mapping[str, str]) -> None:
        self._source_of = source_of
        self._members: dict[str, set[str]] = {}

    def join(self, left: str, right: str) -> None:
        """Make one cluster of two."""
        members = self._of(left) | self._of(right)
        for member in members:
            self._members[member] = members

    def clash(self, left: str, right: str) -> bool:
        """Whether two records of one source would come together that are apart now."""
        ours, theirs = self._of(left), self._of(right)
        if ours is theirs:
            return False
        sources = {self._source_of[member] for member in ours if member in self._source_of}
        return any(self._source_of.get(member) in sources for member in theirs)

    def _of(self, record: str) -> set[str]:
        return self._members.setdefault(record, {record})
