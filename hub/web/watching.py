"""Gives up what nobody waits for any more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.requests import Request

from hub.web.problems import HttpProblem

#: Most answers are there before; those are not watched, which would cost each of them a task.
FROM_SECONDS: Final = 0.25


class ClientGone(HttpProblem):
    """The client closed the connection before the answer was ready."""

    code = "CLIENT_GONE"
    # Nobody sees it; it is what proxies write into their logs.
    status = 499


@asynccontextmanager
async def while_connected(request: Request) -> AsyncIterator[None]:
    """Cancel what is done within, statements in the database included, as soon as the client goes away.

    The body of the request must have been read. Raises ClientGone.
    """
    task = asyncio.current_task()
    assert task is not None
    watch = _Watch(request, task)
    begin = asyncio.get_running_loop().call_later(FROM_SECONDS, watch.begin)
    try:
        yield
    except asyncio.CancelledError:
        if not watch.saw_it_go:
            raise
        task.uncancel()
        raise ClientGone() from None
    finally:
        begin.cancel()
        watch.end()


class _Watch:
    """Waits for the end of a connection, and cancels the task that serves it."""

    def __init__(self, request: Request, served: asyncio.Task[object]) -> None:
        self._request = request
        self._served = served
        self._task: asyncio.Task[None] | None = None
        self.saw_it_go = False

    def begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._wait())

    def end(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _wait(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.saw_it_go = True
        self._served.cancel()
