"""What a process keeps of arrays that questions share: of one state of the hub, bounded by bytes.

A request that takes too long is dropped. What it computed until then stays, so that who asks again is nearer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import fields, is_dataclass
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from hub.kept import ByBytes, size_of
from hub.store.engine import ReadSession
from hub.store.planning.rows import read_state

#: Bytes of all arrays together. The people of Ukraine's hromadas are some 8 MB.
MOST_BYTES: Final = 96_000_000
_OBJECT_BYTES: Final = 64

Made = TypeVar("Made")


def bytes_of(value: Any) -> int:
    """About how many bytes arrays take, in tuples, mappings and dataclasses."""
    if isinstance(value, np.ndarray):
        return _OBJECT_BYTES + int(value.nbytes)
    if isinstance(value, tuple | list):
        return _OBJECT_BYTES + sum(map(bytes_of, value))
    if isinstance(value, dict):
        return _OBJECT_BYTES + sum(bytes_of(key) + bytes_of(each) for key, each in value.items())
    if is_dataclass(value) and not isinstance(value, type):
        return _OBJECT_BYTES + sum(bytes_of(getattr(value, each.name)) for each in fields(value))
    return size_of(value)


_kept = ByBytes(MOST_BYTES, bytes_of)
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
