"""Shares of people of an age, from groups that a source states."""

import pytest

from hub.planning.answers.ages import share_of_ages
from hub.store.planning.people import AgeGroup


def group(age_from: int, age_to: int | None, people: int) -> AgeGroup:
    """A group of ages."""
    return AgeGroup(1, age_from, age_to, people, None, 1)


def test_a_share_is_of_groups_that_follow_one_another() -> None:
    assert share_of_ages([group(0, 17, 20), group(18, 59, 50), group(60, None, 30)], 0, 17) == 0.2


@pytest.mark.parametrize("whole", [0, 50, 99])
def test_a_part_that_is_more_than_the_whole_has_no_share(whole: int) -> None:
    assert share_of_ages([group(0, 17, 100), group(0, None, whole)], 0, 17) is None
