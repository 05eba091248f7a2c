"""Workbooks, XLSX and older ones: which sheets are read, their headers, merged and error cells."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from hub.domain.records import Issue
from hub.domain.text import tidy
from hub.domain.vocabulary import Severity
from importers.readers.cut import file_cut
from importers.readers.errors import EmptyFile, HeaderNotFound, NotATable, SheetMissing, SheetTooLarge
from importers.readers.headers import Header, Line, Merge, column_letter, find_header
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.several import MAX_TABLES, difference, joined, not_read
from importers.readers.source import Notes, RowSource
from importers.readers.spool import UNCOMPUTED, Sheet
from importers.readers.table import Table, first_lines
from importers.readers.xls import open_xls
from importers.readers.xlsx.workbook import open_xlsx

_NAMES_TOLD = 20


class Workbook(Protocol):
    """The worksheets of a file; what they lie in is dropped by `close`."""

    #: Names in the order of the file, and whether each is shown.
    sheets: list[tuple[str, bool]]
    #: Whether the file ends before its last sheet does.
    is_cut: bool

    def sheet(self, name: str) -> Sheet:
        """The sheet of this name, its rows put down."""

    def close(self) -> None:
        """Drop the temporary files."""


def open_workbook(path: Path, format: FileFormat, options: FormatOptions, file: str) -> RowSource:
    """Rows of the named sheet, else of the first visible sheet with a header and of all that have the same.

    Other sheets that hold something are told of.
    """
    with ExitStack() as opened:
        book: Workbook = (
            open_xlsx(path, file)
            if format is FileFormat.XLSX
            else open_xls(path, format, options.encoding, file)
        )
        opened.callback(book.close)
        if format is FileFormat.HTML and not book.sheets:
            raise NotATable(file=file, kind="a web page without a table", mend="open it to see what it says")
        chosen, left_out = _choose(book, options, file)
        sources = [_sheet_source(sheet, header, format, options, file) for sheet, header in chosen]
        return joined(sources, left_out).closing(opened.pop_all().close)
    raise AssertionError  # Nothing is suppressed.


def _sheet_source(
    sheet: Sheet, header: Header, format: FileFormat, options: FormatOptions, file: str
) -> RowSource:
    spans = sheet.merges if options.fill_merged else []

    def lines(notes: Notes) -> Iterator[Line]:
        def error_cell(row: int, column: int, text: str) -> None:
            notes.add(_error_cell(row, column, text, sheet.name, header))

        return _filled_down(sheet.lines(error_cell), spans)

    table = Table(file=file, header=header, options=options, lines=lines, sheet=sheet.name)
    return RowSource(
        file=file,
        format=format,
        columns=header.names,
        rows=table.rows,
        sheet=sheet.name,
        header_notes=header.notes,
    )


def _choose(
    book: Workbook, options: FormatOptions, file: str
) -> tuple[list[tuple[Sheet, Header]], list[Issue]]:
    """The first candidate sheet with a header, all that have the same one, and a word on each other sheet."""
    failure: HeaderNotFound | EmptyFile | None = None
    chosen: list[tuple[Sheet, Header]] = []
    left_out: list[Issue] = []
    for name in _candidates(book, options.sheet, file):
        if len(chosen) + len(left_out) >= MAX_TABLES:
            left_out.append(_not_read(name, f"only {MAX_TABLES} sheets of a workbook are read"))
            break
        try:
            sheet = book.sheet(name)
        except SheetTooLarge as error:
            if not chosen:
                raise
            left_out.append(_not_read(name, f"its used area reaches to {error.details['corner']}"))
            continue
        try:
            header = _header(sheet, options, file)
        except HeaderNotFound as error:
            failure = error if failure is None or isinstance(failure, EmptyFile) else failure
            left_out.append(_not_read(name, f"no header is found in its {sheet.rows} rows"))
            continue
        except EmptyFile as error:
            failure = failure or error
            continue
        unlike = difference(header.names, chosen[0][1].names) if chosen else ""
        if unlike:
            first = chosen[0][0].name
            left_out.append(_not_read(name, f"its header is not that of the sheet «{first}»: {unlike}"))
        else:
            chosen.append((sheet, header))
    if not chosen:
        raise failure or EmptyFile(file=file)
    cut = [file_cut("The file ends within a table.")] if book.is_cut else []
    return chosen, [*cut, *left_out, *_hidden(book, options)]


def _header(sheet: Sheet, options: FormatOptions, file: str) -> Header:
    lines = first_lines(sheet.lines(), options)
    where = f" of sheet {sheet.name!r}"
    return find_header(lines, options.header, file=file, merges=sheet.merges, where=where)


def _hidden(book: Workbook, options: FormatOptions) -> Iterator[Issue]:
    """A word on each hidden sheet beside those that are shown; what it holds is not looked at."""
    if options.sheet is None and any(is_visible for _, is_visible in book.sheets):
        for name, is_visible in book.sheets[:MAX_TABLES]:
            if not is_visible:
                message = f"The sheet «{name}» is hidden and is not read; show it if its rows are records."
                yield Issue("SHEET_NOT_READ", message, Severity.INFO, value=name)


def _not_read(name: str, reason: str) -> Issue:
    message = (
        f"The sheet «{name}» is not read: {reason}. Give it the same header if its rows are records; "
        "else set format.sheet to the one that holds them."
    )
    return not_read("SHEET_NOT_READ", message, name)


def _candidates(book: Workbook, wanted: str | None, file: str) -> list[str]:
    """Names of the sheets to look at; a sheet asked for by name may be hidden."""
    if wanted is None:
        visible = [name for name, is_visible in book.sheets if is_visible]
        return visible or [name for name, _ in book.sheets]
    matching = [name for name, _ in book.sheets if tidy(name) == tidy(wanted)]
    if not matching:
        names = ", ".join(repr(name) for name, _ in book.sheets[:_NAMES_TOLD])
        raise SheetMissing(file=file, sheet=wanted, sheets=names)
    return matching[:1]


def _filled_down(lines: Iterator[Line], merges: list[Merge]) -> Iterator[Line]:
    """Repeat the value of a merged cell in each row that it spans, in its first column only.

    Sideways it is not repeated: a heading over the whole width would become every column's value.
    """
    by_top: dict[int, list[Merge]] = {}
    for merge in merges:
        if merge.bottom > merge.top:
            by_top.setdefault(merge.top, []).append(merge)
    active: dict[int, tuple[str, int]] = {}
    for line in lines:
        for column, (value, bottom) in list(active.items()):
            if line.number > bottom:
                del active[column]
            elif column < len(line.cells):
                line.cells[column] = value
        for merge in by_top.get(line.number, ()):
            if merge.left < len(line.cells):
                active[merge.left] = (line.cells[merge.left], merge.bottom)
        yield line


def _error_cell(row: int, column: int, text: str, sheet: str, header: Header) -> Issue:
    name = header.names[column] if column < len(header.names) else None
    place = f"{column_letter(column)}{row}"
    if text == UNCOMPUTED:
        message = (
            f"The formula in cell {place} was never computed, so the cell holds no value; open the workbook "
            "in a spreadsheet program and save it there."
        )
        return Issue("FORMULA_NOT_COMPUTED", message, Severity.WARNING, row=row, sheet=sheet, column=name)
    message = f"The formula in cell {place} gave the error {text}; the value is read as empty."
    return Issue("ERROR_CELL", message, Severity.WARNING, row=row, sheet=sheet, column=name, value=text)
