"""Records that may belong to a unit, but are known to lie no finer than in a unit around it.

Who counts by territory tells them beside the count: where nothing is counted, something may be.
"""

from hub.store.not_placed.cells import MatrixQuestion, NotPlacedInCells, not_placed_in_cells
from hub.store.not_placed.lists import not_placed_in_lists
from hub.store.not_placed.units import NotPlaced, not_placed_in_units

__all__ = [
    "MatrixQuestion",
    "NotPlaced",
    "NotPlacedInCells",
    "not_placed_in_cells",
    "not_placed_in_lists",
    "not_placed_in_units",
]
