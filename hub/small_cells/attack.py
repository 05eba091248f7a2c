"""What anybody can compute of hidden cells from what is published: least and greatest values, by HiGHS."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hub.small_cells.tables import EXACT, Bools, Floats, Ints, Relation
from hub.solver import LinearModel, ModelBuilder, SolverFailed, SolverSession


def audit(
    session: SolverSession,
    values: Floats,
    hidden: Bools,
    relations: Sequence[Relation],
    cells: Sequence[int] | NDArray[np.int64] | None = None,
) -> dict[int, tuple[float | None, float | None]]:
    """What anybody can compute of hidden cells: least and greatest value, None without a limit; of all by
    default. Two linear programs for each cell.

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


def below(
    session: SolverSession,
    values: Floats,
    hidden: Bools,
    relations: Sequence[Relation],
    cells: Sequence[int] | NDArray[np.int64],
    k: int,
) -> list[int]:
    """Those of the hidden cells whose greatest value is below k, as `audit` finds it, in fewer programs.

    Whatever satisfies all relations is what the table may be: a cell that has k there may have k. One program
    looks for a table in which as many cells as can be have it, then another for the others, while that
    finds any; only of the rest each is asked for by itself. Raises SolverFailed.
    """
    pending = np.asarray(cells, dtype=np.int64)
    counts = np.nan_to_num(np.asarray(values, dtype=np.float64))
    bound = _bound(hidden, relations)
    while len(pending := pending[bound[pending]]):
        reached = _reached(session, counts, hidden, relations, pending, k)
        if not reached.any():
            break
        pending = pending[~reached]
    if not len(pending):
        return []
    bounds = audit(session, counts, hidden, relations, pending)
    return [cell for cell, (_, most) in bounds.items() if most is not None and most < k * (1 - EXACT)]


def _bound(hidden: Bools, relations: Sequence[Relation]) -> Bools:
    """The hidden cells of which some relation tells anything."""
    bound = np.zeros(len(hidden), dtype=np.bool_)
    for relation in relations:
        bound[list(relation.cells)] = True
    return bound & hidden


def _reached(
    session: SolverSession, values: Floats, hidden: Bools, relations: Sequence[Relation], cells: Ints, k: int
) -> Bools:
    """Which of the cells have k in a table that gives as much as can be to all of them, at most k to each."""
    builder = _builder(values, hidden, relations)
    if builder is None:
        return np.ones(len(cells), dtype=np.bool_)
    column = (np.cumsum(hidden) - 1)[cells]
    first = builder.columns(np.ones(len(cells)), upper=float(k))
    row = np.arange(len(cells))
    builder.rows(
        len(cells),
        np.concatenate([row, row]),
        np.concatenate([column, first + row]),
        np.repeat([1.0, -1.0], len(cells)),
        lower=0.0,
    )
    found = session.solve(builder.build())
    if not found.optimal or found.values is None:
        raise SolverFailed(reason=f"a table with {len(cells)} cells ended as {found.status}")
    return np.asarray(found.values[column] >= k * (1 - EXACT))


def attack_model(values: Floats, hidden: Bools, relations: Sequence[Relation]) -> LinearModel | None:
    """What is known of hidden cells: they are not negative, and the relations hold. None where no relation
    tells.
    """
    builder = _builder(values, hidden, relations, maximise=False)
    return None if builder is None else builder.build()


def _builder(
    values: Floats, hidden: Bools, relations: Sequence[Relation], *, maximise: bool = True
) -> ModelBuilder | None:
    column = np.cumsum(hidden) - 1
    rows: list[Ints] = []
    columns: list[Ints] = []
    signs: list[Floats] = []
    sums: list[float] = []
    for relation in relations:
        cells = np.array(relation.cells)
        sign = np.full(len(cells), -1.0)
        sign[0] = 1.0
        within = hidden[cells]
        if not within.any():
            continue
        rows.append(np.full(int(within.sum()), len(sums)))
        columns.append(column[cells[within]])
        signs.append(sign[within])
        sums.append(-float((sign * values[cells])[~within].sum()))
    if not sums:
        return None
    builder = ModelBuilder(maximise=maximise)
    builder.columns(np.zeros(int(hidden.sum())))
    limits = np.array(sums)
    builder.rows(
        len(sums),
        np.concatenate(rows),
        np.concatenate(columns),
        np.concatenate(signs),
        lower=limits,
        upper=limits,
    )
    return builder
