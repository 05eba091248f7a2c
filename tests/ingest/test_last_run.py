"""The run that readers are told of: one after which the hub shows what the file says."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from hub.domain.vocabulary import RunStatus
from hub.ingest import FileDescription, RunOptions, RunReport, run_import
from hub.ingest.report import Assertions
from hub.store.connection import connect
from hub.store.engine import Reader
from hub.store.reads.sources import RunRow, last_runs
from tests.patience import PATIENT

from .builders import SOURCE, provider

DRY = RunOptions(dry_run=True)


def last(url: str) -> RunRow | None:
    """The last run of the only register, as readers see it."""
    with connect(url) as connection:
        row = connection.execute("SELECT id FROM hub.source WHERE code = 'test_05'").fetchone()
    assert row is not None

    async def read() -> RunRow | None:
        reader = Reader(url, PATIENT)
        try:
            async with reader.session() as session:
                return (await last_runs(session, [row[0]]))[0]
        finally:
            await reader.close()

    return asyncio.run(read())


def statuses(url: str) -> list[Any]:
    with connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT status FROM hub.run ORDER BY id").fetchall()]


def test_before_the_first_publish_there_is_none(hub_url: str, importing: Callable[..., RunReport]) -> None:
    importing(provider("1"), options=DRY)
    assert last(hub_url) is None


def test_trials_stops_and_failures_never_show(hub_url: str, importing: Callable[..., RunReport]) -> None:
    published = importing(provider("1"))
    importing(provider("1", name="Дім"), options=DRY)
    importing(provider("1", name="Двір"), options=RunOptions(assertions=Assertions(min_rows=5)))
    broken = (provider(str(1 // left)) for left in (1, 0))
    with pytest.raises(ZeroDivisionError):
        run_import(hub_url, SOURCE, FileDescription("broken.csv", "ff", "mapping"), broken)
    assert statuses(hub_url) == ["published", "dry-run", "stopped", "failed"]
    shown = last(hub_url)
    assert shown is not None
    assert (shown.id, shown.status) == (published.run, "published")


def test_the_same_file_again_is_a_run_of_readers_unless_it_was_a_trial(
    hub_url: str, importing: Callable[..., RunReport]
) -> None:
    importing(provider("1"))
    again = importing(provider("1"))
    assert again.status is RunStatus.UNCHANGED
    trial = importing(provider("1"), options=DRY)
    assert trial.status is RunStatus.DRY_RUN
    shown = last(hub_url)
    assert shown is not None
    assert (shown.id, shown.status) == (again.run, "unchanged")
