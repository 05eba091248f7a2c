"""Tables of counts: cells, and the sums that tie them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
#: Counts below this are small.
SMALL_CELL = 10
#: The solver's bounds are true to about this share.
EXACT = 1e-6


@dataclass(frozen=True)
class Relation:
    """A cell that is the sum of others: numbers of the parent and of its children."""

    parent: int
    children: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        """All its cells."""
        return (self.parent, *self.children)


@dataclass(frozen=True)
class FormerMask:
    """What a release before published: values (c,) and hidden (c,) of the same cells."""

    values: Floats
    hidden: Bools


def cross_table(axes: Sequence[Sequence[int | None]]) -> list[Relation]:
    """The relations of a table that crosses hierarchies, whose cells are numbered as numpy.ravel does.

    axes: for each axis the parent of each of its members, None for a root: territories, categories, groups.
    """
    shape = tuple(len(axis) for axis in axes)
    relations = []
    for place, axis in enumerate(axes):
        below: dict[int, list[int]] = {}
        for member, parent in enumerate(axis):
            if parent is not None:
                below.setdefault(parent, []).append(member)
        others = [range(size) if each != place else (0,) for each, size in enumerate(shape)]
        for cell in product(*others):
            for parent, members in below.items():
                at = [
                    int(np.ravel_multi_index((*cell[:place], member, *cell[place + 1 :]), shape))
                    for member in (parent, *members)
                ]
                relations.append(Relation(at[0], tuple(at[1:])))
    return relations
