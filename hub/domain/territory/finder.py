"""Units by a name as people write it, with its type word, in another case, in a part of the tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hub.domain.territory.former_towns import FORMER_TOWNS
from hub.domain.territory.index import NamedUnit, TerritoryIndex
from hub.domain.territory.names import CITY, CITY_REGION, VILLAGE, TypedName, readings, type_of
from hub.domain.territory.query import How
from hub.domain.territory.unit import TerritoryUnit
from hub.domain.vocabulary import TerritoryLevel

#: Codes of the units in which to search; empty is everywhere.
Scope = frozenset[str]
Levels = frozenset[TerritoryLevel]

#: A register names the same few regions and hromadas in all of its rows.
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A unit found by a name: under which former or other name, and whether by stem only."""

    unit: TerritoryUnit
    how: How
    now_called: bool = False


class NameFinder:
    """Looks names up in one index and remembers what it found."""

    def __init__(self, index: TerritoryIndex) -> None:
        self.index = index
        self.find = lru_cache(maxsize=_REMEMBERED)(self._find)

    def _find(self, name: str, levels: Levels, scope: Scope, on_date: date | None) -> tuple[NameMatch, ...]:
        """Units of the levels in the scope by name, else by the name's stem; narrowed by its type word."""
        for typed in readings(name):
            named = self._matches(self.index.named(typed.key, on_date), levels, scope, How.NAME)
            if named:
                return self._narrowed(named, typed, on_date)
        for typed in readings(name):
            if typed.key and self._may_be_loose(typed, scope):
                forms = self.index.with_stem(typed.key, on_date)
                named = self._matches(forms, levels, scope, How.NAME_FORM)
                if named:
                    return self._narrowed(named, typed, on_date)
        return ()

    def _narrowed(
        self, found: list[NameMatch], typed: TypedName, on_date: date | None
    ) -> tuple[NameMatch, ...]:
        """Those whose category the type word allows; all when it tells nothing of any of them.

        «м. Київ» is no village called Київ where a city bears the name, though somewhere else.
        """
        hint = typed.hint
        if hint is None or not hint.categories:
            return tuple(found)
        fitting = [match for match in found if match.unit.category in hint.categories]
        if hint.urban and len(fitting) > 1:
            fitting = [match for match in fitting if match.unit.code in FORMER_TOWNS] or fitting
        if fitting:
            return tuple(fitting)
        villages = hint.categories == CITY and all(match.unit.category in VILLAGE for match in found)
        if villages and any(_is_of_category(unit, CITY) for unit, _ in self.index.named(typed.key, on_date)):
            return ()
        return tuple(found)

    def _may_be_loose(self, typed: TypedName, scope: Scope) -> bool:
        """Stems join too much for a whole country, except among cities."""
        countries = (self.index.units[code].level is TerritoryLevel.COUNTRY for code in scope)
        small = bool(scope) and not any(countries)
        of_region = typed.hint is not None and typed.hint.level is TerritoryLevel.REGION
        of_city = typed.hint is not None and typed.hint.categories == CITY
        return small or of_region or of_city

    def _matches(self, named: Iterable[NamedUnit], levels: Levels, scope: Scope, how: How) -> list[NameMatch]:
        found: dict[str, NameMatch] = {}
        for unit, other in named:
            if unit.level not in levels or (scope and not self.index.lies_in(unit, scope)):
                continue
            if unit.level is TerritoryLevel.REGION and len(levels) > 1 and not _is_city(unit):
                continue
            former = other is not None and other.kind == "former"
            match = NameMatch(unit, How.FORMER_NAME if former else how, now_called=former)
            if unit.code not in found or found[unit.code].now_called:
                found[unit.code] = match
        return list(found.values())


def _is_city(region: TerritoryUnit) -> bool:
    """Whether a region is a city of special status (Київ, «г.Астана»): addresses name it as a settlement."""
    hint = type_of(region.name)
    return region.category in CITY_REGION or (hint is not None and hint.level is TerritoryLevel.SETTLEMENT)


def _is_of_category(unit: TerritoryUnit, categories: frozenset[str]) -> bool:
    return unit.level in {TerritoryLevel.SETTLEMENT, TerritoryLevel.REGION} and unit.category in categories
