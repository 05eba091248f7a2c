"""What clients see of joins, conflicts, corrections and withdrawals."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from hub.domain.ids import record_id
from hub.ingest import RunOptions
from hub.ingest.stewarding import merge, undo, withdraw
from schema.node import encode_id
from tests.correcting import correct
from tests.schema.hub import Hub

from ..builders import SOURCE
from .conftest import A_ONE, A_TWO, ONE, OTHER, SIGNED, TWO, numbered


def gid(identity: str, kind: str = "Provider") -> str:
    return encode_id(
        kind, f"{identity[:8]}-{identity[8:12]}-{identity[12:16]}-{identity[16:20]}-{identity[20:]}"
    )


@pytest.fixture
def hub(hub_url: str) -> Iterator[Hub]:
    opened = Hub(hub_url)
    yield opened
    opened.close()


NODE = """
query ($id: ID!) { node(id: $id) { __typename id
  ... on Provider { name answersFor mergedIds source { code } sources { code } statements { recordId key } }
  ... on Tombstone { recordType reason release mergedInto }
} }
"""


@pytest.mark.usefixtures("joined")
def test_a_merged_id_answers_with_the_survivor_and_says_so(hub_url, hub):
    merge(hub_url, [TWO, A_TWO], SIGNED)
    found = hub.data(NODE, {"id": gid(A_TWO)})["node"]
    assert found == {
        "__typename": "Provider",
        "id": gid(TWO),
        "name": "Центр 2",
        "answersFor": gid(A_TWO),
        "mergedIds": [gid(A_TWO)],
        "source": {"code": SOURCE.code},
        "sources": [{"code": SOURCE.code}, {"code": OTHER.code}],
        "statements": [{"recordId": gid(TWO), "key": "2"}, {"recordId": gid(A_TWO), "key": "A-2"}],
    }
    assert hub.data(NODE, {"id": gid(TWO)})["node"]["answersFor"] is None
    listed = "query ($ids: [ID!]) { providers(filter: {ids: $ids}) { edges { node { id } } } }"
    assert hub.data(listed, {"ids": [gid(A_TWO)]})["providers"]["edges"] == [{"node": {"id": gid(TWO)}}]


@pytest.mark.usefixtures("joined")
def test_parts_of_a_merged_record_go_on_answering(hub_url, hub):
    query = """query ($id: ID!) { node(id: $id) { ... on Provider {
        locations { id address } services { id category { code } } } } }"""
    parts = hub.data(query, {"id": gid(A_TWO)})["node"]
    merge(hub_url, [TWO, A_TWO], SIGNED)
    kept = hub.data(query, {"id": gid(TWO)})["node"]
    assert len(kept["locations"]) == 1
    again = "query ($id: ID!) { node(id: $id) { __typename id } }"
    for part in kept["locations"] + kept["services"]:
        assert hub.data(again, {"id": part["id"]})["node"]["id"] == part["id"]
    assert {one["category"]["code"] for one in kept["services"]} == {"care.home"}
    assert parts["locations"][0]["address"] == kept["locations"][0]["address"]


@pytest.mark.usefixtures("joined")
def test_a_source_finds_what_it_names_through_a_joined_statement(hub):
    query = """query ($code: String!) {
        providers(filter: {sources: [$code]}) { totalCount edges { node { id } } } }"""
    found = hub.data(query, {"code": OTHER.code})["providers"]
    assert {edge["node"]["id"] for edge in found["edges"]} == {gid(ONE), gid(A_TWO)}


@pytest.mark.usefixtures("joined")
def test_a_withdrawn_id_answers_with_a_tombstone_as_do_those_it_answered_for(hub_url, hub):
    merge(hub_url, [TWO, A_TWO], SIGNED)
    withdraw(hub_url, TWO, SIGNED)
    stone = {
        "__typename": "Tombstone",
        "recordType": "PROVIDER",
        "reason": SIGNED.reason,
        "release": 4,
        "mergedInto": None,
    }
    for identity in (TWO, A_TWO):
        assert hub.data(NODE, {"id": gid(identity)})["node"] == {"id": gid(identity), **stone}
    nobody = record_id(SOURCE.code, "provider", "nobody")
    assert hub.data(NODE, {"id": gid(nobody)})["node"] is None


CONFLICTS = """
{ conflicts { totalCount edges { cursor node { field provider { id }
    winning { value won author reason source { code } record { row file } claimedAt }
    losing { value won source { code } record { row file } }
} } } }
"""


def claims_of(hub: Hub, query: str = CONFLICTS) -> list[dict[str, Any]]:
    return [edge["node"] for edge in hub.data(query)["conflicts"]["edges"]]


def test_a_conflict_shows_who_won_and_who_lost(hub, importing, also):
    importing(numbered("1", url="https://a.example"), options=RunOptions(as_of=date(2026, 1, 1)))
    told = numbered("1", key="A-1", name="Територіальний центр 1", url="https://a.example")
    also(told, options=RunOptions(as_of=date(2026, 2, 1)))
    assert claims_of(hub) == [
        {
            "field": "name",
            "provider": {"id": gid(ONE)},
            "winning": {
                "value": "Територіальний центр 1",
                "won": True,
                "author": None,
                "reason": None,
                "source": {"code": OTHER.code},
                "record": {"row": 2, "file": "other.csv"},
                "claimedAt": "2026-02-01",
            },
            "losing": [
                {
                    "value": "Центр 1",
                    "won": False,
                    "source": {"code": SOURCE.code},
                    "record": {"row": 2, "file": "file.csv"},
                }
            ],
        }
    ]


@pytest.mark.usefixtures("joined")
def test_a_correction_wins_a_conflict_with_its_author_and_reason(hub_url, hub):
    correct(hub_url, ONE, "name", "Виправлений центр", SIGNED)
    (found,) = [one for one in claims_of(hub) if one["field"] == "name"]
    assert (found["winning"]["author"], found["winning"]["reason"]) == (SIGNED.author, SIGNED.reason)
    assert found["winning"]["source"] == {"code": "stewards"}
    assert {one["value"] for one in found["losing"]} == {"Центр 1", "Територіальний центр 1"}


@pytest.mark.usefixtures("joined")
def test_conflicts_are_listed_by_provider_source_and_field_and_paged(hub_url, hub):
    correct(hub_url, TWO, "phones", ["+380432111111"], SIGNED)
    correct(hub_url, TWO, "short_name", "ЦНСП", SIGNED)
    correct(hub_url, TWO, "name", "Другий", SIGNED)
    correct(hub_url, A_TWO, "name", "Третій", SIGNED)
    query = """query ($source: String, $field: String, $after: String, $first: Int) {
        conflicts(source: $source, field: $field, first: $first, after: $after) {
            totalCount pageInfo { hasNextPage endCursor } edges { node { field provider { id } } } } }"""
    everything = hub.data(query)["conflicts"]
    found = {(edge["node"]["provider"]["id"], edge["node"]["field"]) for edge in everything["edges"]}
    assert found == {(gid(ONE), "name"), (gid(TWO), "name"), (gid(A_TWO), "name")}
    assert everything["totalCount"] == 3
    assert hub.data(query, {"source": OTHER.code})["conflicts"]["totalCount"] == 2
    assert hub.data(query, {"source": "stewards"})["conflicts"]["totalCount"] == 2
    assert hub.data(query, {"field": "url"})["conflicts"]["totalCount"] == 0
    one_by_one, after = [], None
    for _ in range(3):
        page = hub.data(query, {"first": 1, "after": after})["conflicts"]
        one_by_one += page["edges"]
        after = page["pageInfo"]["endCursor"]
    assert one_by_one == everything["edges"]
    of_one = """query ($id: ID!) { node(id: $id) { ... on Provider {
        conflicts { totalCount edges { node { field } } } } }
        source(code: "test_05") { conflicts { totalCount } } }"""
    assert hub.data(of_one, {"id": gid(TWO)}) == {
        "node": {"conflicts": {"totalCount": 1, "edges": [{"node": {"field": "name"}}]}},
        "source": {"conflicts": {"totalCount": 2}},
    }
    assert hub.reply(query, {"source": "nobody"}).codes == [("UNKNOWN_SOURCE", None)]


@pytest.mark.usefixtures("joined")
def test_an_undone_join_is_no_conflict_any_more(hub_url, hub):
    assert [one["field"] for one in claims_of(hub)] == ["name"]
    undo(hub_url, 1, SIGNED)
    assert claims_of(hub) == []
    assert hub.data(NODE, {"id": gid(A_ONE)})["node"]["answersFor"] is None
