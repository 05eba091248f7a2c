"""No text that a client gives becomes SQL: every argument of texts is tried with the signs of injections."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    build_schema,
    get_named_type,
)

from schema.sdl import PATH
from tests.schema.conftest import world_url
from tests.web.conftest import Client, client

__all__ = ["client", "world_url"]

SDL = build_schema(PATH.read_text("utf-8"))
TEXTS = {"String", "ID", "AsOf"}
#: Ends of texts and names, comments, patterns, parameters, sleeps, other letters for signs, and numbers.
PROBES = (
    "'", "''", "\\'", '"', "`", "';--", "' OR '1'='1", "') OR ('1'='1", "' UNION SELECT 1--",
    "1; DROP TABLE hub.source", "' AND pg_sleep(9)--", "'||pg_sleep(9)||'", "$$", "$1", "%s", "%(ids)s", "%%",
    "_", "\\", "{}", "{0}", ":name", "::int", "/*", "*/", "E'\\x00'", "\u02bc", "\uff07", "\x00", "\ud800",
    "<script>", "(.*)*$", "[[:<:]]", "a & !", "1e400", "-1", "9" * 400,
)  # fmt: skip


def places() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every argument of texts of the root fields: (root field, the path of input fields to it)."""
    assert SDL.query_type is not None
    for root, field in SDL.query_type.fields.items():
        for name, argument in field.args.items():
            for path in _texts(argument, (name,)):
                yield root, path


def _texts(of: GraphQLArgument | GraphQLInputField, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    kind = get_named_type(of.type)
    if isinstance(kind, GraphQLInputObjectType):
        for name, field in kind.fields.items():
            yield from _texts(field, (*path, name))
    elif isinstance(kind, GraphQLScalarType) and kind.name in TEXTS:
        yield path


HARMLESS: dict[str, Any] = {
    "Int": 1, "Float": 1.0, "Boolean": True, "String": "a", "ID": "a", "AsOf": {"release": 1},
    "TerritoryLevel": "REGION",
}  # fmt: skip


def question(root: str, path: tuple[str, ...]) -> tuple[str, Any]:
    """The document that asks with a variable for the argument, and the argument's type."""
    assert SDL.query_type is not None
    field = SDL.query_type.fields[root]
    named = {
        name: argument for name, argument in field.args.items() if name == path[0] or _is_needed(argument)
    }
    signature = ", ".join(f"${name}: {argument.type}" for name, argument in named.items())
    given = ", ".join(f"{name}: ${name}" for name in named)
    below = get_named_type(field.type)
    selection = " { __typename }" if not isinstance(below, GraphQLScalarType) else ""
    if isinstance(below, GraphQLObjectType) and "edges" in below.fields:
        selection = " { edges { node { __typename } } }"
    return f"query ({signature}) {{ {root}({given}){selection} }}", named


def _is_needed(argument: GraphQLArgument) -> bool:
    return isinstance(argument.type, GraphQLNonNull) and argument.default_value is None


def with_probe(kind: GraphQLInputType, path: tuple[str, ...], probe: str) -> Any:
    """A value with the probe at the end of the path, and what else must be given."""
    bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(bare, GraphQLList):
        return [with_probe(bare.of_type, path, probe)]
    if isinstance(bare, GraphQLInputObjectType):
        given = {
            name: with_probe(field.type, (), "a")
            for name, field in bare.fields.items()
            if isinstance(field.type, GraphQLNonNull) and field.default_value is None
        }
        if path:
            given[path[0]] = with_probe(bare.fields[path[0]].type, path[1:], probe)
        return given
    name = get_named_type(bare).name
    return probe if name in TEXTS else HARMLESS.get(name, "A")


PLACES = list(places())


def test_there_are_places_to_try() -> None:
    assert len(PLACES) * len(PROBES) > 1_500


@pytest.mark.parametrize(("root", "path"), PLACES, ids=[f"{root}-{'.'.join(path)}" for root, path in PLACES])
def test_no_text_is_more_than_a_text(client: Client, root: str, path: tuple[str, ...]) -> None:
    document, named = question(root, path)
    for probe in PROBES:
        variables = {
            name: with_probe(
                argument.type, path[1:] if name == path[0] else (), probe if name == path[0] else "a"
            )
            for name, argument in named.items()
        }
        try:
            response = client.send("POST", "/graphql", json={"query": document, "variables": variables})
        except UnicodeEncodeError:
            continue
        answer = response.json()
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        assert response.status_code in (200, 400), (probe, answer)
        assert not codes & {"INTERNAL_SERVER_ERROR", "TIMEOUT", "DATABASE_UNREACHABLE"}, (probe, answer)


@pytest.mark.parametrize("condition", ["' OR '1'='1", "') OR ('1'='1", "%", "_", "%%%", ".*", "[a-z]"])
def test_no_text_matches_more_than_itself(client: Client, condition: str) -> None:
    everything = client.ask("{ providers { totalCount } territories { totalCount } }").json()["data"]
    filters = f'(filter: {{text: "{condition}"}})'
    found = client.ask(
        f"{{ providers{filters} {{ totalCount }} territories{filters} {{ totalCount }} }}"
    ).json()
    for root, told in (found["data"] or {}).items():
        assert told is None or told["totalCount"] < everything[root]["totalCount"]


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize(
    "path",
    [
        "/reconcile/suggest/entity?prefix={}",
        "/reconcile/preview?id={}",
        "/reconcile/suggest/property?prefix={}",
    ],
)
def test_no_text_of_reconciliation_is_more_than_a_text(client: Client, path: str, probe: str) -> None:
    response = client.send("GET", "/reconcile/" + path.format(quote(probe, errors="replace")))
    assert response.status_code in (200, 400, 404), response.text
