"""The table КАТОТТГ ↔ КОАТУУ: which old code answers for which present unit, and the raions before 2020.

A КОАТУУ code named a council or its seat; the table repeats it for a hromada and the seat inside it.
It is kept for the seat alone then, so that one code answers for one unit. The first five digits of a
settlement's code are those of the raion it lay in until 19 July 2020.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

from hub.domain.territory import PastDistrict, Predecessor, TerritoryUnit, UnitCode, UnitFacts, UnitName
from hub.domain.territory.by_name import RAION_REFORM
from hub.domain.territory.transliterate import transliterate_uk
from hub.domain.vocabulary import Country, Lang, TerritoryLevel, TerritoryScheme
from importers.codifiers.facts import FactsRead
from importers.codifiers.katottg import full_code
from importers.codifiers.tables import bundled_table, read_table

KIND = "koatuu"
_COLUMNS = ("Кодифікатор", "Код об'єкта КОАТУУ")
_DIGITS = 10
_RAION_DIGITS = 5
RAIONS_TABLE = "ua_raions_before_2020.csv"


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


def old_raions(path: Path, units: list[TerritoryUnit]) -> list[TerritoryUnit]:
    """The raions of which a settlement of the file once was, abolished on 19 July 2020.

    Only those are made whose name is written down in `ua_raions_before_2020.csv`: all but Crimea's.
    """
    regions = {_region_digits(unit): unit for unit in units if unit.level is TerritoryLevel.REGION}
    named = {row["code"]: row["name"] for row in bundled_table(RAIONS_TABLE)}
    rows = read_table(path, KIND, _COLUMNS)
    codes = sorted({f"{row[_COLUMNS[1]][:_RAION_DIGITS]}00000" for row in rows} & named.keys())
    return [
        TerritoryUnit(
            country=Country.UA,
            scheme=TerritoryScheme.KOATUU,
            code=code,
            level=TerritoryLevel.DISTRICT,
            name=named[code],
            lang=Lang.UK,
            parent_code=regions[code[:2]].code,
            other_names=(UnitName(transliterate_uk(named[code]), Lang.EN, "transliterated"),),
            valid_to=RAION_REFORM,
        )
        for code in codes
        if code[:2] in regions
    ]


@cache
def past_raions() -> tuple[PastDistrict, ...]:
    """The raions of before July 2020 and the hromadas that took over their settlements; all but Crimea's."""
    return tuple(
        PastDistrict(row["code"][:_RAION_DIGITS], row["name"], frozenset(row["hromadas"].split("|")))
        for row in bundled_table(RAIONS_TABLE)
    )


def successions(units: list[TerritoryUnit]) -> list[UnitFacts]:
    """Which raions of today took over settlements of which old ones, by the settlements' codes."""
    known = {unit.code: unit for unit in units}
    raions = {unit.code for unit in units if unit.scheme is TerritoryScheme.KOATUU}
    heirs: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        hromada = known.get(unit.parent_code or "")
        if unit.level is not TerritoryLevel.SETTLEMENT or hromada is None or hromada.parent_code is None:
            continue
        for code in unit.codes:
            old = f"{code.code[:_RAION_DIGITS]}00000"
            if code.scheme is TerritoryScheme.KOATUU and old in raions:
                heirs[old].add(hromada.parent_code)
    before: dict[str, list[Predecessor]] = defaultdict(list)
    for old, taken_by in sorted(heirs.items()):
        kind = "merged" if len(taken_by) == 1 else "split"
        for raion in taken_by:
            before[raion].append(Predecessor(TerritoryScheme.KOATUU, old, RAION_REFORM, kind))
    return [UnitFacts(raion, predecessors=tuple(olds)) for raion, olds in sorted(before.items())]


def _region_digits(unit: TerritoryUnit) -> str:
    return unit.code[2:4] if unit.scheme is TerritoryScheme.KATOTTG else ""
