"""Read sessions: one read-only snapshot under the reader role, and errors of our own."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest
from psycopg import connect
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from hub.domain.filter_errors import UnstorableText
from hub.store.engine import Reader, ReadOptions, ReadSession, StatementTimeout
from hub.store.silence import HubUnavailable

T = TypeVar("T")


def read(url: str, work: Callable[[ReadSession], Awaitable[T]], **options: Any) -> T:
    """What `work` finds in one session."""

    async def run() -> T:
        reader = Reader(url, ReadOptions(**options))
        try:
            async with reader.session() as session:
                return await work(session)
        finally:
            await reader.close()

    return asyncio.run(run())


async def sources(session: ReadSession) -> int:
    found = await session.value(text("SELECT count(*) FROM hub.source"))
    return int(found)


def test_a_session_reads_as_the_reader(database_url: str) -> None:
    async def who(session: ReadSession) -> tuple[Any, ...]:
        row = await session.rows(
            text("SELECT current_user::text, current_setting('transaction_read_only'), "
                 "current_setting('transaction_isolation')")
        )  # fmt: skip
        return tuple(row[0])

    assert read(database_url, who) == ("merezha_reader", "on", "repeatable read")


@pytest.mark.parametrize(
    "statement",
    ["SELECT * FROM ingest.raw_record", "INSERT INTO hub.taxonomy (code, title) VALUES ('a', 'b')"],
)
def test_raw_rows_and_writing_are_out_of_reach(database_url: str, statement: str) -> None:
    async def work(session: ReadSession) -> None:
        await session.rows(text(statement))

    with pytest.raises(DBAPIError, match=r"permission denied|read-only"):
        read(database_url, work)


def test_a_session_sees_one_snapshot(database_url: str) -> None:
    libpq = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)

    async def work(session: ReadSession) -> tuple[int, int]:
        before = await sources(session)
        with connect(libpq, autocommit=True) as other:
            other.execute("INSERT INTO hub.source (code, kind, title) VALUES ('x', 'register', 'X')")
        return before, await sources(session)

    before, after = read(database_url, work)
    assert before == after
    assert read(database_url, sources) == before + 1


def test_statements_of_one_session_wait_for_each_other(database_url: str) -> None:
    async def work(session: ReadSession) -> tuple[list[int], int]:
        return await asyncio.gather(*(sources(session) for _ in range(20))), session.statements

    found, statements = read(database_url, work)
    assert len(found) == statements == 20


def test_a_slow_statement_is_cancelled(database_url: str) -> None:
    async def work(session: ReadSession) -> None:
        await session.rows(text("SELECT pg_sleep(20)"))

    with pytest.raises(StatementTimeout, match=r"within 0\.05 seconds"):
        read(database_url, work, statement_seconds=0.05)


def test_a_session_goes_on_in_its_snapshot_after_a_statement_that_failed(database_url: str) -> None:
    libpq = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)

    async def work(session: ReadSession) -> list[int]:
        found = [await sources(session)]
        with connect(libpq, autocommit=True) as other:
            other.execute("INSERT INTO hub.source (code, kind, title) VALUES ('x', 'register', 'X')")
        for failing in ("SELECT pg_sleep(20)", "SELECT 1 / 0", "SELECT nothing"):
            with pytest.raises((StatementTimeout, DBAPIError)):
                await session.rows(text(failing))
            found.append(await sources(session))
        return found

    found = read(database_url, work, statement_seconds=0.3)
    assert found == [found[0]] * 4
    assert read(database_url, sources) == found[0] + 1


def test_text_that_nothing_can_hold(database_url: str) -> None:
    async def work(session: ReadSession) -> None:
        await session.rows(text("SELECT CAST(:given AS text)"), {"given": "a\0b"})

    with pytest.raises(UnstorableText):
        read(database_url, work)


def test_a_database_that_is_not_there() -> None:
    with pytest.raises(HubUnavailable):
        read("postgresql+psycopg:///nothing?host=/nowhere", sources)
