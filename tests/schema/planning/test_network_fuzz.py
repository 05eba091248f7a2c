"""Random questions about the existing network: each an answer of finite numbers, or a typed error."""

import math
import random
from collections import Counter
from typing import Any

import pytest

from schema.node import encode_id
from tests.schema.hub import Hub
from tests.schema.planning.siting_questions import CHERKASY, DISTRICT
from tests.schema.planning.test_siting_fuzz import TYPED, numbers

ESTIMATE = "{ value low high stated of absent }"
BASIS = "basis { hash notUsed { count } }"
#: Field → its variables with their types, and what is asked of it.
FIELDS: dict[str, tuple[dict[str, str], str]] = {
    "composition": (
        {"territory": "String!", "reachMetres": "Float!", "first": "Int!", "services": "[String!]"}
        | {"providers": "[ID!]", "asOf": "AsOf"},
        f"sets {{ members {{ distance {ESTIMATE} }} missing {{ nearest {{ free {ESTIMATE} }} }} }} {BASIS}",
    ),
    "missingServices": (
        {"within": "String!", "level": "TerritoryLevel!", "services": "[String!]", "first": "Int"}
        | {"after": "String", "asOf": "AsOf"},
        f"totalCount {BASIS}",
    ),
    "coverageWithin": (
        {"within": "String!", "level": "TerritoryLevel!", "reach": "TravelInput!", "people": "PeopleInput"}
        | {"asOf": "AsOf"},
        f"total {{ share {ESTIMATE} median {ESTIMATE} }} rows {{ covered {ESTIMATE} }} {BASIS}",
    ),
    "accessibility": (
        {"within": "String!", "level": "TerritoryLevel!", "bands": "[BandInput!]", "method": "AccessMethod!"}
        | {"asOf": "AsOf"},
        f"gap total {{ access {ESTIMATE} }} rows {{ access {ESTIMATE} supply {ESTIMATE} }} {BASIS}",
    ),
    "normGap": (
        {"norm": "ID!", "within": "String!", "level": "TerritoryLevel!", "asOf": "AsOf"},
        f"total {{ need {ESTIMATE} gap {ESTIMATE} }} {BASIS}",
    ),
    "mobileCoverage": (
        {"within": "String!", "level": "TerritoryLevel!", "team": "TeamAssumptions", "people": "PeopleInput"},
        f"total {{ onPaper {ESTIMATE} byCapacity {ESTIMATE} }} {BASIS}",
    ),
    "peers": (
        {"territory": "String!", "first": "Int!", "asOf": "AsOf"},
        f"totalCount edges {{ distance }} {BASIS}",
    ),
    "market": (
        {"within": "String!", "level": "TerritoryLevel", "asOf": "AsOf"},
        f"rows {{ concentration {{ index {ESTIMATE} }} }}",
    ),
    "careBalance": (
        {"within": "String!", "level": "TerritoryLevel!", "asOf": "AsOf"},
        f"atHome {ESTIMATE} inInstitutions {ESTIMATE}",
    ),
}
PLACES = [CHERKASY] * 3 + [DISTRICT] * 4 + ["RU-OMS", "KZ-59", "KZ", "nowhere", "", "\u0000", "UA00"]
HUGE, TINY = 1e308, 5e-324
#: What each variable is drawn from; the usable values come first.
POOLS: dict[str, list[Any]] = {
    "territory": PLACES,
    "within": PLACES,
    "level": ["HROMADA"] * 4 + ["SETTLEMENT", "DISTRICT", "REGION", "COUNTRY"],
    "first": [3, 1, 0, -1, 101, 2**31 - 1],
    "after": [None, None, "x", "", "bWlzc2luZzow"],
    "services": [None, ["care.home"], [], ["nothing"], ["care.home"] * 21],
    "providers": [None, None, [], ["x"], [encode_id("Provider", "0" * 32)] * 3, ["x"] * 4_000],
    "reachMetres": [0, 20_000, -1, 200_001, HUGE, TINY],
    "reach": [
        {"metres": 9000},
        {"minutes": 20},
        {"minutes": 20, "strict": True},
        {},
        {"metres": HUGE},
        {"metres": -1},
        {"metres": TINY},
        {"metres": 1, "minutes": 1},
        {"minutes": 1000000000.0},
    ],
    "people": [None, None, {}, {"targetGroup": "x"}, {"ages": {"from": 60}}, {"ages": {"from": 9, "to": 1}}],
    "bands": [
        None,
        [{"metres": 5000, "weight": 1}],
        [],
        [{"weight": 1}],
        [{"metres": 5, "weight": HUGE}],
        [{"minutes": 9, "weight": 1}],
        [{"minutes": 30, "weight": 0.5}, {"metres": 9, "weight": 0.5}],
        [{"metres": HUGE, "weight": 1}],
        [{"metres": TINY, "weight": TINY}],
    ],
    "method": ["E2SFCA", "TWO_STEP", "THREE_STEP", "RAAM"],
    "norm": [encode_id("Norm", each) for each in ("UA-01", "UA-02", "RU-02", "none")] + ["", "x"],
    "team": [
        None,
        {"visitsPerDay": 8, "daysPerWeek": 5, "visitsPerClientPerWeek": 2, "teamsPerProvider": 1},
        {"visitsPerDay": 0},
        {"visitsPerDay": HUGE},
        {"daysPerWeek": 8},
        {"reachMinutes": -1},
    ],
    "asOf": [None] * 4 + [1, 0, -1, 9_999, "2020-03-11", "2099-01-01", "1500-01-01", "yesterday"],
}


@pytest.mark.parametrize("field", FIELDS)
def test_random_questions_are_answered_or_refused_for_a_reason(demo_hub: Hub, field: str) -> None:
    types, selection = FIELDS[field]
    declared = ", ".join(f"${name}: {kind}" for name, kind in types.items())
    given = ", ".join(f"{name}: ${name}" for name in types)
    query = f"query ({declared}) {{ {field}({given}) {{ {selection} }} }}"
    chance = random.Random(f"{field} 22")
    ends: Counter[str] = Counter()
    for _ in range(35):
        usable = chance.random() < 0.3
        asked = {name: POOLS[name][0] if usable else chance.choice(POOLS[name]) for name in types}
        reply = demo_hub.reply(query, asked)
        if reply.errors:
            assert {code for code, _ in reply.codes} <= TYPED | {"NORM_NOT_CERTAIN", "UNKNOWN_TERM"}, (
                asked,
                reply.errors,
            )
            assert reply.data is None or reply.data[field] is None
            ends["refused"] += 1
        else:
            assert all(math.isfinite(each) for each in numbers(reply.data)), asked
            ends["answered"] += 1
    assert min(ends["answered"], ends["refused"]) > 3


@pytest.mark.parametrize("field", [name for name, (types, _) in FIELDS.items() if "asOf" in types])
def test_a_day_that_has_not_come_is_refused(demo_hub: Hub, field: str) -> None:
    types, selection = FIELDS[field]
    declared = ", ".join(f"${name}: {kind}" for name, kind in types.items())
    given = ", ".join(f"{name}: ${name}" for name in types)
    query = f"query ({declared}) {{ {field}({given}) {{ {selection} }} }}"
    asked = {name: POOLS[name][0] for name in types} | {"asOf": "2099-01-01"}
    assert demo_hub.reply(query, asked).codes == [("BAD_USER_INPUT", "AS_OF")]
