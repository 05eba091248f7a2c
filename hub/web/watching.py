"""Gives up what nobody waits for any more."""

import asyncio
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


class WhileConnected:
    """Cancels what is done within, statements in the database included, as soon as the client goes away.

    The body of the request must have been read. Leaving raises ClientGone when the client went.
    """

    def __init__(self, request: Request) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._request = request
        self._served: asyncio.Task[object] = task
        self._watch: asyncio.Task[None] | None = None
        self._saw_it_go = False

    async def __aenter__(self) -> None:
        self._begin = asyncio.get_running_loop().call_later(FROM_SECONDS, self._begin_to_watch)

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._begin.cancel()
        if self._watch is not None:
            self._watch.cancel()
            # A cancelled task keeps the frames that it was in, which hold this watch again.
            self._watch = None
        if self._saw_it_go and kind is not None and issubclass(kind, asyncio.CancelledError):
            self._served.uncancel()
            raise ClientGone() from None

    def _begin_to_watch(self) -> None:
        self._watch = asyncio.get_running_loop().create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self._saw_it_go = True
        self._served.cancel()
