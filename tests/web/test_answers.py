"""Equal questions at once: one is answered, the others wait, and nobody gets what is older than it asked."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from hub.fields import Tags
from hub.settings import CacheSettings
from hub.store.connection import connect
from hub.store.edition_reader import EditionReader
from hub.store.silence import DatabaseSilent
from hub.web.answers import Answers, Given, Made, Source

KEY = b"k" * 32
NONE = Tags()


def _run(url: str, scene: Callable[[Answers, EditionReader], Awaitable[None]]) -> None:
    async def played() -> None:
        editions = EditionReader(url)
        try:
            await scene(Answers(CacheSettings(), editions), editions)
        finally:
            await editions.close()

    asyncio.run(played())


def test_one_is_made_and_the_others_wait(database_url: str) -> None:
    async def scene(answers: Answers, editions: EditionReader) -> None:
        made = 0

        async def make() -> Made:
            nonlocal made
            made += 1
            edition = await editions.current()
            await asyncio.sleep(0.05)
            return Made(b"answer", 200, edition)

        given = await asyncio.gather(*(answers.give(KEY, NONE, make) for _ in range(10)))
        assert made == 1
        assert [one.source for one in given] == [Source.MISS] + [Source.HIT] * 9
        assert {one.made.body for one in given if one.made} == {b"answer"}

    _run(database_url, scene)


def test_who_asks_after_a_write_does_not_get_what_was_read_before_it(database_url: str) -> None:
    async def scene(answers: Answers, editions: EditionReader) -> None:
        read, written = asyncio.Event(), asyncio.Event()

        async def slow() -> Made:
            edition = await editions.current()
            read.set()
            await written.wait()
            return Made(b"old", 200, edition)

        async def quick() -> Made:
            return Made(b"new", 200, await editions.current())

        first = asyncio.create_task(answers.give(KEY, NONE, slow))
        await read.wait()
        with connect(database_url) as connection:
            connection.execute("UPDATE hub.source SET title = title")
        second = asyncio.create_task(answers.give(KEY, NONE, quick))
        await asyncio.sleep(0)
        written.set()
        assert [_body(await one) for one in (first, second)] == [b"old", b"new"]
        assert _body(await answers.give(KEY, NONE, slow)) == b"new"

    _run(database_url, scene)


def test_an_older_answer_does_not_replace_a_newer_one(database_url: str) -> None:
    async def scene(answers: Answers, editions: EditionReader) -> None:
        edition = await editions.current()
        assert edition is not None
        await answers.give(KEY, NONE, lambda: _given(Made(b"new", 200, edition + 1)))
        await answers.give(KEY, NONE, lambda: _given(Made(b"old", 200, edition)))
        with connect(database_url) as connection:
            connection.execute("INSERT INTO hub.edition (xid, weight) VALUES ('one more', 1)")
        given = await answers.give(KEY, NONE, lambda: _given(Made(b"other", 200, edition + 1)))
        assert (given.source, _body(given)) == (Source.HIT, b"new")

    _run(database_url, scene)


@pytest.mark.parametrize("how", ["cancelled", "failed"])
def test_who_waits_goes_on_when_the_first_does_not_come_back(database_url: str, how: str) -> None:
    async def scene(answers: Answers, editions: EditionReader) -> None:
        begun, over = asyncio.Event(), asyncio.Event()

        async def never() -> Made:
            begun.set()
            await over.wait()
            raise RuntimeError("no answer")

        async def make() -> Made:
            return Made(b"answer", 200, await editions.current())

        first = asyncio.create_task(answers.give(KEY, NONE, never))
        await begun.wait()
        second = asyncio.create_task(answers.give(KEY, NONE, make))
        await asyncio.sleep(0)
        if how == "cancelled":
            first.cancel()
        over.set()
        assert _body(await second) == b"answer"
        (error,) = await asyncio.gather(first, return_exceptions=True)
        assert isinstance(error, asyncio.CancelledError if how == "cancelled" else RuntimeError)

    _run(database_url, scene)


def test_a_database_that_does_not_tell_its_edition_stops_the_cache_only() -> None:
    async def scene(answers: Answers, _: EditionReader) -> None:
        for _ in range(2):
            given = await answers.give(KEY, NONE, lambda: _given(Made(b"answer", 200, 1)))
            assert (given.source is Source.HIT, _body(given)) == (False, b"answer")

    _run("postgresql+psycopg://nobody@127.0.0.1:1/nowhere?connect_timeout=1", scene)


async def _given(made: Made) -> Made:
    return made


def _body(given: Given) -> bytes:
    assert given.made is not None
    return given.made.body


def test_what_keeps_an_answer_from_being_made_is_told_to_all_who_wait(database_url: str) -> None:
    async def scene(answers: Answers, _: EditionReader) -> None:
        made = 0

        async def fail() -> Made:
            nonlocal made
            made += 1
            await asyncio.sleep(0.05)
            raise DatabaseSilent(seconds=3)

        told = await asyncio.gather(
            *(answers.give(KEY, NONE, fail) for _ in range(5)), return_exceptions=True
        )
        assert made == 1
        assert [type(one) for one in told] == [DatabaseSilent] * 5
        with pytest.raises(DatabaseSilent):
            await answers.give(KEY, NONE, fail)
        assert made == 2

    _run(database_url, scene)
