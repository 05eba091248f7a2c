"""Addresses of scenarios that hold bad questions: a typed error each, and never a fault of the server."""

import base64
import json
import random
import zlib
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from hub.planning.scenario import SITING, canonical
from tests.web.conftest import Client

DISTRICT = "UA71060000000030325"
WHOLE = canonical({"within": DISTRICT, "goal": "MOST_COVERED", "new": 1, "reach": {"metres": 9_000}})


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Client]:
    """A client of the demo."""
    opened = Client(demo_url, request_seconds=600, statement_seconds=600)
    yield opened
    opened.close()


def address(question: Any) -> str:
    """Where a question would be, whatever it holds."""
    text = orjson.dumps(question, option=orjson.OPT_SORT_KEYS)
    return f"/planning/{base64.urlsafe_b64encode(zlib.compress(text, 9)).rstrip(b'=').decode()}"


def ending(response: Any) -> tuple[int, str, str | None]:
    """Status, code and reason of a refusal."""
    (error,) = json.loads(response.text)["errors"]
    return response.status_code, error["extensions"]["code"], error["extensions"].get("reason")


@pytest.mark.parametrize(
    ("change", "code", "reason"),
    [
        ({"new": 0}, "BAD_USER_INPUT", "NEW_SITES"),
        ({"new": 500, "reach": {"metres": 50, "minutes": None}}, "BAD_USER_INPUT", "NEW_SITES"),
        ({"goal": "FEWEST_FOR_SHARE", "new": None, "share": 1.5}, "BAD_USER_INPUT", "SHARE"),
        ({"goal": "FEWEST_FOR_SHARE", "share": 0.5}, "BAD_USER_INPUT", "GOAL_ARGUMENTS"),
        ({"reach": {"metres": -1, "minutes": None}}, "BAD_USER_INPUT", "REACH"),
        ({"reach": {"metres": 1e308, "minutes": None}}, "BAD_USER_INPUT", "SCENARIO_ID"),
        ({"reach": {"metres": None, "minutes": 9, "strict": True}}, "NO_MATRIX", None),
        ({"capacity": {"new": 0}}, "BAD_USER_INPUT", "CAPACITY"),
        ({"asOf": "2099-01-01"}, "BAD_USER_INPUT", "AS_OF"),
        ({"asOf": {"a": 1}}, "BAD_USER_INPUT", "AS_OF"),
        ({"asOf": 10**9}, "BAD_USER_INPUT", "AS_OF"),
        ({"asOf": 999_999_999}, "BAD_USER_INPUT", "UNKNOWN_RELEASE"),
        ({"exclude": [DISTRICT]}, "PLANNING_INFEASIBLE", None),
        ({"people": {"targetGroup": "children", "ages": None}}, "NO_POPULATION", None),
        ({"candidates": {"kind": "CODES", "codes": ["UA-05"]}}, "PLANNING_INFEASIBLE", None),
        ({"within": "nowhere"}, "UNKNOWN_TERRITORY", None),
    ],
)
def test_a_bad_question_is_refused_for_its_reason(
    demo: Client, change: dict[str, Any], code: str, reason: str | None
) -> None:
    assert ending(demo.send("GET", address({**WHOLE, **change}))) == (400, code, reason)


def test_no_forged_address_is_a_fault_of_the_server(demo: Client) -> None:
    chance = random.Random(23)
    strange = [5, -1, 1e300, "x", [], {}, True, [None], {"a": {"b": 1}}, "\u0000", [["UA"]], 2**60, 0.5]
    keys = sorted(SITING.required | SITING.defaults.keys())
    for _ in range(60):
        question = {**WHOLE, chance.choice(keys): chance.choice(strange)}
        response = demo.send("GET", address(question) + chance.choice(["", ".csv", ".geojson"]))
        assert response.status_code in {200, 400, 404}, question
        if response.status_code != 200:
            assert ending(response)[1] != "INTERNAL_SERVER_ERROR", question
