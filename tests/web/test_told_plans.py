"""`extensions.plan` tells whoever asks how an answer was made, and /readyz how often which way was taken."""

from typing import Any

import pytest

from tests.web.conftest import Client

#: A filter that was never asked before, so that nothing is remembered of it.
PROVIDERS = '{ providers(first: 2, filter: {text: "центр"}) { edges { node { name } } } }'


def _told(client: Client, query: str, **more: Any) -> Any:
    body = {"query": query, "extensions": {"plan": True}, **more}
    return client.send("POST", "/graphql", json=body).json()["extensions"]["plan"]


def test_nothing_is_told_unasked(client: Client) -> None:
    assert "extensions" not in client.ask(PROVIDERS).json()
    asked = {"query": PROVIDERS, "extensions": {"plan": False}}
    assert "extensions" not in client.send("POST", "/graphql", json=asked).json()


def test_a_planned_answer_tells_its_statements(client: Client) -> None:
    assert _told(client, PROVIDERS) == {"roots": [{"key": "providers", "by": "PLAN"}], "statements": 1}


def test_plan_and_cost_are_told_together(client: Client) -> None:
    asked = {"query": PROVIDERS, "extensions": {"plan": True, "cost": True}}
    assert set(client.send("POST", "/graphql", json=asked).json()["extensions"]) == {"cost", "plan"}


def test_a_get_tells_too(client: Client) -> None:
    response = client.send(
        "GET", "/graphql", params={"query": PROVIDERS, "extensions": '{"plan": true}'}
    ).json()
    assert response["extensions"]["plan"]["roots"] == [{"key": "providers", "by": "PLAN"}]


def test_fields_beside_planned_ones_say_why_resolvers_answer(client: Client) -> None:
    told = _told(client, "{ sources { totalCount } mine: changes(since: 0) { release } }")
    assert told["roots"] == [
        {"key": "sources", "by": "PLAN"},
        {"key": "mine", "by": "RESOLVERS", "cause": "UNDECLARED", "about": "Query.changes"},
    ]
    assert "whole" not in told


@pytest.mark.parametrize(
    ("query", "whole"),
    [
        (
            '{ old: providers(first: 1, asOf: "1") { totalCount } sources { totalCount } }',
            {"by": "RESOLVERS", "cause": "PAST", "about": "asOf", "root": "old"},
        ),
        ("{ __schema { queryType { name } } }", {"by": "RESOLVERS", "cause": "INTROSPECTION"}),
        ("{ __typename }", {"by": "RESOLVERS", "cause": "NOTHING_ASKED"}),
    ],
)
def test_what_makes_resolvers_answer_all_is_named(client: Client, query: str, whole: dict[str, Any]) -> None:
    told = _told(client, query)
    assert {key: told["whole"][key] for key in whole} == whole
    assert {one["by"] for one in told["roots"]} <= {"RESOLVERS"}


def test_a_root_field_that_is_refused_leaves_the_others_to_their_plans(client: Client) -> None:
    query = '{ sources { totalCount } providers(filter: {kinds: ["none"]}) { totalCount } }'
    told = _told(client, query)
    assert told["roots"] == [{"key": "sources", "by": "PLAN"}, {"key": "providers", "by": "PLAN"}]
    assert "whole" not in told


def test_an_operation_that_cannot_be_run_tells_why(client: Client) -> None:
    told = _told(client, "query($n: Int!) { providers(first: $n) { totalCount } }", variables={})
    assert (told["roots"], told["whole"]["cause"]) == ([], "VARIABLES")


def test_readyz_counts_who_answers(world_url: str) -> None:
    other = Client(world_url)
    before = other.send("GET", "/readyz").json()["answered"]
    other.ask("{ a: sources { totalCount } b: kinds { code } }")
    other.ask('{ providers(asOf: "1") { totalCount } }')
    after = other.send("GET", "/readyz").json()["answered"]
    other.close()
    assert before == {"byPlans": 0, "byResolvers": {}}
    assert after == {"byPlans": 2, "byResolvers": {"PAST": 1}}
