"""Adjectives, told by their endings: those of places («уманська»), and those of a head («обласна»)."""

import re

_PLACE_ADJECTIVE = re.compile(
    r".{2,}(?:ськ|цьк|зьк|ск)(?:а|ої|ій|ого|ому|ий|ая|ой|ое|его|их|ие|е|і|у|ую)|.{2,}sk(?:a|oi|yi|oho|aya|iy|ii|oy|ogo)"
)
_COMMON_ADJECTIVE = re.compile(
    r"міськ|сільськ|громадськ|старостинськ|людськ|лікарськ|господарськ|дитяч|християнськ|материнськ|батьківськ|ветеранськ"
    r"|волонт[её]рськ|жіноцьк|городск|сельск|детск|женск|мужск|гражданск|медицинск|материнск|ветеранск|волонт[её]рск"
    r"|христианск|психиатрическ|.*ическ|.*ичеськ"
)
# The form in which an adjective stands beside the head of a name.
_ADJECTIVE = re.compile(
    r".{2,}(?:ий|ій|ый|ой|ая|яя|ое|ее)|.{2,}(?:ськ|цьк|зьк|ьн|чн|жн|тн|сн|вн|рн|яч)[ае]|.{3,}(?:ова|ева|єва|ована|тня|дня)"
)


def is_place_adjective(word: str) -> bool:
    """Whether a word in small letters is an adjective made of a place's name."""
    return bool(_PLACE_ADJECTIVE.fullmatch(word) and not is_common_adjective(word))


def is_common_adjective(word: str) -> bool:
    """Whether a word in small letters is an adjective in -ськ-, -цьк- or -ск- that speaks of no place."""
    return bool(_COMMON_ADJECTIVE.match(word))


def is_adjective(word: str) -> bool:
    """Whether a folded word is an adjective in the nominative."""
    return bool(_ADJECTIVE.fullmatch(word))
