"""An id that was merged into another record goes on answering for it."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from psycopg import Connection

from hub.store.connection import connect
from tests.web.conftest import Client

MERGED = uuid4()


@pytest.fixture
def survivor(demo_copy_url: str) -> UUID:
    """A provider of the demo, into which another one was merged."""
    with connect(demo_copy_url) as connection:
        identity = _centre(connection)
        connection.execute(
            "INSERT INTO hub.tombstone (record_id, record_type, release, reason, merged_into) "
            "VALUES (%s, 'provider', 1, 'the same', %s)",
            (MERGED, identity),
        )
        connection.commit()
    return identity


def _centre(connection: Connection) -> UUID:
    row = connection.execute("SELECT id FROM hub.provider WHERE name = 'Центр «Сударушка»'").fetchone()
    assert row is not None
    return UUID(str(row[0]))


@pytest.fixture
def merged_client(demo_copy_url: str) -> Iterator[Client]:
    """The server over the copy."""
    opened = Client(demo_copy_url)
    yield opened
    opened.close()


def test_a_merged_id_answers_with_its_survivor(survivor: UUID, merged_client: Client) -> None:
    old, now = f"provider/{MERGED}", f"provider/{survivor}"
    found = merged_client.send(
        "GET", "/reconcile", params={"queries": json.dumps({"q0": {"query": old}})}
    ).json()["q0"]["result"]
    assert [(each["id"], each["match"]) for each in found] == [(now, True)]
    asked = {"ids": [old], "properties": [{"id": "id"}, {"id": "name"}]}
    rows = merged_client.send("POST", "/reconcile", data={"extend": json.dumps(asked)}).json()["rows"]
    assert rows == {old: {"id": [{"str": now}], "name": [{"str": "Центр «Сударушка»"}]}}
    page = merged_client.send("GET", "/reconcile/preview", params={"id": old})
    assert (page.status_code, "Сударушка" in page.text) == (200, True)
