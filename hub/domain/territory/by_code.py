"""Resolution of a code: in any scheme, or mistyped in its hierarchy with the right unique tail."""

from hub.domain.territory.codes import KatottgCode, differing, parse_katottg, read_code
from hub.domain.territory.index import TerritoryIndex
from hub.domain.territory.query import How, Resolution, ResolutionStatus
from hub.domain.territory.unit import TerritoryUnit
from hub.domain.vocabulary import Country

#: More wrong digits than this among the twelve of the hierarchy are another place, not a slip.
MOST_WRONG_DIGITS = 3


def resolve_code(index: TerritoryIndex, raw: str, country: Country | None = None) -> Resolution:
    """The unit of a code. One КОАТУУ code may name a hromada's council and its seat: the seat is meant."""
    found = index.with_code(raw, country)
    if found:
        unit = deepest(index, [one for one in found if one.valid_to is None] or found)
        if unit and unit.valid_to:
            return _of_abolished(index, unit)
        if unit:
            return Resolution(ResolutionStatus.RESOLVED, unit, how=How.CODE)
        note = f"The code «{raw.strip()}» names {len(found)} territories."
        return Resolution(ResolutionStatus.AMBIGUOUS, candidates=tuple(found), notes=(note,))
    parts = parse_katottg(read_code(raw).code)
    if parts:
        return _by_tail(index, raw.strip(), parts)
    note = f"No territory has the code «{raw.strip()}»."
    return Resolution(ResolutionStatus.NOT_FOUND, notes=(note,))


def _of_abolished(index: TerritoryIndex, unit: TerritoryUnit) -> Resolution:
    """The nearest unit in being around an abolished one: it lay there, so this is certain."""
    note = f"«{unit.name}» ({unit.code}) was abolished by {unit.valid_to}."
    around = next((above for above in index.lineage(unit) if above.valid_to is None), None)
    if around is None:
        return Resolution(ResolutionStatus.NOT_FOUND, candidates=(unit,), notes=(note,))
    return Resolution(ResolutionStatus.RESOLVED, around, (unit,), How.PARENT, (note,))


def deepest(index: TerritoryIndex, units: list[TerritoryUnit]) -> TerritoryUnit | None:
    """The one unit that lies in all the others, None when they are not one line of descent."""
    for unit in units:
        line = {ancestor.code for ancestor in index.lineage(unit)}
        if all(other.code in line for other in units):
            return unit
    return None


def _by_tail(index: TerritoryIndex, raw: str, parts: KatottgCode) -> Resolution:
    """The unit with the code's tail, if a slip in the hierarchy explains the rest best.

    A slip can land on the hierarchy of another unit; then that unit's own tail must be clearly
    farther from the typed one than the typed hierarchy is from the right one.
    """
    owners = index.with_tail(parts.tail)
    neighbour = index.at_hierarchy(parts.hierarchy)
    units = tuple({unit.code: unit for unit in [*owners, neighbour] if unit}.values())
    if len(owners) == 1:
        wrong = differing(parts.hierarchy, _parts(owners[0]).hierarchy)
        rival = differing(parts.tail, _parts(neighbour).tail) if neighbour else None
        if wrong <= MOST_WRONG_DIGITS and (rival is None or wrong < rival - 1):
            note = f"The code «{raw}» was mended to {owners[0].code} by its last five digits."
            return Resolution(ResolutionStatus.RESOLVED, owners[0], how=How.CODE_TAIL, notes=(note,))
    note = f"No territory has the code «{raw}»."
    status = ResolutionStatus.AMBIGUOUS if units else ResolutionStatus.NOT_FOUND
    return Resolution(status, candidates=units, notes=(note,))


def _parts(unit: TerritoryUnit) -> KatottgCode:
    parts = parse_katottg(unit.code)
    assert parts, "only units with КАТОТТГ codes are indexed by their parts"
    return parts
