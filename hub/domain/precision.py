"""How far a place may lie from the point that stands for it.

The radii are conventions of this hub, not measurements: they order answers and tell a reader how
much trust a distance deserves. docs/territories.md lists them.
"""

from hub.domain.vocabulary import PrecisionClass, TerritoryLevel

_OF_CLASS: dict[PrecisionClass, int] = {
    PrecisionClass.EXACT: 50,
    PrecisionClass.STREET: 500,
    PrecisionClass.SETTLEMENT: 3_000,
}
_OF_TERRITORY: dict[TerritoryLevel, int] = {
    TerritoryLevel.CITY_DISTRICT: 5_000,
    TerritoryLevel.SETTLEMENT: 5_000,
    TerritoryLevel.HROMADA: 15_000,
    TerritoryLevel.DISTRICT: 50_000,
}


def radius_metres(precision: PrecisionClass, level: TerritoryLevel | None = None) -> int | None:
    """Metres around the point; `level` is of the territory that the point stands for. None is unknown."""
    if precision is PrecisionClass.TERRITORY and level is not None:
        return _OF_TERRITORY.get(level)
    return _OF_CLASS.get(precision)
