"""The encoding of a text file: by byte order mark, by strict UTF-8, else by the frequency of letters."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from importers.readers.errors import EmptyFile, UndecodableFile, UnknownEncoding

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_encoding(path: Path, declared: str | None, file: str) -> str:
    """The codec that decodes the whole file without loss, or UndecodableFile with the first bad byte.

    The whole file is tried, since a faulty byte at the end of a gigabyte should not stop a half-read import.
    """
    with path.open("rb") as stream:
        head = stream.read(_CHUNK)
    if not head.strip():
        raise EmptyFile(file=file)
    encoding = _by_mark(head) or declared or "utf-8"
    fault = first_fault(path, encoding, file)
    if fault is None:
        return encoding
    offset, line, _ = fault
    raise UndecodableFile(file=file, line=line, offset=offset, reason=f"the text is not {encoding}")


def _by_mark(head: bytes) -> str | None:
    return next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)


def first_fault(path: Path, encoding: str, file: str) -> tuple[int, int, int] | None:
    """Offset, line and number of non-ASCII characters before the first byte that does not decode."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        raise UnknownEncoding(file=file, encoding=encoding) from None
    read = line = letters = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                whole = error.object[: error.start].decode(encoding, "replace")
                offset = read - pending + error.start
                return offset, line + whole.count("\n") + 1, letters + _non_ascii(whole)
            read += len(chunk)
            line += text.count("\n")
            letters += 0 if text.isascii() else _non_ascii(text)
            if not chunk:
                return None


def _non_ascii(text: str) -> int:
    return sum(1 for character in text if character > "\x7f")


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[IO[str]]:
    """A file's text with its own line ends, without a byte order mark."""
    with path.open(encoding=encoding, newline="") as stream:
        yield stream
