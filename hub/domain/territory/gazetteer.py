"""The gazetteer: from a messy place to one territory, or to the honest word that it cannot be told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from hub.domain.territory.by_code import deepest, resolve_code
from hub.domain.territory.by_name import NameSearch
from hub.domain.territory.claimed import CLAIMED_REGIONS
from hub.domain.territory.codes import old_raion
from hub.domain.territory.errors import UnknownTerritory
from hub.domain.territory.finder import NameFinder, Scope
from hub.domain.territory.index import TerritoryIndex
from hub.domain.territory.names import CITY_REGION, name_key, name_stem, readings, type_of
from hub.domain.territory.past_districts import PastDistrict, PastDistricts
from hub.domain.territory.place_text import parse_place, without_brackets
from hub.domain.territory.query import How, PlaceQuery, Resolution, ResolutionStatus
from hub.domain.territory.seats import hromada_seats
from hub.domain.territory.unit import TerritoryUnit
from hub.domain.text import fold
from hub.domain.vocabulary import Country, TerritoryLevel

_REGION_BEHIND = re.compile(r"(.+?\s\S+)\s+(\S+\s+(?:області|области|обл\.?|края|облысы))", re.IGNORECASE)

_PARTS = ("region", "district", "hromada", "settlement")

#: Answers kept in memory.
_REMEMBERED = 50_000


class Gazetteer:
    """Every territory the hub knows, in memory; it never guesses and never changes."""

    def __init__(self, units: Iterable[TerritoryUnit], past: Iterable[PastDistrict] = ()) -> None:
        """`past` are the districts that were before a reform, which sources still name."""
        self._index = TerritoryIndex(units)
        self._past = PastDistricts(past, self._index)
        self._parents = frozenset(unit.parent_code for unit in self._index.units.values())
        self._seats = hromada_seats(self._index.units.values())
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

    def is_alone(self, unit: TerritoryUnit) -> bool:
        """Whether nothing is known of what lies inside a unit."""
        return unit.code not in self._parents

    def seat(self, hromada: TerritoryUnit) -> TerritoryUnit | None:
        """The settlement in which a hromada of КАТОТТГ has its seat, None when the codifier tells none."""
        code = self._seats.get(hromada.code)
        return self._index.units[code] if code else None

    @staticmethod
    def read(query: PlaceQuery) -> PlaceQuery:
        """The query with everything that its texts say in the parts that they speak of."""
        return _read(query)

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
            named = self._agreed(query, self._by_names(query, jurisdiction), jurisdiction)
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
        regions = self._search(PlaceQuery(region=query.region), frozenset()).resolve()
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
            return self._search(query, everywhere, raion).resolve()
        inside = self._search(query, frozenset({jurisdiction.code}), raion).resolve()
        if inside.status is not ResolutionStatus.NOT_FOUND:
            return inside
        outside = self._search(query, everywhere, raion).resolve()
        if outside.resolved:
            return outside
        around = self._abroad(query)
        return replace(around, notes=(*inside.notes, *around.notes)) if around else inside

    def _agreed(
        self, query: PlaceQuery, answer: Resolution, jurisdiction: TerritoryUnit | None
    ) -> Resolution:
        """The answer, unless the address beside it names another place: then what holds both, or neither."""
        beside, unit = query.beside, answer.unit
        if beside is None or unit is None or not answer.resolved:
            return answer
        if beside.region and query.region and beside.region != query.region:
            region = self._search(PlaceQuery(region=beside.region), frozenset()).resolve().unit
            if region and not self._index.lies_in(unit, frozenset({region.code})):
                return _contradicted(unit, region)
        if not beside.settlement or query.settlement == beside.settlement or not type_of(beside.settlement):
            return answer
        other = self._by_names(replace(beside, region=beside.region or query.region), jurisdiction)
        others = other.candidates or ((other.unit,) if other.unit else ())
        named = [
            each for each in others if each.level is TerritoryLevel.SETTLEMENT or each.category in CITY_REGION
        ]
        if other.how is How.PARENT or not named or self._within(named, unit):
            return answer
        around = self.ancestor(unit, TerritoryLevel.HROMADA)
        inside = self._within(named, around) if around else None
        if around is None or inside is None:
            return _contradicted(unit, named[0])
        note = f"«{unit.name}» and «{inside.name}» are named, both of the hromada «{around.name}»."
        return Resolution(
            ResolutionStatus.RESOLVED, around, (unit, inside), How.PARENT, (*answer.notes, note)
        )

    def _within(self, units: Iterable[TerritoryUnit], around: TerritoryUnit) -> TerritoryUnit | None:
        """The first of the units that lies in another one."""
        return next((unit for unit in units if self._index.lies_in(unit, frozenset({around.code}))), None)

    def _search(self, query: PlaceQuery, scope: Scope, old_raion: str | None = None) -> NameSearch:
        return NameSearch(self._finder, query, scope, self._past, old_raion)

    def _abroad(self, query: PlaceQuery) -> Resolution | None:
        """A region of another state: Russian files count regions of Ukraine among their own."""
        if not query.region:
            return None
        claimed = self._index.units.get(CLAIMED_REGIONS.get(fold(query.region), ""))
        if claimed:
            return Resolution(ResolutionStatus.RESOLVED, claimed, how=How.NAME)
        found = self._search(PlaceQuery(region=query.region), frozenset()).resolve()
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
    query = _without_brackets(_without_region_behind(query))
    if query.settlement and "," in query.settlement:
        query = _from_composite(query, query.settlement)
    query = _in_its_own_part(query)
    return _compared(query, parse_place(query.text)) if query.text else query


def _without_brackets(query: PlaceQuery) -> PlaceQuery:
    """The parts without what stands in brackets behind a name: «ТЕПЛОДАР(ПН)»."""
    said = {part: getattr(query, part) for part in _PARTS}
    bracketed = {part: without_brackets(text) for part, text in said.items() if text and "(" in text}
    return _with(query, bracketed) if bracketed else query


def _with(query: PlaceQuery, parts: Mapping[str, Any]) -> PlaceQuery:
    return replace(query, **parts)


def _in_its_own_part(query: PlaceQuery) -> PlaceQuery:
    """A hromada, district or region that stands in the settlement's place is taken for what it says it is."""
    hint = type_of(query.settlement) if query.settlement else None
    if hint is None or hint.level is TerritoryLevel.SETTLEMENT:
        return query
    part = hint.level.value
    moved = {part: query.settlement} if getattr(query, part) is None else {}
    return _with(query, {"settlement": None, **moved})


def _compared(query: PlaceQuery, read: PlaceQuery) -> PlaceQuery:
    """The query filled from an address; what the address says otherwise goes with it.

    A name in both places is one witness: it is taken where it stands with its type word.
    """
    other: dict[str, str | None] = {}
    for part in ("region", "settlement"):
        own, addressed = getattr(query, part), getattr(read, part)
        if not own or not addressed or own == addressed:
            continue
        if not _same_name(own, addressed):
            other[part] = addressed
        elif type_of(own) is None:
            query = _with(query, {part: addressed})
    filled = _filled(query, read)
    if not other:
        return filled
    other |= {"country": filled.country, "within": filled.within}
    return replace(filled, beside=_with(read, other))


@lru_cache(maxsize=_REMEMBERED)
def _same_name(one: str, other: str) -> bool:
    keys = {name_key(one), *(name.key for name in readings(one))}
    others = {name_key(other), *(name.key for name in readings(other))}
    return not keys.isdisjoint(others) or name_stem(name_key(one)) == name_stem(name_key(other))


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


def _contradicted(unit: TerritoryUnit, other: TerritoryUnit) -> Resolution:
    note = f"The columns name «{unit.name}», the address names «{other.name}»."
    return Resolution(ResolutionStatus.AMBIGUOUS, candidates=(unit, other), notes=(note,))


def _has_names(query: PlaceQuery) -> bool:
    return any(getattr(query, part) for part in _PARTS)
