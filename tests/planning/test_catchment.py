"""Access by floating catchments and RAAM, against saved cases of PySAL's `access` and by their invariants."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.catchment import GaussianDecay, StepDecay, three_step, two_step, weights_of
from hub.planning.distance import Floats, unit_vectors
from hub.planning.errors import MixedUnits
from hub.planning.pairs import Pairs, TravelUnit, matrix_pairs, pairs_within
from hub.planning.raam import GOAL, raam

_MINUTES = TravelUnit.MINUTES


@pytest.fixture(params=range(4))
def case(request: pytest.FixtureRequest, shared_data: Path) -> Any:
    """One hospital case: three points and three sites."""
    return json.loads((shared_data / "planning" / "access_cases.json").read_text())[request.param]


def _arrays(case: Any) -> tuple[Pairs, Floats, Floats]:
    cost = np.array(case["cost"], np.float64)
    point, site = cost[:, 0].astype(np.int64) - 1, cost[:, 1].astype(np.int64) - 1
    people, supply = (
        np.array([case[part][key] for key in "123"], np.float64) for part in ("demand", "supply")
    )
    return matrix_pairs(point, site, cost[:, 2], 3, 3), people, supply


def _expected(case: Any, name: str) -> Any:
    return pytest.approx([case["expected"][name][key] for key in "123"], rel=1e-12)


def test_two_steps_equal_those_of_access(case: Any) -> None:
    pairs, people, supply = _arrays(case)
    plain = two_step(pairs, weights_of(pairs, StepDecay((45,), (1,), _MINUTES)), people, supply)
    assert plain.access == _expected(case, "2sfca plain, max 45")
    bands = StepDecay((20, 40, 60), (1, 0.68, 0.22), _MINUTES)
    stepped = two_step(pairs, weights_of(pairs, bands), people, supply)
    assert stepped.access == _expected(case, "e2sfca, steps 20:1 40:.68 60:.22, max 60")
    inverse = np.where(pairs.cost <= 61, 1 / pairs.cost, 0)
    assert two_step(pairs, inverse, people, supply).access == _expected(case, "2sfca, weight 1/t, max 61")


def test_three_steps_equal_those_of_access_which_lets_people_choose_beyond_the_limit(case: Any) -> None:
    pairs, people, supply = _arrays(case)
    inside = np.where(pairs.cost <= 61, 1 / pairs.cost, 0)
    catchment = three_step(pairs, inside, people, supply, choice=1 / pairs.cost)
    assert catchment.access == _expected(case, "3sfca, weight 1/t, max 61")


def test_raam_is_an_equilibrium_near_where_access_stops(case: Any) -> None:
    pairs, people, supply = _arrays(case)
    answer = raam(pairs, people, supply, 60.0)
    assert answer.gap <= GOAL
    assert answer.load.sum() == pytest.approx(people.sum())
    # `access` moves whole persons for 150 rounds and stops; it says not how far it is from the end.
    stopped = [case["expected"]["raam tau 60"][key] for key in "123"]
    assert answer.cost == pytest.approx(stopped, abs=0.01)


def test_the_grid_of_access() -> None:
    axis = np.arange(5.0)
    east, north = (each.ravel() for each in np.meshgrid(axis, axis))
    point, site = np.repeat([0, 6, 12, 18, 24], 25), np.tile(np.arange(25), 5)
    cost = np.hypot(east[point] - east[site], north[point] - north[site])
    pairs = matrix_pairs(np.repeat(np.arange(5), 25), site, cost, 5, 25)
    people, supply = np.ones(5), np.ones(25)
    for limit, total in ((10.0, 25.0), (0.9, 5.0)):
        catchment = two_step(pairs, weights_of(pairs, StepDecay((limit,), (1,), _MINUTES)), people, supply)
        assert catchment.access.tolist() == pytest.approx([total / 5] * 5)
    weights = weights_of(pairs, StepDecay((10,), (25,), _MINUTES))
    assert three_step(pairs, weights, people, supply).access == pytest.approx([5] * 5)
    nobody = two_step(pairs, np.zeros_like(cost), people, supply)
    assert (nobody.access.tolist(), nobody.points_without_site) == ([0.0] * 5, 5)


def test_the_country_is_reproduced(shared_data: Path) -> None:
    folder = shared_data / "planning"
    expected = json.loads((folder / "ua_expected.json").read_text())["e2sfca"]
    stations, centres = (
        np.loadtxt(folder / name, delimiter=",", skiprows=1, usecols=(1, 2, 3))
        for name in ("ua_precincts_2019_lat_lon_voters.csv", "ua_service_centre_points_lat_lon.csv")
    )
    pairs = pairs_within(
        unit_vectors(stations[:, 0], stations[:, 1]), unit_vectors(centres[:, 0], centres[:, 1]), 30_000
    )
    limits = tuple(1_000.0 * float(km) for km in expected["steps_km"])
    weights = weights_of(pairs, StepDecay(limits, tuple(expected["steps_km"].values())))
    catchment = two_step(pairs, weights, stations[:, 2], centres[:, 2])
    assert pairs.site.size == expected["pairs_within_30_km"]
    assert catchment.points_without_site == expected["points_without_any_site"]
    total = float(stations[:, 2] @ catchment.access)
    assert total == pytest.approx(expected["sum_demand_times_access"], rel=1e-12)
    assert total == pytest.approx(catchment.supply_in_reach, rel=1e-12)


_PEOPLE = st.just(0.0) | st.floats(1, 1e6)
#: Places are none, not known, or a thousandth of one and more: what is stated is in places.
_SUPPLY = st.sampled_from([0.0, float("nan")]) | st.floats(1e-3, 1e4)
_WORLD = st.integers(1, 6).flatmap(
    lambda points: st.integers(1, 5).flatmap(
        lambda sites: st.tuples(
            st.lists(_PEOPLE, min_size=points, max_size=points),
            st.lists(_SUPPLY, min_size=sites, max_size=sites),
            st.lists(st.floats(0, 100), min_size=points * sites, max_size=points * sites),
        )
    )
)
_World = tuple[list[float], list[float], list[float]]


def _world(world: _World, points: list[int] | None = None) -> tuple[Pairs, Floats, Floats]:
    people, supply, cost = (np.array(each, np.float64) for each in world)
    table = cost.reshape(people.size, supply.size)
    if points is not None:
        people, table = people[points], table[points]
    point, site = np.indices(table.shape)
    pairs = matrix_pairs(point.ravel(), site.ravel(), table.ravel(), people.size, supply.size)
    return pairs.within(80), people, supply


@given(world=_WORLD)
def test_people_times_access_is_the_supply_in_reach(world: _World) -> None:
    pairs, people, supply = _world(world)
    for weights in (
        weights_of(pairs, StepDecay((20, 60), (1, 0.3), _MINUTES)),
        weights_of(pairs, GaussianDecay(60, _MINUTES)),
    ):
        for catchment in (
            two_step(pairs, weights, people, supply),
            three_step(pairs, weights, people, supply),
        ):
            assert np.isfinite(catchment.access).all()
            assert (catchment.access >= 0).all()
            assert float(people @ catchment.access) == pytest.approx(catchment.supply_in_reach)


@given(world=_WORLD, seed=st.randoms(use_true_random=False))
def test_the_order_of_points_changes_nothing(world: _World, seed: Any) -> None:
    order = list(range(len(world[0])))
    seed.shuffle(order)
    results = []
    for points in (list(range(len(order))), order):
        pairs, people, supply = _world(world, points)
        weights = weights_of(pairs, GaussianDecay(70, _MINUTES))
        results.append(two_step(pairs, weights, people, supply).access)
    assert results[1] == pytest.approx(results[0][order])


@given(world=_WORLD)
def test_raam_serves_all_in_reach_and_proves_it(world: _World) -> None:
    pairs, people, supply = _world(world)
    answer = raam(pairs, people, supply, 30.0)
    assert np.isfinite(answer.cost).all()
    assert answer.point.size + answer.points_without_site == people.size
    assert answer.load.sum() == pytest.approx(people[answer.point].sum())
    assert answer.load[~(np.nan_to_num(supply) > 0)].sum() == 0
    assert answer.gap >= 0


def test_raam_says_the_gap_where_the_rounds_do_not_suffice() -> None:
    pairs = matrix_pairs(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([1.0, 5, 5, 1]), 2, 2)
    people, supply = np.array([900.0, 100]), np.array([10.0, 10])
    answer = raam(pairs, people, supply, 60.0, most_rounds=1)
    assert (answer.rounds, answer.gap > GOAL) == (1, True)
    assert raam(pairs, people, supply, 60.0).gap <= GOAL


def test_a_gaussian_falls_from_1_to_0_at_its_limit() -> None:
    weights = GaussianDecay(30.0).of(np.array([0.0, 15, 30, 31]))
    assert weights[[0, 2, 3]].tolist() == [1, 0, 0]
    assert weights[1] == pytest.approx((np.exp(-0.125) - np.exp(-0.5)) / (1 - np.exp(-0.5)))


def test_metres_and_minutes_are_not_mixed() -> None:
    pairs = matrix_pairs(np.array([0]), np.array([0]), np.array([5.0]), 1, 1)
    with pytest.raises(MixedUnits, match=r"travel is in minutes .* decay in metres"):
        weights_of(pairs, StepDecay((10_000,), (1,)))


@pytest.mark.parametrize(
    ("limits", "weights"), [((), ()), ((1.0,), ()), ((2.0, 1.0), (1.0, 1.0)), ((1.0,), (-1.0,))]
)
def test_bands_rise_and_weigh(limits: tuple[float, ...], weights: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"limit|weight"):
        StepDecay(limits, weights)
