"""`merezha schema export`, `check` and `explain`."""

import json
from pathlib import Path

from schema.sdl import PATH
from tests.cli.conftest import Merezha


def test_the_committed_schema_is_what_the_program_serves(merezha: Merezha) -> None:
    done = merezha("schema", "check", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"changes": [], "outdated": False}


def test_export_writes_the_committed_text(merezha: Merezha) -> None:
    assert merezha("schema", "export", "--output", "-").stdout == PATH.read_text("utf-8")


def test_a_field_that_disappeared_and_is_not_announced_fails(merezha: Merezha, tmp_path: Path) -> None:
    old = tmp_path / "old.graphql"
    old.write_text(PATH.read_text("utf-8").replace("type Query {", "type Query {\n  lostField: Int\n", 1))
    done = merezha("schema", "check", "--json", "--against", str(old))
    assert done.returncode == 1
    assert json.loads(done.stdout)["changes"] == [
        {"kind": "FIELD_REMOVED", "description": "Field Query.lostField was removed.", "announced": False}
    ]
    assert done.stderr == (
        "SCHEMA_BROKEN: CHANGELOG.md does not announce 1 of the breaking changes under Unreleased.\n"
    )


def _document(tmp_path: Path, text: str) -> str:
    path = tmp_path / "operation.graphql"
    path.write_text(text, "utf-8")
    return str(path)


def test_explain_shows_a_plan_without_a_hub(merezha: Merezha, tmp_path: Path) -> None:
    text = """
      query Asked($area: WithinInput, $age: Int) {
        found: providers(
          first: 3, filter: {within: $area, eligible: {age: $age}, sectors: [STATE], text: "дім"}
        ) {
          totalCount
          edges { node { name services { category { code } } } }
        }
        changes(since: 0) { release }
      }
    """
    variables = json.dumps({"area": {"territory": "UA-05"}, "age": 7})
    nowhere = "postgresql+psycopg:///nothing?host=/nowhere"
    asked = ("schema", "explain", _document(tmp_path, text), "--variables", variables)
    done = merezha(*asked, MEREZHA_DATABASE_URL=nowhere)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.strip("│├└─ ") for line in done.stdout.splitlines()] == [
        "Asked: 57 of at most 5000 nodes",
        "found: by a plan",
        "within.territory: looked up before; that it is given is of the statement's key",
        "sectors: of the statement's key",
        "eligible.age: a parameter of the statement",
        "text: parameters of the statement, whose number is of its key",
        "totalCount: told with the page",
        "edges: a statement for the page, of all groups",
        "written by PostgreSQL of 2 columns; by Python for many rows",
        "services: service, in the same statement, or one for all rows",
        "put together by Python of 1 columns",
        "category: terms, kept for an edition",
        "changes: by resolvers, UNDECLARED (Query.changes)",
    ]
    found = json.loads(merezha(*asked, "--json", MEREZHA_DATABASE_URL=nowhere).stdout)
    assert (found["operation"], found["nodes"], found["limit"]) == ("Asked", 57, 5000)
    assert [root["text"] for root in found["roots"]] == [
        "found: by a plan",
        "changes: by resolvers, UNDECLARED (Query.changes)",
    ]


def test_explain_reads_fragments_of_other_files(merezha: Merezha) -> None:
    operations = PATH.parent / "operations"
    files = [str(operations / f"{name}.graphql") for name in ("ProvidersInBox", "ProviderCard")]
    done = merezha("schema", "explain", *files, "--json")
    assert (done.returncode, json.loads(done.stdout)["operation"]) == (0, "ProvidersInBox")


def test_explain_says_what_is_wrong(merezha: Merezha, tmp_path: Path) -> None:
    def errors(text: str, *more: str) -> str:
        done = merezha("schema", "explain", _document(tmp_path, text), *more)
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr

    assert errors("{ providers").startswith("GRAPHQL_PARSE_FAILED: The document cannot be read: ")
    assert errors("{\n  colours\n}") == (
        "GRAPHQL_VALIDATION_FAILED: The document does not fit the schema: "
        "Cannot query field 'colours' on type 'Query'. (line 2)\n"
    )
    two = "query A { kinds { code } } query B { kinds { code } }"
    assert errors(two) == (
        "OPERATION_NOT_FOUND: The document holds the operations A, B; "
        "say by --operation which one is meant.\n"
    )
    needs = "query($first: Int!) { providers(first: $first) { totalCount } }"
    assert errors(needs).startswith(
        "BAD_USER_INPUT: The variables do not fit the operation: Variable '$first'"
    )
    for wrong in ("[1]", "{", "x"):
        assert errors(needs, "--variables", wrong).startswith("VARIABLES_UNREADABLE: ")
    missing = merezha("schema", "explain", str(tmp_path / "none.graphql"))
    assert missing.returncode == 2
    assert "none.graphql" in missing.stderr
