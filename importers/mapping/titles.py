"""The hromada that an institution's name names: «ЦНАП Нікопольської міської ради», «… в с. Бецилове»."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hub.domain.territory import Gazetteer, How, PlaceQuery, ResolutionStatus, TerritoryUnit
from hub.domain.text import mend_script, normalise_apostrophe, tidy
from hub.domain.vocabulary import TerritoryLevel

_NAME = r"[А-ЯІЇЄҐ][а-яіїєґ’]+(?:[- ][А-ЯІЇЄҐ][а-яіїєґ’]+)?"
_COUNCIL = re.compile(
    rf"(?P<name>{_NAME}ої|[А-ЯІЇЄҐ][а-яіїєґ’]+ої-?[А-ЯІЇЄҐ][а-яіїєґ’]+ої)\s+(?P<kind>міськ|селищн|сільськ)ої"
    r"(?:\s+об’єднаної)?\s+(?:рад|територіальної громад|громад|ТГ|ОТГ|військов)",
)
_DISTRICT = re.compile(r"(?P<name>[А-ЯІЇЄҐ][\w’-]+ого)\s+(?:району|р-ну)")
_REGION = re.compile(r"(?P<name>[А-ЯІЇЄҐ][\w’-]+ої)\s+(?:області|обл\b)")
_SETTLEMENT = re.compile(
    rf"(?<![\w.])(?P<kind>смт|с-ще|[сcм]|село|селі|селище|селищі|місто|місті|міста)(?:\.\s*|\s+)(?P<name>{_NAME})"
)
_EXACT = {How.NAME, How.FORMER_NAME, How.CITY}
#: What the seat of a hromada is, by the word for its council.
_SEATS = {"міськ": frozenset("MK"), "селищн": frozenset("X"), "сільськ": frozenset("C")}


class Titles:
    """Reads places out of the names of institutions, and answers only with a hromada, never finer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def hromada(self, title: str, known: PlaceQuery) -> TerritoryUnit | None:
        """The one hromada that a title names within what else is `known` of the place; None when not one.

        `known` holds region, district and jurisdiction; without a region the title must name it, or the
        hromada must be the only one of its name in the jurisdiction. A council decides, unless a settlement
        beside it lies in another hromada; without a council the settlements do.
        """
        text = mend_script(normalise_apostrophe(tidy(title)))
        base = _within(known, text)
        settlements = list(self._settlements(text, base))
        named = list(self._of_councils(text, base, settlements))
        named = named or [self._hromada(replace(base, settlement=name), None) for name in settlements]
        hromadas = {unit.code if unit else "": unit for unit in named}
        return next(iter(hromadas.values())) if len(hromadas) == 1 else None

    def _of_councils(
        self, text: str, base: PlaceQuery, settlements: list[str]
    ) -> Iterator[TerritoryUnit | None]:
        for match in _COUNCIL.finditer(text):
            council = replace(base, hromada=re.sub(r"ої\b", "а", match["name"]))
            hromada = self._hromada(council, _SEATS[match["kind"]])
            beside = [replace(council, settlement=name) for name in settlements]
            yield hromada if all(map(self._agrees, beside)) else None

    def _settlements(self, text: str, base: PlaceQuery) -> Iterator[str]:
        """The settlements that a title names by words of type; the next word may be no part of the name."""
        for match in _SETTLEMENT.finditer(text):
            kind, name = "с" if match["kind"] == "c" else match["kind"], match["name"]
            answer = self._gazetteer.resolve(replace(base, settlement=f"{kind} {name}"))
            finest = answer.unit or next(iter(answer.candidates), None)
            known = finest and self._gazetteer.ancestor(finest, TerritoryLevel.HROMADA)
            yield f"{kind} {name if known else name.split(' ')[0]}"

    def _agrees(self, query: PlaceQuery) -> bool:
        return self._gazetteer.resolve(query).status is not ResolutionStatus.AMBIGUOUS

    def _hromada(self, query: PlaceQuery, seat: frozenset[str] | None) -> TerritoryUnit | None:
        """The hromada that holds the answer; its seat must be what the council's word says."""
        answer = self._gazetteer.resolve(query)
        inside_one = answer.how is How.PARENT and query.settlement
        if not answer.resolved or answer.unit is None or not (answer.how in _EXACT or inside_one):
            return None
        hromada = self._gazetteer.ancestor(answer.unit, TerritoryLevel.HROMADA)
        if hromada is None or seat is None:
            return hromada
        centre = self._gazetteer.seat(hromada)
        return hromada if centre is None or centre.category in seat else None


def _within(known: PlaceQuery, text: str) -> PlaceQuery:
    region, district = _REGION.search(text), _DISTRICT.search(text)
    return PlaceQuery(
        region=known.region or (f"{region['name']} області" if region else None),
        district=known.district or (f"{district['name']} району" if district else None),
        country=known.country,
        within=known.within,
    )
