"""What a unit and a fact must be before they go into the tree: no file may leave it broken."""

from collections.abc import Iterable, Iterator
from math import isfinite

from hub.domain.territory import TerritoryUnit, UnitFacts
from hub.domain.vocabulary import Country

_LONGEST_CODE, _LONGEST_NAME = 40, 500
#: More people than the Earth has are a slip.
_MOST_PEOPLE = 2**31 - 1
_MOST_KM2 = 2e7


def checked_units(units: Iterable[TerritoryUnit], *, whole: bool) -> list[TerritoryUnit]:
    """The units, of which each has a code, a name and no ring of parents. Raises ValueError.

    Of a `whole` codifier each parent is a country or among the units.
    """
    kept = list(units)
    codes = {unit.code for unit in kept} | {country.value for country in Country}
    for unit in kept:
        _check_text(unit.code, _LONGEST_CODE, "code", unit.code)
        _check_text(unit.name, _LONGEST_NAME, "name", unit.code)
        for code in unit.codes:
            _check_text(code.code, _LONGEST_CODE, f"code {code.scheme}", unit.code)
        for name in unit.other_names:
            _check_text(name.name, _LONGEST_NAME, "other name", unit.code)
        _check_point(unit.code, unit.lat, unit.lon)
        if whole and unit.parent_code not in codes:
            raise ValueError(f"the unit {unit.code} lies in {unit.parent_code}, which the file lacks")
    if not kept:
        raise ValueError("it holds no unit")
    _refuse_rings({unit.code: unit.parent_code for unit in kept})
    return kept


def lacking(units: Iterable[TerritoryUnit], known: Iterable[TerritoryUnit]) -> tuple[int, int]:
    """How many present units of its scheme in the hub a whole codifier lacks, and how many there are."""
    own = {(unit.scheme, unit.code) for unit in units}
    schemes = {scheme for scheme, _ in own}
    held = {(unit.scheme, unit.code) for unit in known if unit.scheme in schemes and unit.valid_to is None}
    return len(held - own), len(held)


def checked_facts(facts: Iterable[UnitFacts]) -> Iterator[UnitFacts]:
    """The facts, whose numbers and names can be true. Raises ValueError."""
    for fact in facts:
        _check_point(fact.code, fact.lat, fact.lon)
        if fact.population is not None and not 0 <= fact.population <= _MOST_PEOPLE:
            raise ValueError(f"the unit {fact.code} has {fact.population} people")
        if fact.area_km2 is not None and not 0 <= fact.area_km2 <= _MOST_KM2:
            raise ValueError(f"the unit {fact.code} has an area of {fact.area_km2} km²")
        for name in fact.names:
            _check_text(name.name, _LONGEST_NAME, "name", fact.code)
        for council in fact.councils:
            _check_text(council.code, _LONGEST_CODE, "council's code", fact.code)
        yield fact


def _check_text(text: str, longest: int, what: str, code: str) -> None:
    if not text or len(text) > longest or not text.isprintable():
        raise ValueError(f"the unit {code[:_LONGEST_CODE]!r} has the {what} {text[:_LONGEST_CODE]!r}")


def _check_point(code: str, lat: float | None, lon: float | None) -> None:
    if lat is None and lon is None:
        return
    if lat is None or lon is None or not (isfinite(lat) and isfinite(lon)) or abs(lat) > 90 or abs(lon) > 180:
        raise ValueError(f"the unit {code} has the point {lat}, {lon}")


def _refuse_rings(parents: dict[str, str | None]) -> None:
    sound: set[str] = set()
    for code in parents:
        way: set[str] = set()
        above: str | None = code
        while above in parents and above not in sound:
            if above in way:
                raise ValueError(f"the unit {above} lies within itself")
            way.add(above)
            above = parents[above]
        sound |= way
