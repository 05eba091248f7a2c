"""`siting` and `scenario` over the demo's data: plans against enumeration, invariants, refusals."""

import base64
import zlib
from itertools import combinations
from typing import Any

import orjson
import pytest

from hub.planning.distance import metres
from hub.settings import RequestLimits
from tests.schema.hub import Hub
from tests.schema.planning.siting_questions import CHERKASY, DISTRICT, SITING, asked, refused

GOALS: list[dict[str, Any]] = [
    {"goal": "MOST_COVERED", "new": 3},
    {"goal": "LEAST_DISTANCE", "new": 2},
    {"goal": "FEWEST_FOR_SHARE", "share": 0.95},
]
PLACES = """
query ($codes: [String!]) {
  territories(filter: {codes: $codes}, first: 100) { edges { node { code point { lat lon } } } }
}
"""


@pytest.mark.parametrize("question", GOALS)
def test_nothing_is_lost_by_a_plan_and_nothing_passes_its_bound(
    demo_hub: Hub, question: dict[str, Any]
) -> None:
    found = asked(demo_hub, **question)
    before, after = found["before"], found["after"]
    assert 0 < before["covered"]["value"] <= after["covered"]["value"] <= after["people"]["value"]
    assert after["sites"] == before["sites"] + len(found["sites"])
    for row in found["rows"]:
        pair = row["before"]["covered"]["value"], row["after"]["covered"]["value"]
        assert pair == (None, None) or pair[0] <= pair[1]
    objective, bound = found["proof"]["objective"], found["proof"]["bound"]
    assert objective <= bound if question["goal"] == "MOST_COVERED" else bound <= objective
    assert [site["rank"] for site in found["sites"]] == list(range(1, len(found["sites"]) + 1))
    assert found["basis"]["method"]["code"] == "SITING_QUICK"
    assert (found["job"], found["cost"]) == (None, None)


def test_the_covered_are_the_objective_and_the_others_are_listed(demo_hub: Hub) -> None:
    found = asked(demo_hub, goal="MOST_COVERED", new=3)
    covered = found["after"]["covered"]["value"]
    assert covered == pytest.approx(found["proof"]["objective"], abs=5)
    listed = sum(edge["node"]["people"]["value"] for edge in found["uncovered"]["edges"])
    assert found["uncovered"]["totalCount"] == len(found["uncovered"]["edges"])
    rounding = 5 * (found["uncovered"]["totalCount"] + 2)
    assert found["after"]["people"]["value"] - covered == pytest.approx(listed, abs=rounding)
    gained = sum(site["gained"]["value"] for site in found["sites"])
    assert gained == pytest.approx(covered - found["before"]["covered"]["value"], abs=25)


def test_the_plan_is_the_best_of_all_sets(demo_hub: Hub) -> None:
    codes = [site["territory"]["code"] for site in asked(demo_hub, goal="MOST_COVERED", new=6)["sites"]]
    question = {"goal": "MOST_COVERED", "keep": {"ids": []}, "reach": {"metres": 12_000}}
    named = {"candidates": {"kind": "CODES", "codes": codes}}
    found = asked(demo_hub, **question, **named, new=2)
    tried = [
        asked(demo_hub, **question, candidates={"kind": "CODES", "codes": list(pair)}, new=2)["proof"][
            "objective"
        ]
        for pair in combinations(codes, 2)
    ]
    assert found["proof"]["objective"] == pytest.approx(max(tried), rel=1e-12)
    assert found["proof"]["bound"] >= max(tried) * (1 - 1e-12)
    assert len(set(tried)) > 1


def test_without_existing_sites_nobody_is_covered_before(demo_hub: Hub) -> None:
    found = asked(demo_hub, goal="MOST_COVERED", new=1, keep={"ids": []})
    assert (found["before"]["covered"]["value"], found["before"]["sites"]) == (0, 0)
    assert found["after"]["covered"]["value"] > 0
    kinds = [feature["properties"]["kind"] for feature in found["geojson"]["features"]]
    assert kinds == ["new"]


def test_existing_sites_stay_in_the_map_and_new_ones_stand_apart(demo_hub: Hub) -> None:
    found = asked(demo_hub, goal="MOST_COVERED", new=2)
    kinds = [feature["properties"]["kind"] for feature in found["geojson"]["features"]]
    located = found["before"]["sites"] - found["before"]["sitesWithoutPoint"]
    assert kinds == ["existing"] * located + ["new"] * 2


def test_a_site_covers_who_lives_within_reach(demo_hub: Hub) -> None:
    found = asked(demo_hub, goal="MOST_COVERED", new=3, reach={"metres": 8_000})
    places = {site["territory"]["code"]: site["point"] for site in found["sites"]}
    listed = demo_hub.data(PLACES, {"codes": list(places)})["territories"]["edges"]
    assert {edge["node"]["code"]: edge["node"]["point"] for edge in listed} == places
    near = asked(demo_hub, goal="MOST_COVERED", new=3, reach={"metres": 4_000})
    assert near["after"]["covered"]["value"] < found["after"]["covered"]["value"]
    assert metres([0.0], [0.0], [0.0], [1.0])[0] > 8_000


def test_minutes_are_of_the_rule_and_say_so(demo_hub: Hub) -> None:
    found = asked(demo_hub, goal="MOST_COVERED", new=1, reach={"minutes": 30})
    assert found["basis"]["travel"] == {"kind": "STRAIGHT_LINE", "errorPercent": 37.0}
    assert "MINUTES_BY_RULE" in [each["code"] for each in found["basis"]["caveats"]]
    metres_ = (30 - 9.1) / 1.24 * 1_000
    same = asked(demo_hub, goal="MOST_COVERED", new=1, reach={"metres": metres_})
    assert found["proof"]["objective"] == pytest.approx(same["proof"]["objective"], rel=1e-9)
    none = asked(demo_hub, goal="MOST_COVERED", new=1, reach={"minutes": 9})
    assert (none["before"]["covered"]["value"], none["after"]["covered"]["value"]) == (0, 0)


def test_excluded_territories_get_no_site(demo_hub: Hub) -> None:
    first = asked(demo_hub, goal="MOST_COVERED", new=1)
    (hromada, *_) = first["sites"][0]["covers"]
    shut = first["sites"][0]["territory"]["code"]
    other = asked(demo_hub, goal="MOST_COVERED", new=1, exclude=[shut])
    assert other["sites"][0]["territory"]["code"] != shut
    assert other["proof"]["objective"] <= first["proof"]["objective"]
    assert {"what": "candidates", "reason": "EXCLUDED", "count": 1} in other["basis"]["notUsed"]
    assert hromada["code"].startswith("UA71")
    assert refused(demo_hub, goal="MOST_COVERED", new=1, exclude=["UA"]) == [("PLANNING_INFEASIBLE", None)]


def test_equal_questions_have_equal_hashes_and_ids(demo_hub: Hub) -> None:
    plain = asked(demo_hub, goal="MOST_COVERED", new=1)
    spelled = asked(
        demo_hub,
        within="UA-71",
        goal="MOST_COVERED",
        new=1,
        reach={"metres": 15_000.0},
        keep={},
        candidates={"kind": "SETTLEMENTS"},
        exclude=[],
        effort="QUICK",
    )
    assert spelled == plain
    other = asked(demo_hub, goal="MOST_COVERED", new=1, keep={"ids": []})
    assert other["basis"]["hash"] != plain["basis"]["hash"]


def test_a_scenario_is_the_question_itself(demo_hub: Hub) -> None:
    question = {
        "goal": "MOST_COVERED",
        "new": 2,
        "keep": {
            "sectors": ["MUNICIPAL"],
            "categories": {"anyOf": ["care"]},
            "within": {"territory": "UA-71"},
        },
    }
    found = asked(demo_hub, **question)
    query = "query ($id: ID!, $release: Int) { scenario(id: $id, release: $release) "
    query += "{ scenario sites { territory { code } } basis { hash release { number } url } } }"
    again = demo_hub.data(query, {"id": found["scenario"]})["scenario"]
    assert again["scenario"] == found["scenario"]
    assert again["basis"]["hash"] == found["basis"]["hash"]
    codes = [site["territory"]["code"] for site in found["sites"]]
    assert [site["territory"]["code"] for site in again["sites"]] == codes
    number = again["basis"]["release"]["number"]
    assert found["basis"]["url"] == f"/planning/{found['scenario']}?release={number}"
    at = demo_hub.data(query, {"id": found["scenario"], "release": number})["scenario"]
    assert [site["territory"]["code"] for site in at["sites"]] == codes
    assert demo_hub.reply(query, {"id": found["scenario"], "release": number + 1}).codes == [
        ("BAD_USER_INPUT", "UNKNOWN_RELEASE")
    ]


def test_a_release_that_passes_over_the_moment_of_a_scenario_is_told(demo_hub: Hub) -> None:
    query = "query ($id: ID!, $release: Int) { scenario(id: $id, release: $release) "
    query += "{ basis { release { number } caveats { code } } } }"
    scenario = asked(demo_hub, goal="MOST_COVERED", new=1, asOf=6)["scenario"]

    def ask(release: int | None) -> tuple[int, bool]:
        basis = demo_hub.data(query, {"id": scenario, "release": release})["scenario"]["basis"]
        told = "ANOTHER_MOMENT" in [each["code"] for each in basis["caveats"]]
        return basis["release"]["number"], told

    assert [ask(None), ask(6), ask(5)] == [(6, False), (6, False), (5, True)]


def _id_of(question: Any) -> str:
    text = orjson.dumps(question, option=orjson.OPT_SORT_KEYS)
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).rstrip(b"=").decode()


WHOLE: dict[str, Any] = {
    "asOf": None,
    "candidates": {"kind": "SETTLEMENTS"},
    "capacity": None,
    "effort": "QUICK",
    "exclude": None,
    "goal": "MOST_COVERED",
    "keep": None,
    "new": 1,
    "people": None,
    "reach": {"metres": 15_000, "minutes": None},
    "share": None,
    "within": CHERKASY,
}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"goal": "BEST"}, "SCENARIO_ID"),
        ({"within": 5}, "SCENARIO_ID"),
        ({"new": "1"}, "SCENARIO_ID"),
        ({"new": 1.5}, "SCENARIO_ID"),
        ({"new": True}, "SCENARIO_ID"),
        ({"keep": {"sql": "1"}}, "SCENARIO_ID"),
        ({"keep": {"sectors": "MUNICIPAL"}}, "SCENARIO_ID"),
        ({"keep": {"ids": ["x"]}}, "SCENARIO_ID"),
        ({"keep": {"within": {"box": {"west": 1}}}}, "SCENARIO_ID"),
        ({"candidates": {"kind": "ANYWHERE"}}, "SCENARIO_ID"),
        ({"candidates": "SETTLEMENTS"}, "SCENARIO_ID"),
        ({"exclude": [5]}, "SCENARIO_ID"),
        ({"capacity": {"places": 5}}, "SCENARIO_ID"),
        ({"capacity": {"new": 0}}, "CAPACITY"),
        ({"asOf": {"day": 1}}, "AS_OF"),
        ({"reach": {"metres": 9, "minutes": None, "strict": True}}, "REACH"),
        ({"candidates": {"kind": "CODES", "codes": ["UA71"]}, "exclude": ["UA71"]}, "GOAL_ARGUMENTS"),
        ({"people": {"ages": "old", "targetGroup": None}}, "SCENARIO_ID"),
        ({"new": 501}, "NEW_SITES"),
        ({"reach": {"metres": 200_001, "minutes": None}}, "REACH"),
        ({"asOf": "yesterday"}, "AS_OF"),
    ],
)
def test_forged_ids_are_refused(demo_hub: Hub, change: dict[str, Any], reason: str) -> None:
    query = "query ($id: ID!) { scenario(id: $id) { scenario } }"
    assert demo_hub.data(query, {"id": _id_of(WHOLE)})["scenario"]["scenario"] == _id_of(WHOLE)
    assert demo_hub.reply(query, {"id": _id_of({**WHOLE, **change})}).codes == [("BAD_USER_INPUT", reason)]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ({"goal": "MOST_COVERED", "new": 0}, "NEW_SITES"),
        ({"goal": "MOST_COVERED", "new": 501}, "NEW_SITES"),
        ({"goal": "MOST_COVERED"}, "GOAL_ARGUMENTS"),
        ({"goal": "MOST_COVERED", "new": 1, "share": 0.5}, "GOAL_ARGUMENTS"),
        ({"goal": "FEWEST_FOR_SHARE", "new": 1, "share": 0.5}, "GOAL_ARGUMENTS"),
        ({"goal": "FEWEST_FOR_SHARE"}, "GOAL_ARGUMENTS"),
        ({"goal": "MOST_COVERED", "new": 1, "candidates": {"codes": ["UA-71"]}}, "GOAL_ARGUMENTS"),
        ({"goal": "FEWEST_FOR_SHARE", "share": 1.01}, "SHARE"),
        ({"goal": "FEWEST_FOR_SHARE", "share": 1e308}, "SHARE"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {"metres": 1e308}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {"metres": -1}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {"metres": 1, "strict": True}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "asOf": "2099-01-01"}, "AS_OF"),
        ({"goal": "MOST_COVERED", "new": 1, "capacity": {"new": 0}}, "CAPACITY"),
        ({"goal": "LEAST_DISTANCE", "new": 1, "capacity": {"new": 5}}, "GOAL_ARGUMENTS"),
        (
            {"goal": "MOST_COVERED", "new": 2, "candidates": {"kind": "CODES", "codes": ["UA-71"]}},
            "NEW_SITES",
        ),
        (
            {
                "goal": "MOST_COVERED",
                "new": 1,
                "candidates": {"kind": "CODES", "codes": ["UA-71"]},
                "exclude": [CHERKASY],
            },
            "GOAL_ARGUMENTS",
        ),
        ({"goal": "FEWEST_FOR_SHARE", "share": 0}, "SHARE"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {"metres": 0}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {"metres": 1, "minutes": 1}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {"minutes": 241}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {"minutes": 0.9}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "reach": {"metres": 5e-324}}, "REACH"),
        ({"goal": "MOST_COVERED", "new": 1, "people": {"ages": {"from": 9, "to": 3}}}, "AGES"),
    ],
)
def test_bad_questions_say_why(demo_hub: Hub, question: dict[str, Any], reason: str) -> None:
    assert refused(demo_hub, **question) == [("BAD_USER_INPUT", reason)]


def test_what_cannot_be_planned_is_an_error(demo_hub: Hub) -> None:
    every = {"goal": "FEWEST_FOR_SHARE", "share": 1, "reach": {"metres": 500}}
    assert refused(demo_hub, **every) == [("PLANNING_INFEASIBLE", None)]
    strict = {"goal": "MOST_COVERED", "new": 1, "reach": {"minutes": 30, "strict": True}}
    assert refused(demo_hub, **strict) == [("NO_MATRIX", None)]
    outside = {"goal": "MOST_COVERED", "new": 1, "candidates": {"kind": "CODES", "codes": ["UA-05"]}}
    assert refused(demo_hub, **outside) == [("PLANNING_INFEASIBLE", None)]
    group = {"goal": "MOST_COVERED", "new": 1, "people": {"targetGroup": "children"}}
    assert refused(demo_hub, **group) == [("NO_POPULATION", None)]
    assert refused(demo_hub, within="UA99", goal="MOST_COVERED", new=1) == [("UNKNOWN_TERRITORY", None)]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (
            {"candidates": {"kind": "CODES", "codes": ["UA-05", "KZ"]}},
            f"2 of those named lie outside {CHERKASY}, so name places in it.",
        ),
        (
            {"candidates": {"kind": "CODES", "codes": ["UA-05", DISTRICT]}, "exclude": [CHERKASY]},
            f"1 of those named lie outside {CHERKASY}, so name places in it; "
            "1 are excluded, so exclude fewer.",
        ),
    ],
)
def test_that_no_candidate_is_left_is_told_with_its_reason(
    demo_hub: Hub, question: dict[str, Any], why: str
) -> None:
    asked_ = {"within": CHERKASY, "goal": "MOST_COVERED", "new": 1, **question}
    reply = demo_hub.reply(SITING, {"input": asked_})
    assert reply.codes == [("PLANNING_INFEASIBLE", None)]
    assert reply.errors[0]["message"] == f"No place is left where a centre may stand: {why}"


@pytest.mark.parametrize(("goal", "decides"), [("MOST_COVERED", True), ("LEAST_DISTANCE", False)])
def test_a_reach_that_does_not_decide_is_told(demo_hub: Hub, goal: str, decides: bool) -> None:
    near, far = (asked(demo_hub, goal=goal, new=1, reach={"metres": each}) for each in (3_000, 30_000))
    codes = [each["code"] for each in near["basis"]["caveats"]]
    assert ("REACH_DECIDES_NOTHING" in codes) is not decides
    assert (near["sites"][0]["territory"] == far["sites"][0]["territory"]) is not decides
    assert near["before"] != far["before"]


def test_places_of_existing_sites_that_none_needs_are_told(demo_hub: Hub) -> None:
    question = {"goal": "MOST_COVERED", "new": 1, "capacity": {"new": 50, "existing": 5}}
    told = {"what": "capacity.existing", "reason": "NOT_NEEDED", "count": 1}
    assert told in asked(demo_hub, **question, keep={"ids": []})["basis"]["notUsed"]
    assert told not in asked(demo_hub, **question)["basis"]["notUsed"]


def test_the_numbers_of_a_proof_agree_with_each_other(demo_hub: Hub) -> None:
    best = asked(demo_hub, goal="LEAST_FARTHEST", new=2, within=DISTRICT)["proof"]
    assert (best["status"], best["gap"], best["tolerance"]) == ("OPTIMAL", 0, 100)
    assert 0 <= best["objective"] - best["bound"] <= 100
    for question in GOALS:
        told = asked(demo_hub, **question)["proof"]
        assert told["objective"] == int(told["objective"])
        assert told["bound"] == int(told["bound"])
        assert (told["status"] == "OPTIMAL") is (told["gap"] == 0) is (told["objective"] == told["bound"])


def test_a_plan_with_capacities_counts_nobody_without_a_place(demo_hub: Hub) -> None:
    query = """
    query ($input: SitingInput!) { siting(input: $input) {
      proof { status objective bound } sites { takes { value } gained { value } } job { id }
      before { covered { value } } after { covered { value } }
      places { before { value low high stated of } after { value low high } fullSites }
      basis { notUsed { what reason count } assumptions { name value } }
    } }
    """
    asked_ = {"within": CHERKASY, "goal": "MOST_COVERED", "new": 3, "capacity": {"new": 300, "existing": 10}}
    found = demo_hub.data(query, {"input": asked_})["siting"]
    places, proof = found["places"], found["proof"]
    assert all(0 < site["takes"]["value"] <= 300 for site in found["sites"])
    assert proof["objective"] == pytest.approx(places["after"]["value"], abs=5)
    assert places["before"]["value"] <= places["before"]["high"]
    assert places["after"]["value"] <= places["before"]["high"] + 300 * len(found["sites"]) + 10
    assert places["after"]["value"] <= found["after"]["covered"]["value"] + 5
    assert proof["objective"] <= proof["bound"]
    lacking = places["before"]["of"] - places["before"]["stated"]
    assert {"what": "sites", "reason": "NO_CAPACITY_STATED", "count": lacking} in found["basis"]["notUsed"]
    assert {"name": "places of a new site", "value": "300"} in found["basis"]["assumptions"]
    wide = {**asked_, "capacity": {"new": 1_000_000, "existing": 1_000_000}}
    found = demo_hub.data(query, {"input": wide})["siting"]
    # Only sites that state fewer places are full then.
    served, covered = found["places"]["after"]["value"], found["after"]["covered"]["value"]
    assert served <= covered
    assert (served == covered) == (found["places"]["fullSites"] == 0)
    assert (
        asked(demo_hub, goal="MOST_COVERED", new=3)["after"]
        == asked(demo_hub, goal="MOST_COVERED", new=3, capacity=None)["after"]
    )


@pytest.mark.parametrize(
    ("page", "reason"),
    [("first: -1", "PAGE_SIZE"), ('after: "x"', "CURSOR"), ("first: 1000000", "PAGE_SIZE")],
)
def test_pages_that_are_none_are_refused(demo_hub: Hub, page: str, reason: str) -> None:
    part = f"uncovered({page}) {{ totalCount }}"
    query = f"query ($input: SitingInput!) {{ siting(input: $input) {{ {part} }} }}"
    reply = demo_hub.reply(query, {"input": {"within": CHERKASY, "goal": "MOST_COVERED", "new": 1}})
    assert reply.codes == [("BAD_USER_INPUT", reason)]


def test_what_is_too_large_says_what_would_fit(demo_url: str) -> None:
    small = Hub(demo_url, RequestLimits(nodes=50_000, planning_pairs=50))
    try:
        reply = small.reply(SITING, {"input": {"within": CHERKASY, "goal": "MOST_COVERED", "new": 1}})
    finally:
        small.close()
    assert reply.codes == [("PLANNING_TOO_LARGE", None)]
    details = reply.errors[0]["extensions"]["details"]
    assert details["pairs"] > details["limit"] == 50
    assert min(details["points"], details["candidates"]) > 0
    assert "km" in details["fits"]
