"""Arrays that questions share are made once for each state of the hub."""

import asyncio
from threading import Event
from typing import Any

import pytest

from hub.planning.answers import keeping
from hub.planning.answers.keeping import computed, once


class Session:
    """Stands for the snapshot of a request."""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made, in a process that keeps nothing yet."""

    async def state(_: Any) -> tuple[int, tuple[()]]:
        return 1, ()

    monkeypatch.setattr(keeping, "read_state", state)
    monkeypatch.setattr(keeping, "_kept", keeping.ByBytes(10_000))
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


async def ask_at_length(made: list[str], question: str) -> None:
    """Ask a long question for a short answer."""

    async def make() -> str:
        made.append("a")
        return "a"

    await once(Session(), question, make)


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


async def dropped_and_asked_again(made: list[str], what: str) -> Any:
    """What is computed for a request that is dropped meanwhile, asked again by another."""
    begun, may_end = Event(), Event()

    def compute() -> str:
        made.append(what)
        begun.set()
        may_end.wait()
        if what == "fails" and len(made) == 1:
            raise ValueError(what)
        return what.upper()

    first = asyncio.create_task(computed(Session(), what, compute))  # type: ignore[arg-type]
    await asyncio.to_thread(begun.wait)
    first.cancel()
    await asyncio.wait({first})
    assert first.cancelled()
    may_end.set()
    (running,) = keeping._computing.values()
    await asyncio.wait({running})
    await asyncio.sleep(0)
    return await computed(Session(), what, compute)  # type: ignore[arg-type]


def test_what_is_computed_is_there_when_a_dropped_request_is_asked_again(made: list[str]) -> None:
    assert asyncio.run(dropped_and_asked_again(made, "a")) == "A"
    assert made == ["a"]
    assert not keeping._computing
    # Whoever took it keeps it: it is not held twice.
    assert not keeping._kept


def test_what_failed_for_a_dropped_request_is_computed_again(made: list[str]) -> None:
    assert asyncio.run(dropped_and_asked_again(made, "fails")) == "FAILS"
    assert made == ["fails", "fails"]


def test_requests_that_ask_at_once_compute_it_once(made: list[str]) -> None:
    async def both() -> list[str]:
        def compute() -> str:
            made.append("a")
            return "A"

        asked = (computed(Session(), "a", compute) for _ in range(2))  # type: ignore[arg-type]
        return await asyncio.gather(*asked)

    assert asyncio.run(both()) == ["A", "A"]
    assert made == ["a"]


def test_the_bytes_of_a_question_count(made: list[str]) -> None:
    questions = [str(number) * 4_000 for number in range(1, 4)]
    for question in questions:
        asyncio.run(ask_at_length(made, question))
    assert len(keeping._kept) == 2, "the third has pushed out the first"
    assert 8_000 < keeping._kept.currsize <= 10_000
    asyncio.run(ask_at_length(made, questions[2]))
    assert len(made) == 3
    asyncio.run(ask_at_length(made, questions[0]))
    assert len(made) == 4
    asyncio.run(ask_at_length(made, "1" * 10_000))
    assert len(made) == 5, "a question that is larger than all together is not kept"
    assert all(len(question) == 4_000 for _, question in keeping._kept)
