"""Whether a file stays the same while it is read: its half before and its half after a change are no file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from importers.readers.errors import FileChanged, ReaderError
from importers.readers.hashing import files_of, sha256_of

Piece = TypeVar("Piece")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file or folder as it was seen: bytes and nanoseconds of the last write of each file, and SHA-256."""

    path: Path
    sizes: tuple[int, ...]
    written: tuple[int, ...]
    sha256: str

    def pieces(self, read: Iterable[Piece]) -> Iterator[Piece]:
        """What is read of it. Raises FileChanged at the end, or where reading fails, if it is another now."""
        try:
            yield from read
        except (ReaderError, OSError) as error:
            self.require_same(error)
            raise
        self.require_same()

    def require_same(self, error: Exception | None = None) -> None:
        """Raise FileChanged, from an error that reading ended with, if it is another now."""
        try:
            now = see(self.path)
        except (OSError, ReaderError) as gone:
            raise FileChanged(file=self.path.name, change="it cannot be read any more") from gone
        if now.sizes != self.sizes:
            change = f"from {sum(self.sizes):,} to {sum(now.sizes):,} bytes"
        elif now != self:
            change = "it was written again"
        else:
            return
        raise FileChanged(file=self.path.name, change=change) from error


def see(path: Path) -> Seen:
    """The file or folder as it is now. Raises NotAFile."""
    files = files_of(path) if path.is_dir() else [path]
    # Looked at before the bytes are: whoever writes meanwhile is noticed later.
    states = [file.stat() for file in files]
    return Seen(
        path,
        tuple(state.st_size for state in states),
        tuple(state.st_mtime_ns for state in states),
        sha256_of(path),
    )
