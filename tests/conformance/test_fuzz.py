"""Questions that nobody wrote: schemathesis makes them from the schema."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import build_schema

from hub.domain.filter_errors import BadId
from schema.node import decode_id
from schema.sdl import PATH
from tests.conformance.conftest import HERE, ROOT, Tool, serving

FUZZ = HERE / "fuzz"
SEED = "20261122"
#: Questions whose arguments must fit each other: tests/schema/planning asks random ones of them.
ASKED_ELSEWHERE = {
    f"Query.{name}"
    for name in (
        "accessibility",
        "careBalance",
        "composition",
        "coverageWithin",
        "market",
        "missingServices",
        "mobileCoverage",
        "normGap",
        "peers",
        "planningJob",
        "scenario",
        "scenarioDiff",
        "siting",
    )
}


def fuzz(tool: Tool, endpoint: str, folder: Path, *arguments: str) -> Any:
    """The report of one run of schemathesis."""
    # The dictionaries of ids stand beside the configuration that names them.
    config = Path(shutil.copy(FUZZ / "schemathesis.toml", folder))
    ids = some_ids(endpoint)
    records = [identity for identity in ids if type_of(identity) in {"Provider", "AccessPoint", "Programme"}]
    for name, found in (("ids", ids), ("records", records)):
        (folder / f"{name}.txt").write_text("".join(f'"{identity}"\n' for identity in found), "utf-8")
    done = tool(
        "schemathesis",
        *("--config-file", config, "run", endpoint),
        *("--phases", "fuzzing", "--mode", "positive", "--seed", SEED, "--checks", "only_foreseen_errors"),
        *("--report", "json", "--report-json-path", folder / "report.json"),
        *("--continue-on-failure", "--request-timeout", "60", *arguments),
        MEREZHA_HOOKS=str(FUZZ / "hooks.py"),
        MEREZHA_ERRORS=str(ROOT / "docs" / "errors.md"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((folder / "report.json").read_text("utf-8"))


def some_ids(endpoint: str) -> list[str]:
    """Ids of some records of each type that has a list, and one that no record has."""
    question = """{
      providers(first: 3) { edges { node { id locations { id } services { id } } } }
      accessPoints(first: 1) { edges { node { id } } } programmes(first: 1) { edges { node { id } } }
      territory(code: "UA71060210000032972") { id } kinds { id } release { id }
      sources(first: 2) { edges { node { id lastRun { id } } } } norms { id }
    }"""
    data = httpx.post(endpoint, json={"query": question}, timeout=60).json()["data"]
    return [*_values_of_id(data), "nothing"]


def type_of(identity: str) -> str:
    """The type of the record that a global id names; nothing for what is none."""
    try:
        return decode_id(identity)[0]
    except BadId:
        return ""


def _values_of_id(found: Any) -> list[str]:
    if isinstance(found, list):
        return [identity for each in found for identity in _values_of_id(each)]
    if isinstance(found, dict):
        own = [found["id"]] if "id" in found else []
        return own + [identity for each in found.values() for identity in _values_of_id(each)]
    return []


def accepted(report: Any) -> dict[str, int]:
    """How many questions to each root field were answered without an error."""
    return {name: rates["fuzzing"]["accepted"] for name, rates in report["valid_rates"].items()}


def test_whatever_anybody_asks_is_answered_or_refused(demo_url: str, tool: Tool, tmp_path: Path) -> None:
    # The generator writes wide and deep questions: with anybody's limits most are refused unread.
    with serving(demo_url, nodes="50000", fields="1000", depth="12") as endpoint:
        report = fuzz(tool, endpoint, tmp_path, "--max-examples", "20", "--exclude-name-regex", "^Mutation")
    assert report["failures"] == report["errors"] == []
    answered = accepted(report)
    # Everybody may ask everything but what only stewards may: reaching nothing would be no test.
    unanswered = {name for name, count in answered.items() if count == 0}
    assert unanswered - ASKED_ELSEWHERE == {"Query.decisions", "Query.matchCandidates"}
    assert report["test_cases"]["generated"] >= 19 * 18


def test_whatever_a_steward_does_is_done_or_refused(demo_copy_url: str, tool: Tool, tmp_path: Path) -> None:
    added = subprocess.run(
        [sys.executable, "-P", "-m", "hub.cli", "steward", "add", "Fuzz", "--json"],
        env={**os.environ, "MEREZHA_DATABASE_URL": demo_copy_url},
        capture_output=True,
        text=True,
        check=True,
    )
    key = json.loads(added.stdout)["key"]
    with serving(demo_copy_url) as endpoint:
        report = fuzz(
            *(tool, endpoint, tmp_path, "--header", f"Authorization: Bearer {key}", "--max-examples", "15"),
            *("--include-name-regex", "^Mutation|decisions|matchCandidates"),
        )
    assert report["failures"] == report["errors"] == []
    answered = accepted(report)
    acts = build_schema(PATH.read_text("utf-8")).mutation_type
    assert acts is not None
    assert len(answered) == len(acts.fields) + 2
    assert answered["Query.decisions"] > 0
    assert sum(count for name, count in answered.items() if name.startswith("Mutation.")) > 0


@pytest.mark.parametrize("code", ["BAD_USER_INPUT"])
def test_an_error_that_nobody_foresaw_would_fail(
    endpoint: str, tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """The check itself: with one code less in docs/errors.md, the same questions fail."""
    errors = (ROOT / "docs" / "errors.md").read_text("utf-8").replace(f"## {code}\n", "")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "errors.md").write_text(errors, "utf-8")
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    with pytest.raises(AssertionError, match=code):
        fuzz(tool, endpoint, tmp_path, "--max-examples", "30", "--include-name", "Query.providers")
