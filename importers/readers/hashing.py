"""The fingerprint of a file, by which a run knows that it has seen the file before."""

import hashlib
from pathlib import Path

from importers.readers.regular import require_file


def sha256_of(path: Path) -> str:
    """SHA-256 of the file's bytes, 64 lower-case hex digits; reads in bounded memory.

    Of a folder: of the names and fingerprints of all its files, hidden ones left out.
    """
    if path.is_dir():
        digest = hashlib.sha256()
        for file in files_of(path):
            digest.update(f"{file.relative_to(path).as_posix()}\0{sha256_of(file)}\n".encode())
        return digest.hexdigest()
    require_file(path)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_of(folder: Path) -> list[Path]:
    """All files below a folder by name, hidden ones left out."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
