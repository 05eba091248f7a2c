"""How far a place may lie from the point that stands for it.

The radii are conventions of this hub, not measurements: they order answers and tell a reader how
much trust a distance deserves. docs/limits.md lists them.
"""

from hub.domain.vocabulary import PrecisionClass

RADIUS_METRES: dict[PrecisionClass, int | None] = {
    PrecisionClass.EXACT: 50,
    PrecisionClass.STREET: 500,
    PrecisionClass.SETTLEMENT: 3_000,
    PrecisionClass.TERRITORY: 20_000,
    PrecisionClass.UNKNOWN: None,
}
