"""A request ends when its time is up, whatever the database does meanwhile."""

import asyncio

import pytest

from hub.web.deadline import within


def test_what_is_done_in_time_is_given_and_its_errors_are_raised() -> None:
    async def seven() -> int:
        return 7

    async def fail() -> None:
        raise KeyError("x")

    assert asyncio.run(within(60, seven())) == 7
    with pytest.raises(KeyError):
        asyncio.run(within(60, fail()))


def test_nobody_waits_for_what_must_still_be_undone() -> None:
    async def trial() -> list[str]:
        told: list[str] = []
        thawed = asyncio.Event()

        async def frozen() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                # As the driver does that waits for a cancelled statement.
                told.append("cancelled")
                await thawed.wait()
                told.append("undone")

        request = asyncio.create_task(within(0.01, frozen()))
        with pytest.raises(TimeoutError):
            await request
        await asyncio.sleep(0)
        told.append("answered")
        thawed.set()
        while "undone" not in told:
            await asyncio.sleep(0)
        return told

    assert asyncio.run(trial()) == ["cancelled", "answered", "undone"]
