"""How hromadas came about: since when they are, and which councils (by КОАТУУ) joined them when.

A council is placed through the unit that holds its code, or through its seat: a village council's code
ends in 00, its seat's in 01. Where the seat has a code of its own, any settlement of the council tells
at least where it was. The КОАТУУ table must be loaded first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hub.domain.territory import CouncilSpan, Predecessor, TerritoryUnit, UnitFacts
from hub.domain.vocabulary import TerritoryLevel, TerritoryScheme
from importers.codifiers.facts import FactsRead
from importers.codifiers.tables import Row, read_table

KIND = "history"
_HROMADA = "Hromada_code"
_MAIN = "Main_council_code"
_VERSIONS = tuple((f"Council_codes_v{number}", f"Decision_date_v{number}") for number in range(1, 6))

#: A council and its settlements share so many digits.
_COUNCIL_DIGITS = 8


def read_history(path: Path, units: list[TerritoryUnit]) -> FactsRead:
    """`valid_from` of each hromada, its councils and the places that they were.

    Councils of which no place is known are counted; their codes are kept.
    """
    result = FactsRead()
    known = {unit.code for unit in units}
    places = _Places(units)
    for row in read_table(path, KIND, (_HROMADA, *_VERSIONS[0])):
        if row[_HROMADA] not in known:
            result.leave_out("unknown hromada", f"The hub has no unit {row[_HROMADA]}.")
            continue
        councils = tuple(_councils(row, places))
        stayed = [council for council in councils if council.left_on is None]
        predecessors = []
        for council in stayed:
            place = places.get(council.code)
            result.counts["councils linked" if place else "councils of unknown place"] += 1
            if place:
                predecessors.append(Predecessor(TerritoryScheme.KOATUU, place.old, council.joined_on))
        if len(stayed) < len(councils):
            result.counts["councils that left"] += len(councils) - len(stayed)
        result.counts["hromadas"] += 1
        result.facts.append(
            UnitFacts(
                row[_HROMADA],
                valid_from=min((council.joined_on for council in councils), default=None),
                predecessors=tuple(predecessors),
                councils=councils,
            )
        )
    return result


@dataclass(frozen=True, slots=True)
class _Place:
    """A settlement by its own code and its old one."""

    code: str
    old: str


class _Places:
    """Where councils were."""

    def __init__(self, units: list[TerritoryUnit]) -> None:
        self._holders: dict[str, str] = {}
        self._first: dict[str, str] = {}
        for unit in units:
            for code in unit.codes:
                if code.scheme is TerritoryScheme.KOATUU and unit.level is TerritoryLevel.SETTLEMENT:
                    self._holders[code.code] = unit.code
        for old in sorted(self._holders):
            self._first.setdefault(old[:_COUNCIL_DIGITS], old)

    def get(self, council: str) -> _Place | None:
        """The unit with the council's code, its seat, or the first settlement of the council."""
        tried = (council, f"{council[:-2]}01", self._first.get(council[:_COUNCIL_DIGITS]))
        old = next((code for code in tried if code in self._holders), None)
        return None if old is None else _Place(self._holders[old], old)


def _councils(row: Row, places: _Places) -> Iterator[CouncilSpan]:
    """Every stay of a council in the hromada, by the decisions that first name it and first do not."""
    decisions = sorted(
        (date.fromisoformat(row[decided]), frozenset(filter(None, map(str.strip, row[codes].split(",")))))
        for codes, decided in _VERSIONS
        if row.get(codes) and row.get(decided)
    )
    joined: dict[str, date] = {}
    for day, councils in decisions:
        for code in sorted(set(joined) - councils):
            yield _span(row, places, code, joined.pop(code), day)
        for code in councils:
            joined.setdefault(code, day)
    for code, day in sorted(joined.items(), key=lambda stay: (stay[1], stay[0])):
        yield _span(row, places, code, day, None)


def _span(row: Row, places: _Places, code: str, joined: date, left: date | None) -> CouncilSpan:
    place = places.get(code)
    return CouncilSpan(code, joined, left, code == row.get(_MAIN), place.code if place else None)
