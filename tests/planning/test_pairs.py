"""Pairs within a radius and nearest sites, against comparing all with all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.distance import EARTH_METRES, FARTHEST_METRES, Floats, metres, metres_between, unit_vectors
from hub.planning.errors import UnusablePoints
from hub.planning.pairs import matrix_pairs, nearest_sites, pairs_nearer, pairs_within

# Poles, the antimeridian and repeated points come up often, not once in a thousand examples.
_LATITUDES = st.sampled_from([90.0, -90.0, 89.9999, 0.0, 49.2, 49.2001]) | st.floats(-90, 90)
_LONGITUDES = st.sampled_from([180.0, -180.0, 179.9999, -179.9999, 0.0, 28.4]) | st.floats(-180, 180)
_POINTS = st.lists(st.tuples(_LATITUDES, _LONGITUDES), max_size=12)
_RADII = st.sampled_from([0.0, 1.0, 15_000.0, 1_000_000.0, FARTHEST_METRES]) | st.floats(0, FARTHEST_METRES)


def _vectors(points: list[tuple[float, float]]) -> Floats:
    return unit_vectors([lat for lat, _ in points], [lon for _, lon in points])


def _all(points: Floats, sites: Floats) -> Floats:
    return metres_between(points[:, None, :], sites[None, :, :])


def test_a_degree_of_a_meridian_and_half_the_globe() -> None:
    measured = metres([0, 0, 90], [0, 0, 10], [1, 0, -90], [0, 180, 10])
    assert measured == pytest.approx(
        [np.pi * EARTH_METRES / 180, FARTHEST_METRES, FARTHEST_METRES], rel=1e-12
    )


def test_a_pole_is_one_place_and_the_antimeridian_is_no_border() -> None:
    measured = metres([90, 10, -90], [0, 180, 77], [90, 10, -90], [123, -180, -5])
    assert measured == pytest.approx([0, 0, 0], abs=1e-6)


@pytest.mark.parametrize(("lat", "lon"), [(90.5, 0), (float("nan"), 0), (0, 361), (0, float("inf"))])
def test_what_is_no_place_is_an_error_that_names_the_row(lat: float, lon: float) -> None:
    with pytest.raises(UnusablePoints, match=r"1 of 2 points .* in row 1"):
        unit_vectors([0, lat], [0, lon])


@given(points=_POINTS, sites=_POINTS, radius=_RADII)
def test_pairs_are_those_of_comparing_all_with_all(
    points: list[tuple[float, float]], sites: list[tuple[float, float]], radius: float
) -> None:
    left, right = _vectors(points), _vectors(sites)
    pairs = pairs_within(left, right, radius)
    point, site = np.nonzero(_all(left, right) <= radius)
    assert (pairs.point.tolist(), pairs.site.tolist()) == (point.tolist(), site.tolist())
    assert pairs.cost.tolist() == _all(left, right)[point, site].tolist()
    seen = pairs.by_site().by_site()
    assert (seen.start.tolist(), seen.site.tolist()) == (pairs.start.tolist(), pairs.site.tolist())


@given(
    points=st.lists(st.tuples(_LATITUDES, _LONGITUDES, _RADII | st.just(float("inf"))), max_size=12),
    sites=_POINTS,
)
def test_pairs_below_the_limit_of_each_point(
    points: list[tuple[float, float, float]], sites: list[tuple[float, float]]
) -> None:
    left, right = _vectors([(lat, lon) for lat, lon, _ in points]), _vectors(sites)
    limit = np.array([each for _, _, each in points], np.float64)
    pairs = pairs_nearer(left, right, limit)
    point, site = np.nonzero(_all(left, right) < limit[:, None])
    assert (pairs.point.tolist(), pairs.site.tolist()) == (point.tolist(), site.tolist())
    assert pairs.cost.tolist() == _all(left, right)[point, site].tolist()


def test_a_limit_is_wanted_for_each_point() -> None:
    points = unit_vectors([0, 1], [0, 1])
    for limit in ([1.0], [1.0, float("nan")]):
        with pytest.raises(ValueError, match="a limit for each point"):
            pairs_nearer(points, points, np.array(limit))


@given(points=_POINTS, sites=_POINTS)
def test_the_nearest_site_is_the_first_of_the_least_distance(
    points: list[tuple[float, float]], sites: list[tuple[float, float]]
) -> None:
    left, right = _vectors(points), _vectors(sites)
    nearest = nearest_sites(left, right)
    if not sites:
        assert set(nearest.site.tolist()) <= {-1}
        assert set(nearest.metres.tolist()) <= {np.inf}
        return
    assert nearest.site.tolist() == _all(left, right).argmin(axis=1).tolist()
    assert nearest.metres.tolist() == _all(left, right).min(axis=1).tolist()


def test_a_site_at_exactly_the_radius_is_within() -> None:
    left, right = unit_vectors([49.2], [28.4]), unit_vectors([49.25], [28.5])
    exact = float(metres_between(left, right)[0])
    assert pairs_within(left, right, exact).site.size == 1
    assert pairs_within(left, right, np.nextafter(exact, 0)).site.size == 0
    assert pairs_within(left, right, exact).within(exact - 1).start.tolist() == [0, 0]


def test_many_points_are_compared_block_by_block() -> None:
    random = np.random.default_rng(5)
    left = unit_vectors(random.uniform(44, 52, 3_000), random.uniform(22, 40, 3_000))
    right = unit_vectors(random.uniform(44, 52, 1_000), random.uniform(22, 40, 1_000))
    pairs = pairs_within(left, right, 900_000)
    point, site = np.nonzero(_all(left, right) <= 900_000)
    assert (pairs.point == point).all()
    assert (pairs.site == site).all()


def test_of_a_pair_that_a_matrix_states_twice_the_least_counts_and_nothing_is_no_road() -> None:
    pairs = matrix_pairs(
        np.array([1, 0, 1, 2]), np.array([0, 2, 0, 1]), np.array([9.0, 5.0, 7.0, np.nan]), points=3, sites=4
    )
    assert (pairs.start.tolist(), pairs.site.tolist(), pairs.cost.tolist()) == ([0, 1, 2, 2], [2, 0], [5, 7])


@pytest.mark.parametrize("radius", [-1.0, float("nan")])
def test_a_radius_is_a_number_that_is_not_negative(radius: float) -> None:
    with pytest.raises(ValueError, match="radius"):
        pairs_within(unit_vectors([0], [0]), unit_vectors([0], [0]), radius)
