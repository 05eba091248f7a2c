"""What a path must be to be read: a file with an end, since pipes and devices have none."""

import stat
from pathlib import Path

from importers.readers.errors import NotAFile

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def require_file(path: Path, *, or_folder: bool = False) -> None:
    """Raise NotAFile unless the path leads to a file; a folder passes where one is asked for."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode) or (or_folder and stat.S_ISDIR(mode)):
        return
    kind = next((word for is_kind, word in _KINDS if is_kind(mode)), "something else")
    raise NotAFile(file=path.name or str(path), kind=kind)
