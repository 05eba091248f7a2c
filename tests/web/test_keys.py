"""Keys of clients: wider limits, and what a wrong or removed key is answered."""

from collections.abc import Iterator

import pytest

from hub.store.connection import connect
from hub.store.keys import Kind, add_key, remove_key
from tests.web.conftest import Client
from tests.web.test_rates import code

PAGE = "{ providers(first: 101) { edges { cursor } } }"


@pytest.fixture
def client(database_url: str) -> Iterator[Client]:
    """A client of a server whose database may be written."""
    opened = Client(database_url)
    yield opened
    opened.close()


def made(url: str, kind: Kind, name: str) -> str:
    """A new key."""
    with connect(url, autocommit=True) as connection:
        return add_key(connection, kind, name)


def test_a_clients_key_widens_the_limits(client: Client, database_url: str) -> None:
    assert code(client.ask(PAGE)) == "BAD_USER_INPUT"
    key = made(database_url, Kind.CLIENT, "map")
    answered = client.ask(PAGE, authorization=f"Bearer {key}")
    assert answered.json() == {"data": {"providers": {"edges": []}}}
    assert '"requests";q=600;' in answered.headers["ratelimit-policy"]
    # A client is no steward.
    queue = client.ask("{ matchCandidates { totalCount } }", authorization=f"Bearer {key}")
    assert code(queue) == "UNAUTHENTICATED"


def test_a_stewards_key_has_its_own_limits(client: Client, database_url: str) -> None:
    key = made(database_url, Kind.STEWARD, "Olena")
    answered = client.ask("{ matchCandidates(first: 101) { totalCount } }", authorization=f"bearer {key}")
    assert answered.json() == {"data": {"matchCandidates": {"totalCount": 0}}}


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer " + "k" * 1_000, "Bearer \u00e9\u00e9"]
)
def test_a_wrong_key_is_unknown(client: Client, header: str) -> None:
    response = client.send(
        "POST", "/graphql", json={"query": PAGE}, headers={"authorization": header.encode("latin-1")}
    )
    assert (response.status_code, code(response)) == (401, "UNKNOWN_KEY")
    assert response.headers["www-authenticate"] == 'Bearer realm="merezha"'


def test_guessing_is_bounded_and_right_keys_go_on(client: Client, database_url: str) -> None:
    key = made(database_url, Kind.CLIENT, "map")
    release = "{ release { number } }"
    assert client.ask(release, authorization=f"Bearer {key}").status_code == 200
    statuses = [client.ask(release, authorization=f"Bearer wrong{i}").status_code for i in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert client.ask(release, authorization=f"Bearer {key}").status_code == 200
    assert client.ask(release).status_code == 200


def test_a_removed_key_stops_when_its_lookup_is_forgotten(
    client: Client, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1_000.0]
    keys = client.app.state.roles._keys
    monkeypatch.setattr(keys, "_known", type(keys._known)(10, 10, timer=lambda: clock[0]))
    key = made(database_url, Kind.CLIENT, "map")
    assert client.ask(PAGE, authorization=f"Bearer {key}").status_code == 200
    with connect(database_url, autocommit=True) as connection:
        remove_key(connection, Kind.CLIENT, "map")
    clock[0] += 9
    assert client.ask(PAGE, authorization=f"Bearer {key}").status_code == 200
    clock[0] += 1
    assert client.ask(PAGE, authorization=f"Bearer {key}").status_code == 401
