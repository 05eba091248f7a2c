"""The fingerprint of a file, by which a run knows that it has seen the file before."""

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """SHA-256 of the file's bytes, 64 lower-case hex digits; reads in bounded memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
