"""Which cells to hide so that nobody can compute small ones from what is published.

A count from 1 to k − 1 is hidden (primary suppression), others beside it so that it cannot be had by
subtracting (complementary). An audit by linear programs finds what an attacker could still say of each small
cell: its least and greatest value given all that is published (Fischetti and Salazar 2001; Hundepool and
others 2012). While a greatest value is below k, more is hidden.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from hub.small_cells.attack import below
from hub.small_cells.tables import EXACT, SMALL_CELL, Bools, Floats, FormerMask, Ints, Relation
from hub.solver import SolverSession


def suppress(
    session: SolverSession,
    values: ArrayLike,
    relations: Sequence[Relation],
    *,
    k: int = SMALL_CELL,
    former: FormerMask | None = None,
    hide: Bools | None = None,
    told: Bools | None = None,
) -> Bools:
    """Which cells (c,) to hide; audited, so that of no hidden cell from 1 to k − 1 can be said that it is
    below k.

    values (c,): counts; NaN where nothing is stated, which counts as nothing in sums and is no cell to hide.
    A cell that `former` hid stays hidden while its value moved by less than k. Cells of `hide` (c,) are
    hidden in any case, those of `told` (c,) never: everybody knows them already. A cell that is known to be
    below k by these alone cannot be helped, and is left as it is. Raises ValueError for a table that does
    not add up, or where nothing is left to hide beside a cell though nothing of it is told; SolverFailed.
    """
    table = _Table(np.asarray(values, dtype=np.float64), relations, k, told)
    hidden = table.small.copy()
    if former is not None:
        with np.errstate(invalid="ignore"):
            hidden |= former.hidden & (np.abs(table.counts - former.values) < k) & table.stated
    if hide is not None:
        hidden |= hide
    hidden &= ~table.told
    given_up: set[int] = set()
    while True:
        table.complement(hidden)
        sought = [cell for cell in table.to_audit(hidden) if cell not in given_up]
        revealed = below(session, table.counts, hidden, table.telling(hidden), sought, k)
        if not revealed:
            return hidden
        for cell in revealed:
            if not table.hide_beside(cell, hidden):
                if not table.told.any():
                    raise ValueError(f"cell {cell} cannot be protected: all cells that tell of it are hidden")
                given_up.add(cell)


class _Table:
    """Counts with their relations, and which cells may be hidden for the sake of others."""

    def __init__(self, values: Floats, relations: Sequence[Relation], k: int, told: Bools | None) -> None:
        self.stated = np.isfinite(values)
        self.counts = np.where(self.stated, values, np.nan)
        self.told = np.zeros(len(values), dtype=np.bool_) if told is None else told
        self._values, self._relations, self._k = np.nan_to_num(values), relations, k
        self.small = self.stated & (self._values > 0) & (self._values < k) & ~self.told
        self._cells = [np.array(relation.cells) for relation in relations]
        self._of: list[list[int]] = [[] for _ in values]
        in_relations = np.zeros(len(values), dtype=np.int64)
        for number, cells in enumerate(self._cells):
            children = float(self._values[cells[1:]].sum())
            if abs(children - self._values[cells[0]]) > EXACT * max(1.0, children):
                raise ValueError(f"cell {cells[0]} is not the sum of its children")
            in_relations[cells] += 1
            for cell in cells.tolist():
                self._of[cell].append(number)
        #: Totals that stand in no other sum: hidden, they and their relation tell nothing of the children.
        self._tops = np.zeros(len(values), dtype=np.bool_)
        parents = np.array([relation.parent for relation in relations], dtype=np.int64)
        self._tops[parents] = in_relations[parents] == 1

    def telling(self, hidden: Bools) -> list[Relation]:
        """The relations that tell something of hidden cells."""
        return [
            relation
            for relation in self._relations
            if not (hidden[relation.parent] and self._tops[relation.parent])
        ]

    def to_audit(self, hidden: Bools) -> list[int]:
        """The small cells that are looked at: a total that stands in no other sum may be what its small
        children may be.
        """
        return [int(cell) for cell in np.flatnonzero(self.small & hidden & ~self._tops)]

    def complement(self, hidden: Bools) -> None:
        """Hide more until no relation alone tells of its hidden children that they are below k together."""
        waiting = True
        while waiting:
            waiting = False
            for cells in self._cells:
                if self._tells(cells, hidden):
                    waiting = self._hide_one(cells, hidden) or waiting

    def _tells(self, cells: Ints, hidden: Bools) -> bool:
        """Whether subtracting within the relation bounds a hidden small cell below k, or gives it exactly."""
        within = cells[hidden[cells]]
        if not len(within) or not self.small[within].any():
            return False
        if hidden[cells[0]] and self._tops[cells[0]]:
            return False
        if len(within) == 1:
            return True
        return not hidden[cells[0]] and float(self._values[within].sum()) < self._k

    def hide_beside(self, cell: int, hidden: Bools) -> bool:
        """Hide one more cell as near in relations to a revealed one as there is; False if there is none."""
        reached, seen = np.array([cell]), {cell}
        while True:
            numbers = {number for each in reached.tolist() for number in self._of[each]}
            if not numbers:
                return False
            near = np.unique(np.concatenate([self._cells[number] for number in numbers]))
            if self._hide_one(near, hidden):
                return True
            fresh = [each for each in near.tolist() if each not in seen]
            if not fresh:
                return False
            seen.update(fresh)
            reached = np.array(fresh)

    def _hide_one(self, cells: Ints, hidden: Bools) -> bool:
        """Hide the least open count among some cells, one above 0 before a 0; False when all are hidden."""
        open_cells = cells[self.stated[cells] & ~hidden[cells] & ~self.told[cells]]
        if not len(open_cells):
            return False
        values = self._values[open_cells]
        hidden[open_cells[np.lexsort((open_cells, values, values == 0))[0]]] = True
        return True
