"""The XML parts of an XLSX workbook: finding them in the archive, and parsing them in bounded memory."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from importers.readers.errors import DoctypeForbidden, MalformedFile
from importers.readers.reach import BoundedStream
from importers.readers.zips import Unpacking, folded_name

_CHUNK = 1 << 16
#: Parts of workbooks are hardly ten levels deep; the parser keeps every open element.
MAX_DEPTH = 256
#: A tag with all its attributes, a comment: what the parser holds until it has seen its end.
_MAX_TOKEN = 1 << 20


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
#: What makes a tag, as a part writes it, of an element's name.
Tags = Callable[[str], str]


class Parser:
    """Parses a part for who reads it, and counts by `reach` what was read since nothing was held any more."""

    def __init__(self, archive: "Archive", member: zipfile.ZipInfo, where: Callable[[], str]) -> None:
        self._archive = archive
        self._member = member
        self._where = where
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartDoctypeDeclHandler = self._refuse_doctype
        self._depth = 0
        self._left: Callable[[bytes], Iterator[bytes]] = lambda chunk: iter((chunk,))
        self.reach: BoundedStream[bytes]

    def parse(self, start: Start, end: End = lambda _: None) -> None:
        """Parse a part that says everything by attributes; names come without prefix, and nothing is held.

        Raises MalformedFile, RecordTooLong, DoctypeForbidden, ArchiveTooLarge.
        """

        def on_start(tag: str, attributes: dict[str, str]) -> None:
            self.deeper()
            start(tag.rpartition(":")[2], attributes)

        def on_end(tag: str) -> None:
            self.higher()
            end(tag.rpartition(":")[2])
            self.reach.settle()

        self._expat.StartElementHandler = on_start
        self._expat.EndElementHandler = on_end
        self._read()

    def parse_tags(
        self,
        handlers: Callable[[Tags], tuple[Start, End]],
        texts: Callable[[str], None],
        left: Callable[[bytes], Iterator[bytes]],
    ) -> None:
        """Parse a long part by handlers that know the tags as they are written in it.

        `handlers` are made when the root is known, which they do not get. They settle `reach`, and see to it
        that no element lies deeper than MAX_DEPTH. `left` is what of each chunk, the last of them empty, is
        left to the parser.
        """

        def on_root(tag: str, _: dict[str, str]) -> None:
            prefix = tag.rpartition(":")[0]
            start, end = handlers(lambda name: f"{prefix}:{name}" if prefix else name)
            self._expat.StartElementHandler = start
            self._expat.EndElementHandler = end
            self._expat.CharacterDataHandler = texts

        self._expat.StartElementHandler = on_root
        self._left = left
        self._read()

    def deeper(self) -> None:
        """An element begins. Raises MalformedFile where it lies too deep."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.malformed(f"elements are nested deeper than {MAX_DEPTH} levels")

    def higher(self) -> None:
        """An element ended."""
        self._depth -= 1

    def _read(self) -> None:
        archive = self._archive
        try:
            with archive.unpacking.open(archive.zip, self._member) as stream:
                self.reach = BoundedStream(stream, archive.file, self._where)
                self._feed()
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise self.malformed(str(error)) from error

    def _feed(self) -> None:
        fed = 0
        while True:
            chunk = self.reach.read(_CHUNK)
            for piece in filter(None, self._left(chunk)):
                self._expat.Parse(piece)
                fed += len(piece)
                if fed - self._expat.CurrentByteIndex > _MAX_TOKEN:
                    raise self.malformed(f"a tag or comment takes more than {_MAX_TOKEN} bytes")
            if not chunk:
                break
        self._expat.Parse(b"", True)

    def malformed(self, reason: str) -> MalformedFile:
        """The error that names the place that was reached."""
        return MalformedFile(file=self._archive.file, format="xlsx", where=self._where(), reason=reason)

    def _refuse_doctype(self, *_: object) -> None:
        name = f"{self._archive.file} → {self._member.filename}"
        raise DoctypeForbidden(file=name, line=self._expat.CurrentLineNumber)


class Archive:
    """The archive of a workbook, whose members are found whatever case and slashes their names have."""

    def __init__(self, zip: zipfile.ZipFile, file: str) -> None:
        self.zip = zip
        self.file = file
        self.unpacking = Unpacking(file)
        self.unpacking.expect(sum(member.file_size for member in zip.infolist()))
        self._members = {folded_name(member.filename): member for member in zip.infolist()}

    def parser(self, name: str, where: Callable[[], str] | None = None) -> Parser | None:
        """What parses the part of this name, None where the workbook has none such."""
        member = self._members.get(folded_name(name))
        return None if member is None else Parser(self, member, where or (lambda: name))


def attribute(attributes: dict[str, Any], name: str) -> str | None:
    """An attribute by its name without prefix, which it must have."""
    return next((value for key, value in attributes.items() if key.endswith(f":{name}")), None)
