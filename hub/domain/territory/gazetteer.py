"""The gazetteer: from a messy place to one territory, or to the honest word that it cannot be told."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from hub.domain.territory.by_code import deepest, resolve_code
from hub.domain.territory.by_name import NameSearch
from hub.domain.territory.claimed import CLAIMED_REGIONS
from hub.domain.territory.codes import old_raion
from hub.domain.territory.errors import UnknownTerritory
from hub.domain.territory.finder import NameFinder
from hub.domain.territory.index import TerritoryIndex
from hub.domain.territory.names import type_of
from hub.domain.territory.place_text import parse_place
from hub.domain.territory.query import How, PlaceQuery, Resolution, ResolutionStatus
from hub.domain.territory.unit import TerritoryUnit
from hub.domain.text import fold
from hub.domain.vocabulary import Country, TerritoryLevel

_REGION_BEHIND = re.compile(r"(.+?\s\S+)\s+(\S+\s+(?:області|области|обл\.?|края|облысы))", re.IGNORECASE)

#: Answers kept in memory.
_REMEMBERED = 50_000


class Gazetteer:
    """Every territory the hub knows, in memory; it never guesses and never changes."""

    def __init__(self, units: Iterable[TerritoryUnit]) -> None:
        self._index = TerritoryIndex(units)
        self._finder = NameFinder(self._index)
        # Registers name the same places row after row; an answer depends on nothing but the query.
        self._answered = lru_cache(maxsize=_REMEMBERED)(self._resolve)
        self._coded = lru_cache(maxsize=_REMEMBERED)(self._unit_of_code)

    def __len__(self) -> int:
        return len(self._index.units)

    def by_code(self, code: str, country: Country | None = None) -> TerritoryUnit | None:
        """The unit of a code in any scheme, unmended; None when unknown or when several units share it."""
        return self._coded(code, country)

    def _unit_of_code(self, code: str, country: Country | None) -> TerritoryUnit | None:
        return deepest(self._index, self._index.with_code(code, country))

    def lineage(self, unit: TerritoryUnit) -> list[TerritoryUnit]:
        """The unit, its parent and so on up to the country."""
        return list(self._index.lineage(unit))

    def ancestor(self, unit: TerritoryUnit, level: TerritoryLevel) -> TerritoryUnit | None:
        """The unit's ancestor (or itself) of a level, such as the hromada of a village."""
        return next((one for one in self._index.lineage(unit) if one.level is level), None)

    def resolve(self, query: PlaceQuery) -> Resolution:
        """One territory for the place, or AMBIGUOUS, NOT_FOUND, OUTSIDE_JURISDICTION with a note.

        A code decides before names do, but a code and a region that contradict each other are
        AMBIGUOUS. Raises UnknownTerritory when `within` is no known code.
        """
        return self._answered(_read(query))

    def _resolve(self, query: PlaceQuery) -> Resolution:
        jurisdiction = self._jurisdiction(query)
        answer = self._by_code(query)
        if answer is None or (answer.status is ResolutionStatus.NOT_FOUND and _has_names(query)):
            notes = answer.notes if answer else ()
            named = self._by_names(query, jurisdiction)
            answer = replace(named, notes=(*notes, *named.notes))
        return self._confined(answer, jurisdiction)

    def _jurisdiction(self, query: PlaceQuery) -> TerritoryUnit | None:
        if not query.within:
            return None
        unit = self.by_code(query.within)
        if unit is None:
            raise UnknownTerritory(code=query.within)
        return unit

    def _by_code(self, query: PlaceQuery) -> Resolution | None:
        if not query.code or not query.code.strip():
            return None
        answer = resolve_code(self._index, query.code, query.country)
        if answer.unit is None and query.within and query.code.strip()[0].isalpha():
            # A code with its state's letters tells a stray from another state; bare digits do not.
            abroad = resolve_code(self._index, query.code)
            answer = abroad if abroad.unit else answer
        if not answer.unit or not query.region:
            return answer
        regions = NameSearch(self._finder, PlaceQuery(region=query.region), frozenset()).resolve()
        if regions.unit and not self._index.lies_in(answer.unit, frozenset({regions.unit.code})):
            note = f"The code lies outside the region «{query.region}» that the source names."
            return Resolution(ResolutionStatus.AMBIGUOUS, candidates=(answer.unit,), notes=(note,))
        return answer

    def _by_names(self, query: PlaceQuery, jurisdiction: TerritoryUnit | None) -> Resolution:
        """Names are looked for in the jurisdiction first, then in the state, so that strays are seen."""
        country = jurisdiction.country if jurisdiction else query.country
        state = self._index.units.get(country.value) if country else None
        everywhere = frozenset({state.code}) if state else frozenset[str]()
        raion = old_raion(query.code) if query.code and country in (None, Country.UA) else None
        if jurisdiction is None:
            return NameSearch(self._finder, query, everywhere, raion).resolve()
        inside = NameSearch(self._finder, query, frozenset({jurisdiction.code}), raion).resolve()
        if inside.status is not ResolutionStatus.NOT_FOUND:
            return inside
        outside = NameSearch(self._finder, query, everywhere, raion).resolve()
        if outside.resolved:
            return outside
        around = self._abroad(query)
        return replace(around, notes=(*inside.notes, *around.notes)) if around else inside

    def _abroad(self, query: PlaceQuery) -> Resolution | None:
        """A region of another state: Russian files count regions of Ukraine among their own."""
        if not query.region:
            return None
        claimed = self._index.units.get(CLAIMED_REGIONS.get(fold(query.region), ""))
        if claimed:
            return Resolution(ResolutionStatus.RESOLVED, claimed, how=How.NAME)
        found = NameSearch(self._finder, PlaceQuery(region=query.region), frozenset()).resolve()
        return found if found.resolved else None

    def _confined(self, answer: Resolution, jurisdiction: TerritoryUnit | None) -> Resolution:
        if jurisdiction is None or answer.unit is None:
            return answer
        if self._index.lies_in(answer.unit, frozenset({jurisdiction.code})):
            return answer
        note = f"«{answer.unit.name}» lies outside the source's jurisdiction «{jurisdiction.name}»."
        status = ResolutionStatus.OUTSIDE_JURISDICTION
        return replace(answer, status=status, notes=(*answer.notes, note))


def _read(query: PlaceQuery) -> PlaceQuery:
    """The query without its text, and with everything that its texts say in the parts they speak of.

    Addresses differ from row to row, what they say of the territory seldom does: so answers can be kept.
    """
    query = _without_region_behind(query)
    if query.settlement and "," in query.settlement:
        query = _from_composite(query, query.settlement)
    return _filled(query, parse_place(query.text)) if query.text else query


def _filled(query: PlaceQuery, read: PlaceQuery, text: str | None = None) -> PlaceQuery:
    """The query with its missing parts taken from what a text was read as; `text` is yet to be read."""
    return PlaceQuery(
        code=query.code,
        region=query.region or read.region,
        district=query.district or read.district,
        hromada=query.hromada or read.hromada,
        settlement=query.settlement or read.settlement,
        text=text,
        country=query.country or read.country,
        within=query.within,
        on_date=query.on_date,
    )


def _without_region_behind(query: PlaceQuery) -> PlaceQuery:
    """«Омский муниципальный район Омской области»: the region is taken off the smaller part's name."""
    district, of_district = _region_behind(query.district)
    hromada, of_hromada = _region_behind(query.hromada)
    if not of_district and not of_hromada:
        return query
    region = query.region or of_district or of_hromada
    return replace(query, district=district, hromada=hromada, region=region)


@lru_cache(maxsize=_REMEMBERED)
def _region_behind(part: str | None) -> tuple[str | None, str | None]:
    match = _REGION_BEHIND.fullmatch(part or "")
    return (match.group(1), match.group(2)) if match else (part, None)


def _from_composite(query: PlaceQuery, settlement: str) -> PlaceQuery:
    """A settlement written with its district and region behind it: «с. Дениші, Житомирський район»."""
    head, _, tail = settlement.partition(",")
    hint = type_of(head)
    if hint and hint.level is not TerritoryLevel.SETTLEMENT:
        return _filled(replace(query, settlement=None), parse_place(settlement), query.text)
    return _filled(replace(query, settlement=head), parse_place(tail), query.text)


def _has_names(query: PlaceQuery) -> bool:
    return any((query.region, query.district, query.hromada, query.settlement))
