"""The committed schema: it is served, free of lint, and no surprise to users of the last release."""

import json
from pathlib import Path

import httpx
from graphql import build_client_schema, build_schema, get_introspection_query, print_schema
from graphql.utilities import lexicographic_sort_schema

from schema.sdl import unreleased
from tests.conformance.conftest import HERE, ROOT, SDL, Tool

#: The schema of the newest release; a release copies schema/schema.graphql here.
RELEASED = HERE / "released.graphql"


def test_introspection_tells_the_committed_schema(endpoint: str) -> None:
    question = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    answer = httpx.post(endpoint, json={"query": question}, timeout=60).json()
    assert "errors" not in answer
    served = build_client_schema(answer["data"])
    committed = build_schema(SDL.read_text("utf-8"))
    assert print_schema(lexicographic_sort_schema(served)) == print_schema(
        lexicographic_sort_schema(committed)
    )


def test_lint_finds_nothing(tool: Tool) -> None:
    done = tool(
        "eslint",
        *("--config", HERE / "eslint.config.js", "--format", "json", "--max-warnings", "0"),
        *("schema/schema.graphql", "schema/operations/*.graphql"),
        cwd=ROOT,
    )
    found = json.loads(done.stdout)
    problems = [(Path(file["filePath"]).name, each) for file in found for each in file["messages"]]
    assert problems == []
    files = {SDL, *(ROOT / "schema" / "operations").glob("*.graphql")}
    assert {Path(file["filePath"]) for file in found} == files


def test_what_breaks_users_of_the_last_release_is_announced(tool: Tool) -> None:
    """If this fails, mend the schema, or put the message into CHANGELOG.md under Unreleased as it is."""
    done = tool("node", "diff.js", RELEASED, SDL)
    assert done.returncode == 0, done.stderr
    breaking = [each["message"] for each in json.loads(done.stdout) if each["level"] == "BREAKING"]
    announced = unreleased((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert [message for message in breaking if message not in announced] == []


def test_a_breaking_change_is_seen(tool: Tool, tmp_path: Path) -> None:
    changed = tmp_path / "changed.graphql"
    changed.write_text(SDL.read_text("utf-8").replace("  totalCount: Int!", "  totalCount: Int"), "utf-8")
    found = json.loads(tool("node", "diff.js", SDL, changed).stdout)
    assert {each["level"] for each in found} == {"BREAKING"}
    assert "Field 'ProviderConnection.totalCount' changed type from 'Int!' to 'Int'" in {
        each["message"] for each in found
    }
