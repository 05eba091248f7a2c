"""Sums of groups."""

import numpy as np
import numpy.typing as npt

from hub.planning.distance import Floats, Ints


def sums_by(group: Ints, numbers: npt.ArrayLike, groups: int) -> Floats:
    """The sum of the numbers of each group 0 … groups − 1, shape (groups,); 0 for an empty one."""
    # Of nothing, numpy's bincount makes whole numbers, into which no share can be written.
    return np.bincount(group, numbers, groups).astype(np.float64)
