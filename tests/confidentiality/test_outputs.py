"""No output of the program tells a secret place or a private person, however the hub came to know it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Mount, Route
from typer.main import get_command

from hub.cli.app import app
from tests.confidentiality import outputs
from tests.confidentiality.outputs import Opened
from tests.confidentiality.situations import Place, told
from tests.web.conftest import Client


def test_every_command_is_covered() -> None:
    covered = outputs.COMMANDS.keys() | outputs.WITHOUT_RECORDS.keys() | outputs.ACTS
    assert set(_leaves(get_command(app), [])) == covered


def _leaves(command: Any, path: list[str]) -> Iterator[str]:
    """The names of commands that are no groups."""
    if not hasattr(command, "list_commands"):
        yield " ".join(path)
        return
    for name in command.list_commands(None):
        yield from _leaves(command.get_command(None, name), [*path, name])


def test_every_address_is_covered(database_url: str) -> None:
    client = Client(database_url)
    client.close()
    assert {r.path for r in client.app.routes if isinstance(r, Route | Mount)} == outputs.ADDRESSES.keys()


def test_every_root_field_is_asked() -> None:
    assert len(list(outputs.questions("0" * 32))) == len(outputs.root_fields()) > 15


@pytest.fixture
def opened(place: Place, tmp_path: Path) -> Opened:
    """A hub in one of the situations, for commands."""
    folder = tmp_path / "outputs"
    folder.mkdir()
    return Opened(place.url, folder, place.record())


@pytest.fixture
def client_of(place: Place) -> Iterator[Client]:
    """The server over the same hub, for questions larger than the public may ask."""
    most = 10**9
    limits = dict.fromkeys(("tokens", "fields", "aliases", "overlaps", "nodes", "body_bytes"), most)
    client = Client(place.url, depth=100, request_seconds=600, statement_seconds=600, **limits)
    yield client
    client.close()


def test_no_output_tells_it(opened: Opened, client_of: Client) -> None:
    read: dict[str, list[str]] = {}
    for name, command in outputs.COMMANDS.items():
        read[f"merezha {name}"] = list(command(opened))
    for address, ask in outputs.ADDRESSES.items():
        read[address] = list(ask(client_of, opened.record))
    assert {name: secrets for name, texts in read.items() if (secrets := told("\n".join(texts)))} == {}
    for name in ("merezha record show", "merezha export hsds", "/graphql", "/reconcile/preview"):
        assert any(known in text for text in read[name] for known in outputs.KNOWN), name
