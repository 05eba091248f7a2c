"""The process of a task, as its worker holds it: started, listened to, killed."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import orjson

from hub.jobs.child import THREADS
from hub.processes import memory_of_group
from hub.settings import JobSettings
from hub.store.jobs.working import FailureReason, JobFailed, Progress, failure

#: Bytes of one message; an answer is one.
_MESSAGE_BYTES: Final = 256 * 1024**2


#: Ends that come from outside: an operator's, or the system's that has no memory left. A fault of the task's
#: own ends it otherwise, and would do so again.
_KILLS: Final = frozenset({signal.SIGKILL, signal.SIGTERM})


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended: its result, or the error that whoever asked is told; neither when it was killed."""

    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None


class TaskProcess:
    """One task in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, settings: JobSettings) -> None:
        self._process = process
        self._settings = settings
        #: What the task said last.
        self.progress = Progress(phase="STARTING")

    @classmethod
    async def begin(
        cls,
        function: str,
        question: Mapping[str, Any],
        release: int,
        settings: JobSettings,
        read_url: str,
        write_url: str | None = None,
    ) -> "TaskProcess":
        """Start the process of a task. It may read the database, and write with `write_url` only."""
        environment = {**os.environ, **THREADS, "MEREZHA_READ_URL": read_url}
        environment.pop("MEREZHA_DATABASE_URL", None)
        if write_url is not None:
            environment["MEREZHA_DATABASE_URL"] = write_url
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "hub.jobs.child"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_MESSAGE_BYTES,
            env=environment,
            # A group of its own, with the processes that it starts: they end together.
            start_new_session=True,
        )
        order = {
            "function": function,
            "question": dict(question),
            "release": release,
            "memory_bytes": settings.memory_mb * 1024**2,
            "seconds": settings.seconds,
        }
        assert process.stdin is not None
        with suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(orjson.dumps(order) + b"\n")
            await process.stdin.drain()
        return cls(process, settings)

    async def outcome(self) -> Outcome:
        """Listen until the task ends."""
        assert self._process.stdout is not None
        try:
            async for line in self._process.stdout:
                message = orjson.loads(line)
                if "progress" in message:
                    self.progress = Progress(**message["progress"])
                else:
                    return self._end(message)
        except ValueError:
            return _failed(FailureReason.CRASHED, "its process sent what is no message")
        code = await self._process.wait()
        if -code in _KILLS:
            return Outcome()
        how = f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        return _failed(FailureReason.CRASHED, f"its process ended {how}")

    def late(self) -> Outcome:
        """The outcome of a task that was killed since its time was over."""
        return _failed(FailureReason.TIME_LIMIT, f"it took longer than {self._settings.seconds} seconds")

    def is_too_large(self) -> bool:
        """Whether the task and the processes that it started hold more memory than one job may."""
        return memory_of_group(self._process.pid) > self._settings.memory_mb * 1024**2

    def too_large(self) -> Outcome:
        """The outcome of a task that was killed since it held more memory than it may."""
        why = f"it needed more memory than {self._settings.memory_mb} MB"
        return _failed(FailureReason.MEMORY_LIMIT, why)

    async def kill(self) -> None:
        """End the process and those that it started, whatever they do."""
        # Of a group that is gone one system says that it is, and another that it may not be ended.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()

    def _end(self, message: dict[str, Any]) -> Outcome:
        if "result" in message:
            return Outcome(result=message["result"])
        if "error" in message:
            return Outcome(error=message["error"])
        if message["failed"] == FailureReason.MEMORY_LIMIT:
            return self.too_large()
        return _failed(FailureReason.INTERNAL, "by a mistake of ours, which is in the log of its worker")


def unknown_kind(kind: str) -> Outcome:
    """The outcome of a job that another version of the program asked for."""
    return _failed(FailureReason.UNKNOWN_KIND, f"this version of the program has no tasks of the kind {kind}")


def _failed(reason: FailureReason, why: str) -> Outcome:
    return Outcome(error=failure(JobFailed(why=why), reason))
