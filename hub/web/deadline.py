"""The time that a request may take, kept also while the database is silent.

A statement that is cut short is cancelled in the database first. One that is frozen does not answer that
either, and the driver waits ten seconds for it: whoever asked must not wait with it.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from hub.store.silence import DatabaseSilent, Silence
from hub.web.problems import RequestTimeout

Result = TypeVar("Result")

GRACE_SECONDS = 0.5
#: What goes on after its request was answered; the loop itself would forget it.
_ending: set[asyncio.Task[Any]] = set()


async def within(seconds: float, work: Coroutine[Any, Any, Result], silence: Silence) -> Result:
    """What the work gives. Work that is not done after so long is cancelled; nobody waits for a long undoing.

    Raises RequestTimeout, or DatabaseSilent where the database let it wait.
    """
    task = asyncio.create_task(work)
    try:
        if not await _is_done(task, seconds):
            undone = await _let_go(task, 0 if silence.lasts else GRACE_SECONDS)
            if silence.lasts or (not undone and silence.may_begin):
                raise DatabaseSilent(seconds=seconds)
            raise RequestTimeout(seconds=seconds)
        return task.result()
    except asyncio.CancelledError:
        # Nobody is left who waits.
        await _let_go(task, None)
        raise
    finally:
        # The task keeps what it raised, which keeps this frame: the request would stay with them.
        del task


async def _is_done(task: asyncio.Task[Any], seconds: float) -> bool:
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return bool(done)


async def _let_go(task: asyncio.Task[Any], seconds: float | None) -> bool:
    """Cancel it, wait as long as a database that answers needs for that, and tell whether it ended."""
    _ending.add(task)
    task.add_done_callback(_forget)
    task.cancel()
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return bool(done)


def _forget(task: asyncio.Task[Any]) -> None:
    _ending.discard(task)
    if not task.cancelled():
        # Nobody is left who waits for what it raised.
        task.exception()
