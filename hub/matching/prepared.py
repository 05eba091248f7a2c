"""Features made ready to be compared: folded, stemmed, and with the weight of each word."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import log

from hub.domain.confidentiality.people import PERSONS
from hub.domain.features import Features
from hub.domain.persons.names import is_person_name
from hub.domain.text import fold
from hub.matching.words import Name, parse_name, stems

#: Schemes whose number is not its holder's alone: all whom one tax office registered share a KPP.
NOT_IDENTIFYING = frozenset({"RU-KPP"})
#: A code made by convention for a unit: the parent's eight digits and a serial.
UNIT_SCHEME = "UA-EDRPOU-10"
_PARENT_SCHEME, _PARENT_DIGITS = "UA-EDRPOU", 8

_STREET_WORDS = stems(
    "вулиця вул улица ул проспект просп пр бульвар площа площадь пл провулок пров переулок пер набережна "
    "набережная мікрорайон микрорайон мкр квартал тупик проїзд проезд майдан шосе шоссе узвіз көшесі көш "
    "даңғылы даң street vulytsia ulitsa"
)
_NOT_OF_HOUSE = re.compile(r"[^0-9a-zа-яіїєґёәғқңөұүһ/]")
_CYRILLIC = str.maketrans("abceikmhoptxy", "авсеікмнортху")
_SITE = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)


_OfAllNames = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Features with their folded parts; `ids` holds valid numbers by scheme.

    `words`, `types`, `places` and `seats` are those of all names together; `places` are those that say
    something of a hromada.
    """

    features: Features
    names: tuple[Name, ...]
    words: frozenset[str]
    types: frozenset[str]
    places: frozenset[str]
    seats: frozenset[str]
    ids: dict[str, str]
    street: frozenset[str]
    house: str
    phones: frozenset[str]
    contacts: frozenset[str]
    services: frozenset[str]
    branch: bool
    person: bool  # by the name or the kind


@dataclass(frozen=True, slots=True)
class Terms:
    """How telling each word, telephone, mailbox and site is among all records that are compared."""

    records: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    phones: Counter[str] = field(default_factory=Counter)
    contacts: Counter[str] = field(default_factory=Counter)
    places: dict[str, set[str]] = field(default_factory=dict)  # area → adjectives of places in its names
    areas: Counter[str] = field(default_factory=Counter)  # adjective → areas that have it

    def weight(self, word: str) -> float:
        """Inverse document frequency in nats, as if `_PRIOR_RECORDS` records without the word came on top.

        Without them every word of a small batch would seem common.
        """
        return log((self.records + _PRIOR_RECORDS) / (self.counts[word] + 1))


_PRIOR_RECORDS = 2_000
#: An adjective of place in the names of more areas than this is a region's.
_WIDESPREAD = 4


def prepare(features: Features) -> Prepared:
    """Fold and stem once what is compared many times."""
    names = tuple(dict.fromkeys(map(parse_name, (features.name, *features.names))))
    ids: dict[str, str] = {}
    for identifier in features.identifiers:
        if identifier.valid is not False and identifier.scheme not in NOT_IDENTIFYING:
            ids.setdefault(identifier.scheme, identifier.value)
    unit = ids.get(UNIT_SCHEME)
    if unit:
        ids.setdefault(_PARENT_SCHEME, unit[:_PARENT_DIGITS])
    site = fold(_SITE.sub("", features.url).rstrip("/")) if features.url else ""
    contacts = {fold(email) for email in features.emails} | ({site} if site else set())
    return Prepared(
        features,
        names,
        *_together(names),
        ids,
        stems(features.street) - _STREET_WORDS if features.street else frozenset(),
        house_key(features.house),
        frozenset(features.phones),
        frozenset(contacts),
        frozenset(features.services),
        names[0].branch or unit is not None,
        features.kind in PERSONS or any(map(is_person_name, (features.name, *features.names))),
    )


def _together(names: tuple[Name, ...]) -> _OfAllNames:
    """Words, types, places and seats of all names."""
    if len(names) == 1:
        return names[0].words, names[0].types, names[0].places, names[0].seats
    return (
        frozenset().union(*(name.words for name in names)),
        frozenset().union(*(name.types for name in names)),
        frozenset().union(*(name.places for name in names)),
        frozenset().union(*(name.seats for name in names)),
    )


def house_key(house: str | None) -> str:
    """«12-А», «12 а», «12A» are one house; the corner «12/3» is not the house 12."""
    if not house:
        return ""
    return _NOT_OF_HOUSE.sub("", house.lower().translate(_CYRILLIC))


def count_terms(prepared: Iterable[Prepared]) -> Terms:
    """Frequencies over records; a word counts once for each record that has it in any of its names."""
    terms = Terms()
    records = 0
    for one in prepared:
        records += 1
        terms.counts.update(one.words)
        terms.phones.update(one.phones)
        terms.contacts.update(one.contacts)
        area = one.features.territories.area
        if area:
            terms.places.setdefault(area, set()).update(one.places)
    terms.areas.update(word for words in terms.places.values() for word in words)
    return replace(terms, records=records)


def localise(one: Prepared, terms: Terms) -> Prepared:
    """«ЦНСП Умань»: a word that others of its area have as an adjective of place is a place here too.

    Adjectives that many areas' names have are a region's, and are no places any more.
    """
    known = terms.places.get(one.features.territories.area or "", _NO_WORDS)
    names = one.names
    if not known.isdisjoint(one.words):
        names = tuple(
            replace(name, words=name.words - known, places=name.places | (name.words & known))
            for name in names
        )
    words, types, places, seats = _together(names)
    local = frozenset(place for place in places if terms.areas[place] <= _WIDESPREAD)
    if names is one.names and local == one.places:
        return one
    return replace(one, names=names, words=words, types=types, places=local, seats=seats)


_NO_WORDS: set[str] = set()
