"""An older edition of КАТОТТГ beside the one in force: former names, and units that are no more."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from hub.domain.territory import TerritoryUnit, UnitFacts, UnitName
from hub.domain.territory.codes import parse_katottg
from hub.domain.text import fold
from hub.domain.vocabulary import Lang

#: The order No. 48 of the ministry that put the present edition into force: by then such units had ended.
PRESENT_EDITION = date(2024, 1, 19)


@dataclass(slots=True)
class OlderEdition:
    """What an older edition adds: ended units, former names, and counts by outcome."""

    ended: list[TerritoryUnit] = field(default_factory=list)
    facts: list[UnitFacts] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def compare(older: Iterable[TerritoryUnit], present: Iterable[TerritoryUnit]) -> OlderEdition:
    """Set an older edition against the units in force, by code, then by the code's unique tail.

    A unit whose tail lives on under another hierarchy was moved, not abolished.
    """
    known = {unit.code: unit for unit in present}
    tails = {parts.tail: code for code in known if (parts := parse_katottg(code))}
    result = OlderEdition()
    for unit in older:
        now = known.get(unit.code)
        parts = parse_katottg(unit.code)
        if now is not None:
            _same_code(unit, now, result)
        elif parts and parts.tail in tails:
            result.counts["moved"] += 1
            result.notes.append(f"{unit.code} «{unit.name}» is {tails[parts.tail]} now.")
        else:
            result.counts["ended"] += 1
            result.ended.append(replace(unit, valid_to=PRESENT_EDITION, other_names=()))
    return result


def _same_code(unit: TerritoryUnit, now: TerritoryUnit, result: OlderEdition) -> None:
    if unit.category != now.category:
        result.counts["other category"] += 1
    if fold(unit.name) == fold(now.name):
        result.counts["same name"] += 1
        return
    result.counts["renamed"] += 1
    former = UnitName(unit.name, Lang.UK, "former")
    if all(fold(former.name) != fold(name.name) for name in now.other_names if name.kind == "former"):
        result.facts.append(UnitFacts(unit.code, names=(former,)))
