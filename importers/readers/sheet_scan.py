"""What has to be known of an XLSX sheet before calamine reads it: its used area, and its error cells.

Calamine makes a table of the whole used area, so that one filled cell in the last corner of a sheet
would take half a terabyte and end the program; and it gives error values such as #N/A as empty, so that
a broken formula would look like a fact left out. Both are found in the sheet's own XML, in bounded memory.
"""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from importers.readers.doctype import refuse_doctype

#: Row number (from 1) → (column index from 0, error text) of each error cell in it.
CellErrors = dict[int, list[tuple[int, str]]]

_CHUNK = 1 << 20
_OVERLAP = 1 << 16
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: A cell with content; one that is only formatted has a tag that closes itself.
_FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["'][^>]*(?<!/)>""")
_ERROR_TYPES = (b't="e"', b"t='e'")
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]+)(\d+)["'][^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)


@dataclass
class SheetScan:
    """The used area of a sheet, as its last row and column counted from 1, and its error cells."""

    rows: int = 0
    columns: int = 0
    errors: CellErrors = field(default_factory=dict)


def scan_sheet(path: Path, sheet: str) -> SheetScan:
    """Go through the sheet with this name; nothing is found where the workbook does not say where it is."""
    found = SheetScan()
    with zipfile.ZipFile(path) as book:
        member = _sheet_member(book, sheet)
        if member is not None:
            with book.open(member) as stream:
                _scan(stream, found)
    return found


def _scan(stream: IO[bytes], found: SheetScan) -> None:
    tail = b""
    letters: set[bytes] = set()
    while chunk := stream.read(_CHUNK):
        text = tail + chunk
        filled = _FILLED_CELL.findall(text)
        letters.update({column for column, _ in filled})
        found.rows = max(found.rows, *map(int, {row for _, row in filled}), 0)
        end = 0
        if any(sign in text for sign in _ERROR_TYPES):
            for match in _ERROR_CELL.finditer(text):
                end = match.end()
                cell = (_column_index(match[1].decode()), match[3].decode())
                found.errors.setdefault(int(match[2]), []).append(cell)
        tail = text[max(end, len(text) - _OVERLAP) :]
    found.columns = max((_column_index(column.decode()) + 1 for column in letters), default=0)


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _sheet_member(book: zipfile.ZipFile, sheet: str) -> str | None:
    names = set(book.namelist())
    relations = "xl/_rels/workbook.xml.rels"
    if "xl/workbook.xml" not in names or relations not in names:
        return None
    wanted = next(
        (node.get(_RELATION) for node in _parse(book, "xl/workbook.xml").iter() if node.get("name") == sheet),
        None,
    )
    for node in _parse(book, relations).iter():
        if wanted is not None and node.get("Id") == wanted:
            target = node.get("Target", "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return member if member in names else None
    return None


def _parse(book: zipfile.ZipFile, member: str) -> ElementTree.Element:
    with book.open(member) as stream:
        refuse_doctype(stream, f"{book.filename} → {member}")
    with book.open(member) as stream:
        return ElementTree.parse(stream).getroot()
