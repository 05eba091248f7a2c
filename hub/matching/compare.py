"""Compares two prepared statements field by field; each field comes out as one level of a short list.

The levels and what each weighs stand in weights.csv. `unknown` weighs nothing: what one side lacks
speaks neither for nor against.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from rapidfuzz.distance import OSA

from hub.domain.features import TerritoryPath
from hub.matching.prepared import UNIT_SCHEME, Prepared, Terms
from hub.matching.words import Name

UNKNOWN = "unknown"
#: Field → level; every field of FIELDS in their order.
Levels = tuple[str, ...]

_ALIKE_WORDS = 0.78
_SHORTEST_FUZZY = 4
#: Shared words that weigh more than this, in nats, are more than a common name: one of 150 has them.
_TELLING = 5.0
_EARTH_M = 6_371_000
#: Beyond their uncertainty, points this far apart are of different houses, or of different places.
_NEAR_M, _FAR_M = 200, 3_000
#: A telephone that more records than this share is a switchboard's; a mailbox or site is an office's.
_SWITCHBOARD = 4
_HOUSE_LETTERS = re.compile(r"(?<=\d)[^\W\d_]+$")


def compare(left: Prepared, right: Prepared, terms: Terms) -> Levels:
    """The level of each field, in the order of FIELDS."""
    return tuple(rule(left, right, terms) for rule in FIELDS.values())


def _identifier(left: Prepared, right: Prepared, _: Terms) -> str:
    """Same, other (valid numbers of one scheme that differ), contradicting (one equal, one not), unknown."""
    if not left.ids or not right.ids:
        return UNKNOWN
    common = left.ids.keys() & right.ids.keys()
    if UNIT_SCHEME in common:
        # Two units of one parent share the parent's number, which says nothing of them.
        common = {UNIT_SCHEME}
    if not common:
        return UNKNOWN
    same = sum(left.ids[scheme] == right.ids[scheme] for scheme in common)
    if same == len(common):
        return "same"
    return "contradicting" if same else "other"


def _person(left: Prepared, right: Prepared, _: Terms) -> str:
    ours, theirs = left.features.hashes, right.features.hashes
    if not ours or not theirs:
        return UNKNOWN
    return "same" if set(ours) & set(theirs) else "other"


def _name(left: Prepared, right: Prepared, terms: Terms) -> str:
    """The best level of any name of the one with any of the other."""
    if len(left.names) == len(right.names) == 1:
        return name_level(left.names[0], right.names[0], terms)
    levels = {name_level(ours, theirs, terms) for ours in left.names for theirs in right.names}
    return next((level for level in _NAME_LEVELS if level in levels), UNKNOWN)


_NAME_LEVELS = ("whole", "same", "close", "same-common", "part", "some", "one-sided", "general", "different")


def name_level(left: Name, right: Name, terms: Terms) -> str:
    """How alike the own words of two names are, each word as heavy as it is rare.

    `whole` are names that agree in every part and name a place; `general` are other words that tell nobody:
    as many records have them as have «центр».
    """
    if left == right and left.places and left.types:
        return "whole"
    if not left.words and not right.words:
        return UNKNOWN
    if not left.words or not right.words:
        return "one-sided"
    ours, theirs = _total(left.words, terms), _total(right.words, terms)
    shared = _shared(left.words, right.words, terms)
    alike, contained = 2 * shared / (ours + theirs), shared / min(ours, theirs)
    if alike >= 0.98:
        return "same" if shared >= _TELLING else "same-common"
    if alike >= 0.75:
        return "close"
    if contained >= 0.9:
        return "part"
    if alike >= 0.4:
        return "some"
    heaviest = max(map(terms.weight, left.words | right.words))
    return "different" if heaviest >= _TELLING else "general"


def _total(words: Iterable[str], terms: Terms) -> float:
    return sum(map(terms.weight, words))


def _shared(left: frozenset[str], right: frozenset[str], terms: Terms) -> float:
    """The weight of equal words, and of words that differ by a slip, lessened by the slip."""
    common = left & right
    weight = _total(common, terms)
    rest = sorted(right - common)
    for word in sorted(left - common):
        best = max(rest, key=lambda other: _likeness(word, other), default=None)
        if best is not None and (likeness := _likeness(word, best)) >= _ALIKE_WORDS:
            weight += likeness * min(terms.weight(word), terms.weight(best))
            rest.remove(best)
    return weight


@lru_cache(maxsize=500_000)
def _likeness(left: str, right: str) -> float:
    """1 for equal words, less for each slip of the keyboard, 0 for words that are too unlike."""
    if left == right:
        return 1.0
    if min(len(left), len(right)) < _SHORTEST_FUZZY:
        return 0.0
    return OSA.normalized_similarity(left, right, score_cutoff=_ALIKE_WORDS)


def _type(left: Prepared, right: Prepared, _: Terms) -> str:
    """The types that the names say: same, different or unknown."""
    if not left.types or not right.types:
        return UNKNOWN
    return "different" if left.types.isdisjoint(right.types) else "same"


def _same_words(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether the smaller set is in the larger one, slips of the keyboard forgiven."""
    small, large = sorted((left, right), key=len)
    return all(word in large or any(_likeness(word, other) for other in large) for word in sorted(small))


def _number(left: Prepared, right: Prepared, _: Terms) -> str:
    """«№ 1» and «№ 2» are two; a number on one side only says a little."""
    ours, theirs = left.names[0].numbers, right.names[0].numbers
    if not ours and not theirs:
        return UNKNOWN
    if not ours or not theirs:
        return "one-sided"
    return "same" if ours & theirs else "different"


def _seat(left: Prepared, right: Prepared, _: Terms) -> str:
    """Adjectives of places in the names: «Уманської», «Бабанської»; its own count before its owner's."""
    if left.seats and right.seats:
        # «м. Бердянськ, с. Азовське» and «м. Бердянськ, с. Нововасилівка» are two places of one town.
        return (
            "different" if _unlike(left.seats, right.seats) and _unlike(right.seats, left.seats) else "same"
        )
    if not left.places or not right.places:
        return UNKNOWN
    return "different" if len(_unlike(left.places, right.places)) == len(left.places) else "same"


def _unlike(left: frozenset[str], right: frozenset[str]) -> list[str]:
    """The places of the one that are none of the other."""
    return [one for one in left - right if not any(_same_place(one, other) for other in right)]


def _same_place(left: str, right: str) -> bool:
    """«Айыртау» and «Айыртауского» are one place: the shorter stem begins the longer one."""
    short, long = sorted((left, right), key=len)
    begins = len(short) >= _SHORTEST_FUZZY and long.startswith(short)
    return begins or _likeness(left, right) >= _ALIKE_WORDS


def _territory(left: Prepared, right: Prepared, _: Terms) -> str:
    return territory_level(left.features.territories, right.features.territories)


def territory_level(left: TerritoryPath, right: TerritoryPath) -> str:
    """The smallest unit that both are known to share; `elsewhere` when known units differ above it."""
    if left.region and right.region and left.region != right.region:
        return "elsewhere"
    if left.district and right.district and left.district != right.district:
        return "region"
    if left.hromada and right.hromada and left.hromada != right.hromada:
        return "district"
    if left.settlement and right.settlement:
        return "settlement" if left.settlement == right.settlement else "area"
    return "within" if (left.area and left.area == right.area) else UNKNOWN


def _address(left: Prepared, right: Prepared, _: Terms) -> str:
    """Street and house; a street may be renamed under the same number, a house may lose its letter."""
    if not left.street or not right.street:
        return UNKNOWN
    if left.features.territories.settlement != right.features.territories.settlement and _apart(left, right):
        return "other-place"
    same_house = bool(left.house) and left.house == right.house
    if not (left.street & right.street) and not _same_words(left.street, right.street):
        return "other-street-one-house" if same_house else "street-differs"
    if not left.house or not right.house:
        return "street"
    if same_house:
        return "house"
    without_letters = _HOUSE_LETTERS.sub("", left.house) == _HOUSE_LETTERS.sub("", right.house)
    return "house-alike" if without_letters else "house-differs"


def _apart(left: Prepared, right: Prepared) -> bool:
    """Whether a street of the one settlement cannot be in the other's."""
    return bool(left.features.territories.settlement and right.features.territories.settlement)


def _distance(left: Prepared, right: Prepared, terms: Terms) -> str:
    """How far apart the points are at least, given within what radius each is true.

    Two geocodes of one house in one settlement may differ by kilometres, which says nothing of who is in it.
    """
    ours, theirs = _circle(left), _circle(right)
    if ours is None or theirs is None:
        return UNKNOWN
    metres = distance_m(*ours[:2], *theirs[:2])
    doubt = ours[2] + theirs[2]
    if metres - doubt > _NEAR_M:
        if _territory(left, right, terms) == "settlement" and _address(left, right, terms) == "house":
            return UNKNOWN
        return "far" if metres - doubt > _FAR_M else "apart"
    return "near" if metres + doubt < 2 * _NEAR_M else "possible"


def _circle(record: Prepared) -> tuple[float, float, int] | None:
    """(latitude, longitude, radius in metres) within which the place is, None when any is unknown."""
    lat, lon, radius = record.features.lat, record.features.lon, record.features.radius_m
    return None if lat is None or lon is None or radius is None else (lat, lon, radius)


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres on a sphere between two points in degrees (haversine)."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    chord = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 2 * _EARTH_M * asin(sqrt(min(1.0, chord)))


def _phone(left: Prepared, right: Prepared, terms: Terms) -> str:
    return _shared_contact(left.phones, right.phones, terms.phones)


def _contact(left: Prepared, right: Prepared, terms: Terms) -> str:
    """Mailboxes and sites together."""
    return _shared_contact(left.contacts, right.contacts, terms.contacts)


def _shared_contact(left: frozenset[str], right: frozenset[str], counts: Mapping[str, int]) -> str:
    """Same, different, unknown, or `switchboard` for what more than four records have."""
    if not left or not right:
        return UNKNOWN
    shared = left & right
    if not shared:
        return "different"
    return "same" if min(counts[one] for one in shared) <= _SWITCHBOARD else "switchboard"


def _kind(left: Prepared, right: Prepared, _: Terms) -> str:
    ours, theirs = left.features.kind, right.features.kind
    if not ours or not theirs:
        return UNKNOWN
    return "same" if ours == theirs else "different"


def _services(left: Prepared, right: Prepared, _: Terms) -> str:
    if not left.services or not right.services:
        return UNKNOWN
    shared = len(left.services & right.services)
    if not shared:
        return "different"
    return "most" if 2 * shared >= min(len(left.services), len(right.services)) else "some"


def _founded(left: Prepared, right: Prepared, _: Terms) -> str:
    ours, theirs = left.features.founded, right.features.founded
    if ours is None or theirs is None:
        return UNKNOWN
    return "same" if ours.year == theirs.year else "different"


#: Every field that is compared: cheap ones first, since most pairs are told apart before the last.
FIELDS: dict[str, Callable[[Prepared, Prepared, Terms], str]] = {
    "identifier": _identifier,
    "person": _person,
    "type": _type,
    "address": _address,
    "phone": _phone,
    "services": _services,
    "founded": _founded,
    "kind": _kind,
    "contact": _contact,
    "territory": _territory,
    "number": _number,
    "seat": _seat,
    "distance": _distance,
    "name": _name,
}
