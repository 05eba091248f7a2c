"""Rows of a sheet as nearly all programs write them, taken by a pattern before the parser of XML sees them.

The parser calls back at each tag, which costs more than all the rest. A row is taken only when its whole text
is what the pattern tells, so that it means the same to the parser; every other row is left to it.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from importers.readers.spool import ERRORS, PLAIN, SHARED
from importers.readers.xlsx.book import Book
from importers.readers.xlsx.texts import SharedTexts, run_text, whole_text
from importers.readers.xlsx.values import shared_number, value_text

_BEGIN, _END = b"<row ", b"</row>"
#: A longer row is left to the parser, which need not go through it again with each chunk.
_MAX_ROW = 1 << 20
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding=["']([\w-]+)["']""")
_UTF8 = (b"utf-8", b"us-ascii")
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
#: A text without entities, and without what XML forbids or changes.
_TEXT = r"([^<&\x00-\x08\x0b-\x1f\ufffe\uffff]*)"
_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"(?: (?!r=)[A-Za-z0-9:]+="[^"<&\x00-\x1f]*")*>')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?'
    rf"(?: ?/>|>(?:(?:<f>[^<&\x00-\x1f]*</f>(?!<v></v>))?<v>{_TEXT}</v>"
    rf'|<is><t( xml:space="preserve")?>{_TEXT}</t></is>)?</c>)'
)


class PlainRow(NamedTuple):
    """A row's number, its cells, and what they are beside texts."""

    number: str
    kind: int
    cells: list[str | int | list[str]]


class PlainRows:
    """Parts the bytes of a sheet into plain rows and what is left to the parser, in their order."""

    def __init__(self, book: Book, texts: SharedTexts, column_index: Callable[[str], int]) -> None:
        self._book = book
        self._shared_texts = texts.count
        self._column_index = column_index
        self._columns: dict[str, int] = {}
        self._begun = self._off = False
        self._rest = b""

    def parted(self, chunk: bytes) -> Iterator[PlainRow | bytes]:
        """The rows that the chunk completes, and the bytes between; an empty chunk ends the sheet."""
        text = self._rest + chunk
        self._rest = b""
        if self._off or not chunk or self._turned_off(text):
            yield text
            return
        place = 0
        while (begin := text.find(_BEGIN, place)) >= 0 and (close := text.find(b">", begin)) >= 0:
            if text[close - 1 : close] == b"/":
                yield text[place : close + 1]
                place = close + 1
                continue
            end = text.find(_END, close)
            if end < 0:
                break
            row = self._row(text[begin : end + len(_END)])
            if row is None:
                yield text[place : end + len(_END)]
            else:
                yield text[place:begin]
                yield row
            place = end + len(_END)
        keep = begin if begin >= 0 else max(len(text) - len(_BEGIN), place)
        if len(text) - keep > _MAX_ROW:
            keep = len(text)
        self._rest = text[keep:]
        yield text[place:keep]

    def _turned_off(self, text: bytes) -> bool:
        """In another encoding, and behind a comment or the like, a row may not be what it seems."""
        if not self._begun:
            self._begun = True
            encoding = _ENCODING.search(text)
            self._off = encoding is not None and encoding[1].lower() not in _UTF8
            text = _DECLARATION.sub(b"", text)
        self._off = self._off or b"<!" in text or b"<?" in text
        return self._off

    def _row(self, content: bytes) -> PlainRow | None:
        try:
            return self._plain(content.decode())
        except ValueError:
            return None  # The parser tells what is wrong, and where.

    def _plain(self, text: str) -> PlainRow | None:
        row = _ROW.match(text)
        if row is None:
            return None
        number = row[1]
        kind = PLAIN
        cells: list[str | int | list[str]] = []
        columns, formats, is_1904 = self._columns, self._book.formats, self._book.is_1904
        place = row.end()
        for cell in _CELL.finditer(text, place):
            letters, digits, style, type, raw, keeps_space, inline = cell.groups()
            if cell.start() != place or digits != number:
                return None
            place = cell.end()
            value: str | int | list[str] | None
            if raw is None:
                if inline is None:
                    continue
                value = whole_text([run_text([inline], keeps_space is not None)])
            elif type == "s":
                value = shared_number(raw, self._shared_texts)
                kind |= SHARED
            else:
                value = value_text(type, raw, formats.get(style or "0"), is_1904)
                kind |= ERRORS if type == "e" else PLAIN
            if value is None:
                continue
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = self._column_index(letters)
            missing = column - len(cells)
            if missing < 0:
                return None
            if missing:
                cells.extend([""] * missing)
            cells.append(value)
        return PlainRow(number, kind, cells) if place == len(text) - len(_END) else None
