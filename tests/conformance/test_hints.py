"""The schema as clairvoyance rebuilds it: from the hints in errors, without introspection."""

import json
import subprocess
from pathlib import Path
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, build_schema

from tests.conformance.conftest import HERE, SDL, serving

WORDS = HERE / "fuzz" / "words.txt"
#: Services of providers in a list: query, edges, node, services, and their fields.
DEPTH = 5


def walked(endpoint: str, words: Path, depth: int) -> subprocess.CompletedProcess[str]:
    """What the walk printed, and whether it ended well."""
    program = [HERE / ".venv" / "bin" / "python", HERE / "fuzz" / "hints.py"]
    return subprocess.run(
        [*program, endpoint, words, str(depth)], capture_output=True, text=True, check=False, timeout=120
    )


def guessed(printed: str) -> dict[str, set[str]]:
    """The fields of each object that were found; clairvoyance calls a field dummy where it found none."""
    types: Any = json.loads(printed)["data"]["__schema"]["types"]
    found = {one["name"]: {field["name"] for field in one.get("fields") or []} - {"dummy"} for one in types}
    return {name: fields for name, fields in found.items() if fields}


def schema_fields() -> dict[str, set[str]]:
    """The fields of each object and interface of the committed schema."""
    types = build_schema(SDL.read_text("utf-8")).type_map.values()
    output = (GraphQLObjectType, GraphQLInterfaceType)
    return {one.name: set(one.fields) for one in types if isinstance(one, output)}


def test_no_word_is_the_name_of_a_field() -> None:
    """What is found with these words is found by hints alone."""
    words = WORDS.read_text("utf-8").split()
    assert set(words) & set().union(*schema_fields().values()) == set()
    # Guesses are sent 64 at once.
    assert words == sorted(set(words))
    assert len(words) <= 64


def test_hints_in_errors_lead_through_the_schema(demo_url: str) -> None:
    with serving(demo_url, told_errors="100", root_fields="100") as endpoint:
        done = walked(endpoint, WORDS, DEPTH)
    assert done.returncode == 0, done.stderr
    found = guessed(done.stdout)
    known = schema_fields()
    assert {f"{name}.{field}" for name in found for field in found[name] - known.get(name, set())} == set()
    expected = {
        "Query": {
            "providers",
            "accessPoints",
            "programmes",
            "territory",
            "sources",
            "coverage",
            "categories",
        },
        "Provider": {"id", "name", "identifiers", "locations", "services", "phones", "parent", "history"},
        "Service": {"id", "name", "category", "targetGroups", "locations", "capacity"},
        "Territory": {"id", "code", "name", "level", "parent", "children", "ancestors", "population"},
    }
    assert {name: fields - found.get(name, set()) for name, fields in expected.items()} == {
        name: set() for name in expected
    }


def test_a_server_that_tells_few_errors_misleads(demo_url: str, tmp_path: Path) -> None:
    """The check itself: guesses that nobody denied are taken for fields, since three errors are told."""
    few = WORDS.read_text("utf-8").split()[:6]
    (tmp_path / "words.txt").write_text("\n".join(few), "utf-8")
    with serving(demo_url) as endpoint:
        done = walked(endpoint, tmp_path / "words.txt", 1)
    assert done.returncode == 0, done.stderr
    assert guessed(done.stdout)["Query"] - schema_fields()["Query"] == set(few[3:])
