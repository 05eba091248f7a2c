"""Cells of an XLSX sheet that hold an error value such as #N/A.

Calamine gives such cells as empty, so that a broken formula would look like a fact left out. They are
found in the sheet's own XML, in bounded memory.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from importers.readers.doctype import refuse_doctype

#: Row number (from 1) → (column index from 0, error text) of each error cell in it.
CellErrors = dict[int, list[tuple[int, str]]]

_CHUNK = 1 << 20
_OVERLAP = 1 << 16
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR_TYPE = re.compile(rb"""\bt=["']e["']""")
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]+)(\d+)["'][^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)


def error_cells(path: Path, sheet: str) -> CellErrors:
    """Error cells of the sheet with this name; empty when the workbook does not say where the sheet is."""
    found: CellErrors = {}
    with zipfile.ZipFile(path) as book:
        member = _sheet_member(book, sheet)
        if member is None:
            return found
        with book.open(member) as stream:
            for letters, row, text in _scan(stream):
                found.setdefault(row, []).append((_column_index(letters), text))
    return found


def _scan(stream: IO[bytes]) -> Iterator[tuple[str, int, str]]:
    tail = b""
    while chunk := stream.read(_CHUNK):
        text = tail + chunk
        end = 0
        if _ERROR_TYPE.search(text):
            for match in _ERROR_CELL.finditer(text):
                end = match.end()
                yield match[1].decode(), int(match[2]), match[3].decode()
        tail = text[max(end, len(text) - _OVERLAP) :]


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
