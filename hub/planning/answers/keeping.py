"""What a process keeps of arrays that questions share: of one state of the hub, bounded by bytes.

A request that takes too long is dropped. What it computed until then stays, so that who asks again is nearer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from hub.kept import ByBytes
from hub.store.engine import ReadSession
from hub.store.planning.rows import read_state

#: Bytes of all arrays together. The people of Ukraine's hromadas are some 8 MB.
MOST_BYTES: Final = 96_000_000

Made = TypeVar("Made")

_kept = ByBytes(MOST_BYTES)
#: What each session makes at the moment, with the lock that others wait at.
_making: WeakKeyDictionary[ReadSession, dict[Hashable, asyncio.Lock]] = WeakKeyDictionary()
#: What is computed at the moment, by loop and question.
_computing: dict[Hashable, asyncio.Task[Any]] = {}


async def once(session: ReadSession, question: Hashable, make: Callable[[], Awaitable[Made]]) -> Made:
    """What `make` gives for a question; of an equal question to the same state what it gave before.

    Fields of one request that ask it at the same time wait for the first.
    """
    key = (await read_state(session), question)
    making = _making.setdefault(session, {})
    async with making.setdefault(key, asyncio.Lock()):
        # A question is kept beside its answer, so that its bytes count: it may be the larger of the two.
        kept: tuple[Hashable, Made] | None = _kept.get(key)
        if kept is None:
            kept = key, await make()
            _kept[key] = kept
        return kept[1]


async def computed(session: ReadSession, question: Hashable, compute: Callable[[], Made]) -> Made:
    """What `compute`, which asks no database, gives in a thread.

    It goes on where the request is dropped, and is then there for the next who asks the same.
    """
    key = (await read_state(session), question)
    if key in _kept:
        left: tuple[Hashable, Made] = _kept.pop(key)
        return left[1]
    running = (asyncio.get_running_loop(), key)
    task: asyncio.Task[Made] | None = _computing.get(running)
    if task is None:
        task = asyncio.create_task(asyncio.to_thread(compute))
        _computing[running] = task
        task.add_done_callback(lambda _: _computing.pop(running))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.add_done_callback(lambda done: _leave(key, done))
        raise


def _leave(key: Hashable, done: asyncio.Task[Any]) -> None:
    """Keep what nobody waited for; why it failed is told to whoever asks again."""
    if not done.cancelled() and done.exception() is None:
        _kept[key] = key, done.result()
