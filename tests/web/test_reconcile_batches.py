"""A batch of reconciliation queries in which some cannot be answered: each fails alone."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.conftest import Client
from tests.web.reconcile_shapes import check_results

NOTHING: dict[str, Any] = {"result": []}

#: What a column of a spreadsheet may hold that nobody is called.
USELESS: list[Any] = [
    {"query": ""},
    {"query": "   "},
    {"query": None},
    {"query": 7},
    {"query": 12.5},
    {"query": True},
    {"query": ["Уманська"]},
    {"query": {"text": "Уманська"}},
    {"query": "д" * 501},
    {"query": "a\0b"},
    {"query": "half \ud83d of a sign"},
    {},
    {"query": "", "properties": []},
    {"query": "x", "properties": [{"pid": "region", "v": "o" * 501}]},
    {"query": "x", "properties": [{"pid": "region", "v": ["a", "b\0"]}]},
]
#: What only a program that speaks another language sends.
MISTAKEN: list[Any] = [
    None,
    5,
    "Уманська",
    ["Уманська"],
    {"query": "x", "type": "city"},
    {"query": "x", "type": 5},
    {"query": "x", "type": {"id": "provider"}},
    {"query": "x", "type_strict": "maybe"},
    {"query": "x", "type_strict": []},
    {"query": "x", "type_strict": ["any"]},
    {"query": "x", "type_strict": {"any": True}},
    {"query": "x", "type_strict": 1},
    {"query": "x", "type_strict": True},
    {"query": "x", "type": [["provider"]]},
    {"query": "x", "type": True},
    {"query": "x", "limit": [3]},
    {"query": "x", "limit": {"most": 3}},
    {"query": "x", "limit": True},
    {"query": "x", "limit": 10**400},
    {"query": "x", "properties": "code"},
    {"query": "x", "properties": [["code", "1"]]},
    {"query": "x", "properties": [None]},
    {"query": "x", "properties": [{"pid": 5, "v": "1"}]},
    {"query": "x", "properties": [{"pid": "code", "v": [["1"]]}]},
    {"query": "x", "properties": [{"pid": "code", "v": {"id": ["1"]}}]},
    {"query": "x", "limit": 0},
    {"query": "x", "limit": "3"},
    {"query": "x", "limit": float("nan")},
    {"query": "x", "properties": {"pid": "code", "v": "1"}},
    {"query": "x", "properties": [{"pid": "code"}]},
    {"query": "x", "properties": [{"pid": ["code"], "v": "1"}]},
    {"query": "x", "properties": [{"pid": "nothing", "v": "1"}]},
    {"query": "x", "properties": [{"pid": "code", "v": {"name": "1"}}]},
    {"query": "x", "properties": [{"pid": "code", "v": "1"}] * 101},
]
GOOD = {"query": "Уманська", "type": "territory/hromada"}


def send(client: Client, queries: dict[str, Any], method: str = "POST") -> tuple[int, Any]:
    sent = {"queries": json.dumps(queries)}
    given = {"data": sent} if method == "POST" else {"params": sent}
    response = client.send(method, "/reconcile", **given)
    return response.status_code, response.json()


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("bad", [*USELESS, *MISTAKEN], ids=repr)
def test_one_bad_query_leaves_the_others_standing(client: Client, bad: Any, method: str) -> None:
    alone = send(client, {"q0": GOOD})[1]["q0"]
    assert [each["name"] for each in alone["result"]] == ["Уманська"]
    status, answer = send(client, {"q0": GOOD, "q1": bad, "q2": GOOD}, method)
    check_results(answer)
    assert (status, list(answer)) == (200, ["q0", "q1", "q2"])
    assert answer == {"q0": alone, "q1": NOTHING, "q2": alone}


@pytest.mark.parametrize("useless", USELESS, ids=repr)
def test_a_batch_of_empty_cells_finds_nothing(client: Client, useless: Any) -> None:
    assert send(client, {"a": useless, "b": useless}) == (200, {"a": NOTHING, "b": NOTHING})
    assert send(client, {"a": useless, "b": MISTAKEN[0]}) == (200, {"a": NOTHING, "b": NOTHING})


@pytest.mark.parametrize("mistaken", MISTAKEN, ids=repr)
def test_a_program_that_is_mistaken_in_every_query_is_told(client: Client, mistaken: Any) -> None:
    status, answer = send(client, {"a": mistaken, "b": mistaken})
    (error,) = answer["errors"]
    assert status == 400
    assert error["extensions"]["code"] in {
        *("BAD_RECONCILIATION_REQUEST", "UNKNOWN_TYPE", "UNKNOWN_PROPERTY"),
    }


def test_an_empty_batch_has_an_empty_answer(client: Client) -> None:
    assert send(client, {}) == (200, {})


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["query", "type", "limit", "properties", "pid", "v", "id", "type_strict"]), inner
        )
    ),
    max_leaves=12,
)


@given(bad=_json)
@settings(max_examples=150)
def test_whatever_a_query_is_the_others_are_answered(client: Client, bad: Any) -> None:
    status, answer = send(client, {"q0": GOOD, "q1": bad})
    assert status == 200
    check_results(answer)
    assert [each["name"] for each in answer["q0"]["result"]] == ["Уманська"]
