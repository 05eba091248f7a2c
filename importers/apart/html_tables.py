"""Tables of an HTML page, which many portals give out under the name of a workbook."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from importers.apart.sheets import MAX_COLUMNS, Draft, NotReadable

_CHUNK = 1 << 16
_MAX_DEPTH = 32
_MAX_TABLES = 10_000
#: How far a cell may reach, by the standard of HTML.
_MOST_RIGHT, _MOST_DOWN = 1_000, 65_534
_LINES = frozenset(("br", "p", "div", "li"))
_UNSEEN = frozenset(("script", "style"))


def read_tables(path: Path, encoding: str) -> tuple[list[Draft], bool]:
    """The tables of a page, the one with the most cells first, and whether the page ends within one.

    Raises NotReadable.
    """
    page = _Page()
    with path.open(encoding=encoding) as stream:
        while chunk := stream.read(_CHUNK):
            page.feed(chunk)
    page.close()
    is_cut = bool(page.open)
    while page.open:
        page.end_table()
    tables = page.tables
    if tables:
        largest = max(range(len(tables)), key=lambda index: tables[index].rows * tables[index].columns)
        tables.insert(0, tables.pop(largest))
    return tables, is_cut


@dataclass
class _Table:
    """A table that is open: the row and cell that are, and columns that cells of rows above reach into."""

    draft: Draft
    number: int = 0
    cells: dict[int, str | list[str]] | None = None
    column: int = -1
    pieces: list[str] | None = None
    #: Column → number of the last row that is taken.
    taken: dict[int, int] = field(default_factory=dict)

    def start_row(self) -> None:
        self.end_row()
        self.number += 1
        self.cells = {}
        self.column = -1

    def start_cell(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        if self.cells is None:
            self.start_row()
        self.column += 1
        while self.taken.get(self.column, 0) >= self.number:
            self.column += 1
        right = min(_number(attributes.get("colspan")), _MOST_RIGHT) - 1
        down = min(_number(attributes.get("rowspan")), _MOST_DOWN) - 1
        if self.column + right >= MAX_COLUMNS:
            raise NotReadable(f"a row of a table has more than {MAX_COLUMNS} cells")
        if right or down:
            self.draft.merge(self.number - 1, self.column, down, right)
        for column in range(self.column, self.column + right + 1):
            self.taken[column] = self.number + down
        self.pieces = []

    def end_cell(self) -> None:
        if self.pieces is not None and self.cells is not None:
            lines = "".join(self.pieces).split("\n")
            tidied = (" ".join(line.split()) for line in lines)
            self.cells[self.column] = "\n".join(filter(None, tidied))
        self.pieces = None

    def end_row(self) -> None:
        self.end_cell()
        if self.cells is not None:
            self.draft.put(self.number, self.cells)
        self.cells = None


class _Page(HTMLParser):
    """Gathers the tables; text outside of cells is nobody's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Draft] = []
        self.open: list[_Table] = []
        self._unseen = False
        self._caption: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens."""
        self._unseen = tag in _UNSEEN
        if tag == "table":
            self._start_table()
        elif not self.open:
            return
        elif tag == "tr":
            self.open[-1].start_row()
        elif tag in ("td", "th"):
            self.open[-1].start_cell(dict(attrs))
        elif tag == "caption":
            self._caption = []
        elif tag in _LINES:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes; a tag that closes nothing is passed over."""
        self._unseen = False
        if not self.open:
            return
        if tag == "table":
            self.end_table()
        elif tag == "tr":
            self.open[-1].end_row()
        elif tag in ("td", "th"):
            self.open[-1].end_cell()
        elif tag == "caption" and self._caption is not None:
            name = " ".join("".join(self._caption).split())
            self.open[-1].draft.name = name[:255] or self.open[-1].draft.name
            self._caption = None
        elif tag in _LINES:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        """Take the text of a cell or a caption."""
        if self._caption is not None:
            self._caption.append(data)
        elif not self._unseen:
            # A line's end in the text of a page is a space; those of a cell come from tags.
            self._add(data.replace("\n", " "))

    def _add(self, text: str) -> None:
        if self.open and self.open[-1].pieces is not None:
            self.open[-1].pieces.append(text)

    def _start_table(self) -> None:
        if len(self.open) >= _MAX_DEPTH or len(self.tables) >= _MAX_TABLES:
            raise NotReadable(f"it has more than {_MAX_TABLES} tables, or {_MAX_DEPTH} within each other")
        draft = Draft(f"table {len(self.tables) + 1}")
        self.tables.append(draft)
        self.open.append(_Table(draft))

    def end_table(self) -> None:
        """Close the innermost table."""
        self.open.pop().end_row()


def _number(text: str | None) -> int:
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
