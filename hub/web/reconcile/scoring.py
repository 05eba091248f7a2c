"""How well an entity answers a query: a score from 0 to 100, and the features it is made of.

A score is the mean of what agrees, each part with its weight; what the hub does not know of an entity
counts neither way. A national number or a code that agrees lifts the score above 90, one that differs in
the same scheme lowers it; docs/reconcile.md lists the parts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import asin, cos, exp, radians, sin, sqrt

from hub.domain.precision import radius_metres
from hub.domain.records import Point
from hub.domain.territory.names import type_of
from hub.domain.text import fold
from hub.domain.vocabulary import PrecisionClass, TerritoryLevel
from hub.web.reconcile.facts import Facts, OwnerFacts, TerritoryFacts
from hub.web.reconcile.likeness import WordWeights
from hub.web.reconcile.queries import Query, Value, texts_of
from hub.web.reconcile.words import TYPE_WORDS, level_type

Feature = bool | float
Number = tuple[str, str]
#: The scheme of the hub's own ids of providers and access points, among those of national numbers.
UUID_SCHEME = "uuid"

_NAME, _UNIT, _PLACE, _WORD = 6, 3, 3, 2
#: Metres beyond a place's own uncertainty at which nearness falls to a third.
_FAR = {"territory": 5_000, "provider": 1_000, "access-point": 1_000}
#: Regions and countries have no convention of uncertainty; their points are seats or centroids.
_WIDE = {TerritoryLevel.REGION.value: 150_000, TerritoryLevel.COUNTRY.value: 500_000}
_NUMBER_AGREES, _NUMBER_DIFFERS = 90, 0.6
_ABOLISHED = 10
#: A name less alike than this speaks loudly against a number that agrees.
_OTHER_NAME = 0.3
_DOUBTED = 80
_OTHER_KIND = 0.7
_EARTH_METRES = 6_371_009
_PHONE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query with what its values stand for.

    `units` are ids of the units that a property may name; `numbers` identifiers or codes by the feature
    that tells of them; `named` is False where the text itself is a number or an id. `labels` give the
    codes of a taxonomy's folded labels.
    """

    query: Query
    units: dict[str, frozenset[int]] = field(default_factory=dict)
    numbers: dict[str, frozenset[Number]] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    named: bool = True


@dataclass(slots=True)
class Score:
    """A score on its way: weighted parts, and the features that tell of them."""

    features: dict[str, Feature] = field(default_factory=dict)
    decisive: bool = False
    _sum: float = 0
    _weights: float = 0

    def part(self, feature: str, value: Feature, weight: float, likeness: float | None = None) -> None:
        """Count a part; `likeness` from 0 to 1 where it is not the feature itself."""
        self.features[feature] = value
        self._sum += weight * (float(value) if likeness is None else likeness)
        self._weights += weight

    @property
    def mean(self) -> float:
        """From 0 to 100."""
        return 100 * self._sum / self._weights if self._weights else 0.0


@dataclass(frozen=True, slots=True)
class Scored:
    """An entity with its score; `decisive` when a number or a code alone tells that it is meant."""

    facts: Facts
    score: float
    features: dict[str, Feature]
    decisive: bool


def score_entity(wanted: Wanted, facts: Facts, likeness: Callable[[str, Iterable[str]], float]) -> Scored:
    """The entity's score; `likeness` compares the query's text with the entity's names."""
    score = Score()
    name: float | None = None
    if wanted.named and wanted.query.text:
        name = likeness(wanted.query.text, facts.names)
        score.part("name", round(100 * name, 1), _NAME, name)
    _count_units(score, wanted, facts)
    _count_points(score, wanted, facts)
    if isinstance(facts, TerritoryFacts):
        _count_level(score, wanted, facts)
    else:
        _count_contacts(score, wanted, facts)
    _count_words(score, wanted, facts)
    total = _with_numbers(score, wanted, facts, name)
    if isinstance(facts, TerritoryFacts) and facts.row.valid_to is not None:
        score.features["abolished"] = True
        total -= _ABOLISHED
    return Scored(facts, round(min(100.0, max(0.0, total)), 1), score.features, score.decisive)


def _with_numbers(score: Score, wanted: Wanted, facts: Facts, name: float | None) -> float:
    """The score after identifiers and codes."""
    total = score.mean
    own = numbers_of(facts)
    for feature, asked in wanted.numbers.items():
        if not own.isdisjoint(asked):
            score.features[feature] = True
            score.decisive = name is None or name >= _OTHER_NAME
            lifted = _NUMBER_AGREES + total / 10 if score.features.keys() - {feature} else 100
            total = max(total, lifted if score.decisive else _DOUBTED)
        elif {scheme for scheme, _ in own} & {scheme for scheme, _ in asked}:
            score.features[feature] = False
            total *= _NUMBER_DIFFERS
    return total


def numbers_of(facts: Facts) -> frozenset[Number]:
    """(scheme, value) of every code or identifier by which an entity may be told; no wrong check digits."""
    if isinstance(facts, TerritoryFacts):
        return frozenset((each.scheme, each.code) for each in facts.codes)
    own = {(each.scheme, each.value) for each in facts.identifiers if each.valid is not False}
    return frozenset(own | {(UUID_SCHEME, str(facts.row.id))})


def _count_units(score: Score, wanted: Wanted, facts: Facts) -> None:
    above = [{row.id for row in lineage} for lineage in facts.lineages]
    for pid, ids in wanted.units.items():
        own = facts.row.id if isinstance(facts, TerritoryFacts) and pid == "parent" else None
        if above:
            score.part(pid, any((of_one - {own}) & ids for of_one in above), _UNIT)


def _count_points(score: Score, wanted: Wanted, facts: Facts) -> None:
    spots = _spots(facts)
    if not wanted.points or not spots:
        return
    metres, unsure = min(
        (metres_between(asked, spot), unsure) for asked in wanted.points for spot, unsure in spots
    )
    beyond = max(0.0, metres - unsure)
    score.part("distance_m", round(metres), _PLACE, exp(-beyond / _FAR[facts.kind]))


def _spots(facts: Facts) -> list[tuple[Point, float]]:
    """Points of an entity, each with the metres within which the place may lie."""
    if isinstance(facts, TerritoryFacts):
        row = facts.row
        if row.lat is None or row.lon is None:
            return []
        unsure = radius_metres(PrecisionClass.TERRITORY, TerritoryLevel(row.level))
        return [(Point(row.lat, row.lon), unsure or _WIDE.get(row.level, 0))]
    return [
        (Point(each.lat, each.lon), each.radius_m or 0)
        for each in facts.locations
        if each.lat is not None and each.lon is not None
    ]


def _count_level(score: Score, wanted: Wanted, facts: TerritoryFacts) -> None:
    hint = type_of(wanted.query.text) if wanted.named else None
    if hint is not None:
        agrees = facts.row.level == hint.level
        # People write «с.» and «смт» for one another, so another kind of settlement is half a mistake.
        other_kind = bool(hint.categories) and facts.row.category not in {None, *hint.categories}
        score.part("type_word", agrees and not other_kind, _WORD, agrees * (_OTHER_KIND if other_kind else 1))
    asked = texts_of(wanted.query.values.get("level", ()))
    if asked:
        names = {fold(word) for word in TYPE_WORDS[level_type(facts.row.level)].values()}
        score.part("level", any(fold(each) in names | {fold(facts.row.level)} for each in asked), _WORD)


def _count_contacts(score: Score, wanted: Wanted, facts: OwnerFacts) -> None:
    values = wanted.query.values
    phones = {_digits(each) for each in facts.row.phones}
    asked = {_digits(each) for each in texts_of(values.get("phone", ()))} - {""}
    if phones and asked:
        score.part("phone", not phones.isdisjoint(asked), _PLACE)
    addresses = [each.address for each in facts.locations if each.address and not each.confidential]
    wanted_addresses = texts_of(values.get("address", ()))
    if addresses and wanted_addresses:
        plain = WordWeights(())
        alike = max(plain.likeness(one, other) for one in wanted_addresses for other in addresses)
        score.part("address", round(100 * alike, 1), _PLACE, alike)


def _count_words(score: Score, wanted: Wanted, facts: Facts) -> None:
    """Properties with a few fixed words: kind, sector, status, country."""
    countries = {lineage[0].country for lineage in facts.lineages}
    held = {"country": countries or None}
    if isinstance(facts, OwnerFacts):
        held |= {pid: _set_of(getattr(facts.row, pid, None)) for pid in ("kind", "sector", "status")}
    for pid, own in held.items():
        asked = {_code(each, wanted.labels.get(pid, {})) for each in wanted.query.values.get(pid, ())}
        if own and asked:
            score.part(pid, bool({each.casefold() for each in own} & asked), _WORD)


def _set_of(value: str | None) -> set[str] | None:
    return {value} if value else None


def _code(value: Value, labels: dict[str, str]) -> str:
    return labels.get(fold(value.text), value.text.casefold())


def _digits(phone: str) -> str:
    """The digits that tell a number, whatever stands before them."""
    return "".join(filter(str.isdigit, phone))[-_PHONE_DIGITS:]


def metres_between(one: Point, other: Point) -> float:
    """Great-circle distance in metres (haversine)."""
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    part = sin(lat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    return 2 * _EARTH_METRES * asin(sqrt(part))
