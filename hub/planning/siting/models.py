"""The mixed-integer programs of siting over gains, for the solver. The first columns are the candidates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.planning.siting.gains import Gains
from hub.planning.siting.problem import Floats, Ints
from hub.solver import LinearModel, ModelBuilder

#: A target that a second solve must keep is loosened by this share, for the solver's rounding.
_LOOSE = 1e-9


@dataclass(frozen=True)
class SiteModel:
    """A model, and the number its objective is to be multiplied with: costs are scaled to about 1."""

    model: LinearModel
    scale: float


def gain_model(
    gains: Gains, count: int, kept: NDArray[np.bool_], *, another_than: Ints | None = None
) -> SiteModel:
    """Maximise the gain of at most `count` of the kept columns; `another_than` forbids one set."""
    builder = ModelBuilder(maximise=True)
    scale = max(1.0, float(gains.gain.max(initial=0.0)))
    add_sites(builder, kept, np.zeros(gains.columns))
    used = gains.only(kept)
    weight = row_weights(used)
    if weight is None:
        add_arcs(builder, used, used.gain / scale)
    else:
        add_cover(builder, used, weight / scale)
    limit_count(builder, gains.columns, count)
    if another_than is not None:
        forbid(builder, another_than)
    return SiteModel(builder.build(), scale)


def fewest_model(gains: Gains, target: float, kept: NDArray[np.bool_]) -> SiteModel:
    """Minimise the number of columns that reach the target."""
    builder = ModelBuilder(maximise=False)
    add_sites(builder, kept, np.ones(gains.columns))
    add_target(builder, gains.only(kept), target)
    return SiteModel(builder.build(), 1.0)


def nearest_model(
    saved: Gains, gains: Gains, target: float, count: int, kept: NDArray[np.bool_]
) -> SiteModel:
    """Maximise the distance saved by at most `count` of the kept columns that reach the target in gains."""
    builder = ModelBuilder(maximise=True)
    used = saved.only(kept)
    scale = max(1.0, float(used.gain.max(initial=0.0)))
    add_sites(builder, kept, np.zeros(gains.columns))
    add_arcs(builder, used, used.gain / scale)
    add_target(builder, gains.only(kept), target * (1 - _LOOSE))
    limit_count(builder, gains.columns, count)
    return SiteModel(builder.build(), scale)


def row_weights(gains: Gains) -> Floats | None:
    """The gain (rows,) of each row where all its columns gain the same, None where they differ."""
    weight = np.zeros(gains.rows)
    weight[gains.row] = gains.gain
    return weight if (weight[gains.row] == gains.gain).all() else None


def add_sites(builder: ModelBuilder, kept: NDArray[np.bool_], cost: Floats) -> None:
    """y: a whole column of 0 or 1 for each candidate, fixed at 0 where it is not kept."""
    builder.columns(cost, upper=kept.astype(np.float64), whole=True)


def add_arcs(builder: ModelBuilder, gains: Gains, cost: Floats) -> None:
    """x for each arc, at most y of its column; at most one for each row."""
    count = len(cost)
    first = builder.columns(cost, upper=1.0)
    number = np.arange(count)
    builder.rows(
        count,
        np.concatenate([number, number]),
        np.concatenate([first + number, gains.column]),
        np.repeat([1.0, -1.0], count),
        upper=0.0,
    )
    builder.rows(gains.rows, gains.row, first + number, 1.0, upper=1.0)


def add_cover(builder: ModelBuilder, gains: Gains, weight: Floats) -> int:
    """x for each row, at most the sum of y over its columns; returns the first of them."""
    first = builder.columns(weight, upper=1.0)
    number = np.arange(gains.rows)
    builder.rows(
        gains.rows,
        np.concatenate([gains.row, number]),
        np.concatenate([gains.column, first + number]),
        np.concatenate([np.ones(len(gains.row)), -np.ones(gains.rows)]),
        lower=0.0,
    )
    return first


def add_target(builder: ModelBuilder, gains: Gains, target: float) -> None:
    """What the columns cover must reach the target: row by row where that means all of them."""
    weight = np.zeros(gains.rows)
    weight[gains.row] = gains.gain
    if (weight[weight > 0] == 1).all() and target > weight.sum() - 0.5:
        builder.rows(gains.rows, gains.row, gains.column, 1.0, lower=(weight > 0).astype(np.float64))
        return
    first = add_cover(builder, gains, np.zeros(gains.rows))
    number = np.arange(gains.rows)
    total = max(1.0, float(weight.max(initial=0.0)))
    builder.rows(
        1, np.zeros(gains.rows, dtype=np.int64), first + number, weight / total, lower=target / total
    )


def limit_count(builder: ModelBuilder, columns: int, count: int) -> None:
    """At most so many sites."""
    builder.rows(1, np.zeros(columns, dtype=np.int64), np.arange(columns), 1.0, upper=float(count))


def forbid(builder: ModelBuilder, chosen: Ints) -> None:
    """Not all of these sites together."""
    builder.rows(1, np.zeros(len(chosen), dtype=np.int64), chosen, 1.0, upper=float(len(chosen) - 1))
