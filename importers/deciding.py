"""The files of the program that decide what is read of a cell, and their hash."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from hub.domain.confidentiality import rule_files

_PACKAGE = Path(__file__).parent
#: What decides, beside the file and its region's folder, what is read from the file.
_DECIDING = ("mapping/*.py", "cleaning/*.py", "readers/*.py", "hsds/*.py", "reference/*.csv")


def deciding_hash(more: Iterable[Path] = ()) -> str:
    """SHA-256 of those files, after `more`, with their names."""
    digest = sha256()
    for path in (*more, *_deciding()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _deciding() -> Iterator[Path]:
    for pattern in _DECIDING:
        yield from sorted(_PACKAGE.glob(pattern))
    # With another word there, the same file is read anew.
    yield from rule_files()
