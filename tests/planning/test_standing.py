"""Places by whether their people are within reach: bounds are kept apart, and agree with the coverage."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.pairs import TravelUnit
from hub.planning.people import points_of_file
from hub.planning.reach import Rows, reach_within
from hub.planning.standing import Standing, standings
from hub.planning.travel import Sites, Travel, straight_travel

_PLACE = st.tuples(st.floats(48, 50), st.floats(1, 1e4), st.integers(0, 2))
ALL = np.array([0, 0, 1, 1, 2, -1], np.int64)


def test_a_place_is_covered_only_when_all_of_it_surely_is() -> None:
    points = points_of_file(np.full(6, 49.0), np.arange(6) / 10 + 28, np.array([10.0, 30, 5, 5, 7, 9]))
    travel = Travel(
        np.zeros(6, np.int64),
        value=np.array([1.0, 2, 2, 9, 9, 1]),
        sure=np.array([2.0, 3, 4, 9, 9, 1]),
        possible=np.array([0.0, 1, 1, 8, 3.5, 1]),
        unit=TravelUnit.METRES,
    )
    covered, part, none = standings(points, travel, 3, ALL)
    assert (covered.standing, covered.people, covered.covered) == (Standing.COVERED, 40, (40, 40, 40))
    assert (covered.lat, round(covered.lon, 6)) == (49, 28.075)
    assert (part.standing, part.covered) == (Standing.POSSIBLE, (0, 5, 5))
    assert (none.key, none.standing, none.covered) == (2, Standing.UNCOVERED, (0, 0, 0))
    assert standings(points, travel, 3.5, ALL)[2].standing is Standing.POSSIBLE


def test_places_without_people_are_left_out() -> None:
    points = points_of_file(np.array([49.0]), np.array([28.0]), np.array([0.0]))
    none = np.empty(0)
    nowhere = Sites(none, none, none, np.empty(0, np.int64))
    assert standings(points, straight_travel(points, nowhere), 1, np.zeros(1, np.int64)) == []


@given(
    places=st.lists(
        st.tuples(st.floats(48, 50), st.floats(1, 1e4), st.integers(0, 2)), min_size=1, max_size=8
    ),
    radius=st.sampled_from([50.0, 3_000, 15_000]),
    limit=st.floats(100, 1e5),
)
def test_together_they_are_the_coverage(
    places: list[tuple[float, float, int]], radius: float, limit: float
) -> None:
    lat, people = (np.array([each[part] for each in places]) for part in (0, 1))
    points = points_of_file(lat, np.full(lat.size, 28.0), people)
    site = Sites(np.array([49.0]), np.array([28.0]), np.array([radius]), np.zeros(1, np.int64))
    travel = straight_travel(points, site)
    found = standings(points, travel, limit, np.array([each[2] for each in places], np.int64))
    total = reach_within(points, travel, limit, site, Rows(np.zeros(lat.size, np.int64), 1)).total
    for part, bound in enumerate((total.covered.low, total.covered.value, total.covered.high)):
        assert bound is not None  # told in tens
        assert abs(sum(each.covered[part] for each in found) - bound) <= 10
    for each in found:
        assert each.covered[0] <= each.covered[1] <= each.covered[2] <= each.people
