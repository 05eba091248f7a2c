"""Inputs that come without a release: who holds a paper or an answer learns that it is another now."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from hub.cluster import PrivateCluster
from hub.planning.scenario import canonical, encode
from hub.store.connection import connect
from hub.store.inputs.sources import InputSource
from hub.store.inputs.travel import GivenPair, GivenPlace, Matrix, load_matrix
from tests.conftest import database_copy
from tests.schema.planning.conftest import FILE, POINTS
from tests.web.conftest import Client

DISTRICT, NEARBY = "UA71060000000030325", "UA71060210000032972"
PLAN = encode(canonical({"within": DISTRICT, "goal": "MOST_COVERED", "new": 1}))
QUERY = f'{{ scenario(id: "{PLAN}") {{ scenario basis {{ release {{ number }} }} }} }}'


def add_times(url: str) -> None:
    """A matrix of one pair, made up."""
    made = Matrix(InputSource("travel:made-up", "Made up", "1"), "car", "file", datetime.now(UTC))
    pair = GivenPair(GivenPlace(territory=DISTRICT), GivenPlace(territory=NEARBY), 12)
    load_matrix(url, made, [pair], {})


def add_people(url: str) -> None:
    """Points that stand for the people of Ukraine, made up."""
    with connect(url) as connection:
        connection.execute(FILE.encode())
        connection.execute(POINTS.encode())


def change_norm(url: str) -> None:
    """Another note on the norms."""
    with connect(url) as connection:
        connection.execute("UPDATE hub.norm SET note = 'made up'")


@pytest.fixture
def copy_url(cluster: PrivateCluster, demo_template: str) -> Iterator[str]:
    """The URL of the demo's data, to be changed."""
    with database_copy(cluster, demo_template) as url:
        yield url


@pytest.mark.parametrize("change", [add_times, add_people, change_norm])
def test_what_is_held_is_asked_for_anew_after_inputs_are_loaded(
    copy_url: str, change: Callable[[str], None]
) -> None:
    client = Client(copy_url, request_seconds=600, statement_seconds=600)
    try:
        address = f"/planning/{PLAN}.csv?lang=en"
        tag = client.send("GET", address).headers["etag"]
        assert client.send("GET", address, headers={"if-none-match": tag}).status_code == 304
        answer = client.send("GET", "/graphql", params={"query": QUERY})
        release = answer.json()["data"]["scenario"]["basis"]["release"]["number"]
        change(copy_url)
        paper = client.send("GET", address, headers={"if-none-match": tag})
        assert (paper.status_code, paper.headers["etag"] == tag) == (200, False)
        again = client.send(
            "GET", "/graphql", params={"query": QUERY}, headers={"if-none-match": answer.headers["etag"]}
        )
        assert (again.status_code, again.headers["cache-status"]) == (200, "merezha; fwd=stale; stored")
        assert again.json()["data"]["scenario"]["basis"]["release"]["number"] == release
    finally:
        client.close()
