"""Seeks the best sets among candidates, and says how good a set is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from uuid import UUID

from hub.domain.vocabulary import CapacityFigure
from hub.planning.composition.capacities import sums_of
from hub.planning.composition.choice import Choice, Option, choose
from hub.planning.composition.counting import codes_of
from hub.planning.composition.records import Candidate

#: What stands before the second part of a cost, so that the first decides.
_FIRST = 10**9
#: Metres of a provider without a point, farther than any other: an unknown way is no short one.
_UNKNOWN_METRES = 10**6


class CompositionObjective(StrEnum):
    """What the best set has least or most of."""

    FEWEST_MEMBERS = "fewest-members"
    LEAST_DISTANCE = "least-distance"
    MOST_CAPACITY = "most-capacity"


@dataclass(frozen=True, slots=True)
class Sought:
    """Sets of provider ids, the best first, and what is proven of the first.

    `objective` and `bound` are members, kilometres or places, as the objective says; `alternatives` tells
    that another set is as good. `seconds` are those of the search. The bound is None where the objective is
    not of all members, or is none that a best set is sought by.
    """

    sets: tuple[tuple[UUID, ...], ...]
    objective: float
    bound: float | None
    alternatives: bool
    seconds: float = 0.0


def seek(
    candidates: Sequence[Candidate], codes: Sequence[str], objective: CompositionObjective, count: int
) -> Sought:
    """The best `count` sets with every code that any candidate gives.

    FEWEST_MEMBERS: of equal sets the one whose members are nearest. LEAST_DISTANCE: least sum of the members'
    distances, of equal sets the one with fewest members. MOST_CAPACITY: with the fewest members, the most
    stated places.
    """
    began = monotonic()
    ordered = sorted(candidates, key=lambda one: str(one.provider_id))
    options = [Option(_bits(one, codes), _cost(one, objective)) for one in ordered]
    # One more than asked for tells whether another set is as good.
    found = choose(options, count + 1)
    seconds = monotonic() - began
    sets = tuple(tuple(ordered[i].provider_id for i in choice.members) for choice in found[:count])
    if not found:
        return Sought(sets, 0.0, 0.0, False, seconds)
    value = _objective(found[0], ordered, objective)
    another = len(found) > 1 and _objective(found[1], ordered, objective) == value
    is_whole = is_known([ordered[i] for i in found[0].members], objective)
    return Sought(sets, value, value if is_whole else None, another, seconds)


def is_known(candidates: Sequence[Candidate], objective: CompositionObjective) -> bool:
    """Whether the objective of a set is that of all its members: of some the distance is not known."""
    far = objective is CompositionObjective.LEAST_DISTANCE
    return not (far and any(one.distance is None for one in candidates))


def measured(candidates: Sequence[Candidate], objective: CompositionObjective) -> float:
    """The objective of a set that was given: members, kilometres or stated places."""
    if objective is CompositionObjective.FEWEST_MEMBERS:
        return float(len(candidates))
    if objective is CompositionObjective.LEAST_DISTANCE:
        return sum(one.distance or 0.0 for one in candidates) / 1000
    return float(sum(places(one) for one in candidates))


def places(candidate: Candidate) -> int:
    """The places that a candidate states of services that were asked for, each measurement once."""
    sums, _ = sums_of([offer for offer in candidate.offers if offer.needs])
    return next(each.value or 0 for each in sums if each.figure is CapacityFigure.TOTAL)


def _objective(choice: Choice, ordered: Sequence[Candidate], objective: CompositionObjective) -> float:
    return measured([ordered[i] for i in choice.members], objective)


def _bits(candidate: Candidate, codes: Sequence[str]) -> int:
    given = codes_of(candidate)
    return sum(1 << place for place, code in enumerate(codes) if code in given)


def _cost(candidate: Candidate, objective: CompositionObjective) -> int:
    metres = _UNKNOWN_METRES if candidate.distance is None else round(candidate.distance)
    if objective is CompositionObjective.FEWEST_MEMBERS:
        return _FIRST + metres
    if objective is CompositionObjective.LEAST_DISTANCE:
        return metres * 1000 + 1
    return _FIRST - places(candidate)
