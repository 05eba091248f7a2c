"""Who is within reach: bounds, monotony and hostile inputs."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.vocabulary import Absence
from hub.planning.distance import metres
from hub.planning.estimate import Estimate, Unit
from hub.planning.medians import medians
from hub.planning.pairs import TravelUnit
from hub.planning.people import PeoplePoints, counted_places, points_of_file
from hub.planning.reach import Reach, ReachRow, Rows, reach_within
from hub.planning.roads import Roads, blended_travel
from hub.planning.travel import Sites, Travel, minutes_by_rule, straight_travel

_NAN = float("nan")
_LAT = st.sampled_from([90.0, -90.0, 49.2, 49.25, 49.3]) | st.floats(-90, 90)
_LON = st.sampled_from([180.0, -180.0, 28.4, 28.5]) | st.floats(-180, 180)
_POINT = st.tuples(_LAT, _LON, st.just(0.0) | st.floats(1, 1e6), st.integers(-1, 2))
_SITE = st.tuples(
    _LAT | st.just(_NAN), _LON, st.sampled_from([50.0, 3_000, 15_000, _NAN]), st.integers(-1, 2)
)
_POINTS, _SITES = st.lists(_POINT, min_size=1, max_size=8), st.lists(_SITE, max_size=6)
_LIMIT = st.sampled_from([1_000.0, 15_000.0]) | st.floats(1, 2e7)


def _points(rows: list[tuple[float, float, float, int]], doubt: float = 700.0) -> tuple[PeoplePoints, Rows]:
    lat, lon, people = (np.array([row[part] for row in rows], np.float64) for part in range(3))
    return (
        points_of_file(lat, lon, people, uncertainty=doubt),
        Rows(np.array([row[3] for row in rows], np.int64), 3),
    )


def _sites(rows: list[tuple[float, float, float, int]]) -> Sites:
    lat, lon, radius = (np.array([row[part] for row in rows], np.float64) for part in range(3))
    return Sites(lat, lon, radius, np.array([row[3] for row in rows], np.int64))


def _straight(points: Any, sites: Any, limit: float) -> Reach:
    people, rows = _points(points)
    places = _sites(sites)
    return reach_within(people, straight_travel(people, places), limit, places, rows)


def _numbers(estimate: Estimate) -> tuple[float, float, float]:
    assert estimate.low is not None
    assert estimate.value is not None
    assert estimate.high is not None
    return estimate.low, estimate.value, estimate.high


@given(points=_POINTS, limit=_LIMIT)
def test_without_sites_nobody_is_covered(points: Any, limit: float) -> None:
    reach = _straight(points, [], limit)
    for row in (reach.total, *reach.rows):
        if row.people.value is not None:
            assert _numbers(row.covered) == (0, 0, 0)
            assert _numbers(row.share) == (0, 0, 0)
            assert row.median.absent is Absence.NOT_APPLICABLE
    assert sum(place.people.value or 0 for place in reach.uncovered) == pytest.approx(
        sum(row[2] for row in points), abs=5 * len(points)
    )
    assert {place.nearest for place in reach.uncovered} <= {None}


@given(points=_POINTS, sites=_SITES, limit=_LIMIT, more=_SITE)
def test_more_sites_never_cover_less_and_bounds_hold(
    points: Any, sites: Any, limit: float, more: Any
) -> None:
    before, after = _straight(points, sites, limit), _straight(points, [*sites, more], limit)
    for row, then in zip((before.total, *before.rows), (after.total, *after.rows), strict=True):
        assert row.people == then.people
        if row.people.value is not None:
            assert all(
                now <= later for now, later in zip(_numbers(row.share), _numbers(then.share), strict=True)
            )


@given(points=_POINTS, sites=_SITES, limit=_LIMIT, random=st.randoms(use_true_random=False))
def test_the_order_of_points_and_sites_changes_nothing(
    points: Any, sites: Any, limit: float, random: Any
) -> None:
    shuffled, other = list(points), list(sites)
    random.shuffle(shuffled)
    random.shuffle(other)
    left, right = _straight(points, sites, limit), _straight(shuffled, other, limit)
    for row, same in zip((left.total, *left.rows), (right.total, *right.rows), strict=True):
        assert (row.sites, row.sites_without_point) == (same.sites, same.sites_without_point)
        assert row.share.value == pytest.approx(same.share.value)
        assert row.median.value == pytest.approx(same.median.value)
    assert len(left.uncovered) == len(right.uncovered)


def _near(number: float) -> Any:
    return pytest.approx(number, rel=1e-12, abs=1e-6)


@given(points=_POINTS, sites=_SITES)
def test_travel_is_the_minimum_over_all_sites(points: Any, sites: Any) -> None:
    people, _ = _points(points)
    travel = straight_travel(people, _sites(sites))
    located = [site for site in sites if site[0] == site[0]]
    for row, point in enumerate(points):
        reached = [
            (float(metres([point[0]], [point[1]], [lat], [lon])[0]), 50_000 if radius != radius else radius)
            for lat, lon, radius, _ in located
        ]
        assert travel.value[row] == _near(min((each for each, _ in reached), default=np.inf))
        assert travel.sure[row] == _near(
            min((each + radius + 700 for each, radius in reached), default=np.inf)
        )
        least = min((each - radius - 700 for each, radius in reached), default=np.inf)
        assert travel.possible[row] == _near(max(least, 0))


def _row_of(values: list[float], limit: float) -> ReachRow:
    count = len(values)
    people = points_of_file(np.full(count, 49.0), np.full(count, 28.0), np.full(count, 100.0))
    sites = Sites(np.array([49.0]), np.array([28.0]), np.array([0.0]), np.array([0]))
    origin = np.arange(count)
    roads = Roads.of(
        origin, np.full(count, count), np.array(values), count + 1, origin, np.zeros(count), strict=False
    )
    rule = minutes_by_rule(straight_travel(people, sites))
    travel = blended_travel(people, sites, [np.array([count])], roads, rule).travel
    return reach_within(people, travel, limit, sites, Rows(np.zeros(count, np.int64), 1)).total


def test_the_last_minute_counts_and_no_road_is_no_minute() -> None:
    row = _row_of([10.0, 60.0, 60.5, _NAN], 60.0)
    assert _numbers(row.share) == (0.5, 0.5, 0.5)
    assert (row.median.value, row.median.unit) == (60.0, Unit.MINUTES)
    assert _row_of([10.0, _NAN, _NAN], 60.0).median.absent is Absence.NOT_APPLICABLE


def test_minutes_by_the_rule_have_its_error() -> None:
    far, surely, possibly = (np.array([each]) for each in (20_000.0, 23_000.0, 17_000.0))
    travel = Travel(np.array([0]), far, surely, possibly, TravelUnit.METRES)
    minutes = minutes_by_rule(travel)
    assert minutes.value.tolist() == pytest.approx([9.1 + 1.24 * 20])
    assert minutes.sure.tolist() == pytest.approx([(9.1 + 1.24 * 23) * 1.37])
    assert minutes.possible.tolist() == pytest.approx([(9.1 + 1.24 * 17) * 0.63])


def test_a_coverage_and_its_uncovered_places_by_hand() -> None:
    points = [(49.0, 28.0, 600.0, 0), (49.0, 28.0, 0.0, 0), (49.2, 28.0, 400.0, 1)]
    sites = [(49.0, 28.0, 3_000.0, 0), (_NAN, _NAN, _NAN, 0), (50.0, 28.0, 3_000.0, -1)]
    reach = _straight(points, sites, 5_000)
    total, first, second, third = reach.total, *reach.rows
    assert (_numbers(total.share), total.sites, total.sites_without_point) == ((0.6, 0.6, 0.6), 2, 1)
    assert (total.share.stated, total.share.of) == (2, 3)
    assert (_numbers(first.covered), _numbers(second.covered)) == ((600, 600, 600), (0, 0, 0))
    assert (third.share.value, third.people.absent) == (None, Absence.NO_POPULATION)
    [place] = reach.uncovered
    far = float(metres([49.2], [28.0], [49.0], [28.0])[0]) / 1_000
    assert (place.group, place.nearest, place.people.value) == (2, 0, 400)
    assert _numbers(place.distance) == pytest.approx((far - 3.7, far, far + 3.7))


def test_sites_of_which_none_has_a_point_cover_nobody_and_are_counted() -> None:
    total = _straight([(49.0, 28.0, 600.0, 0)], [(_NAN, _NAN, _NAN, 0)], 5_000).total
    assert (_numbers(total.share), total.sites_without_point) == ((0, 0, 0), 1)
    assert total.median.absent is Absence.NO_POINT


def test_hromadas_are_counted_where_no_population_is_known() -> None:
    points = counted_places(np.array([49.0, 50]), np.array([28.0, 28]), np.array([0, 1]), Unit.HROMADAS)
    sites = _sites([(49.0, 28.0, 50.0, 0)])
    total = reach_within(
        points, straight_travel(points, sites), 5_000, sites, Rows(np.zeros(2, np.int64), 1)
    ).total
    assert (_numbers(total.covered), total.covered.unit) == ((1, 1, 1), Unit.HROMADAS)
    assert _numbers(total.people) == (2, 2, 2)


@pytest.mark.parametrize("limit", [0.0, -5.0, _NAN, float("inf")])
def test_a_limit_is_a_positive_number(limit: float) -> None:
    with pytest.raises(ValueError, match="limit"):
        _straight([(49.0, 28.0, 600.0, 0)], [], limit)


@given(
    rows=st.lists(
        st.tuples(st.floats(0, 1e5) | st.just(float("inf")), st.integers(0, 50), st.integers(-1, 3)),
        max_size=20,
    )
)
def test_medians_are_those_of_people_one_by_one(rows: list[tuple[float, int, int]]) -> None:
    values, weights, group = (np.array([row[part] for row in rows]) for part in range(3))
    middle = medians(values.astype(np.float64), weights.astype(np.float64), group.astype(np.int64), 4)
    for number in range(4):
        persons = sorted(value for value, weight, each in rows if each == number for _ in range(weight))
        expected = persons[(len(persons) - 1) // 2] if persons else np.inf
        assert middle[number] == expected
