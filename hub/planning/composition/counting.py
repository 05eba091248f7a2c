"""The rules by which a composition counts each fact once, each a function over records.

Numbers in docstrings are those of the eleven rules in docs/composition.md. A rule takes candidates and gives
those that are left, with what it left out and why.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from hub.domain.vocabulary import RecordStatus
from hub.planning.composition.records import (
    COUNTED_STATUSES,
    Candidate,
    Counted,
    NotCounted,
    NotCountedReason,
    Offer,
)

Left = tuple[list[Candidate], list[NotCounted]]


def count_once(candidates: Iterable[Candidate], asked: frozenset[RecordStatus] = frozenset()) -> Counted:
    """What counts by all rules. `asked` are the statuses that a filter names, in the place of the usual."""
    counted = Counted(tuple(candidates))
    rules: tuple[Callable[[Sequence[Candidate]], Left], ...] = (
        once_each,
        lambda those: working(those, asked or COUNTED_STATUSES),
        with_category,
        first_tier,
        without_functions,
        complexes_once,
        units_once,
    )
    for rule in rules:
        counted = counted.then(*rule(counted.candidates))
    return counted


def once_each(candidates: Sequence[Candidate]) -> Left:
    """Rule 1: a provider counts once, however many records tell of it and by whatever id it is named.

    Rule 9 follows: nothing but the provider's id joins records, so two at one address stay two.
    """
    kept: dict[UUID, Candidate] = {}
    for one in candidates:
        kept.setdefault(one.provider_id, one)
    left_out = [
        NotCounted(NotCountedReason.JOINED_RECORD, one.provider_id, because_of=record)
        for one in kept.values()
        for record in one.joined
    ]
    return list(kept.values()), left_out


def working(candidates: Sequence[Candidate], statuses: frozenset[RecordStatus]) -> Left:
    """Rule 11: what is closed, missing, suspended or relocated is out unless it is asked for."""
    kept: list[Candidate] = []
    left_out: list[NotCounted] = []
    # A service of which nothing is said works as long as its provider does.
    allowed = statuses | {RecordStatus.ACTIVE, RecordStatus.UNKNOWN}
    for one in candidates:
        if one.status not in statuses:
            left_out.append(NotCounted(NotCountedReason.CLOSED, one.provider_id))
            continue
        kept.append(_without(one, lambda o: o.status not in allowed, NotCountedReason.CLOSED, left_out))
    return kept, left_out


def with_category(candidates: Sequence[Candidate]) -> Left:
    """Rule 10, first half: who states no service, as an access point does, gives nothing; nor do words that
    no category is known for.
    """
    kept: list[Candidate] = []
    left_out: list[NotCounted] = []
    for one in candidates:
        if not one.offers:
            left_out.append(NotCounted(NotCountedReason.NO_CATEGORY, one.provider_id))
        kept.append(_without(one, lambda o: o.category is None, NotCountedReason.NO_CATEGORY, left_out))
    return kept, left_out


def first_tier(candidates: Sequence[Candidate]) -> Left:
    """Rule 10, second half: a service whose clients are hromadas or institutions reaches no people."""
    left_out: list[NotCounted] = []
    reason = NotCountedReason.SECOND_TIER
    return [_without(one, lambda o: o.is_second_tier, reason, left_out) for one in candidates], left_out


def without_functions(candidates: Sequence[Candidate]) -> Left:
    """Rule 3: a function never counts beside a package of the same provider."""
    left_out: list[NotCounted] = []
    kept = []
    for one in candidates:
        has_package = any(not offer.is_function for offer in one.offers)
        reason = NotCountedReason.FUNCTION
        kept.append(_without(one, _function if has_package else _nothing, reason, left_out))
    return kept, left_out


def complexes_once(candidates: Sequence[Candidate]) -> Left:
    """Rule 4: a complex service counts once, and not with its parts.

    A part is a service of the same provider whose category lies below that of the complex one. For what only
    the part fulfils, it counts all the same.
    """
    kept: list[Candidate] = []
    left_out: list[NotCounted] = []
    for one in candidates:
        offers = []
        for part in one.offers:
            whole = [o for o in one.offers if o.category in part.above and o.needs & part.needs]
            doubled = part.needs & frozenset[str]().union(*(o.needs for o in whole))
            left_out += [
                _dropped(NotCountedReason.PART_OF_COMPLEX, part, code, whole[0].service_id)
                for code in sorted(doubled)
            ]
            offers.append(replace(part, needs=part.needs - doubled))
        kept.append(replace(one, offers=tuple(offers)))
    return kept, left_out


def units_once(candidates: Sequence[Candidate]) -> Left:
    """Rule 2: the same service of a provider and of a unit of it counts once.

    The unit's counts, since it is nearer to the people, unless only the provider states a capacity.
    """
    by_id = {one.provider_id: one for one in candidates}
    dropped: dict[tuple[UUID, str], UUID] = {}
    for unit in candidates:
        for parent in _parents(unit, by_id):
            for code in sorted(codes_of(unit) & codes_of(parent)):
                loses = unit if _states(parent, code) and not _states(unit, code) else parent
                winner = parent if loses is unit else unit
                dropped.setdefault((loses.provider_id, code), winner.provider_id)
    left_out = []
    kept = []
    for one in candidates:
        offers = []
        for offer in one.offers:
            gone = {code for code in offer.needs if (one.provider_id, code) in dropped}
            left_out += [
                _dropped(NotCountedReason.UNIT_OF_MEMBER, offer, code, dropped[one.provider_id, code])
                for code in sorted(gone)
            ]
            offers.append(replace(offer, needs=offer.needs - gone))
        kept.append(replace(one, offers=tuple(offers)))
    return kept, left_out


def codes_of(candidate: Candidate) -> frozenset[str]:
    """The codes that a candidate's offers fulfil."""
    return frozenset[str]().union(*(offer.needs for offer in candidate.offers))


def _parents(unit: Candidate, by_id: dict[UUID, Candidate]) -> Iterator[Candidate]:
    """The candidates that a candidate is a unit of, the nearest first; a ring of parents ends."""
    seen = {unit.provider_id}
    above = unit.parent_id
    while above is not None and above in by_id and above not in seen:
        seen.add(above)
        yield by_id[above]
        above = by_id[above].parent_id


def _states(candidate: Candidate, code: str) -> bool:
    return any(offer.measurements for offer in candidate.offers if code in offer.needs)


def _function(offer: Offer) -> bool:
    return offer.is_function


def _nothing(_offer: Offer) -> bool:
    return False


def _without(
    one: Candidate, out: Callable[[Offer], bool], reason: NotCountedReason, left_out: list[NotCounted]
) -> Candidate:
    """The candidate without the offers that are out, which are noted."""
    gone: defaultdict[bool, list[Offer]] = defaultdict(list)
    for offer in one.offers:
        gone[out(offer)].append(offer)
    left_out += [_dropped(reason, offer) for offer in gone[True]]
    return replace(one, offers=tuple(gone[False]))


def _dropped(
    reason: NotCountedReason, offer: Offer, code: str | None = None, by: UUID | None = None
) -> NotCounted:
    return NotCounted(reason, offer.provider_id, offer.service_id, code, by)
