"""What is counted of a document, and which limits it passes."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql import GraphQLSchema, GraphQLSyntaxError, get_introspection_query, parse

from hub.settings import KeyLimits, RequestLimits
from schema.build import build_schema
from schema.guards import Measures, Refused, check, check_variables, cost, measure, read

LIMITS = RequestLimits()


@pytest.fixture(scope="module")
def count() -> Callable[[str], Measures]:
    """Counts a document's text."""
    schema: GraphQLSchema = build_schema()._schema
    return lambda text: measure(parse(text), schema)


Count = Callable[[str], Measures]


def nested(depth: int) -> str:
    """A query whose fields nest so deep."""
    return '{ territory(code: "UA") ' + "{ parent " * (depth - 2) + "{ code }" + " }" * (depth - 1)


def bomb(doublings: int) -> str:
    """A query of a few hundred bytes that stands for 2 ** doublings fields."""
    parts = [f"fragment F{i} on Release {{ ...F{i + 1} ...F{i + 1} }}" for i in range(doublings)]
    return " ".join(
        ["{ release { ...F0 } }", *parts, f"fragment F{doublings} on Release {{ number }}"],
    )


def test_fields_depth_and_root_fields_are_of_the_expanded_operation(count: Count) -> None:
    found = count("""
        query Q { a: release { ...R } ...T ... on Query { b: release { number } } }
        query Other { kinds { code } }
        fragment T on Query { territory(code: "UA") { parent { ...P } } }
        fragment P on Territory { parent { code } }
        fragment R on Release { number publishedAt }
    """)
    selected = found.operations["Q"].selected
    assert (selected.fields, selected.top, selected.depth) == (9, 3, 4)
    assert (found.operations["Other"].selected.fields, found.operation_count) == (2, 2)
    assert (found.fields, found.aliases, found.directives) == (9, 2, 0)


def test_directives_are_counted_wherever_they_stand(count: Count) -> None:
    found = count("""
        query Q($a: Int @d) @d { release @d { ...R @d ... @d { number } } }
        fragment R on Release @d { number }
    """)
    assert found.directives == 6


def test_a_bomb_of_fragments_is_counted_without_expanding_it(count: Count) -> None:
    found = count(bomb(100))
    assert found.fields == 2**100 + 1
    with pytest.raises(Refused) as caught:
        check(found, None, KeyLimits())
    assert (caught.value.code, caught.value.details) == ("QUERY_TOO_LARGE", {"fields": 10**9, "limit": 1_000})


def test_long_chains_and_cycles_of_fragments_end(count: Count) -> None:
    chain = [f"fragment F{i} on Territory {{ parent {{ ...F{i + 1} }} }}" for i in range(2_000)]
    found = count('{ territory(code: "UA") { ...F0 } } ' + " ".join(chain))
    assert found.operations[""].selected.depth == 2_001
    names = [f"F{i}" for i in range(30)]
    spreads = " ".join(f"...{name}" for name in names)
    cycle = count("{ ...F0 } " + " ".join(f"fragment {name} on Query {{ {spreads} }}" for name in names))
    assert (cycle.fields, cycle.overlaps) == (0, 435)


def test_unused_fragments_count_because_validation_reads_them(count: Count) -> None:
    assert count("{ __typename } fragment F on Release { number publishedAt }").fields == 2
    repeated = "{ __typename } fragment F on Release { " + "number " * 10 + "}"
    assert count(repeated).overlaps == 45


def test_overlaps_count_pairs_of_merged_objects(count: Count) -> None:
    assert count("{ release { number } release { number } }").overlaps == 2
    assert count("{ a: release { number } b: release { number } }").overlaps == 0
    assert (
        count(
            "{ release { ...A ...B } } fragment A on Release { number } fragment B on Release { number }"
        ).overlaps
        == 2
    )
    twice = "{ release { ...A } release { ...A } } fragment A on Release { number }"
    assert count(twice).overlaps == 1


@pytest.mark.parametrize(
    "text",
    [
        "{ nope { nope(first: 3) { a } } }",
        "{ ... on Nope { a } ...Unknown }",
        "{ __schema { nope } }",
        "subscription { a }",
        "{ providers(first: 3) }",
        "type A { b: Int }",
        "{ providers(first: [1], last: {}) { edges } }",
    ],
)
def test_what_is_not_valid_does_not_disturb(count: Count, text: str) -> None:
    found = count(text)
    check(found, None, LIMITS)
    assert cost(found, None, None, LIMITS) <= 20


@pytest.mark.parametrize(
    ("name", "text_of", "code"),
    [
        ("depth", nested, "QUERY_TOO_DEEP"),
        (
            "fields",
            lambda n: "{ release { " + " ".join(f"f{i}" for i in range(n - 1)) + " } }",
            "QUERY_TOO_LARGE",
        ),
        (
            "aliases",
            lambda n: "{ release { " + " ".join(f"f{i}: number" for i in range(n)) + " } }",
            "TOO_MANY_ALIASES",
        ),
        ("root_fields", lambda n: "{ " + " ".join(f"f{i}" for i in range(n)) + " }", "TOO_MANY_ROOT_FIELDS"),
        ("directives", lambda n: "{ release { number " + "@a " * n + "} }", "TOO_MANY_DIRECTIVES"),
        ("operations", lambda n: " ".join(f"query Q{i} {{ a }}" for i in range(n)), "TOO_MANY_OPERATIONS"),
        ("tokens", lambda n: "{ release { " + "number " * (n - 5) + "} }", "TOO_MANY_TOKENS"),
    ],
)
@pytest.mark.parametrize("limits", [RequestLimits(), KeyLimits()])
def test_each_limit_holds_at_it_and_one_past_it(
    count: Count, limits: RequestLimits, name: str, text_of: Callable[[int], str], code: str
) -> None:
    limit = getattr(limits, name)
    wide = limits.model_copy(update={"overlaps": 10**9, **({"fields": 10**9} if name == "tokens" else {})})
    check(count(text_of(limit)), None, wide)
    with pytest.raises(Refused) as caught:
        check(count(text_of(limit + 1)), None, wide)
    assert caught.value.code == code
    assert caught.value.details["limit"] == limit


def test_overlaps_hold_at_their_limit_and_one_past_it(count: Count) -> None:
    # 32 fields of one name are 496 pairs; four of another make six, three of another three.
    at_limit = "{ release { " + "number " * 32 + "publishedAt publishedAt id id id } }"
    assert count(at_limit).overlaps == 500
    check(count(at_limit), None, LIMITS)
    with pytest.raises(Refused) as caught:
        check(count(at_limit.replace("id id id", "id id id __typename __typename")), None, LIMITS)
    assert (caught.value.code, caught.value.details) == ("TOO_MANY_OVERLAPS", {"count": 501, "limit": 500})


def test_the_parser_stops_at_the_limit_of_tokens() -> None:
    assert read("{ release { " + "number " * 995 + "} }", LIMITS).token_count == 1_000
    with pytest.raises(Refused) as caught:
        read("{ release { " + "number " * 996 + "} }", LIMITS)
    assert (caught.value.code, caught.value.details) == ("TOO_MANY_TOKENS", {"limit": 1_000})
    with pytest.raises(GraphQLSyntaxError):
        read("{ release {", LIMITS)


COSTS: list[tuple[str, dict[str, Any], int]] = [
    ("{ release { number } }", {}, 1),
    ("{ providers { edges { node { name } } } }", {}, 20),
    ("{ providers(first: 0) { totalCount } }", {}, 10),
    ("{ providers(first: 50) { edges { node { kind { code } } } } }", {}, 100),
    ("{ providers(first: 50) { edges { node { services { category { code } } } } } }", {}, 50 * (1 + 4 * 2)),
    ("{ providers(last: 50) { pageInfo { hasNextPage } } }", {}, 50),
    ("{ providers(first: 1000000) { edges { cursor } } }", {}, 100),
    ("query ($n: Int) { providers(first: $n) { edges { cursor } } }", {"n": 70}, 70),
    ("query ($n: Int) { providers(first: $n) { edges { cursor } } }", {"n": None}, 20),
    ("query ($n: Int) { providers(first: $n) { edges { cursor } } }", {}, 20),
    ("query ($n: Int = 30) { providers(first: $n) { edges { cursor } } }", {}, 30),
    ("query ($n: Int = 30) { providers(first: $n) { edges { cursor } } }", {"n": 40}, 40),
    ("query ($n: Int) { providers(first: $n) { edges { cursor } } }", {"n": -5}, 0),
    ("query ($n: Int) { providers(first: $n) { edges { cursor } } }", {"n": "many"}, 20),
    (
        "{ territories(first: 10) { edges { node { providers(first: 5) { totalCount } } } } }",
        {},
        10 * (1 + 5 + 10),
    ),
    (
        "query ($n: Int) { a: providers(first: $n) { ...C } b: providers(first: 3) { ...C } } "
        "fragment C on ProviderConnection { totalCount edges { node { ...P } } } "
        "fragment P on Provider { services { id } }",
        {"n": 2},
        (2 + 10 + 2 * 4) + (3 + 10 + 3 * 4),
    ),
    ("{ providers(first: 0) { facets(by: [KIND, FORM]) { by } } }", {}, 100),
    ("query ($by: [FacetBy!]!) { providers(first: 0) { facets(by: $by) { by } } }", {"by": ["KIND"]}, 50),
    ("{ nodes(ids: [1, 2, 3]) { ... on Provider { services { id } } } }", {}, 3 * 5),
    ("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 7}, 7),
    (
        '{ coverage(within: "UA-05", level: HROMADA, categories: ["a", "b"]) { territory { code } } }',
        {},
        200 + 100 * 2,
    ),
]


@pytest.mark.parametrize(("text", "variables", "nodes"), COSTS)
def test_the_cost_is_the_number_of_nodes(
    count: Count, text: str, variables: dict[str, Any], nodes: int
) -> None:
    assert cost(count(text), None, variables, LIMITS) == nodes


def test_the_cost_holds_at_its_limit_and_one_past_it(count: Count) -> None:
    found = count("""
        query ($a: Int, $b: Int) { a: providers(first: $a) { ...C } b: providers(first: $b) { ...C } }
        fragment C on ProviderConnection { edges { node { services { locations { id } } } } }
    """)
    # Each provider costs 1 + 4 × (1 + 4) nodes.
    limits = LIMITS.model_copy(update={"nodes": 21 * 150})
    assert cost(found, None, {"a": 100, "b": 50}, limits) == 21 * 150
    with pytest.raises(Refused) as caught:
        cost(found, None, {"a": 100, "b": 51}, limits)
    assert caught.value.code == "QUERY_TOO_EXPENSIVE"
    assert caught.value.details == {
        "cost": 21 * 151,
        "limit": 21 * 150,
        "path": "a",
        "advice": "it asks for 100; lower its `first` to 99 or less",
    }


def test_anybody_may_ask_for_the_schema(count: Count) -> None:
    found = count(get_introspection_query(input_value_deprecation=True, schema_description=True))
    check(found, "IntrospectionQuery", LIMITS)
    assert cost(found, "IntrospectionQuery", None, LIMITS) < LIMITS.nodes / 1.5
    deeper = count("{ __schema { types { fields { type { fields { name } } } } } }")
    with pytest.raises(Refused):
        cost(deeper, None, None, LIMITS)


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"ids": list(range(4_999))}, None),
        ({"ids": list(range(5_000))}, "VARIABLES_TOO_LARGE"),
        ({"a": {str(i): {} for i in range(4_999)}}, None),
        ({"a": {str(i): {} for i in range(5_000)}}, "VARIABLES_TOO_LARGE"),
        (None, None),
    ],
)
def test_variables_hold_so_many_values(variables: dict[str, Any] | None, code: str | None) -> None:
    assert refusal(variables) == code


@pytest.mark.parametrize(
    ("levels", "code"), [(15, None), (16, "VARIABLES_TOO_DEEP"), (100_000, "VARIABLES_TOO_DEEP")]
)
def test_variables_nest_so_deep(levels: int, code: str | None) -> None:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    assert refusal({"a": value}) == code


def refusal(variables: dict[str, Any] | None) -> str | None:
    """The code with which variables are refused."""
    try:
        check_variables(variables, LIMITS.variable_values)
    except Refused as refused:
        return refused.code
    return None
