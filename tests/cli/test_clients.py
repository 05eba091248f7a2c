"""`merezha client` makes, lists and takes away keys."""

import json

from tests.cli.conftest import Merezha


def test_a_key_is_made_listed_and_taken_away(merezha: Merezha) -> None:
    made = merezha("client", "add", "map", "--json")
    assert made.returncode == 0
    assert json.loads(made.stdout)["key"].startswith("merezha_")
    again = merezha("client", "add", "map")
    assert (again.returncode, again.stderr.split(":")[0]) == (1, "CLIENT_EXISTS")
    assert [one["name"] for one in json.loads(merezha("client", "list", "--json").stdout)] == ["map"]
    assert merezha("client", "remove", "map").stdout == "The key of map opens nothing any more.\n"
    assert json.loads(merezha("client", "list", "--json").stdout) == []
    gone = merezha("client", "remove", "map")
    assert (gone.returncode, gone.stderr.split(":")[0]) == (1, "UNKNOWN_CLIENT")
