"""A database that says nothing is told from a question that takes long, and costs nobody anything."""

import asyncio
import socket
import tempfile

import pytest

from hub.store import connection
from hub.store.silence import LATE_SECONDS, DatabaseSilent, Silence, WaitTimes


async def wait_in_vain(silence: Silence, times: list[WaitTimes]) -> None:
    async with silence.wait(0.01 - LATE_SECONDS) as one:
        times.append(one)
        await asyncio.Event().wait()


def test_silence_lasts_until_somebody_is_answered() -> None:
    async def trial() -> list[bool]:
        silence, times = Silence(), list[WaitTimes]()
        states = [silence.lasts]
        with pytest.raises(DatabaseSilent, match=r"within 0\.01 seconds"):
            await wait_in_vain(silence, times)
        states.append(silence.lasts)
        async with silence.wait(60):
            states.append(silence.lasts)
        states.append(silence.lasts)
        assert times[0].seconds == 0
        assert times[0].silent > 0
        return states

    assert asyncio.run(trial()) == [False, True, True, False]


def test_what_was_answered_was_worked_for_though_it_failed() -> None:
    async def trial() -> None:
        silence = Silence()
        with pytest.raises(KeyError):
            async with silence.wait(60) as times:
                raise KeyError
        assert times.seconds > 0
        assert times.silent == 0
        assert not silence.lasts

    asyncio.run(trial())


def test_a_time_that_was_over_within_stays_what_it_is() -> None:
    async def trial() -> None:
        async with Silence().wait(60):
            raise TimeoutError

    with pytest.raises(TimeoutError):
        asyncio.run(trial())


def test_who_left_before_the_silence_is_known_is_charged_nothing() -> None:
    """As when a client goes, and the driver waits for the end of its statement meanwhile."""

    async def trial() -> None:
        silence, times = Silence(), list[WaitTimes]()

        async def leave() -> None:
            async with silence.wait(0.05 - LATE_SECONDS) as one:
                times.append(one)
                try:
                    await asyncio.Event().wait()
                finally:
                    await asyncio.Event().wait()

        task = asyncio.create_task(leave())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert times[0].seconds == 0
        assert silence.lasts

    asyncio.run(trial())


def test_a_server_that_lets_nobody_in_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_CONNECT_SECONDS", 1)
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as frozen:
        # The system takes connections for it, and it never looks at them.
        frozen.bind(f"{folder}/.s.PGSQL.5432")
        frozen.listen()
        with pytest.raises(connection.DatabaseUnreachable, match="timeout"):
            connection.connect(f"postgresql+psycopg:///hub?host={folder}&port=5432")
