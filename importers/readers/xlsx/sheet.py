"""One sheet of an XLSX workbook: parsed as a stream, its rows put down as they come."""

import re
from collections.abc import Iterator
from functools import partial

from hub.settings import FileLimits
from importers.readers.errors import MalformedFile, SheetTooLarge
from importers.readers.headers import Merge, column_letter
from importers.readers.spool import ERRORS, MAX_MERGES, MAX_ROWS, PLAIN, SHARED, UNCOMPUTED, RowWriter, Sheet
from importers.readers.xlsx.book import Book, SheetPlace
from importers.readers.xlsx.parts import MAX_DEPTH, Archive, End, Parser, Start, Tags
from importers.readers.xlsx.plain_rows import PlainRow, PlainRows
from importers.readers.xlsx.texts import SharedTexts, keeps_its_space, run_text, whole_text
from importers.readers.xlsx.values import shared_number, value_text

_LETTERS = re.compile("[A-Za-z]{1,3}")
_DIGITS = "0123456789"
_RANGE = re.compile(r"([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})", re.ASCII)


def read_sheet(archive: Archive, place: SheetPlace, book: Book, texts: SharedTexts) -> Sheet:
    """Put down the rows of a sheet; its file is to be closed.

    Raises SheetTooLarge, MalformedFile and what parsing raises.
    """
    reading = _Reading(archive.file, place.name, book, texts)
    parser = archive.parser(place.part, lambda: f"row {reading.row} of sheet {place.name!r}")
    if parser is None:
        reason = f"it has no {place.part}"
        raise MalformedFile(file=archive.file, format="xlsx", where=f"sheet {place.name!r}", reason=reason)
    try:
        reading.read(parser)
        return reading.sheet()
    except ValueError as error:
        reading.writer.file.close()
        raise parser.malformed(str(error)) from error
    except BaseException:
        reading.writer.file.close()
        raise


def column_index(letters: str) -> int:
    """The index from 0 of a column by its letters. Raises ValueError."""
    if not _LETTERS.fullmatch(letters):
        raise ValueError(f"a cell has the place {letters[:20]!r}")
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


class _Reading:
    """The rows of a sheet as they come: cells are gathered into the row that is open, whole rows put down."""

    def __init__(self, file: str, name: str, book: Book, texts: SharedTexts) -> None:
        self.writer = RowWriter()
        self.row = 0
        self._file = file
        self._name = name
        self._book = book
        self._texts = texts
        self._limit = FileLimits().sheet_cells
        self._rows_used = self._columns_used = 0
        self._merges: list[Merge] = []
        # The row that is open: its number as it is written, its cells, and what they are beside texts.
        self._digits = "0"
        self._cells: list[str | int | list[str]] = []
        self._kind = PLAIN
        self._columns: dict[str, int] = {}

    def read(self, parser: Parser) -> None:
        """Parse the sheet."""
        pieces: list[str] = []
        plain = PlainRows(self._book, self._texts, column_index)

        def left(chunk: bytes) -> Iterator[bytes]:
            for part in plain.parted(chunk):
                if isinstance(part, bytes):
                    yield part
                else:
                    self._take(part)
                    parser.reach.settle()

        parser.parse_tags(lambda tag: self._handlers(tag, parser, pieces), pieces.append, left)
        self._put_down()

    def _take(self, row: PlainRow) -> None:
        self._start_row(row.number)
        if row.cells:
            self._use(max(len(row.cells), self._columns_used))
            self._cells, self._kind = row.cells, row.kind

    def sheet(self) -> Sheet:
        """The sheet that was read."""
        end, order = self.writer.finish()
        return Sheet(
            name=self._name,
            file=self.writer.file,
            end=end,
            rows=self._rows_used,
            columns=self._columns_used,
            merges=self._merges,
            shared=partial(self._texts.resolved, self._name),
            order=order,
        )

    def _handlers(self, tag: Tags, parser: Parser, pieces: list[str]) -> tuple[Start, End]:
        """What is called at each tag, four times a cell and more: hence one piece, with few calls in it.

        `pieces` get every text between tags; those of a value or a text are taken from its first tag on.
        """
        cell, value, row, text, inline, phonetic = map(tag, ("c", "v", "row", "t", "is", "rPh"))
        formula = tag("f")
        data, merge = tag("sheetData"), tag("mergeCell")
        columns, formats, is_1904 = self._columns, self._book.formats, self._book.is_1904
        shared_texts = self._texts.count
        depth, column = 1, -1
        open_cell: dict[str, str] = {}
        runs: list[str] = []
        keeps_space = phonetic_open = lacks_value = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal open_cell, depth, column, keeps_space, phonetic_open, lacks_value
            depth += 1
            if name == cell:
                open_cell = attributes
                lacks_value = False
                place = attributes.get("r")
                if place is None:
                    column += 1
                elif place.endswith(self._digits) and (letters := place[: -len(self._digits)]) in columns:
                    column = columns[letters]
                else:
                    column = self._go_to(place)
            elif name == value:
                pieces.clear()
            elif name == formula:
                # A formula that gave an empty text says so by its type.
                lacks_value = open_cell.get("t") != "str"
            elif name == text:
                pieces.clear()
                keeps_space = keeps_its_space(attributes)
            elif name == row:
                column = -1
                self._start_row(attributes.get("r") or str(self.row + 1))
            elif name == phonetic:
                phonetic_open = True
            elif name == merge:
                self._merge(attributes.get("ref", ""))
            if depth > MAX_DEPTH:
                raise ValueError(f"elements are nested deeper than {MAX_DEPTH} levels")

        def end(name: str) -> None:
            nonlocal depth, phonetic_open, cell, value, row, text, inline, formula, lacks_value
            depth -= 1
            if name == value:
                type = open_cell.get("t")
                content = "".join(pieces)
                lacks_value = lacks_value and not content
                if type == "s":
                    self._kind |= SHARED
                    self._put(column, shared_number(content, shared_texts))
                else:
                    self._kind |= ERRORS if type == "e" else PLAIN
                    meaning = formats.get(open_cell.get("s") or "0")
                    self._put(column, value_text(type, content, meaning, is_1904))
            elif name == cell:
                if lacks_value:
                    self._kind |= ERRORS
                    self._put(column, [UNCOMPUTED])
            elif name == text:
                if not phonetic_open:
                    runs.append(run_text(pieces, keeps_space))
            elif name == inline:
                self._put(column, whole_text(runs))
                runs.clear()
            elif name == phonetic:
                phonetic_open = False
            elif name == data:
                # What comes after the rows may use their names for other things.
                cell = value = row = text = inline = formula = ""
            elif name == row or not row:
                pieces.clear()
                parser.reach.settle()

        return start, end

    def _go_to(self, place: str) -> int:
        """The column of a cell that stands in another row, or in a column not seen yet."""
        letters = place.rstrip(_DIGITS)
        column = self._columns[letters] = column_index(letters)
        self._turn(place[len(letters) :])
        return column

    def _put(self, column: int, value: str | int | list[str] | None) -> None:
        cells = self._cells
        if value is None:
            return
        if column == len(cells) < self._columns_used:
            cells.append(value)
        elif column < len(cells):
            cells[column] = value
        else:
            self._use(max(column + 1, self._columns_used))
            cells.extend([""] * (column - len(cells)))
            cells.append(value)

    def _use(self, columns: int) -> None:
        """The row that is open holds something, as do so many columns. Raises SheetTooLarge."""
        rows = max(self.row, self._rows_used)
        if rows * columns > self._limit:
            corner = f"{column_letter(columns - 1)}{rows}"
            raise SheetTooLarge(
                file=self._file, sheet=self._name, cells=rows * columns, corner=corner, limit=self._limit
            )
        self._rows_used, self._columns_used = rows, columns

    def _start_row(self, digits: str) -> None:
        self._put_down()
        self._turn(digits)

    def _turn(self, digits: str) -> None:
        """Go on with the row of this number, in which the next cell stands."""
        number = int(digits) if digits.isdigit() and len(digits) < 12 else 0
        if not 1 <= number <= MAX_ROWS:
            raise ValueError(f"a row has the number {digits[:20]!r}; a sheet has 1 to {MAX_ROWS}")
        self._digits = digits
        if number != self.row:
            self._put_down()
            self.row = number

    def _put_down(self) -> None:
        if self._cells:
            self._use(self._columns_used)
            self.writer.put(self.row, self._kind, self._cells)
            self._cells = []
        self._kind = PLAIN

    def _merge(self, written: str) -> None:
        match = _RANGE.fullmatch(written)
        if match is None:
            return  # A range of one cell.
        left, top, right, bottom = match.groups()
        if len(self._merges) >= MAX_MERGES:
            raise ValueError(f"it merges more than {MAX_MERGES} ranges of cells")
        self._merges.append(Merge(int(top), int(bottom), column_index(left), column_index(right)))
