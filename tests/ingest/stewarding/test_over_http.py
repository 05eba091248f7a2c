"""Stewards act over GraphQL with a key, and nobody does without."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from hub.ingest.stewarding import undo
from hub.store.connection import connect
from hub.store.keys import Kind, add_key, remove_key
from tests.web.conftest import Client

from .conftest import A_ONE, A_TWO, ONE, SIGNED, TWO, keys, rows
from .test_reading import gid

pytestmark = pytest.mark.usefixtures("joined")

MERGE = """
mutation ($ids: [ID!]!) { mergeProviders(input: {ids: $ids, reason: "one house"}) {
  number release { number } changes { kind recordId type node { id } tombstone { id mergedInto } }
} }
"""


@pytest.fixture
def key(hub_url: str) -> str:
    """The key of a steward."""
    with connect(hub_url) as connection:
        return add_key(connection, Kind.STEWARD, "Олена Коваль")


@pytest.fixture
def client(hub_url: str) -> Iterator[Client]:
    """A client of a server on the test's own database."""
    opened = Client(hub_url)
    yield opened
    opened.close()


class Asking:
    """Asks with a key or without."""

    def __init__(self, client: Client, key: str | None) -> None:
        self._client = client
        self._headers = {"authorization": f"Bearer {key}"} if key else {}

    def send(self, query: str, variables: dict[str, Any] | None = None) -> httpx.Response:
        content = {"query": query, "variables": variables}
        return self._client.send("POST", "/graphql", json=content, headers=self._headers)

    def data(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        answer = self.send(query, variables).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def codes(self, query: str, variables: dict[str, Any] | None = None) -> list[str]:
        return [error["extensions"]["code"] for error in self.send(query, variables).json()["errors"]]


@pytest.fixture
def steward(client: Client, key: str) -> Asking:
    return Asking(client, key)


@pytest.fixture
def anybody(client: Client) -> Asking:
    return Asking(client, None)


def test_a_merge_answers_with_what_it_did(hub_url, steward):
    assert steward.data(MERGE, {"ids": [gid(TWO), gid(A_TWO)]})["mergeProviders"] == {
        "number": 2,
        "release": {"number": 3},
        "changes": [
            {
                "kind": "CHANGED",
                "recordId": gid(TWO),
                "type": "PROVIDER",
                "node": {"id": gid(TWO)},
                "tombstone": None,
            },
            {
                "kind": "MERGED",
                "recordId": gid(A_TWO),
                "type": "PROVIDER",
                "node": None,
                "tombstone": {"id": gid(A_TWO), "mergedInto": gid(TWO)},
            },
        ],
    }
    assert keys(hub_url) == ["1", "2"]


def test_each_field_of_a_mutation_sees_what_the_one_before_did(steward):
    query = """mutation ($ids: [ID!]!, $id: ID!) {
      merged: mergeProviders(input: {ids: $ids, reason: "one"}) { release { number } }
      parted: splitProvider(input: {id: $id, reason: "two"}) {
        release { number } changes { kind node { ... on Provider { mergedIds } } } }
    }"""
    found = steward.data(query, {"ids": [gid(TWO), gid(A_TWO)], "id": gid(A_TWO)})
    assert (found["merged"]["release"]["number"], found["parted"]["release"]["number"]) == (3, 4)
    assert found["parted"]["changes"] == [
        {"kind": "CHANGED", "node": {"mergedIds": []}},
        {"kind": "SPLIT", "node": {"mergedIds": []}},
    ]


def test_every_act_is_there(hub_url, steward):
    undo(hub_url, 1, SIGNED)
    undo(hub_url, 2, SIGNED)
    query = """{ matchCandidates(source: "test_05", territory: "UA05") { totalCount edges { node {
        number score reason evidence { field left right level weight }
        left { recordId source { code } provider { id } } right { recordId } } } } }"""
    (edge,) = steward.data(query)["matchCandidates"]["edges"]
    pair = edge["node"]
    assert {pair["left"]["recordId"], pair["right"]["recordId"]} == {gid(ONE), gid(A_ONE)}
    weights = [abs(line["weight"]) for line in pair["evidence"]]
    assert weights == sorted(weights, reverse=True)
    assert "00032129" in str([line for line in pair["evidence"] if line["field"] == "identifier"])
    number = pair["number"]
    numbered = """mutation ($n: Int!) {{
        {field}(input: {{number: $n, reason: "so"}}) {{ number changes {{ kind }} }} }}"""
    accepted = steward.data(numbered.format(field="acceptMatch"), {"n": number})["acceptMatch"]
    assert sorted(one["kind"] for one in accepted["changes"]) == ["CHANGED", "MERGED"]
    steward.data(numbered.format(field="undoDecision"), {"n": accepted["number"]})
    (edge,) = steward.data(query)["matchCandidates"]["edges"]
    rejected = steward.data(numbered.format(field="rejectMatch"), {"n": edge["node"]["number"]})[
        "rejectMatch"
    ]
    assert rejected["changes"] == []
    listed = steward.data("{ decisions(undone: true) { edges { node { verdict author undoneBy } } } }")[
        "decisions"
    ]
    assert [edge["node"]["verdict"] for edge in listed["edges"]] == ["DIFFERENT", "SAME", "DIFFERENT", "SAME"]
    assert [edge["node"]["author"] for edge in listed["edges"]][-1] == "rule"


def test_corrections_and_withdrawals(steward):
    correct = """mutation ($id: ID!, $field: String!, $value: JSON) { correctField(input: {
        id: $id, field: $field, value: $value, reason: "called them"}) {
        number release { number } changes { node { ... on Provider { name phones } } } } }"""
    named = steward.data(correct, {"id": gid(TWO), "field": "name", "value": "Виправлений"})["correctField"]
    assert (named["release"], named["changes"]) == (
        {"number": 3},
        [{"node": {"name": "Виправлений", "phones": []}}],
    )
    called = {"id": gid(TWO), "field": "phones", "value": ["+380432111111"]}
    assert steward.data(correct, called)["correctField"]["changes"][0]["node"]["phones"] == ["+380432111111"]
    assert steward.codes(correct, {**called, "value": "0432"}) == ["UNCORRECTABLE_FIELD"]
    provenance = (
        "query ($id: ID!) { node(id: $id) { ... on Provider { provenance { field value author reason } } } }"
    )
    told = steward.data(provenance, {"id": gid(TWO)})["node"]["provenance"]
    assert {
        "field": "phones",
        "value": "+380432111111",
        "author": "Олена Коваль",
        "reason": "called them",
    } in told
    back = (
        'mutation ($n: Int!) { withdrawCorrection(input: {number: $n, reason: "no"}) { changes { kind } } }'
    )
    assert steward.data(back, {"n": named["number"]})["withdrawCorrection"]["changes"] == [
        {"kind": "CHANGED"}
    ]
    record = 'mutation ($id: ID!) {{ {field}(input: {{id: $id, reason: "so"}}) {{ changes {{ kind }} }} }}'
    for field, kind in (("withdrawRecord", "WITHDRAWN"), ("restoreRecord", "RETURNED")):
        assert steward.data(record.format(field=field), {"id": gid(TWO)})[field]["changes"] == [
            {"kind": kind}
        ]


def test_nobody_acts_or_looks_into_the_queue_without_a_key(hub_url, anybody):
    assert anybody.codes(MERGE, {"ids": [gid(TWO), gid(A_TWO)]}) == ["UNAUTHENTICATED"]
    assert anybody.codes("{ matchCandidates { totalCount } }") == ["UNAUTHENTICATED"]
    assert anybody.codes("{ decisions { totalCount } }") == ["UNAUTHENTICATED"]
    assert rows(hub_url, "SELECT max(number) FROM hub.release") == [(2,)]


def test_a_wrong_or_removed_key_is_refused(hub_url, client, key):
    for header in ("Bearer nothing", f"Basic {key}", "Bearer", key):
        response = client.send(
            "POST", "/graphql", json={"query": "{ release { number } }"}, headers={"authorization": header}
        )
        assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (
            401,
            "UNKNOWN_KEY",
        )
        assert response.headers["www-authenticate"] == 'Bearer realm="merezha"'
    with connect(hub_url) as connection:
        remove_key(connection, Kind.STEWARD, "Олена Коваль")
    assert Asking(client, key).send("{ release { number } }").status_code == 401
    assert (
        key.encode()
        not in rows(hub_url, "SELECT coalesce(string_agg(key_hash, ''), '') FROM ingest.steward")[0][0]
    )


def test_a_get_carries_no_mutation(client, key):
    query = 'mutation { undoDecision(input: {number: 1, reason: "x"}) { number } }'
    response = client.send(
        "GET", "/graphql", params={"query": query}, headers={"authorization": f"Bearer {key}"}
    )
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


def test_what_a_steward_cannot_do_has_a_code(steward):
    wrong = [
        ('mutation { undoDecision(input: {number: 77, reason: "x"}) { number } }', "UNKNOWN_DECISION"),
        ('mutation { undoDecision(input: {number: 1, reason: " "}) { number } }', "BAD_SIGNATURE"),
        ('mutation { withdrawRecord(input: {id: "x", reason: "x"}) { number } }', "BAD_USER_INPUT"),
        ('{ matchCandidates(source: "nobody") { totalCount } }', "UNKNOWN_SOURCE"),
        ('{ matchCandidates(territory: "nobody") { totalCount } }', "UNKNOWN_TERRITORY"),
    ]
    for query, code in wrong:
        assert steward.codes(query) == [code]
