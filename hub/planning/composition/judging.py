"""What a set of providers gives together, what each of them adds, and what it still lacks."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hub.planning.composition.capacities import Sum, sums_of
from hub.planning.composition.counting import codes_of
from hub.planning.composition.records import Candidate, NotCounted, Offer


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a set: the codes that only it gives there, and those that others of the set give too."""

    candidate: Candidate
    brings: tuple[str, ...]
    doubles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A service, who gives it, and what they state of it. `in_set` counts the members among them."""

    code: str
    by: tuple[UUID, ...]
    in_set: int
    capacity: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class CompositionSet:
    """A set of providers, judged. Codes are in the order in which they were asked for.

    `others` are categories that members give beside what was asked for.
    """

    members: tuple[Member, ...]
    covered: tuple[Given, ...]
    missing: tuple[str, ...]
    duplicated: tuple[Given, ...]
    others: tuple[Given, ...]
    not_counted: tuple[NotCounted, ...]


def judge(
    candidates: Sequence[Candidate],
    members: Collection[UUID],
    codes: Sequence[str],
    day: date | None = None,
) -> CompositionSet:
    """Judge a set among candidates that were counted once; `day` is the last one that a figure may be of.

    `duplicated` holds what more than one candidate gives, whether it is in the set or not: who joins a centre
    and who does not is seen from it.
    """
    inside = [one for one in candidates if one.provider_id in members]
    covered, shared = _given(inside, inside, codes, day)
    duplicated, also_shared = _given(candidates, inside, codes, day)
    others, _ = _given(inside, inside, sorted(_beside(inside)), day, _of_category)
    given = {each.code: each for each in covered}
    return CompositionSet(
        members=tuple(_member(one, inside, codes) for one in inside),
        covered=tuple(covered),
        missing=tuple(code for code in codes if code not in given),
        duplicated=tuple(each for each in duplicated if len(each.by) > 1),
        others=tuple(others),
        not_counted=tuple(dict.fromkeys((*shared, *also_shared))),
    )


def _member(one: Candidate, inside: Sequence[Candidate], codes: Sequence[str]) -> Member:
    elsewhere = frozenset[str]().union(*(codes_of(other) for other in inside if other is not one))
    own = [code for code in codes if code in codes_of(one)]
    return Member(
        one,
        tuple(code for code in own if code not in elsewhere),
        tuple(code for code in own if code in elsewhere),
    )


def _fulfils(offer: Offer, code: str) -> bool:
    return code in offer.needs


def _of_category(offer: Offer, code: str) -> bool:
    return not offer.needs and offer.category == code


def _beside(inside: Sequence[Candidate]) -> set[str]:
    """Categories of offers that fulfil nothing that was asked for."""
    asked = {offer.category for one in inside for offer in one.offers if offer.needs}
    return {
        offer.category
        for one in inside
        for offer in one.offers
        if not offer.needs and offer.category is not None and offer.category not in asked
    }


def _given(
    among: Sequence[Candidate],
    inside: Sequence[Candidate],
    codes: Sequence[str],
    day: date | None,
    fits: Callable[[Offer, str], bool] = _fulfils,
) -> tuple[list[Given], list[NotCounted]]:
    """Those of `codes` that somebody gives, with who does and the sums of what they state."""
    given = []
    left_out: list[NotCounted] = []
    members = {one.provider_id for one in inside}
    for code in codes:
        offers = [offer for one in among for offer in one.offers if fits(offer, code)]
        by = tuple(dict.fromkeys(offer.provider_id for offer in offers))
        if by:
            sums, shared = sums_of(offers, day)
            given.append(Given(code, by, sum(1 for one in by if one in members), tuple(sums)))
            left_out += shared
    return given, left_out
