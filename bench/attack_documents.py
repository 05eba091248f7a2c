"""Requests that are made to hurt: each small for who sends it. The tests hold that all are refused, and how.

`bench/attacks.py` measures what refusing each of them costs the server.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Attack:
    """A request body, and how it must be answered."""

    name: str
    body: bytes
    status: int
    code: str
    content_type: str = JSON


def asking(name: str, code: str, query: str, variables: Any = None, status: int = 400, **more: Any) -> Attack:
    """A well-formed GraphQL request."""
    content = {"query": query, "variables": variables, **more}
    return Attack(name, json.dumps(content, ensure_ascii=False).encode(), status, code)


def _bomb(doublings: int) -> str:
    parts = [f"fragment F{i} on Release {{ ...F{i + 1} ...F{i + 1} }}" for i in range(doublings)]
    return " ".join(("{ release { ...F0 } }", *parts, f"fragment F{doublings} on Release {{ number }}"))


def _field_bomb(doublings: int) -> str:
    parts = [
        f"fragment F{i} on Territory {{ parent {{ ...F{i + 1} }} ...F{i + 1} }}" for i in range(doublings)
    ]
    return " ".join(
        ('{ territory(code: "UA-05") { ...F0 } }', *parts, f"fragment F{doublings} on Territory {{ code }}")
    )


def _cycle(length: int) -> str:
    names = [f"F{i}" for i in range(length)]
    spreads = [
        f"fragment {a} on Query {{ ...{b} }}" for a, b in zip(names, names[1:] + names[:1], strict=True)
    ]
    return " ".join(("{ ...F0 }", *spreads))


def _mesh(size: int) -> str:
    spreads = " ".join(f"...F{i}" for i in range(size))
    return " ".join(("{ ...F0 }", *(f"fragment F{i} on Query {{ {spreads} }}" for i in range(size))))


def _nested(depth: int) -> str:
    return '{ territory(code: "UA-05") ' + "{ parent " * depth + "{ code }" + " }" * (depth + 1)


def _deep_list(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def _polygon(vertices: int) -> dict[str, Any]:
    ring = [[28 + i / 100_000, 49 + (i % 2) / 100_000] for i in range(vertices)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


FILTERED: Final = "query ($f: ProviderFilter) { providers(filter: $f, first: 1) { totalCount } }"
UNKNOWN: Final = "GRAPHQL_VALIDATION_FAILED"

DOCUMENTS: Final = [
    asking("fragments that double 20 times", "QUERY_TOO_LARGE", _bomb(20)),
    asking("fragments that double and nest", "QUERY_TOO_DEEP", _field_bomb(40)),
    asking("a cycle of fragments", UNKNOWN, _cycle(3)),
    asking("a cycle of 100 fragments", "TOO_MANY_OVERLAPS", _cycle(100)),
    asking("20 fragments that spread each other", UNKNOWN, _mesh(20)),
    asking("40 fragments that spread each other", "TOO_MANY_TOKENS", _mesh(40)),
    asking("16 aliases", "TOO_MANY_ALIASES", "{ " + " ".join(f"a{i}: __typename" for i in range(16)) + " }"),
    asking(
        "5,000 aliases",
        "TOO_MANY_TOKENS",
        "{ " + " ".join(f"a{i}: __typename" for i in range(5_000)) + " }",
    ),
    asking("21 directives", "TOO_MANY_DIRECTIVES", "{ release { number " + "@skip(if: false) " * 21 + "} }"),
    asking("300 directives", "TOO_MANY_DIRECTIVES", "{ release { number " + "@a " * 300 + "} }"),
    asking("300 times one field", "TOO_MANY_OVERLAPS", "{ release { " + "number " * 299 + "} }"),
    asking("75 times one object", "TOO_MANY_ROOT_FIELDS", "{ " + "release { number } " * 75 + "}"),
    asking(
        "objects that overlap at every level",
        "TOO_MANY_OVERLAPS",
        '{ territory(code: "UA-05") '
        + "{ parent { code } parent " * 7
        + "{ code code }"
        + " }" * 8
        + " fragment F on Territory { "
        + "parent { code parent { code } } " * 40
        + "}",
    ),
    asking("11 root fields", "TOO_MANY_ROOT_FIELDS", "{ " + "__typename " * 11 + "}"),
    asking("11 levels", "QUERY_TOO_DEEP", _nested(9)),
    asking("90 levels", "QUERY_TOO_DEEP", _nested(90)),
    asking("450 levels", "GRAPHQL_PARSE_FAILED", _nested(450)),
    asking(
        "400 nested lists in the document",
        "GRAPHQL_PARSE_FAILED",
        "{ nodes(ids: " + "[" * 400 + "]" * 400 + ") { id } }",
    ),
    asking(
        "21 operations",
        "TOO_MANY_OPERATIONS",
        " ".join(f"query Q{i} {{ __typename }}" for i in range(21)),
        operationName="Q0",
    ),
    asking(
        "two operations without a name",
        "OPERATION_NOT_FOUND",
        "query A { __typename } query B { __typename }",
    ),
    asking("30,000 tokens", "TOO_MANY_TOKENS", "{ " + "a " * 30_000 + "}"),
    asking("90 KB of comments", "TOO_MANY_TOKENS", "#\n" * 30_000 + "{ __typename }"),
    asking(
        "150 unknown fields", UNKNOWN, "{ release { " + " ".join(f"numbe{i}" for i in range(150)) + " } }"
    ),
    asking(
        "100 unknown types",
        UNKNOWN,
        '{ node(id: "x") { '
        + " ".join(f"... on ProviderConnectio{i} {{ f{i} }}" for i in range(100))
        + " } }",
    ),
    asking(
        "introspection in introspection",
        "QUERY_TOO_EXPENSIVE",
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    ),
    asking(
        "pages in pages",
        "QUERY_TOO_EXPENSIVE",
        "{ territories(first: 100) { edges { node { children(first: 100) { edges { node { code } } } } } } }",
    ),
    asking("a subscription", "OPERATION_NOT_FOUND", "subscription { a }"),
]

VARIABLES: Final = [
    asking("100 nested lists", "VARIABLES_TOO_DEEP", FILTERED, {"f": _deep_list(100)}),
    asking("900 nested lists", "BAD_REQUEST", FILTERED, {"f": _deep_list(900)}),
    Attack(
        "45,000 nested lists",
        b'{"query": "{ __typename }", "variables": {"f": ' + b"[" * 45_000 + b"]" * 45_000 + b"}}",
        400,
        "BAD_REQUEST",
    ),
    asking(
        "24,000 ids",
        "VARIABLES_TOO_LARGE",
        "query ($i: [ID!]!) { nodes(ids: $i) { id } }",
        {"i": [7] * 24_000},
    ),
    asking(
        "101 ids", "BAD_USER_INPUT", "query ($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x"] * 101}, 200
    ),
    asking(
        "a polygon of 1,700 vertices",
        "VARIABLES_TOO_LARGE",
        FILTERED,
        {"f": {"within": {"polygon": _polygon(1_700)}}},
    ),
    asking(
        "a polygon of 501 vertices",
        "BAD_USER_INPUT",
        FILTERED,
        {"f": {"within": {"polygon": _polygon(501)}}},
        200,
    ),
    asking("a text of 90 KB", "BAD_USER_INPUT", FILTERED, {"f": {"text": "слово " * 8_000}}, 200),
    asking(
        "a number beyond all pages",
        "BAD_USER_INPUT",
        "query ($n: Int) { providers(first: $n) { totalCount } }",
        {"n": 2**31 - 1},
        200,
    ),
    asking(
        "a garbage cursor",
        "BAD_USER_INPUT",
        "query ($c: String) { providers(after: $c) { totalCount } }",
        {"c": "A" * 90_000},
        200,
    ),
    asking(
        "a nested cursor",
        "BAD_USER_INPUT",
        "query ($c: String) { providers(after: $c) { totalCount } }",
        {"c": "W1tb" * 20_000},
        200,
    ),
    asking(
        "a garbage id",
        "BAD_USER_INPUT",
        "query ($i: ID!) { node(id: $i) { id } }",
        {"i": "\u0000" * 15_000},
        200,
    ),
]

BODIES: Final = [
    Attack("null", b"null", 400, "BAD_REQUEST"),
    Attack("a string", b'"x"', 400, "BAD_REQUEST"),
    Attack("no body", b"", 400, "BAD_REQUEST"),
    Attack("invalid UTF-8", b'{"query": "\xff\xfe"}', 400, "BAD_REQUEST"),
    Attack("half a surrogate pair", b'{"query": "{ a(b: \\"\\ud800\\") }"}', 400, "BAD_REQUEST"),
    Attack(
        "a batch of 1,000",
        b"[" + b",".join([b'{"query": "{ __typename }"}'] * 1_000) + b"]",
        400,
        "BAD_REQUEST",
    ),
    Attack("99,999 nested arrays", b"[" * 99_999, 400, "BAD_REQUEST"),
    Attack("one byte too many", b" " * 100_001, 413, "BODY_TOO_LARGE"),
    Attack(
        "a form",
        b"query=%7B__typename%7D",
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "application/x-www-form-urlencoded",
    ),
]

ATTACKS: Final = [*DOCUMENTS, *VARIABLES, *BODIES]
