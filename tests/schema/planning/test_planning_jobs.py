"""Plans computed exactly: asked for with a key, done by a worker, read by `planningJob` and `siting`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hub.logins import Login
from hub.store.connection import connect
from hub.store.keys import Kind, add_key
from hub.store.logins import login_url
from tests.commands import ROOT
from tests.jobs.conftest import ENDED, wait
from tests.schema.planning.siting_questions import CHERKASY, SITING
from tests.web.conftest import Client as WebClient

REQUEST = """
mutation ($input: SitingInput!) {
  requestPlanning(input: $input) { id status queuedBefore limitSeconds elapsedSeconds error }
}
"""
CANCEL = "mutation ($id: ID!) { cancelPlanning(id: $id) { id status } }"
JOB = "query ($id: ID!) { planningJob(id: $id) { id status phase objective bound gap error } }"
NODE = "query ($id: ID!) { node(id: $id) { __typename ... on PlanningJob { status } } }"
QUESTION: dict[str, Any] = {"within": CHERKASY, "goal": "MOST_COVERED", "new": 3}


class Client:
    """A client of a served hub, with a key or without."""

    def __init__(self, client: WebClient, key: str | None) -> None:
        self._client = client
        self._headers = {"authorization": f"Bearer {key}"} if key else {}

    def reply(self, query: str, **variables: Any) -> Any:
        """The whole answer."""
        body = {"query": query, "variables": variables}
        return self._client.send("POST", "/graphql", json=body, headers=self._headers).json()

    def data(self, query: str, **variables: Any) -> Any:
        """The data of an answer that must have no errors."""
        found = self.reply(query, **variables)
        assert "errors" not in found, found
        return found["data"]


Served = tuple[Client, Client, Client, str]


@pytest.fixture
def served(demo_copy_url: str) -> Iterator[Served]:
    """Clients with two keys and one without, and the hub's URL."""
    with connect(demo_copy_url, autocommit=True) as connection:
        keys = [add_key(connection, Kind.CLIENT, name) for name in ("ministry", "oblast")]
    opened = WebClient(demo_copy_url)
    yield Client(opened, keys[0]), Client(opened, keys[1]), Client(opened, None), demo_copy_url
    opened.close()


@contextmanager
def working(url: str) -> Iterator[None]:
    """A worker of the hub's own tasks."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "MEREZHA_DATABASE_URL": login_url(url, Login.WORKER),
        "MEREZHA_READ_URL": login_url(url, Login.READER),
    }
    command = [sys.executable, "-m", "hub.jobs"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, cwd=ROOT) as worker:
        try:
            yield
        finally:
            worker.kill()


def test_a_job_is_done_by_a_worker_and_read(served: Served) -> None:
    ministry, oblast, anybody, url = served
    exact = {**QUESTION, "effort": "EXACT"}
    quick = anybody.data(SITING, input=exact)["siting"]
    assert (quick["basis"]["method"]["code"], quick["job"]) == ("SITING_QUICK", None)
    (asked,) = ministry.data(REQUEST, input=QUESTION).values()
    assert (asked["status"], asked["queuedBefore"], asked["error"]) == ("QUEUED", 0, None)
    # Effort does not matter: what is asked for here is always exact.
    assert oblast.data(REQUEST, input=exact)["requestPlanning"]["id"] == asked["id"]
    assert anybody.data(SITING, input=exact)["siting"]["job"] == {"id": asked["id"]}
    with working(url):
        done = wait(
            lambda: anybody.data(JOB, id=asked["id"])["planningJob"], lambda job: job["status"] in ENDED
        )
    assert (done["status"], done["error"]) == ("DONE", None)
    assert anybody.data(NODE, id=asked["id"])["node"] == {"__typename": "PlanningJob", "status": "DONE"}
    found = anybody.data(SITING, input=exact)["siting"]
    assert (found["basis"]["method"]["code"], found["job"]) == ("SITING_EXACT", None)
    assert "HiGHS" in found["proof"]["solver"]
    assert found["proof"]["status"] == "OPTIMAL"
    assert found["proof"]["objective"] >= quick["proof"]["objective"] * (1 - 1e-9)
    assert found["proof"]["objective"] <= quick["proof"]["bound"] * (1 + 1e-9)
    assert found["before"] == quick["before"]


def test_only_keys_ask_for_jobs_and_only_the_asker_cancels(served: Served) -> None:
    ministry, oblast, anybody, _ = served
    refused = anybody.reply(REQUEST, input=QUESTION)
    assert refused["errors"][0]["extensions"]["code"] == "PLANNING_KEY_NEEDED"
    identity = ministry.data(REQUEST, input=QUESTION)["requestPlanning"]["id"]
    assert anybody.reply(CANCEL, id=identity)["errors"][0]["extensions"]["code"] == "PLANNING_KEY_NEEDED"
    assert oblast.reply(CANCEL, id=identity)["errors"][0]["extensions"]["code"] == "UNKNOWN_JOB"
    assert ministry.data(CANCEL, id=identity)["cancelPlanning"] == {"id": identity, "status": "CANCELLED"}
    assert anybody.data(JOB, id=identity)["planningJob"]["status"] == "CANCELLED"
    again = ministry.data(REQUEST, input=QUESTION)["requestPlanning"]
    assert (again["status"], again["id"] != identity) == ("QUEUED", True)


def test_no_more_jobs_of_one_key_wait_than_may(served: Served) -> None:
    ministry, _, _, _ = served
    for new in (1, 2, 3):
        ministry.data(REQUEST, input={**QUESTION, "new": new})
    refused = ministry.reply(REQUEST, input={**QUESTION, "new": 4})
    assert refused["errors"][0]["extensions"]["code"] == "PLANNING_BUSY"
    wrong = ministry.reply(REQUEST, input={**QUESTION, "new": 0})
    assert wrong["errors"][0]["extensions"]["reason"] == "NEW_SITES"
