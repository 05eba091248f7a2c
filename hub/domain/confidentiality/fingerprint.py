"""The fingerprint of the rules of hiding: their words and their code, so that others are told apart."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from hub.domain import persons, text

#: Where the rules stand, and what their words are compared by.
_FOLDERS = (Path(__file__).parent, Path(persons.__file__).parent)
_BESIDE = (Path(text.__file__),)
_READ = {".py", ".csv", ".txt"}


def rule_files() -> Iterator[Path]:
    """The files of which another state may hide other records, in an order of their own."""
    for folder in _FOLDERS:
        yield from (path for path in sorted(folder.iterdir()) if path.suffix in _READ)
    yield from _BESIDE


@cache
def rules_fingerprint() -> str:
    """SHA-256 of the rule files with their names, hexadecimal."""
    digest = sha256()
    for path in rule_files():
        digest.update(f"{path.parent.name}/{path.name}".encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
