"""One root field that fails leaves the others standing, on both roads."""

from typing import Any

import pytest
from graphql import GraphQLNonNull

from schema.build import build_schema
from tests.schema.hub import Hub

#: Root fields that each fail for a reason of their own.
FAILING: list[tuple[str, str]] = [
    ('territory(code: "nobody") { code }', "UNKNOWN_TERRITORY"),
    ("providers(first: 101) { totalCount }", "BAD_USER_INPUT"),
    ('providers(filter: { within: { territory: "nobody" } }) { totalCount }', "UNKNOWN_TERRITORY"),
    ('providers(after: "AAAA") { edges { node { id } } }', "BAD_USER_INPUT"),
    ('providers(filter: { text: "%" }) { totalCount }', "BAD_USER_INPUT"),
    ("nearestProviders(point: { lat: 91, lon: 0 }) { edges { node { id } } }", "BAD_USER_INPUT"),
    ('accessPoints(filter: { sources: ["nobody"] }) { totalCount }', "UNKNOWN_SOURCE"),
    ('territories(filter: { within: "nobody" }) { totalCount }', "UNKNOWN_TERRITORY"),
    ("programmes(last: 1, first: 1) { totalCount }", "BAD_USER_INPUT"),
    ("sources(first: -1) { totalCount }", "BAD_USER_INPUT"),
    (
        'coverage(within: "nobody", level: HROMADA, categories: []) { hasMore: __typename }',
        "UNKNOWN_TERRITORY",
    ),
    ('node(id: "x") { id }', "BAD_USER_INPUT"),
    ('nodes(ids: ["x"]) { id }', "BAD_USER_INPUT"),
    ("decisions { totalCount }", "UNAUTHENTICATED"),
    ("changes(since: 99) { edges { cursor } }", "BAD_USER_INPUT"),
    ('providers(asOf: "1066-10-14") { totalCount }', "BAD_USER_INPUT"),
]
STANDING = 'before: release { number } %s after: territories(filter: { codes: ["UA-05"] }) { totalCount }'
WHOLE = {"before": {"number": 1}, "after": {"totalCount": 1}}


def key_of(selection: str) -> str:
    return selection.partition("(")[0].partition(" ")[0]


@pytest.mark.parametrize(("failing", "code"), FAILING)
def test_a_field_that_fails_is_null_and_the_others_are_answered(hub: Hub, failing: str, code: str) -> None:
    alone = hub.reply(f"{{ {failing} }}")
    beside = hub.reply(f"{{ {STANDING % failing} }}")
    (error,) = beside.errors
    told, key = error["extensions"], key_of(failing)
    assert list(beside.data) == ["before", key, "after"]
    assert beside.data == {**WHOLE, key: None}
    assert alone.data == {key: None}
    assert (error["path"][0], told["code"]) == (key, code)
    assert [one["extensions"] for one in alone.errors] == [told]


def test_several_that_fail_are_told_in_the_order_of_the_answer(hub: Hub) -> None:
    parts = [f"a{number}: {failing}" for number, (failing, _) in enumerate(FAILING[-8:])]
    reply = hub.reply(f"{{ {' '.join(parts)} {STANDING % ''} }}")
    assert [error["path"][0] for error in reply.errors] == [part.partition(":")[0] for part in parts]
    assert {key: value for key, value in reply.data.items() if value is not None} == WHOLE


def test_plans_answer_beside_a_field_that_is_refused(hub: Hub) -> None:
    """Resolvers would answer too, with more statements: what stands is not asked for twice."""
    for failing in (FAILING[0][0], FAILING[1][0], FAILING[2][0], 'node(id: "x") { id }'):
        hub.reply(f"{{ {STANDING % failing} }}")
        assert (hub.report.planned, hub.report.fallbacks) == (3, ())


def test_no_root_field_takes_the_whole_answer_with_it() -> None:
    schema = build_schema()._schema
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    fields: dict[str, Any] = {**schema.query_type.fields, **schema.mutation_type.fields}
    assert [name for name, field in fields.items() if isinstance(field.type, GraphQLNonNull)] == []
