"""`scenarioDiff`: what differs between two plans, and that anybody may ask it."""

from typing import Any

from hub.settings import RequestLimits
from tests.schema.hub import Hub
from tests.schema.planning.siting_questions import asked

DIFF = """
query ($left: ID!, $right: ID!, $leftRelease: Int, $rightRelease: Int) {
  scenarioDiff(left: $left, right: $right, leftRelease: $leftRelease, rightRelease: $rightRelease) {
    added { territory { code } } dropped { territory { code } }
    moved { left { territory { code } } right { territory { code } } distance { value unit } }
    rows { territory { code } left { covered { value } } right { covered { value } } }
    changedInputs { name left right } basis { hash release { number } }
  }
}
"""


def codes(sites: list[Any]) -> set[str]:
    """Codes of sites."""
    return {site["territory"]["code"] for site in sites}


def test_a_scenario_does_not_differ_from_itself(demo_hub: Hub) -> None:
    plan = asked(demo_hub, goal="MOST_COVERED", new=2)
    found = demo_hub.data(DIFF, {"left": plan["scenario"], "right": plan["scenario"]})["scenarioDiff"]
    names = ("added", "dropped", "moved", "rows", "changedInputs")
    assert [found[name] for name in names] == [[] for _ in names]
    assert [basis["hash"] for basis in found["basis"]] == [plan["basis"]["hash"]] * 2


def test_sites_rows_and_inputs_that_differ_are_told(demo_hub: Hub) -> None:
    fewer, more = (asked(demo_hub, goal="MOST_COVERED", new=new) for new in (1, 3))
    found = demo_hub.data(DIFF, {"left": fewer["scenario"], "right": more["scenario"]})["scenarioDiff"]
    ours, theirs = codes(fewer["sites"]), codes(more["sites"])
    moved_from = {pair["left"]["territory"]["code"] for pair in found["moved"]}
    moved_to = {pair["right"]["territory"]["code"] for pair in found["moved"]}
    assert codes(found["added"]) | moved_to == theirs - ours
    assert codes(found["dropped"]) | moved_from == ours - theirs
    assert {"name": "new", "left": "1", "right": "3"} in found["changedInputs"]
    after = {row["territory"]["code"]: [row["after"]["covered"]["value"]] for row in fewer["rows"]}
    for row in more["rows"]:
        after[row["territory"]["code"]].append(row["after"]["covered"]["value"])
    told = {
        row["territory"]["code"]: [row[side]["covered"]["value"] for side in ("left", "right")]
        for row in found["rows"]
    }
    assert {code for code, pair in after.items() if pair[0] != pair[1]} <= set(told)
    assert all(after[code] == pair for code, pair in told.items())
    assert told


def test_one_scenario_at_two_releases(demo_hub: Hub) -> None:
    plan = asked(demo_hub, goal="MOST_COVERED", new=2)
    newest = demo_hub.data("{ release { number } }")["release"]["number"]
    both = {"left": plan["scenario"], "right": plan["scenario"]}
    found = demo_hub.data(DIFF, {**both, "leftRelease": newest - 1, "rightRelease": newest})["scenarioDiff"]
    assert {"name": "release", "left": str(newest - 1), "right": str(newest)} in found["changedInputs"]
    assert [basis["release"]["number"] for basis in found["basis"]] == [newest - 1, newest]
    assert demo_hub.reply(DIFF, {**both, "leftRelease": newest + 1}).codes == [
        ("BAD_USER_INPUT", "UNKNOWN_RELEASE")
    ]


def test_anybody_may_compare_two_regions_and_nobody_two_states_without_a_key(
    demo_hub: Hub, demo_url: str
) -> None:
    region = asked(demo_hub, goal="MOST_COVERED", new=1)["scenario"]
    anybody = Hub(demo_url, RequestLimits())
    try:
        assert anybody.reply(DIFF, {"left": region, "right": region}).codes == []
        query = "query ($i: SitingInput!) { siting(input: $i) { scenario } }"
        state = {"within": "UA", "goal": "MOST_COVERED", "new": 1}
        assert anybody.reply(query, {"i": {**state, "within": "UA-71"}}).codes == []
    finally:
        anybody.close()
