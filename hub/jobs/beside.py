"""The worker that a server runs beside itself, in a process of its own: started again when it ends."""

import logging
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Final

log = logging.getLogger(__name__)

#: The server comes first: the worker begins when the server has begun.
_FIRST_SECONDS: Final = 1.0
#: After an end the next start waits, twice as long each time, but for no longer than the last.
_AGAIN_SECONDS: Final = 1.0
_LONGEST_SECONDS: Final = 60.0
#: What lived for so long did not fail at its start.
_WELL_SECONDS: Final = 60.0
#: The exit code of a worker whose database takes no writes: a server of a standby needs none.
READ_ONLY: Final = 4
#: A worker that waits for a frozen database does not hear that it should end.
_STOP_SECONDS: Final = 3.0


class WorkerBeside:
    """Keeps one worker running, from entering to leaving. It gives place to no signal of the terminal's."""

    def __init__(self, url: str, read_url: str, module: str = "hub.jobs") -> None:
        """`url` is the worker's login's; tasks read under `read_url`. `module` is the worker."""
        self._command = (sys.executable, "-m", module)
        self._environment = {**os.environ, "MEREZHA_DATABASE_URL": url, "MEREZHA_READ_URL": read_url}
        self._over = threading.Event()
        #: The worker of now.
        self.process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker beside", daemon=True)

    def __enter__(self) -> "WorkerBeside":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        pause = _FIRST_SECONDS
        again = _AGAIN_SECONDS
        while not self._over.wait(pause):
            process = self.process = self._start()
            if self._lives(process, _WELL_SECONDS):
                again = _AGAIN_SECONDS
                self._lives(process, None)
            if self._over.is_set():
                _end(process)
                return
            _close(process)
            if process.returncode == READ_ONLY:
                pause = _LONGEST_SECONDS
                continue
            log.warning(
                "The worker of jobs ended with exit code %s, and is started again.", process.returncode
            )
            pause, again = again, min(2 * again, _LONGEST_SECONDS)

    def _start(self) -> subprocess.Popen[bytes]:
        # Its input ends when this process does, however that ends.
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=self._environment,
            start_new_session=True,
        )

    def _lives(self, process: subprocess.Popen[bytes], seconds: float | None) -> bool:
        """Wait until the process or the server ends, at most so long; whether the process lives."""
        waited = 0.0
        while process.poll() is None and (seconds is None or waited < seconds):
            if self._over.wait(0.2):
                break
            waited += 0.2
        return process.poll() is None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
