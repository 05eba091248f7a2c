"""The process in which one task runs: `python -m hub.jobs.child`, with its order on standard input.

The order is one line of JSON; standard input stays open for as long as the worker lives, and the process
ends with it. Messages go out as lines of JSON. What a library prints goes to standard error.
"""

import logging
import os
import resource
import signal
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final

import orjson

from hub.errors import MerezhaError

log = logging.getLogger(__name__)

#: Seconds between two messages about progress; the worker writes one each second.
_EVERY_SECONDS: Final = 0.25
#: What runs in the background gives way to who asks.
_NICE: Final = 10
#: One thread for each job: results are the same on every machine, and the others keep their processor.
THREADS: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class _Messages:
    """Where messages to the worker go."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._last = 0.0

    def send(self, **message: Any) -> None:
        """Send one message; infinite numbers and NaN have no form in JSON and become null."""
        self._out.write(orjson.dumps(message, option=orjson.OPT_SERIALIZE_NUMPY) + b"\n")
        self._out.flush()

    def progress(
        self,
        phase: str,
        objective: float | None = None,
        bound: float | None = None,
        gap: float | None = None,
    ) -> None:
        """Say how far the task is, unless that was just said."""
        now = time.monotonic()
        if now - self._last >= _EVERY_SECONDS:
            self._last = now
            self.send(progress={"phase": phase, "objective": objective, "bound": bound, "gap": gap})


def main() -> None:
    """Run the task of the order and send what it returns, or why it did not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Solvers print to standard output whatever their options say.
    messages = _Messages(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)
    order = orjson.loads(sys.stdin.buffer.readline())
    _bound(order["memory_bytes"], order["seconds"])
    threading.Thread(target=_end_with_worker, daemon=True).start()
    _run(order, messages)
    # A thread that waits for standard input would hold the end up.
    os._exit(0)


def _run(order: dict[str, Any], messages: _Messages) -> None:
    try:
        module, _, name = order["function"].partition(":")
        run = getattr(import_module(module), name)
        result = run(order["question"], order["release"], messages.progress)
        messages.send(result={"proof": result["proof"], "answer": result["answer"]})
    except MemoryError:
        messages.send(failed="MEMORY_LIMIT")
    except MerezhaError as error:
        messages.send(error={"code": error.code, "message": str(error)})
    except Exception:
        log.exception("a task of %s failed", order["function"])
        messages.send(failed="INTERNAL")


def _bound(memory_bytes: int, seconds: int) -> None:
    """Keep the process within its memory and its time, should the worker not be there to end it."""
    for kind, bound in ((resource.RLIMIT_DATA, memory_bytes), (resource.RLIMIT_CPU, seconds + 60)):
        hard = resource.getrlimit(kind)[1]
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (most, most))
    # No picture of a gigabyte of memory is left behind by a task that crashes.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.setpriority(os.PRIO_PROCESS, 0, max(_NICE, os.getpriority(os.PRIO_PROCESS, 0)))
    # Where there is a killer of processes without memory, let it choose this one.
    adjust = Path("/proc/self/oom_score_adj")
    if adjust.exists():
        adjust.write_text("500")


def _end_with_worker() -> None:
    """Standard input ends when the worker does, also when it is killed; a solver is of this group too."""
    sys.stdin.buffer.read()
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main()
