"""Whatever is wrong with an input has its own code and reason, and never becomes an unforeseen error."""

from typing import Any

import pytest

from hub.domain import filter_errors
from hub.domain.filter_errors import BadUserInput
from schema.node import encode_id
from tests.commands import ROOT
from tests.schema.hub import Hub

#: Where errors of planning are, whose reasons have tests of their own in these folders.
PLANNING = ("hub.planning", "hub.papers")
ASKING = ("tests/schema/planning", "tests/web", "tests/cli", "tests/papers", "tests/planning")

SQUARE = [[28.0, 49.0], [29.0, 49.0], [29.0, 50.0], [28.0, 50.0], [28.0, 49.0]]
BOW = [[28.0, 49.0], [29.0, 50.0], [29.0, 49.0], [28.0, 50.0], [28.0, 49.0]]
MANY = [[28 + i / 1000, 49.0] for i in range(600)]
CENTRE = {"lat": 49.0, "lon": 28.0}


def polygon(*ring: Any) -> dict[str, Any]:
    return {"within": {"polygon": {"type": "Polygon", "coordinates": [list(ring)]}}}


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return {"within": {"bbox": {"west": west, "south": south, "east": east, "north": north}}}


def radius(metres: float, centre: dict[str, float] = CENTRE) -> dict[str, Any]:
    return {"within": {"radius": {"center": centre, "metres": metres}}}


FILTERS: list[tuple[dict[str, Any], str, str | None]] = [
    (box(29, 49, 28, 50), "BAD_USER_INPUT", "REVERSED_BOX"),
    (box(28, 50, 29, 49), "BAD_USER_INPUT", "REVERSED_BOX"),
    (box(-181, 49, 28, 50), "BAD_USER_INPUT", "COORDINATES"),
    (box(28, 49, 29, 91), "BAD_USER_INPUT", "COORDINATES"),
    (radius(0), "BAD_USER_INPUT", "RADIUS"),
    (radius(-5), "BAD_USER_INPUT", "RADIUS"),
    (radius(200_000.1), "BAD_USER_INPUT", "RADIUS"),
    (radius(10, {"lat": 95, "lon": 28}), "BAD_USER_INPUT", "COORDINATES"),
    (polygon(*SQUARE[:-1]), "BAD_USER_INPUT", "UNCLOSED_RING"),
    (polygon(SQUARE[0], SQUARE[1], SQUARE[0]), "BAD_USER_INPUT", "UNCLOSED_RING"),
    (polygon(*BOW), "BAD_USER_INPUT", "INVALID_POLYGON"),
    (polygon(*MANY, MANY[0]), "BAD_USER_INPUT", "TOO_MANY_VERTICES"),
    (polygon([28, 49], [29, 49], [29, 500], [28, 49]), "BAD_USER_INPUT", "COORDINATES"),
    (polygon([28], [29], [29], [28]), "BAD_USER_INPUT", "NOT_A_POLYGON"),
    (polygon("a", "b"), "BAD_USER_INPUT", "NOT_A_POLYGON"),
    ({"within": {"polygon": {"type": "Polygon", "coordinates": []}}}, "BAD_USER_INPUT", "NOT_A_POLYGON"),
    (
        {"within": {"polygon": {"type": "MultiPolygon", "coordinates": [5]}}},
        "BAD_USER_INPUT",
        "NOT_A_POLYGON",
    ),
    ({"within": {"polygon": {"type": "Point", "coordinates": [1, 2]}}}, "BAD_USER_INPUT", "NOT_A_POLYGON"),
    ({"within": {"polygon": "POLYGON EMPTY"}}, "BAD_USER_INPUT", "NOT_A_POLYGON"),
    ({"within": {}}, "BAD_USER_INPUT", "EMPTY_INPUT"),
    ({"serves": {}}, "BAD_USER_INPUT", "SERVES"),
    ({"serves": {"lat": 49.0}}, "BAD_USER_INPUT", "SERVES"),
    ({"serves": {"lat": 49.0, "lon": 28.0, "territory": "UA"}}, "BAD_USER_INPUT", "SERVES"),
    ({"serves": {"lon": 28.0, "territory": "UA"}}, "BAD_USER_INPUT", "SERVES"),
    ({"serves": {"point": {"lat": 0, "lon": 0}, "territory": "UA"}}, "BAD_USER_INPUT", "SERVES"),
    ({"serves": {"territory": None}}, "BAD_USER_INPUT", "SERVES"),
    ({"serves": {"point": {"lat": 91, "lon": 0}}}, "BAD_USER_INPUT", "COORDINATES"),
    ({"serves": {"territory": "UA99"}}, "UNKNOWN_TERRITORY", None),
    ({"within": {"territory": "UA00"}}, "UNKNOWN_TERRITORY", None),
    ({"within": {"territory": "okato:UA"}}, "UNKNOWN_TERRITORY", None),
    ({"within": {"territory": "1413300000"}}, "AMBIGUOUS_TERRITORY", None),
    ({"kinds": ["a\0b"]}, "BAD_USER_INPUT", "UNSTORABLE_TEXT"),
    (
        {"within": {"radius": {"center": {"lat": 28.47, "lon": 49.23}, "metres": 1_000}}},
        *("BAD_USER_INPUT", "SWAPPED_AXES"),
    ),
    ({"serves": {"lat": 0, "lon": 181}}, "BAD_USER_INPUT", "COORDINATES"),
    ({"categories": {"anyOf": ["care", "nothing"]}}, "UNKNOWN_TERM", None),
    ({"categories": {"noneOf": ["ngo"]}}, "UNKNOWN_TERM", None),
    ({"kinds": ["care"]}, "UNKNOWN_TERM", None),
    ({"targetGroups": ["nobody"]}, "UNKNOWN_TERM", None),
    ({"eligible": {"targetGroups": ["nobody"]}}, "UNKNOWN_TERM", None),
    ({"eligible": {"age": -1}}, "BAD_USER_INPUT", "AGE"),
    ({"eligible": {"age": 131}}, "BAD_USER_INPUT", "AGE"),
    ({"sources": ["nobody"]}, "UNKNOWN_SOURCE", None),
    ({"text": "«»!"}, "BAD_USER_INPUT", "EMPTY_TEXT"),
    ({"text": ""}, "BAD_USER_INPUT", "EMPTY_TEXT"),
    ({"text": "a" * 201}, "BAD_USER_INPUT", "TEXT_TOO_LONG"),
    ({"ids": ["garbage"]}, "BAD_USER_INPUT", "ID"),
    ({"ids": [encode_id("Provider", "not-a-uuid")]}, "BAD_USER_INPUT", "ID"),
    ({"ids": [encode_id("Source", "crowd")]}, "BAD_USER_INPUT", "ID_TYPE"),
    ({"kinds": [f"k{i}" for i in range(101)]}, "BAD_USER_INPUT", "TOO_MANY_VALUES"),
    ({"sectors": ["NOBODY"]}, "BAD_USER_INPUT", None),
    ({"nothing": 1}, "BAD_USER_INPUT", None),
]


@pytest.mark.parametrize(("wanted", "code", "reason"), FILTERS)
def test_a_filter_that_cannot_be_used(
    hub: Hub, wanted: dict[str, Any], code: str, reason: str | None
) -> None:
    found = hub.reply("query ($f: ProviderFilter) { providers(filter: $f) { totalCount } }", {"f": wanted})
    assert found.codes == [(code, reason)]
    # What GraphQL itself refuses has no data at all.
    assert found.data in ({"providers": None}, None)


def cursor_of_territories(hub: Hub) -> str:
    data = hub.data("{ territories(first: 1) { pageInfo { endCursor } } }")
    return str(data["territories"]["pageInfo"]["endCursor"])


QUERIES: list[tuple[str, str, str | None]] = [
    ("{ providers(first: 101) { totalCount } }", "BAD_USER_INPUT", "PAGE_SIZE"),
    ("{ providers(first: -1) { totalCount } }", "BAD_USER_INPUT", "PAGE_SIZE"),
    ("{ providers(last: 101) { totalCount } }", "BAD_USER_INPUT", "PAGE_SIZE"),
    ("{ providers(first: 1, last: 1) { totalCount } }", "BAD_USER_INPUT", "FIRST_AND_LAST"),
    (
        "{ providers(orderBy: [{field: DISTANCE}]) { totalCount } }",
        "BAD_USER_INPUT",
        "DISTANCE_WITHOUT_CENTRE",
    ),
    (
        "{ providers(orderBy: [{field: NAME}, {field: NAME}]) { totalCount } }",
        "BAD_USER_INPUT",
        "REPEATED_ORDER",
    ),
    ("{ nearestProviders(point: {lat: 91, lon: 0}) { totalCount } }", "BAD_USER_INPUT", "COORDINATES"),
    ('{ territory(code: "nobody") { code } }', "UNKNOWN_TERRITORY", None),
    ('{ providers(asOf: "yesterday") { totalCount } }', "BAD_USER_INPUT", "AS_OF"),
    ("{ providers(asOf: 77) { totalCount } }", "BAD_USER_INPUT", "UNKNOWN_RELEASE"),
    ("{ changes(since: 77) { release } }", "BAD_USER_INPUT", "UNKNOWN_RELEASE"),
    ('{ providers(asOf: "1991-08-24") { totalCount } }', "BAD_USER_INPUT", "NOTHING_KNOWN_YET"),
    ('{ territory(code: "UA") { boundary(toleranceMetres: -1) } }', "BAD_USER_INPUT", "TOLERANCE"),
    ('{ territory(code: "UA") { boundary(toleranceMetres: 50001) } }', "BAD_USER_INPUT", "TOLERANCE"),
    (
        '{ coverage(within: "UA", level: HROMADA, categories: ["x"]) { cells { providers } } }',
        "UNKNOWN_TERM",
        None,
    ),
    (
        '{ coverage(within: "x", level: HROMADA, categories: []) { cells { providers } } }',
        "UNKNOWN_TERRITORY",
        None,
    ),
    ('{ node(id: "!!") { id } }', "BAD_USER_INPUT", "ID"),
    (f'{{ node(id: "{encode_id("Nothing", "1")}") {{ id }} }}', "BAD_USER_INPUT", "ID"),
    (f'{{ node(id: "{encode_id("Run", "99999999999")}") {{ id }} }}', "BAD_USER_INPUT", "ID"),
    (f'{{ node(id: "{encode_id("TaxonomyTerm", "care")}") {{ id }} }}', "BAD_USER_INPUT", "ID"),
    ("{ providers { nothing } }", "GRAPHQL_VALIDATION_FAILED", None),
    ("{ providers(first: 2", "GRAPHQL_PARSE_FAILED", None),
    ("mutation { x }", "GRAPHQL_VALIDATION_FAILED", None),
    ("query A { __typename } query B { __typename }", "OPERATION_NOT_FOUND", None),
]


@pytest.mark.parametrize(("query", "code", "reason"), QUERIES)
def test_a_query_that_cannot_be_used(hub: Hub, query: str, code: str, reason: str | None) -> None:
    assert hub.reply(query).codes == [(code, reason)]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%%%",
        "bnVsbA",
        "W10",
        "WyJuYW1lLGlkIl0",
        "WyJuYW1lLGlkIiwgMSwgMl0",
        "WyJuYW1lLGlkIiwgImEiLCAieCJd",
        "я",
    ],
)
@pytest.mark.parametrize(("size", "argument"), [("first", "after"), ("last", "before")])
def test_a_garbage_cursor(hub: Hub, cursor: str, size: str, argument: str) -> None:
    query = f"query ($c: String) {{ providers({size}: 2, {argument}: $c) {{ edges {{ cursor }} }} }}"
    assert hub.reply(query, {"c": cursor}).codes == [("BAD_USER_INPUT", "CURSOR")]


def test_a_garbage_cursor_where_only_the_total_is_selected(hub: Hub) -> None:
    assert hub.reply('{ providers(after: "zzz") { totalCount } }').codes == [("BAD_USER_INPUT", "CURSOR")]
    nested = '{ territories(first: 1) { edges { node { children(before: "zzz") { totalCount } } } } }'
    assert hub.reply(nested).codes == [("BAD_USER_INPUT", "CURSOR")]


def test_a_cursor_of_another_list_or_order(hub: Hub) -> None:
    query = "query ($c: String) { providers(after: $c) { edges { cursor } } }"
    assert hub.reply(query, {"c": cursor_of_territories(hub)}).codes == [("BAD_USER_INPUT", "CURSOR")]
    down = "{ providers(first: 1, orderBy: [{field: NAME, direction: DESC}]) { pageInfo { endCursor } } }"
    cursor = hub.data(down)["providers"]["pageInfo"]["endCursor"]
    assert hub.reply(query, {"c": cursor}).codes == [("BAD_USER_INPUT", "CURSOR")]


def test_every_reason_of_planning_is_tested() -> None:
    errors = BadUserInput.__subclasses__()
    reasons = {error.reason for error in errors if error.__module__.startswith(PLANNING)}
    tests = [path for folder in ASKING for path in (ROOT / folder).rglob("test_*.py")]
    texts = "".join(path.read_text("utf-8") for path in tests)
    assert len(reasons) > 5
    assert sorted(reason for reason in reasons if f'"{reason}"' not in texts) == []


def test_every_reason_is_tested_and_documented() -> None:
    errors = BadUserInput.__subclasses__()
    reasons = {error.reason for error in errors if not error.__module__.startswith(PLANNING)}
    # test_as_of.py asks for a territory before its time.
    elsewhere = {"CURSOR", "TERRITORY_NOT_THEN"}
    assert reasons == {reason for *_, reason in (*FILTERS, *QUERIES) if reason} | elsewhere
    assert filter_errors.BadUserInput.reason not in reasons


@pytest.mark.parametrize("metres", [200_000, 0.001])
def test_a_radius_at_its_limit_is_served(hub: Hub, metres: float) -> None:
    data = hub.data(
        "query ($f: ProviderFilter) { providers(filter: $f) { totalCount } }", {"f": radius(metres)}
    )
    assert data["providers"]["totalCount"] == (45 if metres > 1 else 0)
