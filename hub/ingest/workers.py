"""Batches worked on by forked processes, in order, in bounded memory, and without orphans.

A worker holds everything that was in memory when it was forked, so nothing but batches and results is
handed over. It ends when its pipe closes: at the end of the work, and when the parent is killed.
"""

import os
import signal
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

from hub.errors import MerezhaError
from hub.processes import frozen_of

Batch = TypeVar("Batch")
Result = TypeVar("Result")

#: Gives, inside of a worker, what works on its batches.
Start = Callable[[], AbstractContextManager[Callable[[Batch], Result]]]

_END = object()

#: Batches that a worker may have before it: one to work on, one that waits.
_AHEAD = 2

#: Looks at a frozen worker, a second apart: nobody looks while Ctrl-Z has stopped the parent too.
_FROZEN_SECONDS = 10
#: A worker takes what it is sent at once, whatever it works on; after so long it is as good as frozen.
_TAKE_SECONDS = 30


class WorkerLost(MerezhaError):
    """A worker process of the import ended unexpectedly ({reason}); is there enough memory? Try again, or set
    MEREZHA_IMPORT_WORKERS=1."""

    code = "WORKER_LOST"


class WorkerFrozen(MerezhaError):
    """A worker process of the import (process {pid}) was frozen, as by `kill -STOP`, for {seconds:g} seconds.
    Nothing was published; import again."""

    code = "WORKER_FROZEN"


def can_fork() -> bool:
    """Whether a fork is safe: on Linux, and while this thread is the only one (others may hold locks)."""
    return os.uname().sysname == "Linux" and threading.active_count() == 1


def in_order(
    start: Start[Batch, Result], batches: Iterable[Batch], workers: int
) -> Iterator[tuple[Batch, Result]]:
    """Each batch with its result, in the order of the batches.

    `start` is entered once in each worker and gives what works there. An error of a worker is raised here.
    """
    pool: list[_Worker] = []
    for _ in range(workers):
        pool.append(_Worker(start, pool))
    waiting: deque[tuple[_Worker, Batch]] = deque()
    try:
        for number, batch in enumerate(batches):
            worker = pool[number % workers]
            if len(waiting) == workers * _AHEAD:
                first, earlier = waiting.popleft()
                yield earlier, first.receive()
            worker.send(batch)
            waiting.append((worker, batch))
        while waiting:
            first, earlier = waiting.popleft()
            yield earlier, first.receive()
    finally:
        for worker in pool:
            worker.pipe.close()
        for worker in pool:
            worker.join()


class _Worker:
    """One forked process and the parent's end of its pipe."""

    def __init__(self, start: Start[Any, Any], earlier: list["_Worker"]) -> None:
        context = get_context("fork")
        self.pipe, theirs = context.Pipe()
        # A pipe closes when nobody holds its end: a worker must not hold the parent's.
        unwanted = [self.pipe, *(worker.pipe for worker in earlier)]
        self._process = context.Process(target=_serve, args=(theirs, unwanted, start), daemon=True)
        self._process.start()
        theirs.close()
        with socket.socket(fileno=os.dup(self.pipe.fileno())) as plain:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", _TAKE_SECONDS, 0))

    def send(self, batch: Any) -> None:
        try:
            self.pipe.send(batch)
        except BlockingIOError:
            raise WorkerFrozen(pid=self._process.pid, seconds=_TAKE_SECONDS) from None
        except (BrokenPipeError, ConnectionResetError):
            # Why it ended stands in the pipe, or in its exit code: whoever receives will see.
            return

    def receive(self) -> Any:
        """The oldest result; raises the error that the worker met instead."""
        looks = 0
        while not self.pipe.poll(1):
            looks = looks + 1 if frozen_of(self._process.pid or 0) else 0
            if looks == _FROZEN_SECONDS:
                raise WorkerFrozen(pid=self._process.pid, seconds=_FROZEN_SECONDS)
        try:
            good, result = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._process.join()
            raise WorkerLost(reason=f"exit code {self._process.exitcode}") from None
        if not good:
            raise result
        return result

    def join(self) -> None:
        """Wait for the end; one that is in the middle of a batch that nobody wants, or frozen, is killed."""
        self._process.join(0.05)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(pipe: Connection, unwanted: list[Connection], start: Start[Any, Any]) -> None:
    # Ctrl-C reaches the whole group: the parent answers it, and its workers end with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for other in unwanted:
        other.close()
    inbox: SimpleQueue[Any] = SimpleQueue()
    # The pipe is emptied while a batch is in work, so that parent and worker never wait for each other.
    threading.Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    with suppress(BrokenPipeError, ConnectionResetError):
        try:
            with start() as work:
                while (batch := inbox.get()) is not _END:
                    pipe.send((True, work(batch)))
        except (BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:
            pipe.send((False, error))


def _receive(pipe: Connection, inbox: "SimpleQueue[Any]") -> None:
    with suppress(EOFError, OSError):
        while True:
            inbox.put(pipe.recv())
    inbox.put(_END)
