"""Refusing XML that declares a document type.

Entities, which can be nested into a bomb or point to other files, can only be declared in a DOCTYPE,
and a DOCTYPE can only stand before the root element. So it is enough to parse up to there.
"""

from typing import IO
from xml.parsers import expat

from importers.readers.errors import DoctypeForbidden
from importers.readers.reach import BoundedStream

_CHUNK = 1 << 16


class _RootReached(Exception):
    """A signal to stop parsing, not an error."""


def refuse_doctype(stream: IO[bytes], file: str) -> str:
    """Read up to the root element; raise DoctypeForbidden at a DOCTYPE, leave other faults to the parser.

    Returns the encoding that the XML declaration names, else utf-8.
    """
    parser = expat.ParserCreate()
    bounded = BoundedStream(stream, file, lambda: f"line {parser.CurrentLineNumber}")
    declared = "utf-8"

    def on_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        nonlocal declared
        declared = (encoding or declared).lower()

    def on_doctype(*_: object) -> None:
        raise DoctypeForbidden(file=file, line=parser.CurrentLineNumber)

    def on_element(*_: object) -> None:
        raise _RootReached

    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_doctype
    parser.StartElementHandler = on_element
    try:
        while chunk := bounded.read(_CHUNK):
            parser.Parse(chunk)
    except (_RootReached, expat.ExpatError):
        pass
    return declared
