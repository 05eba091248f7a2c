"""Processes of this machine: the family of one, and which of it `kill -STOP` has frozen."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
#: How the system marks a process that is stopped, and one that a debugger has stopped.
_STOPPED = ("T", "t")
#: Where a process's group and its pages in memory stand in its line, counted from its state.
_GROUP, _RESIDENT = 2, 21


def frozen_of(process: int) -> list[int]:
    """Which are stopped of a process and its children."""
    return [pid for pid, state in family_of(process).items() if state.startswith(_STOPPED)]


def family_of(process: int) -> dict[int, str]:
    """A process and its children with the state of each, the process first."""
    mine = {pid: state for pid, parent, state in _processes() if process in (pid, parent)}
    return {process: mine.pop(process, ""), **mine}


def memory_of_group(leader: int) -> int:
    """Bytes of memory that the processes of a group hold; 0 where the system does not tell without a program.

    What two of them share counts for each.
    """
    pages = 0
    for shown in _PROC.glob("[0-9]*/stat"):
        with suppress(OSError):  # It has ended since.
            fields = shown.read_text().rpartition(")")[2].split()
            pages += int(fields[_RESIDENT]) if int(fields[_GROUP]) == leader else 0
    return pages * resource.getpagesize()


def _processes() -> Iterator[tuple[int, int, str]]:
    """Process, parent and state of every process of this machine."""
    if not (_PROC / "self").exists():
        # Systems without /proc have ps in their base; small Linux systems lack it.
        command = ["ps", "-A", "-o", "pid=,ppid=,state="]
        for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines():
            pid, parent, state = line.split()
            yield int(pid), int(parent), state
    for shown in _PROC.glob("[0-9]*/stat"):
        with suppress(OSError):  # It has ended since.
            state, parent = shown.read_text().rpartition(")")[2].split()[:2]
            yield int(shown.parent.name), int(parent), state
