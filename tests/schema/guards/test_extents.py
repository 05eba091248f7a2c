"""What plans cost: by the extent of their question, however it is written."""

from typing import Any

import pytest
from graphql import parse

from hub.planning.scenario import canonical, encode
from hub.settings import KeyLimits, RequestLimits
from schema.build import build_schema
from schema.guards import cost, measure
from schema.guards.errors import QueryTooExpensive

SCHEMA = build_schema()._schema
REGION, STATE = (
    encode(canonical({"within": code, "goal": "MOST_COVERED", "new": 1})) for code in ("UA-71", "UA")
)
BY_INPUT = "query ($i: SitingInput!) { siting(input: $i) { url } }"
BY_PART = "query ($w: String!) { siting(input: {within: $w, goal: MOST_COVERED, new: 1}) { url } }"
WRITTEN = '{ siting(input: {within: "%s", goal: MOST_COVERED, new: 1}) { url } }'
SCENARIO = "query ($id: ID!) { scenario(id: $id) { url } }"
DIFF = "query ($l: ID!, $r: ID!) { scenarioDiff(left: $l, right: $r) { added { rank } } }"


def nodes(text: str, **variables: Any) -> int:
    """What an operation costs."""
    return cost(measure(parse(text), SCHEMA), None, variables, KeyLimits(nodes=1_000_000))


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        (BY_INPUT, {"i": {"within": "UA-71"}}, 3_000),
        (BY_INPUT, {"i": {"within": "UA"}}, 30_000),
        (BY_INPUT, {"i": {"within": " iso:ua "}}, 30_000),
        (BY_INPUT, {"i": None}, 3_000),
        (BY_INPUT, {"i": [5]}, 3_000),
        (BY_PART, {"w": "KZ"}, 30_000),
        (BY_PART, {}, 3_000),
        (WRITTEN % "RU", {}, 30_000),
        (WRITTEN % "RU-OMS", {}, 3_000),
        (SCENARIO, {"id": REGION}, 3_000),
        (SCENARIO, {"id": STATE}, 30_000),
        (SCENARIO, {"id": "forged"}, 3_000),
        (DIFF, {"l": REGION, "r": REGION}, 4_804),
        (DIFF, {"l": REGION, "r": STATE}, 26_404),
    ],
)
def test_a_plan_costs_by_its_extent(text: str, variables: dict[str, Any], expected: int) -> None:
    assert nodes(text, **variables) == expected


def test_a_state_is_refused_without_a_key_and_the_field_is_named() -> None:
    with pytest.raises(QueryTooExpensive) as caught:
        cost(measure(parse(WRITTEN % "UA"), SCHEMA), None, None, RequestLimits())
    assert (caught.value.details["cost"], caught.value.details["path"]) == (30_000, "siting")


def test_parts_that_are_selected_cost_beside_it() -> None:
    more = WRITTEN.replace(
        "{ url }", "{ geojson uncovered(first: 7) { totalCount } rows { territory { code } } }"
    )
    # geojson 100; uncovered 100, its page and the count; 63 rows with their territories.
    assert nodes(more % "UA-71") == 3_000 + 100 + (100 + 7 + 10) + 63 * 2
