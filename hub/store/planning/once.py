"""One question to the hub from a command, which has no server around it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from hub.store.engine import Reader, ReadOptions, ReadSession

Answer = TypeVar("Answer")

#: A command may wait longer than a client of the server.
_SECONDS = 60


def ask_once(url: str, question: Callable[[ReadSession], Awaitable[Answer]]) -> Answer:
    """What a question gives to a session of its own. Raises what the question raises, and HubUnavailable."""

    async def answer() -> Answer:
        reader = Reader(url, ReadOptions(statement_seconds=_SECONDS, pool_size=1, as_reader=False))
        try:
            async with reader.session() as session:
                return await question(session)
        finally:
            await reader.close()

    return asyncio.run(answer())
