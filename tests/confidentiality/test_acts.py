"""What acts print and answer, and what they leave behind, tells no secret place and no private person."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import graphql
import pytest

from hub.store.connection import connect
from hub.store.keys import Kind, add_key
from hub.store.overview import last_issues
from importers.check import bundled_gazetteer
from importers.lookups import load_lookups
from importers.runner import run_region
from importers.suggest import as_yaml, suggest, words_of_file, words_of_issues
from schema.node import encode_id
from tests.confidentiality import outputs
from tests.confidentiality.situations import SITUATIONS_OF, Place, told
from tests.web.conftest import Client

#: Acts are tried on the first hub of each kind of situation; test_outputs looks at all of them.
pytestmark = pytest.mark.parametrize(
    "place", [ways[0] for ways in SITUATIONS_OF.values()], ids=SITUATIONS_OF.keys(), indirect=True
)


@pytest.fixture
def steward(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """Asks the server with a steward's key, and takes no error for an answer."""
    monkeypatch.setenv("MEREZHA_STEWARD_NODES", "1000000")
    with connect(place.url, autocommit=True) as connection:
        key = add_key(connection, Kind.STEWARD, "Olena")
    most = 10**9
    limits = dict.fromkeys(("tokens", "fields", "aliases", "overlaps", "nodes", "body_bytes"), most)
    client = Client(place.url, depth=100, request_seconds=600, statement_seconds=600, **limits)

    def ask(question: str) -> Any:
        answer = client.ask(question, authorization=f"Bearer {key}").json()
        assert "errors" not in answer, answer
        return answer["data"]

    yield ask
    client.close()


def test_importing_and_looking_for_words(place: Place) -> None:
    for path in sorted(place.folder.glob("*.csv")):
        report = run_region(place.region, path, place.url, as_of=date(2024, 3, 1), force=True, dry_run=True)
        assert told(json.dumps(asdict(report), ensure_ascii=False, default=str)) == []
        lookups = load_lookups(place.region.folder)
        words = words_of_file(place.region, lookups, path, bundled_gazetteer())
        with connect(place.url) as connection:
            words += words_of_issues(place.region, last_issues(connection, place.region.code))
        assert told(as_yaml(suggest(place.region, lookups, words))) == []


def test_mutations_and_what_stewards_see(place: Place, steward: Callable[[str], Any]) -> None:
    identity = encode_id("Provider", place.record())
    schema = graphql.build_schema(outputs.SDL.read_text("utf-8"))
    node = f"... on Provider {{ {outputs.selection(schema.type_map['Provider'], 1)} }}"
    changed = f"number changes {{ kind recordId node {{ {node} }} }}"
    for act, more in (
        ("correctField", ', field: "name", value: "Комунальна установа «Світанок-2»"'),
        ("withdrawRecord", ""),
        ("restoreRecord", ""),
    ):
        given = f'{{ id: "{identity}", reason: "the tests say so"{more} }}'
        payload = steward(f"mutation {{ {act}(input: {given}) {{ {changed} }} }}")
        assert payload[act]["changes"], act
        assert told(json.dumps(payload, ensure_ascii=False)) == [], act
    for question in outputs.questions(place.record(), depth=2):
        assert told(json.dumps(steward(question), ensure_ascii=False)) == [], question[:60]


def test_what_stewards_do_at_the_command_line(place: Place) -> None:
    """Every act, with what the lists of pairs say after each that concerns them, and at the end."""
    hub = outputs.Opened(place.url, place.folder, place.record())
    printed: dict[str, list[str]] = {}

    def act(command: str, *arguments: str) -> Any:
        signed = () if command == "match show" else ("--reason", "the tests say so", "--author", "a steward")
        answer = hub.merezha(*command.split(), *arguments, *signed, "--json")
        printed.setdefault(command, []).append(answer)
        if command.startswith("match "):
            printed[command].extend(lists())
        return json.loads(answer)

    def lists() -> list[str]:
        return [hub.merezha("match", each, "--json") for each in ("list", "decisions")]

    def waiting() -> str:
        pairs = json.loads(hub.merezha("match", "list", "--source", "ua_elsewhere", "--json"))
        (number,) = (
            each["id"]
            for each in pairs
            if {each["left_source"], each["right_source"]} == {"ua_hidden", "ua_elsewhere"}
            and "Полудень" not in each["left_name"] + each["right_name"]
        )
        return str(number)

    elsewhere = place.publish_elsewhere()
    act("match show", waiting())
    act("match undo", str(act("match reject", waiting())["number"]))
    act("match undo", str(act("match accept", waiting())["number"]))
    act("match merge", hub.record, elsewhere)
    act("match split", elsewhere)
    act("record withdraw-correction", str(act("record correct", hub.record, "sector", "municipal")["number"]))
    for command in ("record hide", "record withdraw", "record restore", "record open", "record erase-raw"):
        act(command, hub.record)
    printed["record erase-raw"].extend(lists())
    assert printed.keys() | {"import", "lookups suggest"} == outputs.ACTS
    assert {
        command: secrets for command, texts in printed.items() if (secrets := told("\n".join(texts)))
    } == {}
