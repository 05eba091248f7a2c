"""The folder in memory where a run keeps its temporary files, where the machine has room for one."""

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
# A run with two workers wrote less than 3 GB at its largest; PostgreSQL keeps its shared memory here too.
_ENOUGH_BYTES = 8 * 2**30


def use_memory() -> None:
    """Put temporary files into memory, unless TMPDIR says where: copies of databases wait for a disk."""
    if "TMPDIR" in os.environ or not _has_room():
        return
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None


def _has_room() -> bool:
    """Whether the folder is there, can be written to and is large enough."""
    return (
        _MEMORY.is_dir()
        and os.access(_MEMORY, os.W_OK | os.X_OK)
        and shutil.disk_usage(_MEMORY).free >= _ENOUGH_BYTES
    )
