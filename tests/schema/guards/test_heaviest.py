"""Which field of an expensive operation is told to be the heaviest, and what to change about it."""

from typing import Any

import pytest
from graphql import GraphQLSchema, parse

from hub.settings import RequestLimits
from schema.build import build_schema
from schema.guards import Measures, Refused, cost, measure
from schema.guards.heaviest import _Scale
from tests.schema.guards.test_measures import COSTS

LIMITS = RequestLimits(nodes=1_000)
#: 1 + 4 × (1 + 4) nodes for each provider.
DEEP = "edges { node { services { locations { id } } } }"


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema()._schema


def counted(schema: GraphQLSchema, text: str) -> Measures:
    return measure(parse(text), schema)


@pytest.mark.parametrize(("text", "variables", "nodes"), COSTS)
def test_fields_weigh_together_what_the_operation_costs(
    schema: GraphQLSchema, text: str, variables: dict[str, Any], nodes: int
) -> None:
    measures = counted(schema, text)
    (operation,) = measures.operations.values()
    scale = _Scale(measures, {**operation.defaults, **variables}, RequestLimits().page_size)
    fields = scale.fields(operation.node.selection_set, schema.query_type, 0)
    assert sum(field.nodes for field in fields) == nodes


@pytest.mark.parametrize(
    ("text", "variables", "path", "advice"),
    [
        (
            f"{{ release {{ number }} providers(first: 100) {{ {DEEP} }} }}",
            {},
            "providers",
            "it asks for 100; lower its `first` to 47 or less",
        ),
        (
            f"query ($n: Int) {{ a: providers(first: 1) {{ {DEEP} }} "
            f"many: providers(last: $n) {{ {DEEP} }} }}",
            {"n": 90},
            "many",
            "it asks for 90; lower its `last` to 46 or less",
        ),
        (
            "{ territories(first: 40) { edges { node { providers(first: 50) { edges { cursor } } } } } }",
            {},
            "territories.edges.node.providers",
            "it asks for 50, 40 times over; lower its `first` to 24 or less",
        ),
        (
            "{ territories(first: 100) { edges { node { ...T } } } } "
            "fragment T on Territory { providers { totalCount ...P } } "
            "fragment P on ProviderConnection { edges { node { services { id } } } }",
            {},
            "territories",
            "it asks for 100; lower its `first` to 9 or less",
        ),
        (
            "{ territories(first: 90) { edges { node { providers(first: 100) { totalCount } } } } }",
            {},
            "territories.edges.node.providers",
            "it asks for 100, 90 times over; lower its `first`, and that of lists around it",
        ),
        (
            "query ($by: [FacetField!]!) { providers(first: 0) { facets(by: $by) { by } } }",
            {"by": ["KIND"] * 30},
            "providers.facets",
            "it asks for 30; lower its `by` to 20 or less",
        ),
        (
            "{ __schema { types { fields { type { fields { name } } } } } }",
            {},
            "__schema.types.fields.type.fields",
            "select less below it",
        ),
        (
            "query ($plan: SitingInput!) { one: siting(input: $plan) { proof { status } } }",
            {"plan": {"within": "UA", "goal": "MOST_COVERED", "new": 2}},
            "one",
            "ask within a smaller territory, or with a key",
        ),
    ],
)
def test_the_heaviest_field(
    schema: GraphQLSchema, text: str, variables: dict[str, Any], path: str, advice: str
) -> None:
    with pytest.raises(Refused) as caught:
        cost(counted(schema, text), None, variables, LIMITS)
    assert caught.value.code == "QUERY_TOO_EXPENSIVE"
    assert (caught.value.details["path"], caught.value.details["advice"]) == (path, advice)
    assert f"`{path}`: {advice}." in str(caught.value)


def test_the_advice_makes_it_fit(schema: GraphQLSchema) -> None:
    query = f"query ($n: Int) {{ release {{ number }} providers(first: $n) {{ {DEEP} }} }}"
    measures = counted(schema, query)
    with pytest.raises(Refused) as caught:
        cost(measures, None, {"n": 100}, LIMITS)
    fitting = int(str(caught.value.details["advice"]).split("to ")[1].split()[0])
    assert cost(measures, None, {"n": fitting}, LIMITS) <= LIMITS.nodes
    with pytest.raises(Refused):
        cost(measures, None, {"n": fitting + 1}, LIMITS)


def test_a_fragment_that_spreads_itself_ends(schema: GraphQLSchema) -> None:
    text = (
        f"{{ providers(first: 100) {{ {DEEP} edges {{ node {{ ...F }} }} }} }} "
        "fragment F on Provider { services { locations { id } } parent { ...F } }"
    )
    with pytest.raises(Refused) as caught:
        cost(counted(schema, text), None, None, LIMITS)
    assert caught.value.details["path"] == "providers"


def test_a_long_path_is_cut(schema: GraphQLSchema) -> None:
    text = f"{{ {'a' * 10_000}: providers(first: 100) {{ {DEEP} }} }}"
    with pytest.raises(Refused) as caught:
        cost(counted(schema, text), None, None, LIMITS)
    assert caught.value.details["path"] == "a" * 500
