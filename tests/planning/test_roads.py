"""Minutes of a matrix with holes, recounted pair by pair: no road is no minute, a hole is of the rule."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.distance import metres
from hub.planning.people import points_of_file
from hub.planning.roads import Roads, blended_travel, minute_pairs
from hub.planning.travel import Sites, minutes_by_rule, straight_travel

_SPOT = st.tuples(st.floats(48, 50), st.floats(27, 30))
_MINUTES = st.one_of(st.floats(0, 240), st.sampled_from([np.inf, np.nan, -1.0]))


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Points at places 0 to 2 of a matrix or at none, sites at places 3 to 5 or at none."""
    points = draw(st.lists(st.tuples(_SPOT, st.integers(-1, 2)), min_size=1, max_size=6))
    ends = st.integers(2, 5).map(lambda each: -1 if each == 2 else each)
    sites = draw(st.lists(st.tuples(_SPOT, ends, ends), min_size=1, max_size=5))
    pairs = st.tuples(st.integers(0, 2), st.integers(3, 5))
    return {
        "points": points,
        "sites": sites,
        "told": draw(st.dictionaries(pairs, _MINUTES, max_size=9)),
        "away": draw(st.floats(0, 5_000)),
        "strict": draw(st.booleans()),
    }


def _recount(case: dict[str, Any], radius: float, doubt: float) -> list[list[tuple[float, float, float]]]:
    """For each point and site the minutes as told or by the rule, surely and possibly."""
    table = []
    for (lat, lon), origin in case["points"]:
        line = []
        for (north, east), *ends in case["sites"]:
            (line_metres,) = metres([lat], [lon], [north], [east])
            told = next((case["told"][origin, end] for end in ends if (origin, end) in case["told"]), None)
            if told is not None:
                minutes = told if np.isfinite(told) and told >= 0 else np.inf
                wide = 1.24 * (radius + doubt + case["away"]) / 1_000
                line.append((minutes, minutes + wide, minutes - wide))
            elif case["strict"]:
                line.append((np.inf, np.inf, np.inf))
            else:
                wide = radius + doubt
                least = max(line_metres - wide, 0)
                line.append(
                    (
                        9.1 + 1.24 * line_metres / 1_000,
                        1.37 * (9.1 + 1.24 * (line_metres + wide) / 1_000),
                        0.63 * (9.1 + 1.24 * least / 1_000),
                    )
                )
        table.append(line)
    return table


def _roads(case: dict[str, Any]) -> tuple[Roads, list[Any]]:
    keys = sorted(case["told"])
    roads = Roads.of(
        np.array([key[0] for key in keys], np.int64),
        np.array([key[1] for key in keys], np.int64),
        np.array([case["told"][key] for key in keys], np.float64),
        6,
        np.array([origin for _, origin in case["points"]], np.int64),
        np.full(len(case["points"]), case["away"]),
        strict=case["strict"],
    )
    ends = [np.array([site[number] for site in case["sites"]], np.int64) for number in (1, 2)]
    return roads, ends


@given(cases())
def test_travel_is_the_least_of_all_pairs_told_or_by_the_rule(case: dict[str, Any]) -> None:
    radius, doubt = 3_000.0, 700.0
    lat, lon = (np.array([point[0][axis] for point in case["points"]]) for axis in (0, 1))
    people = points_of_file(lat, lon, np.ones(lat.size), uncertainty=doubt)
    count = len(case["sites"])
    sites = Sites(
        np.array([site[0][0] for site in case["sites"]]),
        np.array([site[0][1] for site in case["sites"]]),
        np.full(count, radius),
        np.zeros(count, np.int64),
    )
    roads, ends = _roads(case)
    rule = minutes_by_rule(straight_travel(people, sites))
    found = blended_travel(people, sites, ends, roads, rule)
    for row, line in enumerate(_recount(case, radius, doubt)):
        value, sure, possible = (min(each[part] for each in line) for part in range(3))
        got = found.travel
        assert got.value[row] == pytest.approx(value, rel=1e-9)
        assert got.sure[row] == pytest.approx(sure, rel=1e-9)
        assert got.possible[row] == pytest.approx(max(possible, 0), rel=1e-9, abs=1e-9)
        assert (got.site[row] < 0) == np.isinf(value)
        if np.isfinite(value):
            assert line[got.site[row]][0] == pytest.approx(value, rel=1e-9)
        if case["strict"]:
            assert not found.by_rule[row]


@given(cases(), st.floats(0, 300))
def test_pairs_within_minutes_are_those_of_comparing_all_with_all(case: dict[str, Any], limit: float) -> None:
    roads, ends = _roads(case)
    lat, lon = (np.array([point[0][axis] for point in case["points"]]) for axis in (0, 1))
    vectors = points_of_file(lat, lon, np.ones(lat.size)).vectors
    spots = [np.array([site[0][axis] for site in case["sites"]]) for axis in (0, 1)]
    places = points_of_file(spots[0], spots[1], np.ones(spots[0].size)).vectors
    pairs = minute_pairs(vectors, places, ends, limit, roads)
    found = {
        (int(point), int(site)): float(cost)
        for point, site, cost in zip(pairs.point, pairs.site, pairs.cost, strict=True)
    }
    expected = {
        (row, column): each[0]
        for row, line in enumerate(_recount(case, 0, 0))
        for column, each in enumerate(line)
    }
    near = {key: value for key, value in expected.items() if value <= limit}
    assert all(abs(expected[key] - limit) < 1e-6 for key in found.keys() ^ near.keys())
    assert all(cost == pytest.approx(expected[key], rel=1e-9) for key, cost in found.items())
