"""No text in any argument of any root field is a fault of the server, whatever stands in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    ast_from_value,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
    print_ast,
)

from schema.build import build_schema

from .conftest import TWO
from .test_over_http import Asking, client, key, steward
from .test_reading import gid

__all__ = ["client", "key", "steward"]

pytestmark = pytest.mark.usefixtures("joined")

SCHEMA = build_schema()._schema
#: Scalars that hold texts.
TEXTS = {"String", "ID", "JSON", "GeoJSON", "AsOf"}
HOSTILE = ["\0", "x\0y", "UA05\0", "\u202ex", "\uffff", "'\\\";--", "x" * 100_000]
#: What a field needs beside the argument under test.
USUAL = {"Int": 1, "Float": 1.0, "Boolean": True, "String": "x", "ID": gid(TWO), "Date": "2024-01-01"}


def _usual(kind: Any) -> Any:
    """A value that the type takes."""
    if isinstance(kind, GraphQLNonNull):
        return _usual(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [_usual(kind.of_type)]
    if isinstance(kind, GraphQLInputObjectType):
        fields = kind.fields.items()
        return {name: _usual(field.type) for name, field in fields if is_required_input_field(field)}
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values.values())).value
    return USUAL.get(kind.name, "x")


def _places(kind: Any, depth: int = 0) -> Iterator[Any]:
    """Every way to put a text into a value of the type: functions of the text."""
    if isinstance(kind, GraphQLNonNull):
        yield from _places(kind.of_type, depth)
    elif isinstance(kind, GraphQLList):
        for place in _places(kind.of_type, depth):
            yield lambda text, place=place: [place(text)]
    elif isinstance(kind, GraphQLInputObjectType) and depth < 4:
        for name, field in kind.fields.items():
            for place in _places(field.type, depth + 1):
                usual = _usual(kind)
                yield lambda text, name=name, place=place, usual=usual: {**usual, name: place(text)}
    elif getattr(kind, "name", "") in TEXTS:
        yield lambda text: text


def _selection(kind: Any) -> str:
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if isinstance(named, GraphQLObjectType) and "edges" in named.fields:
        return "{ edges { cursor } }"
    return "{ __typename }"


def _questions(root: GraphQLObjectType, operation: str) -> Iterator[tuple[str, str, str, Any]]:
    """(name, query with a variable, the variable's type, what a text makes of it) for each argument."""
    for name, field in root.fields.items():
        for argument, told in field.args.items():
            others = {
                other: _usual(one.type)
                for other, one in field.args.items()
                if other != argument and is_required_argument(one)
            }
            rest = "".join(
                f", {k}: {print_ast(ast_from_value(v, field.args[k].type))}" for k, v in others.items()
            )
            query = (
                f"{operation} ($v: {told.type}) {{ {name}({argument}: $v{rest}) {_selection(field.type)} }}"
            )
            for place in _places(told.type):
                yield f"{name}.{argument}", query, str(told.type), place


ROOTS = [
    (root, kind) for root, kind in ((SCHEMA.query_type, "query"), (SCHEMA.mutation_type, "mutation")) if root
]


@pytest.mark.parametrize(("root", "operation"), ROOTS, ids=["queries", "mutations"])
def test_no_text_of_an_argument_is_a_fault_of_the_server(steward: Asking, root: Any, operation: str) -> None:
    asked, wrong = 0, []
    for name, query, _, place in _questions(root, operation):
        for text in HOSTILE:
            response = steward.send(query, {"v": place(text)})
            codes = [error["extensions"]["code"] for error in response.json().get("errors", [])]
            asked += 1
            if (
                response.status_code >= 500
                or "INTERNAL_SERVER_ERROR" in codes
                or "GRAPHQL_VALIDATION_FAILED" in codes
            ):
                wrong.append((name, text[:20], place("…"), response.status_code, response.json()))
    assert asked > 100
    assert wrong == [], wrong[:5]


def test_half_of_a_surrogate_pair_is_no_request(steward: Asking, client: Any) -> None:
    query = 'mutation ($r: String!) { withdrawRecord(input: {id: "x", reason: $r}) { number } }'
    body = json.dumps({"query": query, "variables": {"r": "\ud800"}})
    headers = {**steward._headers, "content-type": "application/json"}
    response = client.send("POST", "/graphql", content=body.encode(), headers=headers)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (
        400,
        "BAD_REQUEST",
    )
    literal = query.replace("($r: String!) ", "").replace("$r", '"\\uD800"')
    assert steward.codes(literal) == ["GRAPHQL_PARSE_FAILED"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("[" * 300 + "]" * 300, "UNCORRECTABLE_FIELD"),
        ("9" * 5000, "UNCORRECTABLE_FIELD"),
        ("{lat: 1e999, lon: 2}", "UNCORRECTABLE_FIELD"),
        ("{lat: NaN, lon: 2}", "UNCORRECTABLE_FIELD"),
        ('"x\\u0000"', "UNCORRECTABLE_FIELD"),
    ],
)
def test_a_value_written_into_the_document_is_read_or_refused(steward: Asking, value: str, code: str) -> None:
    for field in ("name", "phones", "location.main.point"):
        given = f'{{id: "{gid(TWO)}", field: "{field}", value: {value}, reason: "so"}}'
        query = f"mutation {{ correctField(input: {given}) {{ number }} }}"
        response = steward.send(query)
        codes = [error["extensions"]["code"] for error in response.json()["errors"]]
        assert codes[0] in {
            code,
            "TOO_DEEP",
            "TOO_MANY_TOKENS",
            "GRAPHQL_PARSE_FAILED",
            "BAD_USER_INPUT",
            "GRAPHQL_VALIDATION_FAILED",
        }, codes
