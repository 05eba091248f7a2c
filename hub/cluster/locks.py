"""Locks between processes that share one cluster: who may start it, and who still uses it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.cluster.errors import ClusterBusy

_PAUSE_SECONDS = 0.05


@contextmanager
def exclusive(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of this file; raise ClusterBusy when another process keeps it this long."""
    handle = _open(path)
    try:
        deadline = time.monotonic() + seconds
        while not _try(handle, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise ClusterBusy(home=path.parent, seconds=seconds)
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(handle)


class Lease:
    """A mark that this process uses the cluster; the system takes it away when the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> None:
        """Mark this process as a user; taking twice is the same as once."""
        if self._handle is None:
            self._handle = _open(self._path)
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def give_back(self) -> bool:
        """Take the mark off, and say whether no other process uses the cluster."""
        if self._handle is None:
            return False
        try:
            return _try(self._handle, fcntl.LOCK_EX)
        finally:
            os.close(self._handle)
            self._handle = None


def _open(path: Path) -> int:
    """Open a lock file for reading and writing; it is not inherited by programs started later."""
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _try(handle: int, kind: int) -> bool:
    """Try to lock without waiting, and say whether it worked."""
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
