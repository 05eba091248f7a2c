"""Former states of imported records: what a file of a day said, and what no answer tells any more."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select, true

from hub.domain.records import CapacityRecord
from hub.ingest import RunOptions, RunReport
from hub.store import tables
from hub.store.as_of import moment_of, past_session
from hub.store.connection import connect
from hub.store.engine import Reader
from tests.patience import PATIENT

from .builders import provider, service

THEN, NOW = RunOptions(as_of=date(2024, 12, 31)), RunOptions(as_of=date(2025, 7, 1))


def seen(url: str, wanted: date | int, *columns: Any, where: Any = None) -> list[tuple[Any, ...]]:
    """Rows that a session of a moment reads."""

    async def read() -> list[tuple[Any, ...]]:
        reader = Reader(url, PATIENT)
        try:
            async with reader.session() as session:
                past = past_session(session, await moment_of(session, wanted))
                return [
                    tuple(row)
                    for row in await past.rows(
                        select(*columns).where(true() if where is None else where).order_by(*columns)
                    )
                ]
        finally:
            await reader.close()

    return asyncio.run(read())


def test_a_release_stands_for_the_day_of_its_file(hub_url: str, importing: Callable[..., RunReport]) -> None:
    importing(provider("1"), options=THEN)
    importing(provider("1", name="Дім"))
    with connect(hub_url) as connection:
        days = connection.execute("SELECT number, as_of FROM hub.release ORDER BY number").fetchall()
        today = connection.execute("SELECT CURRENT_DATE").fetchall()[0][0]
    assert days == [(1, date(2024, 12, 31)), (2, today)]


def test_each_file_gives_the_state_of_its_day(hub_url: str, importing: Callable[..., RunReport]) -> None:
    measured = (CapacityRecord(as_of=date(2025, 7, 1), total=50),)
    importing(provider("1"), provider("2"), options=THEN)
    importing(
        provider("1", name="Дім", services=(service(capacities=measured),)),
        provider("3"),
        options=NOW,
    )
    names = tables.provider.c.name, tables.provider.c.status
    before = [("Центр 1", "active"), ("Центр 2", "active")]
    assert seen(hub_url, 1, *names) == seen(hub_url, date(2025, 6, 30), *names) == before
    after = [("Дім 1", "active"), ("Центр 2", "missing"), ("Центр 3", "active")]
    assert sorted(seen(hub_url, 2, *names)) == sorted(after)
    assert sorted(seen(hub_url, NOW.as_of or date.max, *names)) == sorted(after)
    owner = tables.provider.c.id == tables.capacity.c.provider_id
    totals = (tables.provider.c.name, tables.capacity.c.total)
    assert seen(hub_url, date(2025, 6, 30), *totals, where=owner) == [("Центр 1", 40), ("Центр 2", 40)]


def test_a_place_that_became_secret_is_told_of_no_day(
    hub_url: str, importing: Callable[..., RunReport]
) -> None:
    address = tables.location.c.address
    open_once = provider("1", services=())
    shelter = service(key="shelter", category="crisis.shelter-violence", capacities=())
    importing(open_once, options=THEN)
    assert seen(hub_url, 1, address) == [("вул. Соборна, 1",)]
    importing(replace(open_once, services=(shelter,)), options=NOW)
    assert [row for row in seen(hub_url, 1, address) if row[0] is not None] == []
    assert [row for row in seen(hub_url, date(2025, 1, 1), address) if row[0] is not None] == []
