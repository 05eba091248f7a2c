"""Districts of before a reform: their names still stand in addresses and tell homonyms apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hub.domain.territory.finder import NameMatch, Scope
from hub.domain.territory.index import TerritoryIndex
from hub.domain.territory.names import name_key, name_stem
from hub.domain.territory.unit import TerritoryUnit
from hub.domain.vocabulary import TerritoryScheme


@dataclass(frozen=True, slots=True)
class PastDistrict:
    """A raion of before July 2020: `beginning` starts the КОАТУУ code of each settlement that lay in it.

    `hromadas` are the codes of the hromadas of today that took over some of its settlements.
    """

    beginning: str
    name: str
    hromadas: frozenset[str]


class PastDistricts:
    """The past districts of one tree, by name."""

    def __init__(self, districts: Iterable[PastDistrict], index: TerritoryIndex) -> None:
        self._index = index
        self._named: dict[str, list[PastDistrict]] = defaultdict(list)
        for district in districts:
            known = frozenset(code for code in district.hromadas if code in index.units)
            if known:
                kept = PastDistrict(district.beginning, district.name, known)
                key = name_key(district.name)
                self._named[key].append(kept)
                if name_stem(key) != key:
                    self._named[name_stem(key)].append(kept)

    def find(self, name: str, scope: Scope) -> list[PastDistrict]:
        """The past districts of a name of which something lies in the scope."""
        key = name_key(name)
        named = self._named.get(key) or self._named.get(name_stem(key), [])
        return [district for district in named if not scope or self._meets(district, scope)]

    def _meets(self, district: PastDistrict, scope: Scope) -> bool:
        return any(self._index.lies_in(self._index.units[code], scope) for code in district.hromadas)


def that_lay_in(found: Iterable[NameMatch], district: PastDistrict) -> Iterator[NameMatch]:
    """Of units in the hromadas of a past district those that lay in it, as far as their old codes tell."""
    return (match for match in found if _may_have_lain(match.unit, district.beginning))


def _may_have_lain(unit: TerritoryUnit, beginning: str) -> bool:
    old = [code.code for code in unit.codes if code.scheme is TerritoryScheme.KOATUU]
    return not old or any(code.startswith(beginning) for code in old)
