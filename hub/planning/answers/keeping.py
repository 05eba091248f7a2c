"""What a process keeps of arrays that questions share: of one state of the hub, bounded by bytes."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Final, TypeVar
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
