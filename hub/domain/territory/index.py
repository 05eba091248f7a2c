"""In-memory indexes over the territory tree: by code, by the code's tail, by name and by stem."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from hub.domain.territory.codes import parse_katottg, possible_codes, read_code
from hub.domain.territory.names import name_key, name_stem
from hub.domain.territory.unit import TerritoryUnit, UnitName
from hub.domain.text import fold
from hub.domain.vocabulary import Country, TerritoryLevel, TerritoryScheme

#: A unit and the name under which it was found; None stands for its own present name.
NamedUnit = tuple[TerritoryUnit, UnitName | None]


class TerritoryIndex:
    """Look-ups in one set of units; a unit's own code is unique in the set."""

    def __init__(self, units: Iterable[TerritoryUnit]) -> None:
        self.units: dict[str, TerritoryUnit] = {unit.code: unit for unit in units}
        self._codes: dict[tuple[TerritoryScheme, str], list[TerritoryUnit]] = defaultdict(list)
        self._tails: dict[str, list[TerritoryUnit]] = defaultdict(list)
        self._hierarchies: dict[str, TerritoryUnit] = {}
        self._keys: dict[str, list[NamedUnit]] = defaultdict(list)
        self._lines: dict[str, dict[str, TerritoryUnit]] = {}
        for unit in self.units.values():
            self._add(unit)

    def _add(self, unit: TerritoryUnit) -> None:
        self._codes[unit.scheme, unit.code].append(unit)
        for other in unit.codes:
            self._codes[other.scheme, other.code].append(unit)
        katottg = parse_katottg(unit.code)
        if katottg:
            self._tails[katottg.tail].append(unit)
            self._hierarchies[katottg.hierarchy] = unit
        if unit.valid_to is not None:
            return  # an abolished unit answers to its code only
        own = _key(unit, unit.name)
        seen = {own}
        self._keys[own].append((unit, None))
        for name in unit.other_names:
            key = _key(unit, name.name)
            # A former name whose key equals the present one's would only make the unit meet itself.
            if key not in seen:
                seen.add(key)
                self._keys[key].append((unit, name))

    def with_code(self, raw: str, country: Country | None = None) -> list[TerritoryUnit]:
        """The units that a code in any scheme names, each once, in the order of likelihood."""
        found: dict[str, TerritoryUnit] = {}
        for scheme_and_code in possible_codes(raw, country):
            for unit in self._codes.get(scheme_and_code, ()):
                if country in (None, unit.country):
                    found.setdefault(unit.code, unit)
        own = self.units.get(read_code(raw).code)
        if own and country in (None, own.country):
            found.setdefault(own.code, own)
        return list(found.values())

    def with_tail(self, tail: str) -> list[TerritoryUnit]:
        """The units whose КАТОТТГ code ends in the five digits: one at most in a sound codifier."""
        return self._tails.get(tail, [])

    def at_hierarchy(self, hierarchy: str) -> TerritoryUnit | None:
        """The unit whose КАТОТТГ code has these twelve digits before the tail."""
        return self._hierarchies.get(hierarchy)

    def named(self, key: str, on_date: date | None) -> Iterator[NamedUnit]:
        """Units that bear or bore the name on a date (None: at any time)."""
        return (found for found in self._keys.get(key, ()) if _held(found[1], on_date))

    def with_stem(self, key: str, on_date: date | None) -> Iterator[NamedUnit]:
        """Units one of whose names has the stem of `key`."""
        for other_key in self._stems.get(name_stem(key), ()):
            yield from self.named(other_key, on_date)

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        stems: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            stems[name_stem(key)].append(key)
        return stems

    def lineage(self, unit: TerritoryUnit) -> Iterable[TerritoryUnit]:
        """The unit itself, then its ancestors upwards; a loop in the data ends the walk."""
        return self._line(unit).values()

    def lies_in(self, unit: TerritoryUnit, codes: frozenset[str]) -> bool:
        """Whether the unit is one of the coded units or lies in one."""
        return not codes.isdisjoint(self._line(unit))

    def _line(self, unit: TerritoryUnit) -> dict[str, TerritoryUnit]:
        """`lineage` by code; kept, because every resolution walks it for every candidate."""
        line = self._lines.get(unit.code)
        if line is None:
            line = self._lines[unit.code] = {}
            current: TerritoryUnit | None = unit
            while current and current.code not in line:
                line[current.code] = current
                current = self.units.get(current.parent_code) if current.parent_code else None
        return line


def _key(unit: TerritoryUnit, name: str) -> str:
    """The key of a unit's name; settlements of КАТОТТГ bear no words of type, so «Нове Місто» is all name."""
    bare = unit.scheme is TerritoryScheme.KATOTTG and unit.level is TerritoryLevel.SETTLEMENT
    return fold(name) if bare else name_key(name)


def _held(name: UnitName | None, on_date: date | None) -> bool:
    if name is None or on_date is None:
        return True
    started = name.valid_from is None or name.valid_from <= on_date
    return started and (name.valid_to is None or on_date < name.valid_to)
