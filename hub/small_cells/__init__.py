"""Small cells of tables of people: which counts to hide, and what anybody can compute of hidden ones."""

from hub.small_cells.attack import attack_model, audit, below
from hub.small_cells.suppress import suppress
from hub.small_cells.tables import SMALL_CELL, Bools, FormerMask, Relation, cross_table

__all__ = [
    "SMALL_CELL",
    "Bools",
    "FormerMask",
    "Relation",
    "attack_model",
    "audit",
    "below",
    "cross_table",
    "suppress",
]
