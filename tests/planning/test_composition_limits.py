"""How much a question for a composition may ask."""

from math import inf, nan

import pytest

from hub.planning.composition.answer import check_composition
from hub.planning.composition.errors import BadReach, BadSetCount, TooManyMembers


def test_what_is_within_the_limits_passes() -> None:
    check_composition(0.0, 1, None)
    check_composition(200_000.0, 5, range(150))


@pytest.mark.parametrize("count", [151, 10_000])
def test_more_members_are_a_typed_error(count: int) -> None:
    with pytest.raises(TooManyMembers, match=f"{count} providers are too many") as raised:
        check_composition(0.0, 1, range(count))
    assert (raised.value.code, raised.value.reason) == ("BAD_USER_INPUT", "MEMBERS")


@pytest.mark.parametrize("metres", [-1.0, 200_001.0, inf, nan])
def test_a_reach_is_a_usable_number(metres: float) -> None:
    with pytest.raises(BadReach):
        check_composition(metres, 1, None)


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_sets_are_told(count: int) -> None:
    with pytest.raises(BadSetCount):
        check_composition(0.0, count, None)
