"""Resolution of names: region, district, hromada and settlement, each narrowing the next.

Only what follows from the parts together is resolved: a homonym stays AMBIGUOUS unless another part
(the settlement inside one of two hromadas, the type word) leaves a single unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hub.domain.territory.finder import Levels, NameFinder, NameMatch, Scope
from hub.domain.territory.names import CITY, type_of
from hub.domain.territory.past_districts import PastDistrict, PastDistricts, that_lay_in
from hub.domain.territory.query import How, PlaceQuery, Resolution, ResolutionStatus
from hub.domain.territory.unit import TerritoryUnit
from hub.domain.vocabulary import TerritoryLevel, TerritoryScheme

#: The old raions ended with resolution 807-IX of the Verkhovna Rada, in force since this day.
RAION_REFORM = date(2020, 7, 19)

_REGION = frozenset({TerritoryLevel.REGION})
_DISTRICT = frozenset({TerritoryLevel.DISTRICT})
_HROMADA = frozenset({TerritoryLevel.HROMADA})
_CITY_DISTRICT = frozenset({TerritoryLevel.CITY_DISTRICT})
#: Addresses name a city with the rights of a region as a settlement.
_SETTLEMENT = frozenset({TerritoryLevel.SETTLEMENT, TerritoryLevel.REGION})
_COUNTRY = frozenset({TerritoryLevel.COUNTRY})
_NAMELESS = Resolution(ResolutionStatus.NOT_FOUND, notes=("The place has no name.",))


@dataclass(slots=True)
class NameSearch:
    """One resolution by names; `scope` holds the codes of the units to search in.

    `old_raion` is the beginning of a КОАТУУ code that itself is unknown: it tells homonyms apart.
    """

    finder: NameFinder
    query: PlaceQuery
    scope: Scope
    past: PastDistricts
    old_raion: str | None = None
    notes: list[str] = field(default_factory=list)
    _hromadas: Sequence[NameMatch] = field(default_factory=list)
    _past: Sequence[PastDistrict] = field(default_factory=list)

    def resolve(self) -> Resolution:
        """The smallest unit that the names of the query determine."""
        query = self.query
        last: Sequence[NameMatch] = []
        if query.region:
            last = self._find(query.region, _REGION, self.scope)
            if not last:
                return self._nothing(query.region, "region")
            self.scope = _codes(last)
        wide = self.scope
        districts = self._districts(wide)
        if districts:
            last, self.scope = districts, _codes(districts)
        if query.hromada:
            found = self._within_or_conflict(query.hromada, _HROMADA, wide)
            if isinstance(found, Resolution):
                return found
            if found:
                last = self._hromadas = found
            elif not query.settlement:
                return self._nothing(query.hromada, "hromada")
        if query.settlement:
            return self._settlement(query.settlement, wide)
        if not last:
            return self._nothing(query.district, "district") if query.district else _NAMELESS
        answer = self._answer(last)
        # A raion that is no more leaves the region: certain, but less than the source said.
        return replace(answer, how=How.PARENT) if answer.unit and query.district and not districts else answer

    def _districts(self, wide: Scope) -> Sequence[NameMatch]:
        if not self.query.district:
            return []
        found = self._find(self.query.district, _DISTRICT, wide)
        self._past = self.past.find(self.query.district, wide)
        if not found and not self._past and not self._city_district(wide):
            self.notes.append(
                f"The district «{self.query.district}» is not in the present tree (abolished or"
                " misspelt); it was left out of account."
            )
        return found

    def _city_district(self, wide: Scope) -> Sequence[NameMatch]:
        return self._find(self.query.district or "", _CITY_DISTRICT, wide)

    def _within_or_conflict(self, name: str, levels: Levels, wide: Scope) -> Sequence[NameMatch] | Resolution:
        """Units named so in the scope; a unit only outside the stated district is a contradiction."""
        found: Sequence[NameMatch] = ()
        if self.scope != wide or not self._past:
            found = self._find(name, levels, self.scope)
        if self._past:
            found = self._as_then_or_now(found, self._then(name, levels))
        if found or (self.scope == wide and not self._past):
            return found
        elsewhere = self._find(name, levels, wide)
        if not elsewhere:
            return []
        if self.query.on_date and self.query.on_date < RAION_REFORM:
            self.notes.append(f"The district «{self.query.district}» had other borders before July 2020.")
            self.scope = wide
            return elsewhere
        of = "" if self._past else " of today"
        return self._several(elsewhere, f"«{name}» does not lie in the district «{self.query.district}»{of}.")

    def _then(self, name: str, levels: Levels) -> list[NameMatch]:
        """Units named so in the districts of before July 2020 that bear the stated name."""
        there: dict[str, NameMatch] = {}
        for district in self._past:
            inside = that_lay_in(self._find(name, levels, district.hromadas), district)
            there.update((match.unit.code, match) for match in inside)
        return list(there.values())

    def _as_then_or_now(self, now: Sequence[NameMatch], then: Sequence[NameMatch]) -> Sequence[NameMatch]:
        """What the district of either time holds by that very name, else by another form of it."""
        both = list({match.unit.code: match for match in (*now, *then)}.values())
        exact = [match for match in both if match.how is not How.NAME_FORM]
        if then and not now:
            self.notes.append(f"The district «{self.query.district}» is that of before July 2020.")
        return exact or both

    def _settlement(self, name: str, wide: Scope) -> Resolution:
        if self._hromadas:
            found = self._find(name, _SETTLEMENT, _codes(self._hromadas))
            if not found or (len(found) > 1 and len(self._hromadas) == 1):
                return self._only_hromada(name, found)
            return self._answer(found)
        outcome = self._within_or_conflict(name, _SETTLEMENT, wide)
        if isinstance(outcome, Resolution):
            # A raion elsewhere may bear the name of the city's own district («Дніпровський», Київ).
            in_city = self._into_city_district(self._find(name, _SETTLEMENT, wide))
            named_district = len(in_city) == 1 and in_city[0].unit.level is TerritoryLevel.CITY_DISTRICT
            return self._answer(in_city) if named_district else outcome
        if not outcome:
            return self._nothing(name, "settlement")
        if self.query.hromada:
            # The source's hromada is unknown, so a lone homonym elsewhere would be a guess.
            return self._several(outcome, f"No hromada is called «{self.query.hromada}» here.")
        return self._answer(self._into_city_district(outcome))

    def _into_city_district(self, found: Sequence[NameMatch]) -> Sequence[NameMatch]:
        """«Шевченківський район м. Харків»: the district of the city, when it has one of that name."""
        if len(found) != 1 or not self.query.district:
            return found
        inside = self._city_district(_codes(found))
        return inside if len(inside) == 1 else found

    def _only_hromada(self, name: str, homonyms: Sequence[NameMatch]) -> Resolution:
        if len(self._hromadas) > 1:
            return self._answer(self._hromadas)
        hromada = self._hromadas[0]
        how_many = len(homonyms) or "no"
        note = f"The hromada «{hromada.unit.name}» has {how_many} settlements called «{name}»."
        elsewhere = [] if homonyms else self._elsewhere(name)
        if elsewhere:
            return self._several((hromada, *elsewhere), f"{note} One lies elsewhere.")
        self.notes.append(note)
        return Resolution(
            ResolutionStatus.RESOLVED,
            hromada.unit,
            tuple(match.unit for match in homonyms),
            How.PARENT,
            tuple(self.notes),
        )

    def _elsewhere(self, name: str) -> Sequence[NameMatch]:
        """Settlements of that very name in the region, cities in the state: they contradict the hromada."""
        around = self.finder.index.lineage(self._hromadas[0].unit)
        wide = _COUNTRY if _says_city(name) else _REGION
        scope = frozenset(unit.code for unit in around if unit.level in wide)
        found = self._find(name, _SETTLEMENT, scope)
        return [match for match in found if match.how is not How.NAME_FORM]

    def _find(self, name: str, levels: Levels, scope: Scope) -> tuple[NameMatch, ...]:
        return self.finder.find(name, levels, scope, self.query.on_date)

    def _answer(self, found: Sequence[NameMatch]) -> Resolution:
        if len(found) > 1:
            found = self._of_old_raion(found)
        if len(found) > 1:
            found = self._the_city(found)
        if len(found) > 1:
            return self._in_one_hromada(found) or self._several(
                found, f"{len(found)} territories fit; the source must say which."
            )
        match = found[0]
        if match.now_called:
            self.notes.append(f"The former name stands for «{match.unit.name}».")
        return Resolution(ResolutionStatus.RESOLVED, match.unit, how=match.how, notes=tuple(self.notes))

    def _the_city(self, found: Sequence[NameMatch]) -> Sequence[NameMatch]:
        """The only city among homonyms, where a bare name stands beside its region alone.

        Whoever means a smaller place says of what kind it is, or names its district or hromada.
        """
        query = self.query
        if query.district or query.hromada or not query.region or type_of(query.settlement or ""):
            return found
        cities = [match for match in found if match.unit.category in CITY]
        if len(cities) != 1:
            return found
        self.notes.append(f"Of {len(found)} places of this name the city is meant: nothing else is named.")
        return [replace(cities[0], how=How.CITY)]

    def _in_one_hromada(self, found: Sequence[NameMatch]) -> Resolution | None:
        """The hromada in which all homonyms lie: it is certain when the settlement is not."""
        around = [self._hromada_of(match.unit) for match in found]
        hromada = around[0]
        if hromada is None or any(one != hromada for one in around):
            return None
        units = tuple(match.unit for match in found)
        self.notes.append(f"The hromada «{hromada.name}» has {len(found)} settlements of this name.")
        return Resolution(ResolutionStatus.RESOLVED, hromada, units, How.PARENT, tuple(self.notes))

    def _hromada_of(self, unit: TerritoryUnit) -> TerritoryUnit | None:
        lineage = self.finder.index.lineage(unit)
        return next((above for above in lineage if above.level is TerritoryLevel.HROMADA), None)

    def _of_old_raion(self, found: Sequence[NameMatch]) -> Sequence[NameMatch]:
        """Among homonyms the one that lay in the raion which the source's old code begins with."""
        if self.old_raion is None:
            return found
        there = [match for match in found if _has_old_code(match.unit, self.old_raion)]
        if len(there) != 1:
            return found
        self.notes.append(f"Of {len(found)} homonyms one lay in the old raion {self.old_raion}.")
        return there

    def _several(self, found: Sequence[NameMatch], note: str) -> Resolution:
        units = tuple(match.unit for match in found)
        return Resolution(ResolutionStatus.AMBIGUOUS, candidates=units, notes=(*self.notes, note))

    def _nothing(self, name: str, rank: str) -> Resolution:
        note = f"No {rank} is called «{name}» here."
        return Resolution(ResolutionStatus.NOT_FOUND, notes=(*self.notes, note))


def _says_city(name: str) -> bool:
    hint = type_of(name)
    return hint is not None and hint.categories == CITY


def _has_old_code(unit: TerritoryUnit, beginning: str) -> bool:
    return any(
        code.scheme is TerritoryScheme.KOATUU and code.code.startswith(beginning) for code in unit.codes
    )


def _codes(found: Sequence[NameMatch]) -> Scope:
    return frozenset(match.unit.code for match in found)
