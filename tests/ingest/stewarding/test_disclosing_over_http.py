"""Stewards open and hide over GraphQL; a correction that makes a record a person hides it there too."""

from collections.abc import Iterator
from typing import Any

import pytest

from hub.domain.ids import record_id
from hub.domain.records import AccessPointRecord, LocationRecord, Point
from hub.domain.vocabulary import Lang, PrecisionClass
from hub.store.connection import connect
from hub.store.keys import Kind, add_key
from schema.node import encode_id
from tests.web.conftest import Client

from ..builders import CITY, SOURCE
from .conftest import ONE, TWO, numbered, rows

PLACE = LocationRecord(
    "main", CITY, point=Point(49.24, 28.49), precision=PrecisionClass.EXACT, address="вул. Рання, 5",
    street="Рання", house="5",
)  # fmt: skip
SHELTER = numbered("1", name="Шелтер «Роса»", locations=(PLACE,), phones=("+380432111111",))
CENTRE = numbered("2", locations=(PLACE,), phones=("+380432222222",))
POINT = AccessPointRecord("p", "Фронт-офіс", Lang.UK, PLACE, phones=("+380432333333",), rows=(9,))
ACT = """mutation ($id: ID!) {{ {name}(input: {{id: $id, reason: "seen by me"}}) {{
    number changes {{ kind recordId }} }} }}"""
SHOWN = """query ($id: ID!) { node(id: $id) {
    ... on Provider { phones locations { address isConfidential } }
    ... on AccessPoint { phones location { address isConfidential } } } }"""
HIDDEN_PROVIDER = {"phones": [], "locations": [{"address": None, "isConfidential": True}]}


@pytest.fixture
def ask(hub_url: str) -> Iterator[Any]:
    """Asks the server with a steward's key, or without one."""
    with connect(hub_url) as connection:
        key = add_key(connection, Kind.STEWARD, "Olena")
    client = Client(hub_url)

    def send(query: str, steward: bool = True, **variables: Any) -> Any:
        headers = {"authorization": f"Bearer {key}"} if steward else {}
        content = {"query": query, "variables": variables}
        return client.send("POST", "/graphql", json=content, headers=headers).json()

    yield send
    client.close()


def test_a_steward_opens_and_hides_a_provider(hub_url: str, importing: Any, ask: Any) -> None:
    importing(SHELTER, CENTRE)
    one = encode_id("Provider", ONE)
    assert ask(SHOWN, id=one)["data"]["node"] == HIDDEN_PROVIDER
    opened = ask(ACT.format(name="openRecord"), id=one)["data"]["openRecord"]
    assert [change["kind"] for change in opened["changes"]] == ["CHANGED"]
    importing(SHELTER, CENTRE)
    shown = {
        "phones": ["+380432111111"],
        "locations": [{"address": "вул. Рання, 5", "isConfidential": False}],
    }
    assert ask(SHOWN, id=one)["data"]["node"] == shown
    ask(ACT.format(name="hideRecord"), id=one)
    assert ask(SHOWN, id=one)["data"]["node"] == HIDDEN_PROVIDER
    assert rows(hub_url, "SELECT author, reason FROM hub.correction WHERE withdrawn_at IS NULL") == [
        ("Olena", "seen by me")
    ]


def test_a_steward_hides_and_opens_an_access_point(importing: Any, ask: Any) -> None:
    importing(POINT, CENTRE)
    identity = record_id(SOURCE.code, "access-point", "p")
    point = encode_id("AccessPoint", identity)
    shown = {"phones": ["+380432333333"], "location": {"address": "вул. Рання, 5", "isConfidential": False}}
    assert ask(SHOWN, id=point)["data"]["node"] == shown
    ask(ACT.format(name="hideRecord"), id=point)
    hidden = {"phones": [], "location": {"address": None, "isConfidential": True}}
    assert ask(SHOWN, id=point)["data"]["node"] == hidden
    importing(POINT, CENTRE, numbered("3"))
    assert ask(SHOWN, id=point)["data"]["node"] == hidden
    ask(ACT.format(name="openRecord"), id=point)
    importing(POINT, CENTRE, numbered("3"))
    assert ask(SHOWN, id=point)["data"]["node"] == shown


@pytest.mark.parametrize("act", ["openRecord", "hideRecord"])
def test_nobody_opens_or_hides_without_a_key(importing: Any, ask: Any, act: str) -> None:
    importing(SHELTER, CENTRE)
    answer = ask(ACT.format(name=act), steward=False, id=encode_id("Provider", TWO))
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "Гнатюк Олег Романович"), ("sector", "natural-person"), ("legal_form", "ФОП")],
)
def test_a_correction_that_makes_a_record_a_person_hides_it(
    hub_url: str, importing: Any, ask: Any, field: str, value: str
) -> None:
    importing(SHELTER, CENTRE)
    two = encode_id("Provider", TWO)
    assert ask(SHOWN, id=two)["data"]["node"]["phones"] == ["+380432222222"]
    correct = """mutation ($id: ID!, $field: String!, $value: JSON) {
        correctField(input: {id: $id, field: $field, value: $value, reason: "she said so"}) { number } }"""
    assert "errors" not in ask(correct, id=two, field=field, value=value)
    assert ask(SHOWN, id=two)["data"]["node"] == HIDDEN_PROVIDER
    for table in ("hub.provider", "hub.location", "history.provider", "history.location", "hub.statement"):
        found = rows(hub_url, f"SELECT 1 FROM {table} t WHERE t::text ~ '380432222222'")
        assert found == [], table
