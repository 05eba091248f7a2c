"""Some hundreds of random questions about new sites: each an answer of finite numbers, or a typed error."""

import base64
import math
import random
import zlib
from collections import Counter
from typing import Any

import orjson

from tests.schema.hub import Hub
from tests.schema.planning.siting_questions import DISTRICT, SITING

#: What each field is drawn from: usable and unusable values, the usable ones more often.
POOLS: dict[str, list[Any]] = {
    "within": [DISTRICT] * 8 + ["UA-71", "nowhere", "", "\u0000", "ua:UA71060000000030325", "RU-OMS", "KZ"],
    "goal": ["MOST_COVERED"] * 4 + ["LEAST_DISTANCE", "FEWEST_FOR_SHARE", "LEAST_FARTHEST"],
    "new": [1, 2, 3, None, 0, -1, 500, 501, 2_147_483_647],
    "share": [None] * 4 + [0.5, 1, 0.95, 0, -0.1, 1.5, 1e308, 5e-324],
    "reach": [
        None,
        {"metres": 10_000},
        {"metres": 3_000.5},
        {"minutes": 30},
        {"minutes": 9},
        {"metres": 5e-324},
        {"metres": 200_000},
        {"metres": 0},
        {"metres": -1},
        {"metres": 1e308},
        {"minutes": 241},
        {"minutes": -5},
        {},
        {"metres": 1, "minutes": 1},
        {"minutes": 30, "strict": True},
        {"metres": 1_000, "strict": True},
    ],
    "keep": [None] * 4 + [{"ids": []}, {"sectors": ["MUNICIPAL"]}, {"text": ""}, {"ids": ["x"]}],
    "candidates": [None] * 4
    + [
        {"kind": "HROMADA_SEATS"},
        {"kind": "CODES"},
        {"kind": "CODES", "codes": []},
        {"kind": "CODES", "codes": [DISTRICT]},
        {"kind": "CODES", "codes": ["UA-05"]},
        {"kind": "CODES", "codes": ["?"]},
        {"codes": [DISTRICT]},
        {"kind": "CODES", "codes": [f"UA{number:017d}" for number in range(2_000)]},
    ],
    "exclude": [None] * 5 + [[], [DISTRICT], ["UA"], ["UA-05"], ["nothing"], ["UA-71"] * 200],
    "people": [None] * 5
    + [{}, {"ages": {"from": 9, "to": 3}}, {"ages": {"from": -1}}, {"targetGroup": "children"}],
    "capacity": [None] * 5
    + [{"new": 500}, {"new": 1e-300}, {"new": 0}, {"new": -1}, {"new": 1e308}, {"new": 9, "existing": -1}]
    + [{"new": 100, "existing": 50}, {"new": 1_000_000, "existing": 0}],
    "effort": ["QUICK", "QUICK", "EXACT"],
    "asOf": [None] * 6 + [1, 0, -1, 9_999, "2099-01-01", "1500-01-01", "yesterday", "2021-06-01"],
}
#: Codes of docs/errors.md that a question about new sites may end in.
TYPED = {
    "BAD_USER_INPUT",
    "UNKNOWN_TERRITORY",
    "AMBIGUOUS_TERRITORY",
    "NO_POPULATION",
    "NO_MATRIX",
    "NO_PLAN_KNOWN",
    "PLANNING_TOO_LARGE",
    "PLANNING_INFEASIBLE",
    "QUERY_TOO_EXPENSIVE",
    "VARIABLES_TOO_LARGE",
}


def numbers(value: Any) -> list[float]:
    """Every number in an answer."""
    if isinstance(value, dict):
        return [each for part in value.values() for each in numbers(part)]
    if isinstance(value, list):
        return [each for part in value for each in numbers(part)]
    return [float(value)] if isinstance(value, int | float) and not isinstance(value, bool) else []


def check(hub: Hub, query: str, variables: dict[str, Any], field: str) -> str:
    """Ask, and say how it ended."""
    reply = hub.reply(query, variables)
    if reply.errors:
        assert {code for code, _ in reply.codes} <= TYPED, (variables, reply.errors)
        assert reply.data is None or reply.data[field] is None
        return reply.codes[0][0]
    assert all(math.isfinite(each) for each in numbers(reply.data)), variables
    found = reply.data[field]
    if found.get("proof"):
        proof, most = found["proof"], found["basis"]["question"]["goal"] == "MOST_COVERED"
        objective, bound = proof["objective"], proof["bound"]
        assert bound is None or (objective <= bound if most else bound <= objective), variables
        for side in ("before", "after"):
            covered = found[side]["covered"]
            if covered["value"] is None:
                continue
            assert covered["low"] <= covered["value"] <= covered["high"], variables
    return "answered"


def test_random_questions_are_answered_or_refused_for_a_reason(demo_hub: Hub) -> None:
    chance = random.Random(20)
    ends: Counter[str] = Counter()
    for _ in range(150):
        question = {name: chance.choice(pool) for name, pool in POOLS.items()}
        if chance.random() < 0.7:
            # Else nearly every question would be refused for the same few fields.
            names = sorted(POOLS.keys() - {"goal"})
            for name in chance.sample(names, len(names) - 2):
                question[name] = POOLS[name][0]
        if question["goal"] == "FEWEST_FOR_SHARE" and chance.random() < 0.7:
            question |= {"new": None, "share": 0.9}
        asked = {name: value for name, value in question.items() if value is not None}
        ends[check(demo_hub, SITING, {"input": asked}, "siting")] += 1
    assert ends["answered"] > 10
    assert ends["BAD_USER_INPUT"] > 20
    assert len(ends) > 4


def test_random_ids_of_scenarios_are_answered_or_refused_for_a_reason(demo_hub: Hub) -> None:
    chance = random.Random(21)
    query = "query ($id: ID!) { scenario(id: $id) { scenario } }"
    whole = dict.fromkeys(POOLS) | {"within": DISTRICT, "goal": "MOST_COVERED", "new": 1}
    whole |= {"reach": {"metres": 9_000, "minutes": None}, "candidates": {"kind": "SETTLEMENTS"}}
    whole |= {"effort": "QUICK"}
    strange = [5, -1, 1e300, "x", [], {}, True, [None], {"a": {"b": 1}}, "\u0000", [["UA"]], 2**60]
    ends: Counter[str] = Counter()
    for _ in range(120):
        text = orjson.dumps(
            whole | {chance.choice(sorted(whole)): chance.choice(strange)}, option=orjson.OPT_SORT_KEYS
        )
        packed = bytearray(zlib.compress(text, 9))
        if chance.random() < 0.2:
            packed[chance.randrange(len(packed))] ^= 1 << chance.randrange(8)
        identity = base64.urlsafe_b64encode(bytes(packed)).rstrip(b"=").decode()
        ends[check(demo_hub, query, {"id": identity}, "scenario")] += 1
    assert ends["BAD_USER_INPUT"] > 60
