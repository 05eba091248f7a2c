"""Turning what PostgreSQL's programs print, or do not, into one sentence per cause."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from hub.cluster.errors import ClusterCommandFailed, DiskFull
from hub.processes import family_of, frozen_of


def require_space(folder: Path, needed_mb: int) -> None:
    """Raise DiskFull when less space than this is free."""
    if _free_mb(folder) < needed_mb:
        raise DiskFull(folder=folder, free_mb=_free_mb(folder), needed_mb=needed_mb)


def raise_if_full(output: str, folder: Path, needed_mb: int) -> None:
    """Raise DiskFull when a program's output says that the disk is full."""
    if "No space left on device" in output:
        raise DiskFull(folder=folder, free_mb=_free_mb(folder), needed_mb=needed_mb)


def check(done: subprocess.CompletedProcess[str], program: str) -> None:
    """Raise ClusterCommandFailed with the last line a program printed, when it ended with an error."""
    if done.returncode != 0:
        said = done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}"
        raise ClusterCommandFailed(program=program, reason=said.splitlines()[-1])


def reason_in(said: str) -> str:
    """Return the first fatal line of the server's words, else the last line."""
    lines = said.splitlines() or ["it said nothing"]
    fatal = (line.partition("FATAL:")[2] for line in lines if "FATAL:" in line)
    return next(fatal, lines[-1]).strip()


def remedy_for(server: int) -> str:
    """A sentence that says how a server that does not answer goes on, or is brought to its end."""
    frozen = frozen_of(server)
    if frozen:
        return f"It is frozen: `kill -CONT {_listed(frozen)}` lets it go on, then `merezha db stop` stops it."
    return (
        "If it does not end by itself, `merezha db stop` asks it again, and "
        f"`kill -KILL {_listed(family_of(server))}` ends it hard; what is published is whole."
    )


def _listed(pids: Iterable[int]) -> str:
    return " ".join(map(str, pids))


def _free_mb(folder: Path) -> int:
    """Return the free space of the disk that holds this folder, in whole megabytes."""
    return shutil.disk_usage(folder).free // 1_000_000
