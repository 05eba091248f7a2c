"""`merezha client` makes, lists and takes away keys."""

import json
import os
import subprocess
import sys


def typed(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command answers."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "hub.cli", "client", *arguments],
        env={**os.environ, "MEREZHA_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_key_is_made_listed_and_taken_away(database_url: str) -> None:
    made = typed(database_url, "add", "map", "--json")
    assert made.returncode == 0
    assert json.loads(made.stdout)["key"].startswith("merezha_")
    again = typed(database_url, "add", "map")
    assert (again.returncode, again.stderr.split(":")[0]) == (1, "CLIENT_EXISTS")
    assert [one["name"] for one in json.loads(typed(database_url, "list", "--json").stdout)] == ["map"]
    assert typed(database_url, "remove", "map").stdout == "The key of map opens nothing any more.\n"
    assert json.loads(typed(database_url, "list", "--json").stdout) == []
    gone = typed(database_url, "remove", "map")
    assert (gone.returncode, gone.stderr.split(":")[0]) == (1, "UNKNOWN_CLIENT")
