"""What no score may overrule: numbers, branches, and several providers behind one door.

`judge` gives the outcome of a pair, or None when it is not worth a steward's time.
"""

from functools import lru_cache

from hub.matching.compare import FIELDS, UNKNOWN, Levels
from hub.matching.model import Outcome, Thresholds, probability
from hub.matching.prepared import UNIT_SCHEME, Prepared

Judgement = tuple[Outcome, str]

_SAME_NAME = frozenset({"same", "close", "same-common", "part"})
#: What a number must not stand against: log odds of everything else below this shout that it was copied.
_LOUD = -4.0
_OTHER_DOOR = frozenset({"house-differs", "street-differs", "other-place"})
_OTHER_TERRITORY = frozenset({"elsewhere", "region", "district", "area"})


def judge(
    left: Prepared, right: Prepared, levels: Levels, score: float, rest: float, thresholds: Thresholds
) -> Judgement | None:
    """Whether the pair is joined or reviewed, with the reason; None drops it.

    `rest` is the logarithm of the odds without what numbers say.
    """
    told = _told(levels)
    numbered = "same" in (told["identifier"], told["person"])
    unit = _unit(left, right, told, numbered)
    if unit is not None:
        return unit if unit is not _DROPPED else None
    if numbered:
        against = _loud(told, rest)
        if against:
            return "review", f"The number is the same, but {against}."
        return "join", "The same valid number, and nothing speaks loudly against it."
    if score < thresholds.review:
        return _successor(told, rest, thresholds)
    against = _forbidden(told)
    if left.branch != right.branch:
        against = "one is named as a branch"
    if left.person != right.person:
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


def _unit(left: Prepared, right: Prepared, told: dict[str, str], numbered: bool) -> Judgement | None:
    """A branch and its parent are two, and so are two branches; None when no branch is in question."""
    ours, theirs = left.features, right.features
    if ours.parent == theirs.id or theirs.parent == ours.id:
        return _DROPPED
    units = left.ids.get(UNIT_SCHEME), right.ids.get(UNIT_SCHEME)
    if None not in units and units[0] != units[1]:
        return _DROPPED
    elsewhere = told["address"] in _OTHER_DOOR or told["territory"] in _OTHER_TERRITORY
    differs = elsewhere or "different" in (told["number"], told["name"])
    shared = numbered or told["identifier"] == "contradicting"
    if left.branch and right.branch:
        return _branches(left, right, told, differs=differs) if shared else None
    if left.branch != right.branch:
        if shared and (elsewhere or not _same_name(told)):
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
    differ = "other" in (told["identifier"], told["person"]) or told["identifier"] == "contradicting"
    if differ and probability(rest) >= thresholds.join and _forbidden(told | _NO_NUMBERS) is None:
        return "review", "Alike, but their numbers differ: it may be a successor."
    return None


_NO_NUMBERS = {"identifier": UNKNOWN, "person": UNKNOWN}


def _loud(told: dict[str, str], rest: float) -> str | None:
    """What speaks loudly against two records with one number."""
    if told["person"] == "other" or told["identifier"] in ("other", "contradicting"):
        return "another number differs"
    if told["number"] == "different":
        return "the numbers in their names differ"
    elsewhere = told["address"] in _OTHER_DOOR or told["territory"] in _OTHER_TERRITORY
    if told["name"] == "different" and (elsewhere or told["distance"] == "far"):
        return "both name and place differ"
    if told["territory"] in ("elsewhere", "region") and told["name"] not in ("same", "close"):
        return "they are in different districts"
    if told["territory"] == "district" and told["seat"] == "different":
        return "they are of different hromadas"
    return "nearly everything else differs" if rest < _LOUD else None


def _forbidden(told: dict[str, str]) -> str | None:
    """Why a pair without an equal number may not be joined unseen, however alike it is."""
    if told["identifier"] in ("other", "contradicting") or told["person"] == "other":
        return "their numbers differ: it may be a successor"
    if not _same_name(told):
        return "their names differ"
    if told["number"] == "different":
        return "the numbers in their names differ"
    if told["type"] == "different":
        return "their types differ"
    if told["territory"] in _OTHER_TERRITORY - {"area"} or told["address"] == "other-place":
        return "they are in different territories"
    return None


def _same_name(told: dict[str, str]) -> bool:
    """Whether the own words agree, or there are none and the types do: «ЦНСП» of one hromada."""
    return told["name"] in _SAME_NAME or (told["name"] in (UNKNOWN, "one-sided") and told["type"] == "same")
