"""Scores pairs of statements of different sources and says which to join, which to review, and why."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from hub.domain.features import Features
from hub.matching.assign import one_per_source
from hub.matching.blocking import candidate_pairs
from hub.matching.compare import UNKNOWN
from hub.matching.explain import explain
from hub.matching.model import Scored, Thresholds, probability
from hub.matching.prepared import Prepared, Terms, count_terms, localise, prepare
from hub.matching.rules import Weighed, judge
from hub.matching.weights import Weights, read_weights

#: Levels of numbers with which a pair is weighed to the end.
_ONE_NUMBER = frozenset({"same", "contradicting"})
DEFAULT_THRESHOLDS = Thresholds()
Pairs = Collection[tuple[str, str]]


def match(
    new: Sequence[Features],
    known: Sequence[Features],
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
    *,
    joined: Pairs = (),
    apart: Pairs = (),
    weights: Weights | None = None,
) -> list[Scored]:
    """Pairs of new with known, and of new ones of different sources, that may be one provider.

    Best first, then by ids; the same input gives the same output. Pairs below the lower threshold are
    left out. `joined` are pairs of statement ids that decisions have joined: they are not repeated, and
    count where at most one record of a source may be joined. `apart` are pairs decided to be different.
    `weights` are those of weights.csv unless given.
    """
    if len({one.source for one in (*new, *known)}) < 2:
        return []
    new = _touching(new, known)
    if not new:
        return []
    records, terms = prepare_all((*new, *known))
    decided = {*map(_ordered, joined), *map(_ordered, apart)}
    weights = weights or read_weights()
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
    return one_per_source(scored, source_of, thresholds, sorted(map(_ordered, joined)))


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
    judgement = judge(left, right, weighed, thresholds)
    if judgement is None:
        return None
    verdict, reason = judgement
    # What a rule decided stands at the threshold of its outcome, whatever the fields weigh.
    score = max(probability(weighed.total), thresholds.join if verdict == "join" else thresholds.review)
    evidence = explain(left, right, weighed.levels, weights)
    return Scored(left.features.id, right.features.id, round(score, 4), verdict, reason, evidence)


def _weigh(
    left: Prepared, right: Prepared, terms: Terms, thresholds: Thresholds, weights: Weights
) -> Weighed | None:
    """What the fields say, or None as soon as the pair cannot matter.

    Most pairs of a block are strangers, and a few fields tell so. A pair with an equal number is always
    weighed to the end, and so is one behind one door or of one name in one settlement; one with other
    numbers matters only if the rest would join it.
    """
    levels: list[str] = []
    numbers, besides = 0.0, 0.0
    least, certain = thresholds.least - weights.base, _namesakes(left, right)
    for rule, is_number, table, most in weights.steps:
        level = rule(left, right, terms)
        levels.append(level)
        if is_number:
            numbers += table.get(level, 0.0)
            certain = certain or level in _ONE_NUMBER
            if level == "other":
                least = thresholds.surely - weights.base
        elif level != UNKNOWN:
            besides += table.get(level, 0.0)
            certain = certain or level == "house"
            if besides + max(numbers, 0.0) + most < least and not certain:
                return None
    rest = weights.base + besides
    return Weighed(tuple(levels), rest + numbers, rest, besides)


def _namesakes(left: Prepared, right: Prepared) -> bool:
    """Whether the first names agree, or their own words do, in one settlement or where one is not known."""
    ours, theirs = left.features.territories, right.features.territories
    if ours.area != theirs.area or (ours.settlement or theirs.settlement) != (
        theirs.settlement or ours.settlement
    ):
        return False
    first, second = left.names[0], right.names[0]
    return first == second or (bool(first.words) and first.words == second.words)


def _ordered(pair: tuple[str, str]) -> tuple[str, str]:
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])
