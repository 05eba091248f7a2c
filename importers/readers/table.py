"""From the lines of a table to rows by column name: what CSV and workbooks have in common."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from hub.domain.records import Issue, RawRow
from hub.domain.vocabulary import Severity
from importers.readers.cut import file_cut
from importers.readers.errors import TooManyRaggedRows
from importers.readers.headers import SCANNED_ROWS, Header, Line, column_letter
from importers.readers.options import FormatOptions
from importers.readers.source import Notes
from importers.readers.totals import is_column_numbers, is_page_number, is_technical, is_total, repeats_header

#: So many rows with cells past the header mean that the table was cut wrongly, not that rows are wrong.
MAX_RAGGED_ROWS = 1000

#: Where one row in so many lacks cells, a last row that does is no sign of a cut.
_ALSO_SHORT = 10

#: A header stands before so many characters: lines that are searched for it are held together.
_HEADER_CHARACTERS = 16 * 1024**2


def first_lines(lines: Iterator[Line], options: FormatOptions) -> list[Line]:
    """As many lines as a search for the header needs."""
    row = options.header.row
    wanted = SCANNED_ROWS if row == "auto" else max(SCANNED_ROWS, row + options.header.rows)
    taken: list[Line] = []
    characters = 0
    for line in islice(lines, wanted):
        taken.append(line)
        characters += sum(map(len, line.cells))
        if characters > _HEADER_CHARACTERS:
            break
    return taken


@dataclass(frozen=True)
class Table:
    """A table whose header is found: `lines` starts it anew, `delimiter` is None for a workbook.

    `ends_open` says that the last line of a text has no end.
    """

    file: str
    header: Header
    options: FormatOptions
    lines: Callable[[Notes], Iterator[Line]]
    sheet: str | None = None
    delimiter: str | None = None
    ends_open: bool = False

    def rows(self, notes: Notes) -> Iterator[RawRow]:
        """Rows that hold records; blank rows are passed over, subtotals noted."""
        names = self.header.names
        width = len(names)
        ragged = short = 0
        for index, (line, is_open) in enumerate(
            self._marked(islice(self.lines(notes), self.header.skip, None))
        ):
            cells = line.cells
            if not any(map(str.strip, cells)):
                continue
            if self.options.skip_totals and self._skipped(line, index == 0, notes):
                continue
            if len(cells) > width and any(map(str.strip, cells[width:])):
                ragged += 1
                self._note_extra(line, ragged, notes)
            elif is_open and len(cells) < width and short * _ALSO_SHORT <= index:
                seen = f"The last row ends in the middle: it has {len(cells)} cells, the header {width}."
                notes.add(file_cut(seen, line.number, cells[-1]))
            elif len(cells) < width and self.delimiter is not None:
                short += 1
                message = (
                    f"The row has {len(cells)} cells, the header {width}; the missing ones are read as empty."
                )
                notes.add(self._issue("RAGGED_ROW", message, Severity.WARNING, line.number))
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            yield RawRow(line.number, dict(zip(names, cells, strict=False)), self.sheet)

    def _marked(self, lines: Iterator[Line]) -> Iterator[tuple[Line, bool]]:
        """The lines, and whether each is the last one of a text that has no end."""
        if not self.ends_open:
            yield from ((line, False) for line in lines)
            return
        before: Line | None = None
        for line in lines:
            if before is not None:
                yield before, False
            before = line
        if before is not None:
            yield before, True

    def _skipped(self, line: Line, first: bool, notes: Notes) -> bool:
        if first and is_column_numbers(line.cells):
            code, message = "COLUMN_NUMBERS_SKIPPED", "The row only numbers the columns; it is passed over."
        elif repeats_header(line.cells, self.header.names):
            code, message = "HEADER_REPEATED", "The row repeats the names of the columns; it is passed over."
        elif is_technical(line.cells):
            code = "TECHNICAL_ROW_SKIPPED"
            message = "The row holds tags, hints or errors for all columns, not a record; it is passed over."
        elif is_page_number(line.cells):
            code, message = "PAGE_NUMBER_SKIPPED", "The row only numbers a page; it is passed over."
        elif is_total(line.cells):
            code, message = "TOTAL_ROW_SKIPPED", "The row is a subtotal, not a record; it is passed over."
        else:
            return False
        value = " | ".join(cell for cell in line.cells if cell.strip())
        notes.add(self._issue(code, message, Severity.INFO, line.number, value))
        return True

    def _note_extra(self, line: Line, ragged: int, notes: Notes) -> None:
        """Cells past the header: in a text file the row's cells may have shifted, in a sheet they cannot."""
        width = len(self.header.names)
        extra = " | ".join(cell for cell in line.cells[width:] if cell.strip())
        if self.delimiter is None:
            message = f"Cells right of column {column_letter(width - 1)}, the header's last, are not read."
            notes.add(self._issue("RAGGED_ROW", message, Severity.WARNING, line.number, extra))
            return
        if ragged > MAX_RAGGED_ROWS:
            raise TooManyRaggedRows(
                file=self.file, limit=MAX_RAGGED_ROWS, row=line.number, width=width, delimiter=self.delimiter
            )
        message = (
            f"The row has {len(line.cells)} cells, the header {width}; "
            f"quote the cell that holds the delimiter {self.delimiter!r}."
        )
        notes.add(self._issue("RAGGED_ROW", message, Severity.ERROR, line.number, extra))

    def _issue(
        self, code: str, message: str, severity: Severity, row: int, value: str | None = None
    ) -> Issue:
        return Issue(code=code, message=message, severity=severity, row=row, sheet=self.sheet, value=value)
