"""What the parts of an XLSX workbook say of all its sheets: names, places, formats of dates."""

import re
from collections.abc import Sized
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from importers.readers.errors import MalformedFile
from importers.readers.xlsx.parts import Archive, Parser, attribute

#: As many as spreadsheets allow, and more; what a workbook says of itself is held in memory.
_MAX_SHEETS = 10_000
_MAX_FORMATS = 100_000
_NAME_CHARACTERS = 255

#: What a number means in a cell of a format: not in the table: a number.
DATE, DURATION = range(2)
_DATES_BUILT_IN = dict.fromkeys(map(str, (*range(14, 23), 45, 47)), DATE) | {"46": DURATION}
_LITERALS = re.compile(r'\\.|_.|\*.|"[^"]*"?', re.DOTALL)
_DURATION = r"\[(?:h+|m+|s+)\]"
_OTHER_BRACKETS = re.compile(rf"(?!{_DURATION})\[[^\]]*\]", re.IGNORECASE)
_OF_TIME = re.compile(rf"(?P<duration>{_DURATION})|[dmyhs]|a/p", re.IGNORECASE)


class SheetPlace(NamedTuple):
    """A worksheet: its name, whether it is shown, and its part."""

    name: str
    visible: bool
    part: str


@dataclass
class Book:
    """`formats` are the meanings of numbers by cell style, DATE or DURATION; other styles are left out."""

    sheets: list[SheetPlace] = field(default_factory=list)
    formats: dict[str, int] = field(default_factory=dict)
    is_1904: bool = False


def read_book(archive: Archive) -> Book:
    """Read the workbook's own parts. Raises MalformedFile and what parsing raises."""
    book = Book()
    targets = _targets(archive)
    parser = archive.parser("xl/workbook.xml")
    if parser is None:
        raise MalformedFile(
            file=archive.file, format="xlsx", where="archive", reason="it has no xl/workbook.xml"
        )

    parts: set[str] = set()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            book.is_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            part = targets.get(attribute(attributes, "id") or "")
            if part in parts:
                raise parser.malformed(f"two of its sheets are {part}")
            if part is not None:
                parts.add(part)
                state = attributes.get("state", "visible")
                title = attributes.get("name", "")[:_NAME_CHARACTERS]
                book.sheets.append(SheetPlace(title, state == "visible", part))
                _refuse_many(parser, book.sheets)

    parser.parse(start)
    book.formats = _formats(archive)
    return book


def _refuse_many(parser: Parser, kept: Sized) -> None:
    if len(kept) > _MAX_SHEETS:
        raise parser.malformed(f"it lists more than {_MAX_SHEETS} sheets")


def _targets(archive: Archive) -> dict[str, str]:
    """Relation → part of each worksheet."""
    targets: dict[str, str] = {}
    parser = archive.parser("xl/_rels/workbook.xml.rels")
    if parser is None:
        return targets

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = PurePosixPath(attributes.get("Type", "worksheet")).name
        if name == "Relationship" and kind == "worksheet":
            target = attributes.get("Target", "")[:_NAME_CHARACTERS]
            inner = target.startswith(("/", "xl/"))
            targets[attributes.get("Id", "")[:_NAME_CHARACTERS]] = target if inner else f"xl/{target}"
            _refuse_many(parser, targets)

    parser.parse(start)
    return targets


def _formats(archive: Archive) -> dict[str, int]:
    parser = archive.parser("xl/styles.xml")
    if parser is None:
        return {}
    own: dict[str, int | None] = {}
    formats: dict[str, int] = {}
    count = 0
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, inside
        if name == "numFmt" and attributes.get("formatCode"):
            own[attributes.get("numFmtId", "")[:_NAME_CHARACTERS]] = meaning(attributes["formatCode"])
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            id = attributes.get("numFmtId", "0")
            found = own[id] if id in own else _DATES_BUILT_IN.get(id)
            if found is not None:
                formats[str(count)] = found
            count += 1
        if len(own) + count > _MAX_FORMATS:
            raise parser.malformed(f"it lists more than {_MAX_FORMATS} formats")

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    parser.parse(start, end)
    return formats


def meaning(code: str) -> int | None:
    """What a number is by a format's code, of which the first of up to four sections tells."""
    code = _OTHER_BRACKETS.sub("", _LITERALS.sub("", code[:_NAME_CHARACTERS]).partition(";")[0])
    sign = _OF_TIME.search(code)
    return sign and (DURATION if sign["duration"] else DATE)
