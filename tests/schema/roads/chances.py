"""Choices of Hypothesis that shrink towards the simple."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

_PERCENT = st.integers(0, 99)


def chance(draw: st.DrawFn, percent: int) -> bool:
    """True so often; shrinks to False."""
    return percent > 0 and draw(_PERCENT) >= 100 - percent


def pick(draw: st.DrawFn, values: Sequence[T]) -> T:
    """One of the values; shrinks to the first."""
    return values[draw(numbers(0, len(values) - 1))]


def several(draw: st.DrawFn, values: Sequence[T], least: int, most: int) -> list[T]:
    """So many of the values without repetition, in a drawn order; shrinks to few."""
    rest = list(values)
    count = min(draw(numbers(least, most)), len(rest))
    return [rest.pop(draw(numbers(0, len(rest) - 1))) for _ in range(count)]


@lru_cache(maxsize=500)
def numbers(least: int, most: int) -> st.SearchStrategy[int]:
    """Whole numbers of a range; one strategy for each range, since making them costs more than drawing."""
    return st.integers(least, most)
