"""`merezha programme list`: whose practices are, who took them over, and who visited whom."""

import json

from tests.cli.conftest import Merezha

VISIT = "Візит гостей із Харківської області до Умані"


def test_programmes_are_listed_with_their_parts(merezha: Merezha, demo_url: str) -> None:
    done = merezha("programme", "list", "--json", MEREZHA_DATABASE_URL=demo_url)
    found = {each["name"]: each for each in json.loads(done.stdout)}
    assert len(found) == 8
    visit = found[VISIT]
    assert (visit["kind"], visit["starts"], visit["ends"]) == ("VISIT", "2015-04-14", "2015-04-15")
    roles = [part["role"] for part in visit["territoryParts"] + visit["providerParts"]]
    assert {"HOST", "GUEST"} <= set(roles)


def test_a_table_shows_one_kind_for_people(merezha: Merezha, demo_url: str) -> None:
    done = merezha("programme", "list", "--kind", "visit", MEREZHA_DATABASE_URL=demo_url)
    heading, *rows = done.stdout.splitlines()
    assert heading.split() == [
        "kind", "name", "owner", "adopters", "hosts", "guests", "members", "from", "to", "source",
    ]  # fmt: skip
    shown = " ".join(" ".join(rows).split())
    assert shown.startswith("visit ")
    assert "Уманська Харківська; Лозова; Чугуїв 0 2015-04-14" in shown
    assert "2015-04-14 2015-04-15" in shown
    assert "Тарелка добра" not in shown
