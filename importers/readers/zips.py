"""ZIP archives of strangers: bounds on the list of members, on how they are packed, on what comes out."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hub.settings import FileLimits
from importers.readers.errors import (
    ArchiveTooLarge,
    EncryptedFile,
    MalformedFile,
    UnsupportedCompression,
)

#: The list of an archive's members is held in memory; this much of it names some ten thousands.
_MAX_DIRECTORY = 4 * 1024**2
_TAIL = 66_000
_END = struct.Struct("<4s4H2LH")
_END_SIGN = b"PK\x05\x06"
_LONG_END = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_SIZE = 20
_LOCATOR_SIGN = b"PK\x06\x07"
#: What other methods unpack with may take as much memory as the archive says.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_METHOD_NAMES = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ"}


@contextmanager
def open_zip(path: Path, file: str, format: str = "zip") -> Iterator[zipfile.ZipFile]:
    """An archive whose list of members is bearable. Raises MalformedFile, also for what is read in it."""
    try:
        _refuse_long_directory(path)
        # Windows in our countries writes names in cp866 where the archive does not say UTF-8.
        with zipfile.ZipFile(path, metadata_encoding="cp866") as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise MalformedFile(file=file, format=format, where="archive", reason=str(error)) from error


def _refuse_long_directory(path: Path) -> None:
    """Look where zipfile looks for the length of the list, which it then reads at once."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(size - _TAIL, 0))
        tail = stream.read()
    plain = len(tail) - _END.size
    if not (tail[plain:].startswith(_END_SIGN) and tail.endswith(b"\0\0")):
        plain = tail.rfind(_END_SIGN, 0, len(tail) - _END.size + len(_END_SIGN))
    if plain < 0:
        return  # zipfile says so.
    length = _END.unpack_from(tail, plain)[5]
    long = plain - _LOCATOR_SIZE - _LONG_END.size
    if long >= 0 and tail[plain - _LOCATOR_SIZE :].startswith(_LOCATOR_SIGN):
        length = _LONG_END.unpack_from(tail, long)[8]
    if length > _MAX_DIRECTORY:
        raise zipfile.BadZipFile(f"its list of members takes {length} bytes, more than {_MAX_DIRECTORY}")


def folded_name(name: str) -> str:
    """The name of a member as those of workbooks are compared: without case, with one kind of slash."""
    return name.replace("\\", "/").lstrip("/").lower()


class Unpacking:
    """Counts what comes out of an archive: the size written in it is only its author's claim."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._limit = FileLimits().unpacked_bytes
        self._unpacked = 0

    def expect(self, size: int) -> None:
        """So much is said to come out. Raises ArchiveTooLarge."""
        if self._unpacked + size > self._limit:
            raise ArchiveTooLarge(file=self._file, limit=self._limit)

    @contextmanager
    def open(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator["CountedStream"]:
        """A member to be read. Raises EncryptedFile and UnsupportedCompression."""
        name = f"{self._file} → {member.filename}"
        if member.flag_bits & 0x1:
            raise EncryptedFile(file=name)
        if member.compress_type not in _METHODS:
            method = _METHOD_NAMES.get(member.compress_type, f"method {member.compress_type}")
            raise UnsupportedCompression(file=name, method=method)
        with archive.open(member) as stream:
            yield CountedStream(stream, self)

    def count(self, size: int) -> None:
        """So much came out. Raises ArchiveTooLarge."""
        self.expect(size)
        self._unpacked += size


class CountedStream:
    """The stream of a member, whose bytes are counted."""

    def __init__(self, stream: IO[bytes], unpacking: Unpacking) -> None:
        self._stream = stream
        self._unpacking = unpacking

    def read(self, size: int = -1, /) -> bytes:
        """The next piece. Raises ArchiveTooLarge."""
        piece = self._stream.read(size)
        self._unpacking.count(len(piece))
        return piece
