"""`merezha record open` and `record hide`, with what they print and what the record then shows."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from hub.cli.app import app
from hub.store.connection import connect
from tests.confidentiality.situations import OPEN, SHELTER, Place, region_in

_SHOWN = "SELECT l.confidential, l.address FROM hub.location l WHERE l.provider_id = %s"


@pytest.fixture
def place(demo_copy_url: str, tmp_path: Any) -> Place:
    """A hub with the region of the tests of secrets."""
    return Place(demo_copy_url, tmp_path, region_in(tmp_path))


def merezha(place: Place, *arguments: str) -> Any:
    done = CliRunner().invoke(app, arguments, env={"MEREZHA_DATABASE_URL": place.url, "COLUMNS": "300"})
    assert done.exit_code == 0, (done.output, done.exception)
    return json.loads(done.stdout)


def shown(place: Place, identity: str) -> list[tuple[Any, ...]]:
    with connect(place.url) as connection:
        return connection.execute(_SHOWN, (identity,)).fetchall()


def test_a_record_is_opened_hidden_and_its_decision_withdrawn(place: Place) -> None:
    place.publish(SHELTER)
    identity = place.record()
    hidden, open_place = [(True, None)], [(False, OPEN["Адреса"])]
    assert shown(place, identity) == hidden
    opened = merezha(place, "record", "open", identity, "--reason", "for cats", "--author", "Ada", "--json")
    place.publish(SHELTER)
    assert shown(place, identity) == open_place
    (told,) = merezha(place, "record", "show", identity, "--json")["corrections"]
    assert {name: told[name] for name in ("id", "field", "value", "author", "reason")} == {
        "id": opened["number"], "field": "confidential", "value": False, "author": "Ada",
        "reason": "for cats",
    }  # fmt: skip
    merezha(place, "record", "hide", identity, "--reason", "for women after all", "--author", "Ada", "--json")
    assert shown(place, identity) == hidden
    decisions = merezha(place, "record", "show", identity, "--json")["corrections"]
    assert [(one["value"], one["withdrawn_by"]) for one in decisions] == [(False, "Ada"), (True, None)]


@pytest.mark.parametrize("act", ["open", "hide"])
def test_neither_is_done_without_a_reason(place: Place, act: str) -> None:
    place.publish(SHELTER)
    done = CliRunner().invoke(app, ["record", act, place.record()], env={"MEREZHA_DATABASE_URL": place.url})
    assert done.exit_code == 2
    assert "--reason" in done.output
