"""Scores pairs of statements of different sources and says which to join, which to review, and why."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from hub.domain.features import Features
from hub.matching.assign import one_per_source
from hub.matching.blocking import candidate_pairs
from hub.matching.compare import UNKNOWN, Levels
from hub.matching.explain import explain
from hub.matching.model import Scored, Thresholds, probability
from hub.matching.prepared import Prepared, Terms, count_terms, localise, prepare
from hub.matching.rules import judge
from hub.matching.weights import Weights, read_weights

_OTHER_NUMBER = frozenset({"other", "contradicting"})
DEFAULT_THRESHOLDS = Thresholds()
Pairs = Collection[tuple[str, str]]


def match(
    new: Sequence[Features],
    known: Sequence[Features],
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    *,
    joined: Pairs = (),
    apart: Pairs = (),
) -> list[Scored]:
    """Pairs of new with known, and of new ones of different sources, that may be one provider.

    Best first, then by ids; the same input gives the same output. Pairs below the lower threshold are
    left out. `joined` are pairs of statement ids that decisions have joined: they are not repeated, and
    count where at most one record of a source may be joined. `apart` are pairs decided to be different.
    """
    if len({one.source for one in (*new, *known)}) < 2:
        return []
    new = _touching(new, known)
    if not new:
        return []
    records, terms = prepare_all((*new, *known))
    decided = {*map(_ordered, joined), *map(_ordered, apart)}
    weights = read_weights()
    scored = []
    for left, right in candidate_pairs(records, len(new), terms):
        pair = _ordered((records[left].features.id, records[right].features.id))
        if pair not in decided:
            first, second = records[left], records[right]
            if first.features.id != pair[0]:
                first, second = second, first
            found = score_pair(first, second, terms, thresholds, weights)
            if found is not None:
                scored.append(found)
    source_of = {one.features.id: one.features.source for one in records}
    return one_per_source(scored, source_of, sorted(map(_ordered, joined)))


def _touching(new: Sequence[Features], known: Sequence[Features]) -> Sequence[Features]:
    """The new records that may meet any other at all, told before anything is folded.

    A nation's register against the first list of one region folds that region's records only.
    """
    if len({one.source for one in new}) > 1:
        return new
    reached = {key for one in known for key in _reach(one)}
    return [one for one in new if one.territories.region is None or not reached.isdisjoint(_reach(one))]


def _reach(one: Features) -> Iterator[str | None]:
    """What blocks hang on, coarsely; a known record without a region is only reached by number or contact."""
    yield one.territories.region
    yield from (identifier.value for identifier in one.identifiers)
    yield from one.hashes
    yield from one.phones
    yield from map(str.lower, one.emails)


def prepare_all(features: Iterable[Features]) -> tuple[list[Prepared], Terms]:
    """Records ready to be compared, and how common their words are among them."""
    raw = [prepare(one) for one in features]
    terms = count_terms(raw)
    return [localise(one, terms) for one in raw], terms


def score_pair(
    left: Prepared, right: Prepared, terms: Terms, thresholds: Thresholds, weights: Weights
) -> Scored | None:
    """The judgement of one pair as if no other existed; None below the lower threshold."""
    weighed = _weigh(left, right, terms, thresholds, weights)
    if weighed is None:
        return None
    levels, total, rest = weighed
    score = probability(total)
    judgement = judge(left, right, levels, score, rest, thresholds)
    if judgement is None:
        return None
    verdict, reason = judgement
    # What a rule decided stands at the threshold of its outcome, whatever the fields weigh.
    score = max(score, thresholds.join if verdict == "join" else thresholds.review)
    evidence = explain(left, right, levels, weights)
    return Scored(left.features.id, right.features.id, round(score, 4), verdict, reason, evidence)


def _weigh(
    left: Prepared, right: Prepared, terms: Terms, thresholds: Thresholds, weights: Weights
) -> tuple[Levels, float, float] | None:
    """(levels, log odds, log odds without what numbers say), or None as soon as the pair cannot matter.

    Most pairs of a block are strangers, and a few fields tell so. A pair with an equal number is always
    weighed to the end; one with other numbers matters only if the rest would join it.
    """
    levels: list[str] = []
    numbers, rest = 0.0, weights.base
    least, numbered = thresholds.least, False
    for rule, is_number, table, most in weights.steps:
        level = rule(left, right, terms)
        levels.append(level)
        if is_number:
            numbers += table.get(level, 0.0)
            numbered = numbered or level == "same"
            if level in _OTHER_NUMBER:
                least = thresholds.surely
        elif level != UNKNOWN:
            rest += table.get(level, 0.0)
            if rest + max(numbers, 0.0) + most < least and not numbered:
                return None
    return tuple(levels), rest + numbers, rest


def _ordered(pair: tuple[str, str]) -> tuple[str, str]:
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])
