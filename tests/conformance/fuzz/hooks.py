"""What schemathesis needs to know of the hub: its scalars, what is worth asking, what is a failure.

Runs in the environment of schemathesis, not in the project's.
"""

import os
import re
from pathlib import Path
from typing import Any

import graphql
import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

#: Codes of errors that are the client's doing; docs/errors.md has a section for each.
FORESEEN = set(
    re.findall(r"^## ([A-Z][A-Z0-9_]+)$", Path(os.environ["MEREZHA_ERRORS"]).read_text("utf-8"), re.MULTILINE)
) - {"INTERNAL_SERVER_ERROR", "TIMEOUT"}
#: Made-up cursors and moments are refused for good reason; most questions go without.
RARE_ARGUMENTS = {"after", "before", "last", "asOf"}


def literal(value: Any) -> graphql.ValueNode:
    """A JSON value as a literal of GraphQL."""
    match value:
        case None:
            return nodes.Null
        case bool():
            return nodes.Boolean(value)
        case int():
            return nodes.Int(value)
        case float():
            return nodes.Float(value)
        case str():
            return nodes.String(value)
        case list():
            return nodes.List([literal(each) for each in value])
    fields = [
        graphql.ObjectFieldNode(name=graphql.NameNode(value=key), value=literal(each))
        for key, each in value.items()
    ]
    return nodes.Object(fields)


NUMBERS = st.integers(-(2**31), 2**31 - 1) | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
KEYS = st.from_regex(r"\A[a-z]{1,8}\Z")
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4),
    max_leaves=10,
)
POSITIONS = st.tuples(st.floats(20, 80), st.floats(40, 60)).map(list)
RINGS = st.lists(POSITIONS, min_size=3, max_size=5).map(lambda ring: [*ring, ring[0]])
POLYGONS = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "Point", "Feature"]), "coordinates": st.lists(RINGS, max_size=2)}
)
DAYS = st.dates().map(str) | st.sampled_from(["2020-03-11", "2025-06-30", "2026-11-01"])

schemathesis.graphql.scalar("JSON", JSON.map(literal))
schemathesis.graphql.scalar("GeoJSON", (POLYGONS | JSON).map(literal))
schemathesis.graphql.scalar("AsOf", (DAYS | st.integers(-1, 9)).map(literal))


class Plain(graphql.Visitor):
    """Takes arguments that ask for another page or another moment out of a document."""

    def enter_argument(self, node: graphql.ArgumentNode, *_: Any) -> Any:
        """Drop one of them, keep any other."""
        return graphql.REMOVE if node.name.value in RARE_ARGUMENTS else None


@schemathesis.hook
def flatmap_body(_context: Any, body: graphql.DocumentNode) -> st.SearchStrategy[graphql.DocumentNode]:
    """One question of eight may ask for another page than the first, or another moment than now."""
    plain = graphql.visit(body, Plain())
    return st.integers(1, 8).map(lambda drawn: body if drawn == 8 else plain)


@schemathesis.check
def only_foreseen_errors(_context: Any, response: Any, _case: Any) -> None:
    """Whatever is asked is answered, or refused with a code that docs/errors.md explains."""
    assert response.status_code < 500, f"status {response.status_code}"
    answer = response.json()
    assert set(answer) <= {"data", "errors", "extensions"}, f"keys {sorted(answer)}"
    assert "data" in answer or answer.get("errors"), "neither data nor errors"
    codes = {error.get("extensions", {}).get("code") for error in answer.get("errors", [])}
    assert codes <= FORESEEN, f"codes {sorted(map(str, codes - FORESEEN))}"
