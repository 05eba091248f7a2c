"""The table КАТОТТГ ↔ КОАТУУ: which old code answers for which present unit.

A КОАТУУ code named a council or its seat; the table repeats it for a hromada and the seat inside it.
It is kept for the seat alone then, so that one code answers for one unit.
"""

from collections import defaultdict
from pathlib import Path

from hub.domain.territory import TerritoryUnit, UnitCode, UnitFacts
from hub.domain.vocabulary import TerritoryScheme
from importers.codifiers.facts import FactsRead
from importers.codifiers.katottg import full_code
from importers.codifiers.tables import read_table

KIND = "koatuu"
_COLUMNS = ("Кодифікатор", "Код об'єкта КОАТУУ")
_DIGITS = 10


def read_koatuu(path: Path, units: list[TerritoryUnit]) -> FactsRead:
    """Old codes for the units of the tree; units the tree does not have are counted and named."""
    result = FactsRead()
    known = {unit.code: unit for unit in units}
    holders: dict[str, list[str]] = defaultdict(list)
    for row in read_table(path, KIND, _COLUMNS):
        code, old = full_code(row[_COLUMNS[0]]), row[_COLUMNS[1]]
        if len(old) != _DIGITS or not old.isdigit():
            result.counts["without an old code"] += 1  # raions formed in 2020
        elif code not in known:
            result.leave_out("unknown unit", f"The hub has no unit {code}, of the old code {old}.")
        else:
            holders[old].append(code)
    for old, codes in holders.items():
        parents = {known[code].parent_code for code in codes}
        deepest = [code for code in codes if code not in parents]
        result.counts["repeated for a hromada"] += len(codes) - len(deepest)
        for code in deepest:
            result.counts["joined"] += 1
            result.facts.append(UnitFacts(code, codes=(UnitCode(TerritoryScheme.KOATUU, old),)))
    return result
