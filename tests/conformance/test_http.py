"""GraphQL over HTTP, as the audit of npm's graphql-http sees it."""

import json

from tests.conformance.conftest import Tool


def test_the_audit_finds_nothing(endpoint: str, tool: Tool) -> None:
    done = tool("node", "audit.js", endpoint)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [each for each in found if each["status"] != "ok"] == []
    assert len(found) == 61
