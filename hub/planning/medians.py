"""Weighted medians of many groups at once."""

import numpy as np

from hub.planning.distance import Floats, Ints
from hub.planning.sums import sums_by


def median_rows(values: Floats, weights: Floats, group: Ints, groups: int) -> Ints:
    """The row at which half the weight of its group is reached, by rising values; shape (groups,).

    −1 for a group without weight. Groups are numbered from 0; a row of a negative group is in none. The lower
    median: it is a value that occurs, also where some are infinite.
    """
    inside = np.flatnonzero((group >= 0) & (weights > 0))
    order = inside[np.lexsort((values[inside], group[inside]))]
    sums = sums_by(group[order], weights[order], groups)
    rows = np.full(groups, -1, np.int64)
    filled = np.flatnonzero(sums > 0)
    if filled.size:
        ends = np.cumsum(np.bincount(group[order], minlength=groups))
        total = np.cumsum(weights[order])
        before = np.concatenate(([0.0], total))[np.concatenate(([0], ends[:-1]))]
        half = np.searchsorted(total, (before + sums / 2)[filled], "left")
        # Rounding of the running sum must not lead into the next group.
        begin = np.concatenate(([0], ends[:-1]))[filled]
        rows[filled] = order[np.clip(half, begin, ends[filled] - 1)]
    return rows


def medians(values: Floats, weights: Floats, group: Ints, groups: int) -> Floats:
    """The weighted median of each group, shape (groups,); infinite for a group without weight."""
    rows = median_rows(values, weights, group, groups)
    return np.where(rows >= 0, np.append(values, np.inf)[rows], np.inf)
