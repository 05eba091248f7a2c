"""People are where the model says, and add up to what is stated."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.discs import spread_over_discs, spread_over_outline
from hub.planning.distance import Floats, metres
from hub.planning.errors import UnusablePoints
from hub.planning.estimate import Unit
from hub.planning.people import PopulationBasis, points_of_file
from hub.planning.people_model import PEOPLE_PER_KM2, Hromadas, Places, spread_people

_NAN = float("nan")
_NO_PLACES = Places(np.empty(0, np.int64), np.empty(0), np.empty(0), np.empty(0))


def _hromadas(people: list[float], lat: list[float] | None = None, area: float = 300.0) -> Hromadas:
    count = len(people)
    return Hromadas(
        code=tuple(f"UA{each}" for each in range(count)),
        lat=np.array([49.0 + each for each in range(count)] if lat is None else lat),
        lon=np.full(count, 28.0),
        area_km2=np.full(count, area),
        people=np.array(people),
        settlements=np.full(count, 12.0),
        day=date(2022, 1, 1),
    )


def _places(hromada: list[int], people: list[float], lat: float = 49.05) -> Places:
    count = len(people)
    return Places(
        np.array(hromada, np.int64),
        np.full(count, lat),
        np.full(count, 28.1),
        np.array(people),
        date(2021, 1, 1),
    )


def _from(lat: float, lon: float, points: tuple[Floats, Floats]) -> Floats:
    count = points[0].size
    return metres(np.full(count, lat), np.full(count, lon), *points)


@pytest.mark.parametrize("lat", [49.0, 90.0, -89.99])
def test_points_of_a_disc_stand_for_equal_areas(lat: float) -> None:
    spread = spread_over_discs(np.array([lat]), np.array([179.99]), np.array([10_000.0]), np.array([61]))
    distance = _from(lat, 179.99, (spread.lat, spread.lon))
    expected = 10_000 * np.sqrt((np.arange(61) + 0.5) / 61)
    assert distance == pytest.approx(expected, rel=1e-6)


def test_a_place_is_a_disc_of_its_density_and_the_rest_is_around() -> None:
    points = spread_people(_hromadas([20_000]), _places([0], [14_000]))
    town, rest = points.chosen(points.at_known_place), points.chosen(~points.at_known_place)
    assert (town.people.sum(), rest.people.sum()) == pytest.approx((14_000, 6_000))
    radius = 1_000 * np.sqrt(14_000 / (PEOPLE_PER_KM2 * np.pi))
    assert _from(49.05, 28.1, (town.lat, town.lon)).max() == pytest.approx(radius * np.sqrt(36.5 / 37))
    whole = 1_000 * np.sqrt(300 / np.pi)
    assert _from(49.0, 28.0, (rest.lat, rest.lon)).max() == pytest.approx(whole * np.sqrt(60.5 / 61))
    assert set(rest.uncertainty.round(6)) == {round(1_000 * np.sqrt(300 / (12 * np.pi)), 6)}
    assert (points.basis, points.unit) == (PopulationBasis.STATED_PLACES_AND_REST, Unit.PEOPLE)
    assert points.as_of == date(2021, 1, 1)


_STATED = st.lists(st.just(_NAN) | st.just(0.0) | st.floats(1, 1e6), min_size=1, max_size=5)
_KNOWN = st.lists(st.tuples(st.integers(0, 4), st.just(0.0) | st.floats(1, 1e5)), max_size=6)


@given(stated=_STATED, known=_KNOWN)
def test_people_add_up_to_what_is_stated_of_each_hromada(
    stated: list[float], known: list[tuple[int, float]]
) -> None:
    known = [(hromada % len(stated), people) for hromada, people in known]
    hromadas = _hromadas(stated)
    points = spread_people(hromadas, _places([each for each, _ in known], [each for _, each in known]))
    if points.basis is PopulationBasis.NONE:
        assert points.unit is Unit.HROMADAS
        assert points.people.tolist() == [1.0] * len(stated)
        return
    sums = np.bincount(points.territory, points.people, len(stated))
    at = np.array([each for each, _ in known], np.int64)
    of_places = np.bincount(at, [each for _, each in known], len(stated))
    assert sums == pytest.approx(np.where(np.isfinite(hromadas.people), hromadas.people, of_places), abs=1e-6)
    assert points.people_without_point == 0
    assert points.hromadas_without_people.tolist() == np.flatnonzero(np.isnan(hromadas.people)).tolist()


def test_without_population_hromadas_are_counted() -> None:
    points = spread_people(_hromadas([_NAN, _NAN], lat=[49.0, _NAN]), _NO_PLACES)
    assert (points.basis, points.unit) == (PopulationBasis.NONE, Unit.HROMADAS)
    assert (points.people.tolist(), points.territory.tolist()) == ([1.0], [0])
    assert points.hromadas_without_people.tolist() == [0, 1]


def test_only_places_are_told_from_a_whole_population() -> None:
    points = spread_people(_hromadas([_NAN]), _places([0, -1], [500, 700]))
    assert points.basis is PopulationBasis.POINTS_ONLY
    assert points.people.sum() == pytest.approx(1_200)


def test_who_has_no_point_is_counted_beside() -> None:
    points = spread_people(_hromadas([900, 100], lat=[_NAN, 49.0]), _NO_PLACES)
    assert (points.people.sum(), points.people_without_point) == pytest.approx((100, 900))
    unplaced = spread_people(_hromadas([1_000]), _places([0], [400], lat=_NAN))
    assert not unplaced.at_known_place.any()
    assert unplaced.people.sum() == pytest.approx(1_000)


def test_a_hromada_without_an_area_is_a_point_that_is_not_certain() -> None:
    points = spread_people(_hromadas([1_000], area=_NAN), _NO_PLACES)
    assert (points.people.tolist(), points.uncertainty.tolist()) == ([1_000], [15_000])


def test_an_outline_takes_the_place_of_the_disc() -> None:
    outline = shapely.box(28.0, 49.0, 28.5, 49.1)
    hromadas = replace(_hromadas([1_000]), outline=(outline,))
    points = spread_people(hromadas, _NO_PLACES)
    assert shapely.contains_xy(outline, points.lon, points.lat).all()
    assert 45 <= points.people.size <= 80
    assert points.people.sum() == pytest.approx(1_000)
    west = points.lon < 28.25
    assert points.people[west].sum() == pytest.approx(500, rel=0.2)


def test_a_polygon_too_thin_for_its_points_has_one_inside() -> None:
    outline = shapely.Polygon([(28, 49), (29, 49), (29, 49.0000001), (28, 49.0000001)])
    spread = spread_over_outline(outline, 61)
    assert spread.lat.size >= 1
    assert shapely.intersects_xy(outline, spread.lon, spread.lat).all()


def test_people_beyond_the_border_are_within_it() -> None:
    border = shapely.box(20, 49.0, 40, 53)
    points = spread_people(_hromadas([1_000]), _NO_PLACES, boundary=border)
    assert points.lat.min() >= 49.0
    assert points.people.sum() == pytest.approx(1_000)
    elsewhere = spread_people(_hromadas([1_000]), _NO_PLACES, boundary=shapely.box(0, 0, 1, 1))
    assert (elsewhere.people.size, elsewhere.people_without_point) == (0, pytest.approx(1_000))


def test_a_file_replaces_the_model_and_is_clipped_to_the_state() -> None:
    points = points_of_file(
        np.array([49.0, -35.0, 49.0]),
        np.array([28.0, 149.0, 28.0]),
        np.array([10.0, 5, 0]),
        boundary=shapely.box(22, 44, 40.3, 52.5),
        day=date(2019, 4, 21),
    )
    assert (points.basis, points.people.tolist()) == (PopulationBasis.POINTS_FILE, [10, 0])
    assert (points.points_outside, points.people_without_point) == (1, 5)


@pytest.mark.parametrize("people", [-1.0, _NAN, float("inf")])
def test_people_who_are_no_number_are_an_error(people: float) -> None:
    with pytest.raises(UnusablePoints, match=r"1 of 2 points .* in row 1"):
        points_of_file(np.array([49.0, 49]), np.array([28.0, 28]), np.array([1.0, people]))


@pytest.mark.parametrize("people", [-3.0, float("inf")])
def test_an_impossible_population_is_an_error(people: float) -> None:
    with pytest.raises(UnusablePoints, match=f"its people are {people}"):
        spread_people(_hromadas([people]), _NO_PLACES)
