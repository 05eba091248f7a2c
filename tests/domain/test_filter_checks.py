"""Polygons, windows and orders, without a database."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.filter_checks import centre_of, check_window, polygon_text
from hub.domain.filter_errors import BadPageSize, BadUserInput, DistanceWithoutCentre
from hub.domain.filters import Circle, ProviderFilter, ProviderOrder, ProviderOrderField, Window, Within
from hub.domain.records import Point
from hub.settings import RequestLimits

LIMITS = RequestLimits()
SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
HOLE = [[0.2, 0.2], [0.4, 0.2], [0.4, 0.4], [0.2, 0.4], [0.2, 0.2]]


def test_polygons_with_holes_multipolygons_and_features_are_served() -> None:
    wanted = '{"type": "Polygon", "coordinates": ' + str([SQUARE, HOLE]) + "}"
    polygon = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
    assert polygon_text(polygon, LIMITS) == wanted
    assert polygon_text({"type": "Feature", "properties": None, "geometry": polygon}, LIMITS) == wanted
    many = {"type": "MultiPolygon", "coordinates": [[SQUARE]]}
    assert polygon_text({**many, "bbox": [0, 0, 1, 1]}, LIMITS).startswith('{"type": "MultiPolygon"')


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@given(JSON, st.sampled_from(["Polygon", "MultiPolygon", "Feature", "Point", None]))
def test_anything_else_is_refused_by_name(value: Any, kind: str | None) -> None:
    for given_value in (value, {"type": kind, "coordinates": value}, {"type": kind, "geometry": value}):
        with pytest.raises(BadUserInput):
            polygon_text(given_value, LIMITS)


def test_windows_get_their_size() -> None:
    assert check_window(Window(), LIMITS).first == 20
    assert check_window(Window(last=100), LIMITS) == Window(last=100)
    with pytest.raises(BadPageSize, match="last: 101 is not usable: pages hold 0 to 100 nodes"):
        check_window(Window(last=101), LIMITS)


def test_distances_are_from_the_radius() -> None:
    by_distance = [ProviderOrder(ProviderOrderField.DISTANCE)]
    near = ProviderFilter(within=Within(circle=Circle(Point(1, 2), 3)))
    assert centre_of(near, by_distance) == Point(1, 2)
    assert centre_of(near, []) is None
    with pytest.raises(DistanceWithoutCentre):
        centre_of(ProviderFilter(), by_distance)
