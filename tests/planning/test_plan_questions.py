"""Questions about new sites as they are asked: what is wrong with one, and its one canonical form."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.filter_errors import BadUserInput, TooManyValues
from hub.planning.plans.ground import why_none
from hub.planning.plans.question import CandidateKind, PlanQuestion
from hub.planning.plans.results import StaleResult, restored, stored
from hub.planning.plans.solving import solve
from hub.planning.scenario import decode, encode, hash_of
from hub.planning.siting import Effort, SitingProblem
from hub.settings import RequestLimits

BASE: dict[str, Any] = {
    "within": "UA71000000000010357",
    "goal": "MOST_COVERED",
    "new": 2,
    "share": None,
    "reach": {"metres": 9_000, "minutes": None},
    "keep": None,
    "candidates": {"kind": "SETTLEMENTS", "codes": None},
    "exclude": None,
    "people": None,
    "capacity": None,
    "effort": "QUICK",
    "asOf": None,
}
NAN, INFINITE = math.nan, math.inf
FEWEST: dict[str, Any] = {"goal": "FEWEST_FOR_SHARE", "new": None}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        *(({"new": new}, "NEW_SITES") for new in (0, -1, 501, 2**60)),
        *(({**FEWEST, "share": each}, "SHARE") for each in (0, -0.5, 1.5, 1e308, NAN, INFINITE)),
        ({**FEWEST, "share": 0.5, "new": 1}, "GOAL_ARGUMENTS"),
        (FEWEST, "GOAL_ARGUMENTS"),
        ({"new": None}, "GOAL_ARGUMENTS"),
        ({"share": 0.5}, "GOAL_ARGUMENTS"),
        *(
            ({"reach": {"metres": each, "minutes": None}}, "REACH")
            for each in (0, -1, 200_001, 1_000_000_000)
        ),
        *(({"reach": {"metres": None, "minutes": each}}, "REACH") for each in (0, -1, 241)),
        ({"reach": {"metres": None, "minutes": None}}, "REACH"),
        ({"reach": {"metres": 1, "minutes": 1}}, "REACH"),
        ({"reach": {"metres": 1, "minutes": None, "strict": True}}, "REACH"),
        ({"reach": {"metres": None, "minutes": 5, "strict": 1}}, "SCENARIO_ID"),
        ({"candidates": {"kind": "CODES"}}, "GOAL_ARGUMENTS"),
        ({"candidates": {"kind": "CODES", "codes": ["A", "B"]}, "exclude": ["B"]}, "GOAL_ARGUMENTS"),
        *(({"capacity": each}, "CAPACITY") for each in ({"new": 0}, {"new": -1}, {"new": 1_000_001})),
        ({"capacity": {"new": 5, "existing": -1}}, "CAPACITY"),
        ({"capacity": {"existing": 5}}, "SCENARIO_ID"),
        ({"capacity": {"new": 5}, "goal": "LEAST_DISTANCE"}, "GOAL_ARGUMENTS"),
        ({"asOf": "2026-02-30"}, "AS_OF"),
        ({"asOf": [1]}, "AS_OF"),
        ({"asOf": 10**12}, "AS_OF"),
    ],
)
def test_what_is_wrong_has_its_reason(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadUserInput) as caught:
        PlanQuestion.asked({**BASE, **change})
    assert caught.value.reason == reason


def test_no_more_codes_are_looked_up_than_a_filter_may_name() -> None:
    codes = [f"UA{number:017d}" for number in range(101)]
    question = PlanQuestion.asked({**BASE, "exclude": codes})
    with pytest.raises(TooManyValues, match="exclude holds 101 values"):
        question.check_lists(RequestLimits())
    PlanQuestion.asked({**BASE, "exclude": codes[:100]}).check_lists(RequestLimits())


@given(
    st.integers(1, 500),
    st.sampled_from([{"metres": 5_000}, {"metres": 5e3}, {"minutes": 30, "strict": True}, {"minutes": 30}]),
    st.sampled_from([None, {"new": 5}, {"new": 5.0, "existing": None}, {"new": 5, "existing": 0}]),
    st.lists(st.sampled_from(["A", "B", "C"])),
)
def test_a_question_comes_back_from_its_id_with_its_hash(
    new: int, reach: dict[str, Any], capacity: dict[str, Any] | None, exclude: list[str]
) -> None:
    asked = {**BASE, "new": new, "reach": reach, "capacity": capacity, "exclude": exclude or None}
    question = PlanQuestion.asked(asked)
    again = PlanQuestion.of(decode(encode(question.form())))
    assert again == PlanQuestion.of(question.form())
    assert hash_of(again.form()) == hash_of(question.form())
    turned = PlanQuestion.asked({**asked, "exclude": exclude[::-1] or None})
    assert hash_of(turned.form()) == hash_of(question.form())
    assert ("strict" in question.form()["reach"]) == bool(reach.get("strict"))


def problem(people: tuple[int, ...] = (3, 5, 8)) -> SitingProblem:
    """Three points 10 km apart, each with a candidate."""
    distance = np.abs(np.subtract.outer(np.arange(3), np.arange(3))) * 10_000.0
    point, place = (axis.ravel() for axis in np.indices((3, 3)))
    return SitingProblem.of(people, [np.inf] * 3, point, place, distance.ravel(), ["a", "b", "c"])


@pytest.mark.parametrize(
    "change", [{}, {"goal": "LEAST_DISTANCE"}, {**FEWEST, "share": 0.6}, {"goal": "LEAST_FARTHEST"}]
)
def test_a_result_is_recounted_before_it_is_told_again(change: dict[str, Any]) -> None:
    question = PlanQuestion.asked({**BASE, **change})
    plan = solve(problem(), question, Effort.QUICK)
    kept = stored(plan)
    assert restored(problem(), question, kept["proof"], kept["answer"]) == plan
    for other in ((3, 5, 9), (8, 5, 4)):
        with pytest.raises(StaleResult):
            restored(problem(other), question, kept["proof"], kept["answer"])
    with pytest.raises(StaleResult):
        restored(problem(), question, kept["proof"], {**kept["answer"], "sites": ["x"]})


def test_that_a_territory_has_no_places_of_the_kind_is_told_with_what_to_ask_for() -> None:
    why = why_none(CandidateKind.SETTLEMENTS, "KZ", 0, 0, 0)
    assert why == "the hub knows none of SETTLEMENTS in KZ, so ask for HROMADA_SEATS or CODES"
    assert why_none(CandidateKind.CODES, "KZ", 0, 3, 0) == "3 have no point, so name others"
