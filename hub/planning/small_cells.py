"""Small cells of tables of people: which to hide so that nobody can compute them from what is published.

A count from 1 to k − 1 is hidden (primary suppression), others beside it so that it cannot be had by
subtracting (complementary). An audit by two linear programs for each small cell finds what an attacker
could still say of it: its least and greatest value given all that is published (Fischetti and Salazar
2001; Hundepool and others 2012, Statistical Disclosure Control, chapter 4). While a greatest value is
below k, more is hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hub.planning.solver import LinearModel, ModelBuilder, SolverSession

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
#: Counts below this are small.
SMALL_CELL = 10
#: The solver's bounds are true to about this share.
_EXACT = 1e-6


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


def suppress(
    session: SolverSession,
    values: ArrayLike,
    relations: Sequence[Relation],
    *,
    k: int = SMALL_CELL,
    former: FormerMask | None = None,
) -> Bools:
    """Which cells (c,) to hide; audited, so that of no hidden cell from 1 to k − 1 can be said that it is
    below k.

    values (c,): counts; NaN where nothing is stated, which counts as nothing in sums and is no cell to hide.
    A cell that `former` hid stays hidden while its value moved by less than k. Raises ValueError for a table
    that does not add up, and SolverFailed.
    """
    table = _Table(np.asarray(values, dtype=np.float64), relations, k)
    hidden = table.small.copy()
    if former is not None:
        with np.errstate(invalid="ignore"):
            hidden |= former.hidden & (np.abs(table.counts - former.values) < k) & table.stated
    while True:
        table.complement(hidden)
        bounds = audit(session, table.counts, hidden, relations, np.flatnonzero(table.small))
        revealed = [
            cell for cell, (_, most) in bounds.items() if most is not None and most < k * (1 - _EXACT)
        ]
        if not revealed:
            return hidden
        for cell in revealed:
            table.hide_beside(cell, hidden)


def audit(
    session: SolverSession,
    values: ArrayLike,
    hidden: Bools,
    relations: Sequence[Relation],
    cells: Sequence[int] | NDArray[np.int64] | None = None,
) -> dict[int, tuple[float | None, float | None]]:
    """What anybody can compute of hidden cells: least and greatest value, None without a limit; of all by
    default.

    Raises SolverFailed.
    """
    sought = np.flatnonzero(hidden) if cells is None else np.asarray(cells, dtype=np.int64)
    if not len(sought):
        return {}
    column = np.cumsum(hidden) - 1
    model = attack_model(np.nan_to_num(np.asarray(values, dtype=np.float64)), hidden, relations)
    if model is None:
        return {int(cell): (0.0, None) for cell in sought}
    bounds = session.extremes(model, column[sought])
    return dict(zip((int(cell) for cell in sought), bounds, strict=True))


def attack_model(values: Floats, hidden: Bools, relations: Sequence[Relation]) -> LinearModel | None:
    """What is known of hidden cells: they are not negative, and the relations hold. None where no relation
    tells.
    """
    column = np.cumsum(hidden) - 1
    rows, columns, signs, sums = [], [], [], []
    for relation in relations:
        if not any(hidden[cell] for cell in relation.cells):
            continue
        known = 0.0
        for cell in relation.cells:
            sign = 1.0 if cell == relation.parent else -1.0
            if hidden[cell]:
                rows.append(len(sums))
                columns.append(column[cell])
                signs.append(sign)
            else:
                known += sign * values[cell]
        sums.append(-known)
    if not sums:
        return None
    builder = ModelBuilder(maximise=False)
    builder.columns(np.zeros(int(hidden.sum())))
    limits = np.array(sums)
    builder.rows(len(sums), np.array(rows), np.array(columns), np.array(signs), lower=limits, upper=limits)
    return builder.build()


class _Table:
    """Counts with their relations, and which cells may be hidden for the sake of others."""

    def __init__(self, values: Floats, relations: Sequence[Relation], k: int) -> None:
        self.stated = np.isfinite(values)
        self.counts = np.where(self.stated, values, np.nan)
        self.small = self.stated & (np.nan_to_num(values) > 0) & (np.nan_to_num(values) < k)
        self._values, self._relations, self._k = np.nan_to_num(values), relations, k
        self._of: list[list[Relation]] = [[] for _ in values]
        for relation in relations:
            children = sum(self._values[child] for child in relation.children)
            if abs(children - self._values[relation.parent]) > _EXACT * max(1.0, children):
                raise ValueError(f"cell {relation.parent} is not the sum of its children")
            for cell in relation.cells:
                self._of[cell].append(relation)

    def complement(self, hidden: Bools) -> None:
        """Hide more until no relation alone tells of its hidden children that they are below k together."""
        waiting = True
        while waiting:
            waiting = False
            for relation in self._relations:
                if self._tells(relation, hidden):
                    waiting = self._hide_one(relation.cells, hidden) or waiting

    def _tells(self, relation: Relation, hidden: Bools) -> bool:
        """Whether subtracting within the relation bounds a hidden small cell below k, or gives it exactly."""
        within = [cell for cell in relation.cells if hidden[cell]]
        if not any(self.small[cell] for cell in within):
            return False
        if len(within) == 1:
            return True
        return not hidden[relation.parent] and sum(self._values[cell] for cell in within) < self._k

    def hide_beside(self, cell: int, hidden: Bools) -> None:
        """Hide one more cell as near in relations to a revealed one as there is."""
        reached = {cell}
        while True:
            near = {other for each in reached for relation in self._of[each] for other in relation.cells}
            if self._hide_one(tuple(near), hidden):
                return
            if near <= reached:
                raise ValueError(f"cell {cell} cannot be protected: all cells that tell of it are hidden")
            reached |= near

    def _hide_one(self, cells: tuple[int, ...], hidden: Bools) -> bool:
        """Hide the least open count among some cells, one above 0 before a 0; False when all are hidden."""
        open_cells = [cell for cell in cells if self.stated[cell] and not hidden[cell]]
        if not open_cells:
            return False
        values = self._values
        hidden[min(open_cells, key=lambda cell: (values[cell] == 0, values[cell], cell))] = True
        return True
