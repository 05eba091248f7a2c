"""What no score may overrule: numbers, branches, and several providers behind one door.

`judge` gives the outcome of a pair, or None when it is not worth a steward's time.
"""

from functools import lru_cache
from typing import NamedTuple

from hub.domain.text import fold
from hub.matching.compare import FIELDS, UNKNOWN, Levels
from hub.matching.model import Outcome, Thresholds, probability
from hub.matching.prepared import UNIT_SCHEME, Prepared

Judgement = tuple[Outcome, str]

_SAME_NAME = frozenset({"whole", "same", "close", "same-common"})
_SHARED_NAME = _SAME_NAME | {"part", "some"}
_AT_THE_DOOR = frozenset({"house", "house-alike", "other-street-one-house", "street"})
#: What a number must not stand against: all else weighing less than this shouts that it was copied.
_LOUD = -3.0
_OTHER_DOOR = frozenset({"house-differs", "street-differs", "other-place"})
_OTHER_TERRITORY = frozenset({"elsewhere", "region", "district", "area"})


class Weighed(NamedTuple):
    """What the fields of a pair say: their levels, and logarithms of odds.

    `total` counts everything, `rest` all but numbers, and `besides` neither numbers nor the odds of chance
    pairs: what speaks for or against a pair that has one number.
    """

    levels: Levels
    total: float
    rest: float
    besides: float


def judge(left: Prepared, right: Prepared, weighed: Weighed, thresholds: Thresholds) -> Judgement | None:
    """Whether the pair is joined or reviewed, with the reason; None drops it.

    A pair with an equal number is dropped only where one is a unit of the other, or both are units.
    """
    told = _told(weighed.levels)
    score, rest = probability(weighed.total), weighed.rest
    numbered = "same" in (told["identifier"], told["person"]) or told["identifier"] == "contradicting"
    unit = _unit(left, right, told, numbered)
    if unit is not None:
        return unit if unit is not _DROPPED else None
    if numbered:
        against = _loud(told, weighed.besides)
        if against:
            return "review", f"The number is the same, but {against}."
        return "join", "The same valid number, and nothing speaks loudly against it."
    if score < thresholds.review:
        return _successor(told, rest, thresholds) or _one_place(left, right, told)
    against = _forbidden(told)
    if left.branch != right.branch:
        against = "one is named as a branch"
    if left.person != right.person:
        if told["name"] not in _SHARED_NAME:
            return None
        against = "one is a person"
    if against:
        return "review", f"Alike, but {against}."
    if score < thresholds.join:
        return "review", "Alike, but not enough to be joined unseen."
    return "join", "Alike beyond the upper threshold."


_DROPPED: Judgement = ("review", "")


@lru_cache(maxsize=100_000)
def _told(levels: Levels) -> dict[str, str]:
    return dict(zip(FIELDS, levels, strict=True))


def _unit(left: Prepared, right: Prepared, told: dict[str, str], shared: bool) -> Judgement | None:
    """A branch and its parent are two, and so are two branches; None when no branch is in question."""
    ours, theirs = left.features, right.features
    if ours.parent == theirs.id or theirs.parent == ours.id:
        return _DROPPED
    units = left.ids.get(UNIT_SCHEME), right.ids.get(UNIT_SCHEME)
    if None not in units and units[0] != units[1]:
        return _DROPPED
    elsewhere = told["address"] in _OTHER_DOOR or told["territory"] in _OTHER_TERRITORY
    differs = elsewhere or "different" in (told["number"], told["name"])
    if left.branch and right.branch:
        return _branches(left, right, told, differs=differs) if shared else None
    if left.branch != right.branch:
        if shared and elsewhere:
            return _DROPPED
        if shared:
            return "review", "The number is the same, but one is named as a branch."
    elif shared and elsewhere and (ours.parent is None) != (theirs.parent is None):
        return _DROPPED
    return None


def _branches(left: Prepared, right: Prepared, told: dict[str, str], *, differs: bool) -> Judgement | None:
    """Branches under one number are one only in one place and by one name; a doubt is a steward's."""
    if differs:
        return _DROPPED
    seats_differ = bool(left.places - right.places and right.places - left.places)
    if seats_differ or told["name"] in ("part", "some", "one-sided"):
        return "review", "The number is the same, but both are named as branches."
    return None


def _successor(told: dict[str, str], rest: float, thresholds: Thresholds) -> Judgement | None:
    """Other numbers, and all else as if it were one: re-registered, which a steward may link."""
    differ = "other" in (told["identifier"], told["person"])
    if differ and probability(rest) >= thresholds.join and _forbidden(told | _NO_NUMBERS) is None:
        return "review", "Alike, but their numbers differ: it may be a successor."
    return None


_NO_NUMBERS = {"identifier": UNKNOWN, "person": UNKNOWN}


def _one_place(left: Prepared, right: Prepared, told: dict[str, str]) -> Judgement | None:
    """One name in one settlement is a steward's to see, and so is one telephone or mailbox at one house."""
    if left.person != right.person or left.branch != right.branch:
        return None
    if "other" in (told["identifier"], told["person"]) or "different" in (told["type"], told["name"]):
        return None
    at_house, placed = told["address"] == "house", told["territory"] in ("settlement", "within")
    if at_house and placed and (_same_name(told) or fold(left.features.name) == fold(right.features.name)):
        return "review", "One name, street and house, though much else differs."
    if at_house and _one_contact(told):
        return "review", "One house and one telephone or mailbox, though much else differs."
    if told["number"] in ("different", "one-sided"):
        return None
    namesakes = left.names == right.names and told["address"] != "street-differs"
    if (told["territory"] == "settlement" and namesakes) or (placed and told["name"] == "same"):
        return "review", "One name in one settlement, though much else differs."
    return None


def _one_contact(told: dict[str, str]) -> bool:
    return "same" in (told["phone"], told["contact"])


def _loud(told: dict[str, str], besides: float) -> str | None:
    """What speaks loudly against two records with one number."""
    if told["person"] == "other" or told["identifier"] in ("other", "contradicting"):
        return "another number differs"
    if told["number"] == "different":
        return "the numbers in their names differ"
    elsewhere = told["address"] in _OTHER_DOOR or told["territory"] in _OTHER_TERRITORY
    other_type = told["type"] == "different" and told["name"] not in _SHARED_NAME
    if (told["name"] == "different" or other_type) and (elsewhere or told["distance"] == "far"):
        return "both name and place differ"
    if told["territory"] in ("elsewhere", "region") and told["name"] not in ("same", "close"):
        return "they are in different districts"
    if told["territory"] == "district" and told["seat"] == "different":
        return "they are of different hromadas"
    return "nearly everything else differs" if besides < _LOUD else None


def _forbidden(told: dict[str, str]) -> str | None:
    """Why a pair without an equal number may not be joined unseen, however alike it is."""
    if told["identifier"] in ("other", "contradicting") or told["person"] == "other":
        return "their numbers differ: it may be a successor"
    if not _same_name(told) and not _renamed(told):
        return "their names differ"
    if told["number"] == "different":
        return "the numbers in their names differ"
    if told["seat"] == "different" and told["name"] not in _SAME_NAME:
        return "the places in their names differ"
    if told["type"] == "different":
        return "their types differ"
    if told["territory"] in _OTHER_TERRITORY - {"area"} or told["address"] == "other-place":
        return "they are in different territories"
    return None


def _same_name(told: dict[str, str]) -> bool:
    """Whether the own words agree, or there are none and the types do: «ЦНСП» of one hromada.

    Words on one side only may be another's, so there the address has to agree too.
    """
    if told["name"] in _SAME_NAME:
        return True
    if told["type"] != "same":
        return False
    return told["name"] == UNKNOWN or (told["name"] == "one-sided" and told["address"] in _AT_THE_DOOR)


def _renamed(told: dict[str, str]) -> bool:
    """Whether one house, one telephone or mailbox and one number or place in the names outweigh new words.

    Words that tell nobody («ліцей» for «школа») may be new where no type of either is known; other words
    only beside the same number («№ 5»).
    """
    if told["address"] != "house" or not _one_contact(told) or told["type"] == "different":
        return False
    if told["number"] == "same":
        return True
    return told["name"] == "general" and told["type"] == UNKNOWN and told["seat"] == "same"
