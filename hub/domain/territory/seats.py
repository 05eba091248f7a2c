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
        if parts is None or parts.settlement != _FIRST or unit.level is not TerritoryLevel.SETTLEMENT:
            continue
        # Прип’ять, numbered 001 too, lies in no hromada.
        if unit.parent_code and parts.hromada.strip("0"):
            seats[unit.parent_code] = unit.code
    return seats
