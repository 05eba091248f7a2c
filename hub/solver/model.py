"""Linear and mixed-integer models as arrays, and their builder."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class LinearModel:
    """Optimise cost·x with row_lower ≤ A x ≤ row_upper and lower ≤ x ≤ upper, some x whole.

    Columns: cost, lower, upper (floats) and whole (bool), each of shape (n,). Rows: row_lower, row_upper of
    shape (m,). The matrix is kept by rows (CSR): start (m + 1,), index and value (entries,).
    """

    cost: Floats
    lower: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    start: NDArray[np.int32]
    index: NDArray[np.int32]
    value: Floats
    maximise: bool

    @property
    def columns(self) -> int:
        """How many variables the model has."""
        return len(self.cost)


class ModelBuilder:
    """Gathers blocks of columns and of rows, and makes the model of them."""

    def __init__(self, *, maximise: bool) -> None:
        self._maximise = maximise
        self._columns: list[tuple[Floats, Floats, Floats, NDArray[np.bool_]]] = []
        self._bounds: list[tuple[Floats, Floats]] = []
        self._entries: list[tuple[Ints, Ints, Floats]] = []
        self._width = 0
        self._height = 0

    def columns(
        self,
        cost: Floats,
        *,
        lower: Floats | float = 0.0,
        upper: Floats | float = np.inf,
        whole: bool = False,
    ) -> int:
        """Add a column for each cost, and return the number of the first."""
        first, count = self._width, len(cost)
        shape = (count,)
        self._columns.append(
            (
                np.asarray(cost, dtype=np.float64),
                np.broadcast_to(np.asarray(lower, dtype=np.float64), shape),
                np.broadcast_to(np.asarray(upper, dtype=np.float64), shape),
                np.full(shape, whole),
            )
        )
        self._width += count
        return first

    def rows(
        self, count: int, row: Ints, column: Ints, value: Floats | float, *, lower: float | Floats = -np.inf,
        upper: float | Floats = np.inf,
    ) -> None:  # fmt: skip
        """Add `count` rows; entries name a row of this block from 0, and a column of the model."""
        shape = (count,)
        self._bounds.append(
            (
                np.broadcast_to(np.asarray(lower, dtype=np.float64), shape),
                np.broadcast_to(np.asarray(upper, dtype=np.float64), shape),
            )
        )
        values = np.broadcast_to(np.asarray(value, dtype=np.float64), (len(row),))
        self._entries.append((np.asarray(row) + self._height, np.asarray(column), values))
        self._height += count

    def build(self) -> LinearModel:
        """The model of what was added."""
        row = np.concatenate([entry[0] for entry in self._entries])
        column = np.concatenate([entry[1] for entry in self._entries])
        value = np.concatenate([entry[2] for entry in self._entries])
        order = np.lexsort((column, row))
        start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=self._height))])
        return LinearModel(
            cost=np.concatenate([block[0] for block in self._columns]),
            lower=np.concatenate([block[1] for block in self._columns]),
            upper=np.concatenate([block[2] for block in self._columns]),
            whole=np.concatenate([block[3] for block in self._columns]),
            row_lower=np.concatenate([bound[0] for bound in self._bounds]),
            row_upper=np.concatenate([bound[1] for bound in self._bounds]),
            start=start.astype(np.int32),
            index=column[order].astype(np.int32),
            value=np.ascontiguousarray(value[order]),
            maximise=self._maximise,
        )
