"""A request ends when its time is up, whatever the database does meanwhile."""

import asyncio

import pytest

from hub.store.silence import LATE_SECONDS, DatabaseSilent, Silence
from hub.web.deadline import within
from hub.web.problems import RequestTimeout


def test_what_is_done_in_time_is_given_and_its_errors_are_raised() -> None:
    async def seven() -> int:
        return 7

    async def fail() -> None:
        raise KeyError("x")

    assert asyncio.run(within(60, seven(), Silence())) == 7
    with pytest.raises(KeyError):
        asyncio.run(within(60, fail(), Silence()))


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

        request = asyncio.create_task(within(0.01, frozen(), Silence()))
        with pytest.raises(RequestTimeout):
            await request
        await asyncio.sleep(0)
        told.append("answered")
        thawed.set()
        while "undone" not in told:
            await asyncio.sleep(0)
        return told

    assert asyncio.run(trial()) == ["cancelled", "answered", "undone"]


@pytest.mark.parametrize("answers", [True, False])
def test_what_waits_for_a_silent_database_is_told_so(answers: bool) -> None:
    async def trial() -> None:
        silence, thawed = Silence(), asyncio.Event()

        async def ask() -> None:
            async with silence.wait(60):
                try:
                    await asyncio.Event().wait()
                finally:
                    if not answers:
                        await thawed.wait()

        try:
            await within(0.01, ask(), silence)
        finally:
            thawed.set()

    with pytest.raises(RequestTimeout if answers else DatabaseSilent):
        asyncio.run(trial())


def test_what_waits_for_its_turn_behind_a_silent_database_is_told_so() -> None:
    async def trial() -> None:
        silence = Silence()
        with pytest.raises(DatabaseSilent):
            async with silence.wait(-LATE_SECONDS):
                await asyncio.Event().wait()
        await within(0.01, asyncio.Event().wait(), silence)

    with pytest.raises(DatabaseSilent, match=r"within 0\.01 seconds"):
        asyncio.run(trial())
