"""XLSX and XLS workbooks, read by calamine: the one format family that is held in memory whole."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from hub.domain.records import Issue
from hub.domain.text import tidy
from hub.domain.vocabulary import Severity
from hub.settings import FileLimits
from importers.readers.cells import cell_text
from importers.readers.errors import (
    ArchiveTooLarge,
    EmptyFile,
    EncryptedFile,
    HeaderNotFound,
    MalformedFile,
    SheetMissing,
    SheetTooLarge,
)
from importers.readers.headers import Header, Line, Merge, column_letter, find_header
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.sheet_scan import CellErrors, SheetScan, scan_sheet
from importers.readers.source import Notes, RowSource
from importers.readers.table import Table, first_lines


def open_workbook(path: Path, format: FileFormat, options: FormatOptions, file: str) -> RowSource:
    """Rows of the named sheet, else of the first visible sheet in which a header is found."""
    if format is FileFormat.XLSX:
        _refuse_bomb(path, file)
    book = _open(path, format, file)
    scanned = path if format is FileFormat.XLSX else None
    sheet, broken, merges, header = _choose(book, scanned, options, file)
    spans = merges if options.fill_merged else []

    def lines(notes: Notes) -> Iterator[Line]:
        return _with_errors(_filled_down(_sheet_lines(sheet), spans), broken, header, sheet.name, notes)

    table = Table(file=file, header=header, options=options, lines=lines, sheet=sheet.name)
    return RowSource(
        file=file,
        format=format,
        columns=header.names,
        rows=table.rows,
        sheet=sheet.name,
        header_notes=header.notes,
        on_close=book.close,
    )


def _open(path: Path, format: FileFormat, file: str) -> CalamineWorkbook:
    try:
        # From a stream calamine goes by the content; from a path it would believe the suffix.
        return CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    except PasswordError as error:
        raise EncryptedFile(file=file) from error
    except CalamineError as error:
        raise MalformedFile(file=file, format=format.value, where="workbook", reason=str(error)) from error


def _refuse_bomb(path: Path, file: str) -> None:
    """An XLSX is a ZIP; what it says it unpacks to must be bearable, because it is held in memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise MalformedFile(file=file, format="xlsx", where="archive", reason=str(error)) from error
    limit = FileLimits().unpacked_bytes
    if size > limit:
        raise ArchiveTooLarge(file=file, limit=limit)


def _choose(
    book: CalamineWorkbook, scanned: Path | None, options: FormatOptions, file: str
) -> tuple[CalamineSheet, CellErrors, list[Merge], Header]:
    """The first candidate sheet with a header; `scanned` is the file whose sheets can be looked at before."""
    failure: HeaderNotFound | EmptyFile | None = None
    for name in _candidates(book, options.sheet, file):
        scan = _scanned(scanned, name, file) if scanned else SheetScan()
        _refuse_vast(scan, name, file)
        sheet = book.get_sheet_by_name(name)
        merges = _merges(sheet)
        where = f" of sheet {name!r}"
        try:
            lines = first_lines(_sheet_lines(sheet), options)
            header = find_header(lines, options.header, file=file, merges=merges, where=where)
            return sheet, scan.errors, merges, header
        except (HeaderNotFound, EmptyFile) as error:
            if failure is None or isinstance(failure, EmptyFile):
                failure = error
    raise failure or EmptyFile(file=file)


def _refuse_vast(scan: SheetScan, sheet: str, file: str) -> None:
    limit = FileLimits().sheet_cells
    cells = scan.rows * scan.columns
    if cells > limit:
        corner = f"{column_letter(scan.columns - 1)}{scan.rows}"
        raise SheetTooLarge(file=file, sheet=sheet, cells=cells, corner=corner, limit=limit)


def _scanned(path: Path, sheet: str, file: str) -> SheetScan:
    try:
        return scan_sheet(path, sheet)
    except (ElementTree.ParseError, zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        where = f"sheet {sheet!r}"
        raise MalformedFile(file=file, format="xlsx", where=where, reason=str(error)[:200]) from error


def _candidates(book: CalamineWorkbook, wanted: str | None, file: str) -> list[str]:
    """Names of the sheets to look at; a sheet asked for by name may be hidden."""
    sheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    if wanted is None:
        visible = [meta.name for meta in sheets if meta.visible == SheetVisibleEnum.Visible]
        return visible or [meta.name for meta in sheets]
    matching = [meta.name for meta in sheets if tidy(meta.name) == tidy(wanted)]
    if not matching:
        names = ", ".join(repr(meta.name) for meta in sheets)
        raise SheetMissing(file=file, sheet=wanted, sheets=names)
    return matching[:1]


def _merges(sheet: CalamineSheet) -> list[Merge]:
    return [
        Merge(top + 1, bottom + 1, left, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]


def _sheet_lines(sheet: CalamineSheet) -> Iterator[Line]:
    """All rows from the first one; calamine leaves out empty columns on the left, which are put back."""
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield Line(number, margin + [cell_text(cell) for cell in row])


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


def _with_errors(
    lines: Iterator[Line], broken: CellErrors, header: Header, sheet: str, notes: Notes
) -> Iterator[Line]:
    """Note the cells whose formula failed; calamine gives them as empty."""
    for line in lines:
        for column, value in broken.get(line.number, ()):
            name = header.names[column] if column < len(header.names) else None
            message = (
                f"The formula in cell {column_letter(column)}{line.number} gave the error {value}; "
                "the value is read as empty."
            )
            severity = Severity.WARNING
            notes.add(
                Issue("ERROR_CELL", message, severity, row=line.number, sheet=sheet, column=name, value=value)
            )
        yield line
