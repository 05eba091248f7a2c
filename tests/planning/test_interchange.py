"""Profits of swaps, held against computing what each swap gains."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.siting import interchange
from hub.planning.siting.gains import Gains
from hub.planning.siting.interchange import Profits

_COLUMNS = 6
_ARCS = st.dictionaries(
    st.tuples(st.integers(0, _COLUMNS - 1), st.integers(0, 5)), st.integers(1, 9), max_size=24
)


def _gains(arcs: dict[tuple[int, int], int]) -> Gains:
    keys = sorted(arcs)
    return Gains(
        np.array([row for _, row in keys], np.int64),
        np.array([column for column, _ in keys], np.int64),
        np.array([float(arcs[key]) for key in keys]),
        6,
        _COLUMNS,
        0.0,
    )


@given(
    arcs=_ARCS,
    chosen=st.lists(st.integers(0, _COLUMNS - 1), min_size=1, max_size=4, unique=True),
    block=st.sampled_from([1, 4, 4_000_000]),
)
def test_the_best_swap_is_that_of_trying_every_one(
    arcs: dict[tuple[int, int], int], chosen: list[int], block: int
) -> None:
    gains, now = _gains(arcs), np.array(chosen, np.int64)
    before = gains.value(now)
    swaps = {}
    for column in sorted({column for column, _ in arcs} - set(chosen)):
        for position in range(len(chosen)):
            then = now.copy()
            then[position] = column
            swaps[column, position] = gains.value(then) - before
    usual, interchange._BLOCK = interchange._BLOCK, block
    try:
        profits = Profits(gains, now)
        best, even = profits.best(), profits.even_columns().tolist()
    finally:
        interchange._BLOCK = usual
    assert even == sorted({column for (column, _), profit in swaps.items() if profit >= 0})
    if not swaps:
        assert best is None
        return
    most = max(swaps.values())
    first = min(swap for swap, profit in swaps.items() if profit == most)
    assert best is not None
    assert (best.column, best.position, best.profit) == (*first, most)
