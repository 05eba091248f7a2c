"""The time that a request may take, kept also while the database is silent.

A statement that is cut short is cancelled in the database first. One that is frozen does not answer that
either, and the driver waits ten seconds for it: whoever asked must not wait with it.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

GRACE_SECONDS = 0.5
#: What goes on after its request was answered; the loop itself would forget it.
_ending: set[asyncio.Task[Any]] = set()


async def within(seconds: float, work: Coroutine[Any, Any, Result]) -> Result:
    """What the work gives, or TimeoutError after so long; a long undoing goes on by itself then."""
    task = asyncio.create_task(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
    except asyncio.CancelledError:
        # Nobody is left who waits.
        await _let_go(task, None)
        raise
    if not done:
        await _let_go(task, GRACE_SECONDS)
        raise TimeoutError
    return task.result()


async def _let_go(task: asyncio.Task[Any], seconds: float | None) -> None:
    """Cancel it, and wait as long as a database that answers needs to cancel a statement."""
    _ending.add(task)
    task.add_done_callback(_forget)
    task.cancel()
    await asyncio.wait({task}, timeout=seconds)


def _forget(task: asyncio.Task[Any]) -> None:
    _ending.discard(task)
    if not task.cancelled():
        # Nobody is left who waits for what it raised.
        task.exception()
