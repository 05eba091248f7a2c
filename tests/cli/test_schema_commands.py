"""`merezha schema export` and `check`."""

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
