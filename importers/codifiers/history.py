"""How hromadas came about: since when they are, and which councils (by КОАТУУ) joined them when.

A council is linked through the unit that holds its code, or through its seat: a village council's code
ends in 00, its seat's in 01. The КОАТУУ table must be loaded first.
"""

from datetime import date
from pathlib import Path

from hub.domain.territory import Predecessor, TerritoryUnit, UnitFacts
from hub.domain.vocabulary import TerritoryScheme
from importers.codifiers.facts import FactsRead
from importers.codifiers.tables import Row, read_table

KIND = "history"
_HROMADA = "Hromada_code"
_FINAL = "Council_codes_final"
_VERSIONS = tuple((f"Council_codes_v{number}", f"Decision_date_v{number}") for number in range(1, 6))


def read_history(path: Path, units: list[TerritoryUnit]) -> FactsRead:
    """`valid_from` of each hromada and its predecessors; councils whose place is unknown are counted."""
    result = FactsRead()
    known = {unit.code for unit in units}
    old_codes = {code.code for unit in units for code in unit.codes if code.scheme is TerritoryScheme.KOATUU}
    for row in read_table(path, KIND, (_HROMADA, _FINAL, *_VERSIONS[0])):
        if row[_HROMADA] not in known:
            result.leave_out("unknown hromada", f"The hub has no unit {row[_HROMADA]}.")
            continue
        joined = _joined(row)
        predecessors = []
        for council, day in joined.items():
            place = next((code for code in (council, f"{council[:-2]}01") if code in old_codes), None)
            result.counts["councils linked" if place else "councils of unknown place"] += 1
            if place:
                predecessors.append(Predecessor(TerritoryScheme.KOATUU, place, day))
        result.counts["hromadas"] += 1
        result.facts.append(
            UnitFacts(row[_HROMADA], valid_from=_first_day(row), predecessors=tuple(predecessors))
        )
    return result


def _first_day(row: Row) -> date | None:
    return date.fromisoformat(row[_VERSIONS[0][1]]) if row[_VERSIONS[0][1]] else None


def _joined(row: Row) -> dict[str, date | None]:
    """Council → the decision with which it first appears; only councils that stayed to the end."""
    final = {code.strip() for code in row[_FINAL].split(",") if code.strip()}
    days: dict[str, date | None] = {}
    for codes, decided in _VERSIONS:
        for code in filter(None, map(str.strip, row.get(codes, "").split(","))):
            if code in final:
                days.setdefault(code, date.fromisoformat(row[decided]) if row[decided] else None)
    return days
