"""One capacity shared over areas, concentration, and sites that take only so many."""

import numpy as np
import pytest

from hub.planning.concentration import concentration
from hub.planning.siting import MoreSitesThanCandidates, SitingProblem
from hub.planning.siting.capacity import ExistingSites, serve_existing, site_with_capacity
from hub.planning.transport import share_capacity
from hub.solver import SolverSession


def test_the_most_are_served_and_then_the_nearest() -> None:
    with SolverSession() as session:
        sharing = share_capacity(session, [10, 5], [8, 8], [0, 0, 1], [0, 1, 0], [1, 9, 2])
    assert sharing.flow == pytest.approx([3, 7, 5])
    assert sharing.given == pytest.approx([10, 5])
    assert sharing.received == pytest.approx([8, 7])


def test_a_team_of_three_areas_has_its_clients_once() -> None:
    with SolverSession() as session:
        sharing = share_capacity(session, [83], [83, 83, 83], [0, 0, 0], [0, 1, 2], [0, 1, 2])
    assert sharing.received.sum() == pytest.approx(83)


def test_concentration_is_over_stated_capacity_only() -> None:
    market = concentration([30, 10, None, 60])
    assert market.index == pytest.approx(0.09 + 0.01 + 0.36)
    assert (market.stated, market.of, market.stated_share) == (3, 4, 0.75)
    assert concentration([None]).index is None
    assert concentration([]).stated_share is None


def capacities() -> tuple[SitingProblem, ExistingSites]:
    """Three points on a line 10 apart with an existing site of 4 places at the first."""
    row, column = (axis.ravel() for axis in np.indices((3, 3)))
    problem = SitingProblem.of(
        [6, 5, 7], [0, 10, 20], row, column, 10.0 * np.abs(row - column), ["a", "b", "c"]
    )
    existing = ExistingSites(
        np.array([4.0]), np.arange(3), np.zeros(3, dtype=np.int64), np.array([0.0, 10, 20])
    )
    return problem, existing


def test_a_site_with_capacity_keeps_the_radius() -> None:
    problem, existing = capacities()
    with SolverSession() as session:
        assert serve_existing(session, problem, existing, 0) == pytest.approx([4])
        plan = site_with_capacity(session, problem, existing, new=1, new_capacity=100, reach=0)
        wide = site_with_capacity(session, problem, existing, new=1, new_capacity=100, reach=10)
        with pytest.raises(MoreSitesThanCandidates):
            site_with_capacity(session, problem, existing, new=4, new_capacity=1, reach=1)
    assert (plan.sites, plan.served, plan.served_before) == ((2,), pytest.approx(11), pytest.approx(4))
    assert plan.load == pytest.approx([4, 7])
    assert (wide.sites, wide.served) == ((1,), pytest.approx(18))
