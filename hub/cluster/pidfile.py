"""What a pid file names: the server, if it lives, or a process that was given its number since."""

import subprocess
from pathlib import Path

_PROC = Path("/proc")


def drop_if_foreign(pid_file: Path, data: Path) -> None:
    """Remove a pid file whose process lives but is not the server of this data folder.

    PostgreSQL itself clears the file of a dead process, but refuses when the number was given anew.
    """
    command = _command_of(_pid_in(pid_file))
    if command and str(data) not in command:
        pid_file.unlink()


def is_left_behind(pid_file: Path, data: Path) -> bool:
    """Whether the server of this data folder ended without removing its pid file: it was killed.

    A server that was stopped on purpose removes it.
    """
    pid = _pid_in(pid_file)
    # A server that is just starting writes the file, and is there; an empty file is being written.
    return bool(pid) and str(data) not in _command_of(pid)


def server_process(pid_file: Path, data: Path) -> int | None:
    """The process of the server of this data folder, None when it does not run."""
    pid = _pid_in(pid_file)
    return int(pid) if str(data) in _command_of(pid) else None


def _pid_in(pid_file: Path) -> str:
    try:
        return (pid_file.read_text().splitlines() or [""])[0].strip()
    except FileNotFoundError:
        return ""


def _command_of(pid: str) -> str:
    """Return the command line of a process, empty when it has ended, collected by its parent or not."""
    if not pid:
        return ""
    if (_PROC / "self").exists():
        shown = _PROC / pid / "cmdline"
        return shown.read_text().replace("\0", " ") if shown.is_file() else ""
    # Systems without /proc have ps in their base; small Linux systems lack it.
    done = subprocess.run(["ps", "-o", "command=", "-p", pid], capture_output=True, text=True, check=False)
    return "" if "<defunct>" in done.stdout else done.stdout.strip()
