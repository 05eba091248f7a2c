"""The encoding of a text file: it must decode the whole file without loss, or the file is refused."""

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from importers.cleaning.encodings import detect_encoding
from importers.readers.errors import EmptyFile, FileOfZeros, UndecodableFile, UnknownEncoding

_CHUNK = 1 << 16
#: No text of any encoding holds so many zero bytes in a row.
_ZEROS = b"\0" * 64
#: Where a page of HTML names its encoding.
_NAMED_IN_PAGE = re.compile(rb"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_HEAD_OF_PAGE = 4096
#: A text with so many letters of valid UTF-8 is UTF-8: in a one-byte encoding they would be gibberish.
_SURELY_UTF8 = 10


class Fault(NamedTuple):
    """Where a file stops decoding, and how many characters beyond ASCII came before (ten at least: many)."""

    offset: int
    line: int
    letters: int


def text_encoding(path: Path, declared: str | None, file: str) -> str:
    """The codec that decodes the whole file, found out where it is not declared.

    A byte order mark outweighs what is declared. The whole file is tried, since a faulty byte at the end of
    a gigabyte should be known before the import begins. UndecodableFile names the first faulty byte.
    """
    with path.open("rb") as stream:
        head = stream.read(_CHUNK)
    if not head.strip():
        raise EmptyFile(file=file)
    zeros = head.find(_ZEROS)
    if zeros >= 0 or not head.strip(b"\0"):
        raise FileOfZeros(file=file, offset=max(zeros, 0))
    seen = detect_encoding(head, complete=False).value or ""
    if seen.startswith(("utf-16", "utf-32", "utf-8-sig")) or declared:
        encoding = declared if declared and seen not in ("utf-8-sig", "utf-16", "utf-32") else seen
        fault = first_fault(path, encoding, file)
        if fault:
            raise _undecodable(file, fault, f"the bytes from here on are not {encoding}")
        return encoding
    return _utf8_or_one_byte(path, file)


def _utf8_or_one_byte(path: Path, file: str) -> str:
    fault = first_fault(path, "utf-8", file)
    if fault is None:
        return "utf-8"
    if fault.letters >= _SURELY_UTF8:
        raise _undecodable(file, fault, "the text is UTF-8 up to here, then a byte is damaged")
    with path.open("rb") as stream:
        stream.seek(fault.offset)
        encoding = detect_encoding(stream.read(_CHUNK), complete=False).value
    if encoding is None or first_fault(path, encoding, file):
        raise _undecodable(file, fault, "the text is neither UTF-8 nor surely any Cyrillic encoding")
    return encoding


def page_encoding(path: Path, declared: str | None, file: str) -> str:
    """The codec of a page of HTML: the one that it names, if that decodes it and nothing else is declared."""
    with path.open("rb") as stream:
        named = _NAMED_IN_PAGE.search(stream.read(_HEAD_OF_PAGE))
    if declared is None and named is not None:
        encoding = named[1].decode()
        with suppress(UnknownEncoding):
            if first_fault(path, encoding, file) is None:
                return text_encoding(path, encoding, file)
    return text_encoding(path, declared, file)


def _undecodable(file: str, fault: Fault, reason: str) -> UndecodableFile:
    return UndecodableFile(file=file, line=fault.line, offset=fault.offset, reason=reason)


def first_fault(path: Path, encoding: str, file: str) -> Fault | None:
    """Where the file's bytes first mean nothing in the encoding, or None."""
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
                return Fault(offset, line + whole.count("\n") + 1, letters + _beyond_ascii(whole))
            read += len(chunk)
            line += text.count("\n")
            if letters < _SURELY_UTF8:
                letters += _beyond_ascii(text)
            if not chunk:
                return None


def _beyond_ascii(text: str) -> int:
    return 0 if text.isascii() else sum(1 for character in text if character > "\x7f")


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[IO[str]]:
    """A file's text with its own line ends, without a byte order mark."""
    with path.open(encoding=encoding, newline="") as stream:
        yield stream
