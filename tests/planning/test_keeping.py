"""Arrays that questions share are made once for each state of the hub."""

import asyncio
from typing import Any

import pytest

from hub.kept import ByBytes
from hub.planning.answers import keeping
from hub.planning.answers.keeping import once


class Session:
    """Stands for the snapshot of a request."""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made, in a process that keeps nothing yet."""

    async def state(_: Any) -> tuple[int, tuple[()]]:
        return 1, ()

    monkeypatch.setattr(keeping, "read_state", state)
    monkeypatch.setattr(keeping, "_kept", ByBytes(10_000))
    return []


async def ask(session: Any, made: list[str], what: str) -> str:
    """Ask for something that takes a while to make."""

    async def make() -> str:
        made.append(what)
        await asyncio.sleep(0)
        if what == "fails":
            raise ValueError(what)
        return what.upper()

    return await once(session, what, make)


async def together(made: list[str], *asked: str) -> list[Any]:
    """The answers to questions of one request at the same time."""
    session = Session()
    return await asyncio.gather(*(ask(session, made, each) for each in asked), return_exceptions=True)


def test_fields_that_ask_at_once_make_it_once(made: list[str]) -> None:
    assert asyncio.run(together(made, "a", "a", "b", "a")) == ["A", "A", "B", "A"]
    assert sorted(made) == ["a", "b"]
    assert asyncio.run(together(made, "a")) == ["A"]
    assert sorted(made) == ["a", "b"]


def test_what_could_not_be_made_is_tried_again(made: list[str]) -> None:
    answers = asyncio.run(together(made, "fails", "fails"))
    assert [str(each) for each in answers] == ["fails", "fails"]
    assert made == ["fails", "fails"]
