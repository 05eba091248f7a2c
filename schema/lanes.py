"""Lanes: slow questions take turns, so that quick ones never wait for them.

A question is quick when it looks a few records up by their keys, or when its document took the database
little time lately. One that nobody asked yet is taken for slow.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Final

from graphql import FieldNode, OperationDefinitionNode

from hub.store.silence import HubUnavailable
from schema.context import Context
from schema.documents import Document

#: Seconds of the database from which on a question is slow.
SLOW_SECONDS: Final = 0.1
#: What a quicker answer leaves of what is remembered: a document is quick again after some of them.
_FADING: Final = 0.8
#: Root fields that look a few records up by their keys.
_QUICK: Final = frozenset(
    {"release", "node", "source", "sources", "territory", "run", "__typename", "__schema"}
)
_QUICK_NODES: Final = 200


class SlowLaneFull(HubUnavailable):
    """Too many slow questions are asked at once. Ask again in a second, or ask for less."""

    code = "SERVER_BUSY"


class Lanes:
    """The turns of slow questions of one server, whoever asks them."""

    def __init__(self, at_once: int = 8, wait_seconds: float = 2) -> None:
        """`at_once` slow questions are answered side by side; others wait so long for their turn."""
        self._turns = asyncio.Semaphore(at_once)
        self._wait_seconds = wait_seconds

    @asynccontextmanager
    async def slow(self) -> AsyncIterator[None]:
        """The turn of a slow question. Raises SlowLaneFull when others take too long."""
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._turns.acquire()
        except TimeoutError as error:
            raise SlowLaneFull() from error
        try:
            yield
        finally:
            self._turns.release()

    @asynccontextmanager
    async def turn(
        self, document: Document, operation: OperationDefinitionNode, context: Context
    ) -> AsyncIterator[None]:
        """Wait until the question may be answered. Raises SlowLaneFull when others take too long."""
        try:
            async with self.slow() if _is_slow(document, operation, context) else nullcontext():
                yield
        finally:
            seconds = context.database_seconds
            document.seconds = max(seconds, (document.seconds or 0.0) * _FADING)


def _is_slow(document: Document, operation: OperationDefinitionNode, context: Context) -> bool:
    roots = {field.name.value for field in operation.selection_set.selections if isinstance(field, FieldNode)}
    looks_up = roots <= _QUICK and len(roots) == len(operation.selection_set.selections)
    if looks_up and context.cost <= _QUICK_NODES:
        # On a busy machine such a question may take long once, and must not wait behind what keeps it busy.
        return False
    return document.seconds is None or document.seconds >= SLOW_SECONDS
