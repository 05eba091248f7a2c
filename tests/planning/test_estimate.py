"""Estimates keep their invariants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.vocabulary import Absence
from hub.planning.estimate import Estimate, Unit, absent, known, masked, rounded_people, share_of

_THREE = st.lists(st.floats(0, 1e9), min_size=3, max_size=3).map(sorted)


@given(numbers=_THREE)
def test_people_in_tens_keep_their_bounds(numbers: list[float]) -> None:
    low, value, high = numbers
    rounded = rounded_people(known(value, Unit.PEOPLE, low=low, high=high))
    assert rounded.low is not None
    assert rounded.value is not None
    assert rounded.high is not None
    assert rounded.low <= low <= high <= rounded.high
    assert abs(rounded.value - value) <= 5
    assert [each % 10 for each in (rounded.low, rounded.value, rounded.high)] == [0, 0, 0]


@given(numbers=_THREE, whole=st.floats(0, 1e9))
def test_a_share_is_0_to_1_or_absent(numbers: list[float], whole: float) -> None:
    low, value, high = numbers
    share = share_of(known(value, Unit.PEOPLE, low=low, high=high), whole)
    if whole == 0:
        assert share.absent is Absence.NOT_APPLICABLE
    else:
        assert share.value is not None
        assert 0 <= share.value <= 1


@pytest.mark.parametrize(
    ("low", "value", "high", "why"),
    [
        (2.0, 1.0, 3.0, None),
        (0.0, 4.0, 3.0, None),
        (0.0, float("nan"), 3.0, None),
        (0.0, 1.0, float("inf"), None),
        (None, None, None, None),
        (0.0, 1.0, 2.0, Absence.NO_POINT),
        (0.0, None, 2.0, Absence.NO_POINT),
    ],
)
def test_an_impossible_estimate_is_refused(
    low: float | None, value: float | None, high: float | None, why: Absence | None
) -> None:
    with pytest.raises(ValueError, match=r"low ≤ value ≤ high|absence"):
        Estimate(value, low, high, Unit.PEOPLE, 1, 1, why)


def test_more_cannot_state_than_there_are() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        known(1, Unit.PLACES, stated=3, of=2)


def test_a_mask_takes_the_numbers_and_says_why() -> None:
    estimate = known(380, Unit.PLACES, stated=2, of=3)
    assert masked(estimate) == absent(Absence.SUPPRESSED, Unit.PLACES, stated=2, of=3)
    assert masked(estimate, hidden=False) == estimate
    assert rounded_people(masked(estimate)) == masked(estimate)
