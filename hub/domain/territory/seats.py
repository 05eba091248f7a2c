"""Which settlement is a unit's seat, and the point that the seat lends to the unit."""

from collections.abc import Iterable, Mapping

from hub.domain.territory.codes import parse_katottg
from hub.domain.territory.unit import TerritoryUnit
from hub.domain.vocabulary import TerritoryLevel

#: КАТОТТГ numbers a hromada's settlements from its seat on: measured over all 1,772 hromadas.
_FIRST = "001"


def seats_of(units: Iterable[TerritoryUnit]) -> Mapping[str, str]:
    """Unit code → code of its seat: as the unit says, for hromadas the settlement numbered 001."""
    seats: dict[str, str] = {}
    for unit in units:
        if unit.seat_code:
            seats[unit.code] = unit.seat_code
        parts = parse_katottg(unit.code)
        first = parts is not None and parts.settlement == _FIRST
        if first and unit.level is TerritoryLevel.SETTLEMENT and unit.parent_code:
            seats[unit.parent_code] = unit.code
    return seats
