"""Repeats: records of one source that have one number, one name and one place.

A source knows its own records apart, so this joins nothing: it tells a steward, and the publisher.
"""

from collections.abc import Hashable, Iterator, Sequence

from hub.domain.features import Features
from hub.matching.compare import compare
from hub.matching.engine import prepare_all
from hub.matching.explain import explain
from hub.matching.model import Scored, probability
from hub.matching.prepared import Prepared
from hub.matching.weights import read_weights

_REASON = "One source names it twice: one number, name and place."


def find_repeats(records: Sequence[Features]) -> list[Scored]:
    """Each record that repeats another of its source, paired with the first of these by id.

    Of what is named as a branch without an address many may stand in one settlement: those are left out.
    """
    prepared, terms = prepare_all(sorted(records, key=lambda one: one.id))
    weights = read_weights()
    first: dict[Hashable, Prepared] = {}
    found: dict[tuple[str, str], Scored] = {}
    for record in prepared:
        for marks in _marks(record):
            known = first.setdefault(marks, record)
            pair = known.features.id, record.features.id
            if known is not record and pair not in found:
                levels = compare(known, record, terms)
                score = round(probability(weights.total(levels)), 4)
                found[pair] = Scored(*pair, score, "review", _REASON, explain(known, record, levels, weights))
    return list(found.values())


def _marks(record: Prepared) -> Iterator[Hashable]:
    """What another record has to share, number by number; nothing for one that is placed too coarsely."""
    place = record.features.territories
    if record.street or (place.settlement and not record.branch):
        for scheme, value in record.ids.items():
            yield record.features.source, scheme, value, record.names[0], place, record.street, record.house
