"""Who asks for plans at one moment, who asks too often, whose key is gone, and what servers tell of jobs."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest

from hub.store.connection import connect, scalar
from hub.store.jobs.asking import cancel_job
from hub.store.keys import Kind, add_key, remove_key
from hub.store.tables import JobStatus
from tests.schema.planning.siting_questions import SITING
from tests.schema.planning.test_planning_jobs import CANCEL, QUESTION, REQUEST
from tests.web.conftest import Client

Servers = tuple[Client, Client]


@pytest.fixture
def servers(demo_copy_url: str) -> Iterator[Servers]:
    """Two servers of one hub."""
    opened = (Client(demo_copy_url), Client(demo_copy_url))
    yield opened
    for each in opened:
        each.close()


def key_of(url: str, name: str, kind: Kind = Kind.CLIENT) -> str:
    """A new key, as a header shows it."""
    with connect(url) as connection:
        return f"Bearer {add_key(connection, kind, name)}"


def ask(server: Client, key: str, query: str = REQUEST, **variables: Any) -> Any:
    """A response; without variables of its own the request of one question.

    A server whose database is silent for a moment, as on a busy machine, is asked again, as clients do:
    what was asked for is the same job.
    """
    body = {"query": query, "variables": variables or {"input": QUESTION}}
    while True:
        response = server.send("POST", "/graphql", json=body, headers={"authorization": key})
        if response.status_code != 503:
            return response
        time.sleep(0.5)


def jobs(url: str) -> int:
    """How many there are."""
    with connect(url) as connection:
        return int(scalar(connection, "SELECT count(*) FROM hub.job"))


def test_equal_questions_at_one_moment_are_one_job_also_of_two_servers(
    servers: Servers, demo_copy_url: str
) -> None:
    keys = [key_of(demo_copy_url, name) for name in ("ministry", "oblast")]
    # The same question, in other words: effort does not matter, and the reach is the default.
    questions = ({"input": QUESTION}, {"input": {**QUESTION, "effort": "EXACT", "reach": {"metres": 15000}}})
    for server, key in zip(servers, keys, strict=True):
        ask(server, key, "{ release { number } }")
    together = Barrier(2)

    def request(which: int) -> Any:
        together.wait()
        return ask(servers[which], keys[which], **questions[which]).json()["data"]["requestPlanning"]["id"]

    with ThreadPoolExecutor(2) as pool:
        ids = list(pool.map(request, range(2)))
    assert ids[0] == ids[1]
    assert jobs(demo_copy_url) == 1


def test_who_asks_for_too_many_is_told_when_to_ask_again(servers: Servers, demo_copy_url: str) -> None:
    key = key_of(demo_copy_url, "ministry")
    for new in (1, 2, 3):
        taken = ask(servers[0], key, input={**QUESTION, "new": new})
        assert "retry-after" not in taken.headers
    # Another server of the hub counts the same jobs.
    refused = ask(servers[1], key, input={**QUESTION, "new": 4})
    (error,) = refused.json()["errors"]
    assert error["extensions"]["code"] == "PLANNING_BUSY"
    assert refused.headers["retry-after"] == str(error["extensions"]["details"]["seconds"]) == "90"
    # Another key may ask still, and the first one for what it has.
    assert (
        "errors" not in ask(servers[1], key_of(demo_copy_url, "oblast"), input={**QUESTION, "new": 4}).json()
    )
    assert "errors" not in ask(servers[1], key, input={**QUESTION, "new": 3}).json()
    assert jobs(demo_copy_url) == 4


def test_of_all_keys_twenty_wait(servers: Servers, demo_copy_url: str) -> None:
    keys = [key_of(demo_copy_url, f"oblast {number}") for number in range(7)]
    answers = [
        ask(servers[new % 2], keys[new // 3], input={**QUESTION, "new": new + 1}).json() for new in range(21)
    ]
    assert [answer for answer in answers[:20] if "errors" in answer] == []
    assert answers[20]["errors"][0]["extensions"]["code"] == "PLANNING_BUSY"
    assert [answer["data"]["requestPlanning"]["queuedBefore"] for answer in answers[:20]] == list(range(20))


def test_names_of_stewards_and_clients_are_not_one(servers: Servers, demo_copy_url: str) -> None:
    client, steward = (key_of(demo_copy_url, "Olena", kind) for kind in (Kind.CLIENT, Kind.STEWARD))
    asked = ask(servers[0], client).json()["data"]["requestPlanning"]["id"]
    refused = ask(servers[0], steward, CANCEL, id=asked).json()
    assert refused["errors"][0]["extensions"]["code"] == "UNKNOWN_JOB"


def test_a_job_outlives_the_key_that_asked_for_it(servers: Servers, demo_copy_url: str) -> None:
    key = key_of(demo_copy_url, "ministry")
    asked = ask(servers[0], key).json()["data"]["requestPlanning"]["id"]
    with connect(demo_copy_url) as connection:
        remove_key(connection, Kind.CLIENT, "ministry")
    # A server that never saw the key knows of no such client.
    for query, variables in ((REQUEST, {"input": QUESTION}), (CANCEL, {"id": asked})):
        refused = ask(servers[1], key, query, **variables)
        assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (
            401,
            "UNKNOWN_KEY",
        )
    with connect(demo_copy_url) as connection:
        identity: UUID = scalar(connection, "SELECT id FROM hub.job WHERE status = 'QUEUED'")
        assert cancel_job(connection, identity).status is JobStatus.CANCELLED


def test_an_exact_question_is_answered_at_its_release_and_says_so(
    servers: Servers, demo_copy_url: str
) -> None:
    key = key_of(demo_copy_url, "ministry")
    exact = {"input": {**QUESTION, "effort": "EXACT"}}
    release = "{ release { number } }"
    before = ask(servers[0], key, release).json()["data"]["release"]["number"]
    asked = ask(servers[0], key).json()["data"]["requestPlanning"]["id"]
    with connect(demo_copy_url) as connection:
        connection.execute("UPDATE hub.job SET release = release - 1")
    # The job is of a former release now, and no answer at this one.
    query = SITING.replace("basis { hash", "basis { release { number } hash")
    found = ask(servers[1], key, query, **exact).json()["data"]["siting"]
    assert (found["job"], found["basis"]["release"]["number"]) == (None, before)
    again = ask(servers[1], key).json()["data"]["requestPlanning"]["id"]
    assert again != asked


def test_servers_tell_how_many_jobs_wait(demo_copy_url: str) -> None:
    def told() -> Any:
        """What a server tells that looks for the first time."""
        server = Client(demo_copy_url)
        try:
            while (answer := server.send("GET", "/readyz")).status_code == 503:
                time.sleep(0.5)
            return answer.json()["jobs"]
        finally:
            server.close()

    assert told() == {"waiting": 0, "running": 0, "waitingSeconds": 0}
    server = Client(demo_copy_url)
    ask(server, key_of(demo_copy_url, "ministry"))
    server.close()
    with connect(demo_copy_url) as connection:
        connection.execute("UPDATE hub.job SET made_at = made_at - interval '10 minutes'")
    waits = told()
    assert (waits["waiting"], waits["running"]) == (1, 0)
    assert waits["waitingSeconds"] >= 600
