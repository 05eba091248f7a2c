"""Each attack is refused with its status and a typed error, by both media types."""

import pytest

from bench.attack_documents import ATTACKS, JSON, Attack
from bench.attacks import WORST
from hub.settings import RequestLimits
from tests.schema.conftest import world_url
from tests.web.conftest import Client, client

__all__ = ["client", "world_url"]

GRAPHQL = "application/graphql-response+json"
#: Refusals that clients of the older media type see in the body only.
BY_GRAPHQL = {"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "OPERATION_NOT_FOUND"}


@pytest.mark.parametrize("media_type", [GRAPHQL, JSON])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_refused(client: Client, attack: Attack, media_type: str) -> None:
    response = client.send(
        "POST",
        "/graphql",
        content=attack.body,
        headers={"content-type": attack.content_type, "accept": media_type},
    )
    status = 200 if media_type == JSON and attack.code in BY_GRAPHQL else attack.status
    codes = {error["extensions"]["code"] for error in response.json()["errors"]}
    assert (response.status_code, codes) == (status, {attack.code})
    # What is sent back is in proportion to what was sent.
    assert len(response.content) < 2 * len(attack.body) + 2_000


def test_the_worst_that_the_bench_asks_is_just_allowed(client: Client) -> None:
    answer = client.send("POST", "/graphql", json={"query": WORST, "extensions": {"cost": True}}).json()
    limit = RequestLimits().nodes
    assert "errors" not in answer
    assert 0.9 * limit < answer["extensions"]["cost"]["nodes"] <= limit


def test_the_server_answers_afterwards(client: Client) -> None:
    assert client.ask("{ release { number } }").json() == {"data": {"release": {"number": 1}}}
