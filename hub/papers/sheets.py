"""Tables of a paper for spreadsheets: XLSX and CSV. No text of theirs is ever computed."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from hub.domain.spreadsheets import guarded, is_computed
from hub.domain.vocabulary import Lang
from hub.papers.archive import timeless
from hub.papers.model import Number, Paper, PaperColumn, PaperTable, PaperUnit, Value
from hub.papers.page import basis_lines, heading, source_line
from hub.papers.wording import worded, words

#: Characters of a cell, and of a sheet's name.
_LONGEST: Final = 32_767
_NAME: Final = 31
_WIDEST: Final = 60
#: What no sheet's name may hold.
_NO_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_BOLD: Final = Font(bold=True)


def xlsx(paper: Paper, lang: Lang) -> bytes:
    """A workbook: what is said and what it rests on first, then each table on a sheet of its own."""
    book = Workbook(write_only=True)
    first = book.create_sheet(_sheet_name(words(lang)["basis"], set()))
    first.column_dimensions["A"].width = 110
    for text, bold in _lines(paper, lang):
        first.append([_cell(first, text, bold=bold)])
    taken = {first.title.casefold()}
    for table in paper.tables:
        name = _sheet_name(worded(table.title, lang), taken)
        taken.add(name.casefold())
        _sheet(book, name, table, lang)
    held = BytesIO()
    book.save(held)
    return timeless(held.getvalue())


def csv_file(paper: Paper, lang: Lang) -> bytes:
    """All tables one below the other, for programs and spreadsheets: UTF-8 with a mark, decimal points.

    Lines before and after say what they are and rest on; a share is a share of one.
    """
    held = StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([guarded(worded(paper.title, lang))])
    for table in paper.tables:
        writer.writerow([])
        writer.writerow([guarded(worded(table.title, lang))])
        writer.writerow([guarded(_heading(column, lang)) for column in table.columns])
        for row in table.rows:
            writer.writerow([_plain(value, lang) for value in row])
    writer.writerow([])
    for line in (
        *(worded(each, lang) for each in paper.statements),
        *(source_line(each, lang) for each in paper.sources),
        *basis_lines(paper, lang),
    ):
        writer.writerow([guarded(line)])
    return ("\ufeff" + held.getvalue()).encode()


def _heading(column: PaperColumn, lang: Lang) -> str:
    """Numbers of a share are no per cent in CSV."""
    return worded(column.title, lang) if column.unit is PaperUnit.SHARE else heading(column, lang)


def _plain(value: Value, lang: Lang) -> str:
    if isinstance(value, Number):
        return repr(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else guarded(worded(value, lang))


def _lines(paper: Paper, lang: Lang) -> list[tuple[str, bool]]:
    """The first sheet: texts, and whether they are headings."""
    labels = words(lang)
    said = [worded(each, lang) for each in paper.statements]
    sources = [source_line(each, lang) for each in paper.sources]
    return [
        (worded(paper.title, lang), True),
        *((text, False) for text in said),
        *([(labels["sources"], True)] if sources else []),
        *((text, False) for text in sources),
        (labels["basis"], True),
        *((text, False) for text in basis_lines(paper, lang)),
    ]


def _sheet(book: Workbook, name: str, table: PaperTable, lang: Lang) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    headings = [heading(column, lang) for column in table.columns]
    for place, text in enumerate(headings):
        longest = max((len(worded(row[place], lang)) for row in table.rows), default=0)
        width = min(max(len(text), longest) + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(place + 1)].width = width
    sheet.append([_cell(sheet, text, bold=True) for text in headings])
    for row in table.rows:
        sheet.append([_value(sheet, value, lang) for value in row])


def _value(sheet: Any, value: Value, lang: Lang) -> Any:
    """Numbers and days stay what they are, so that a planner can compute with them."""
    if isinstance(value, Number):
        cell = WriteOnlyCell(sheet, value=value.value)
        decimals = "." + "0" * value.decimals if value.decimals else ""
        cell.number_format = f"0{decimals}%" if value.unit is PaperUnit.SHARE else f"#,##0{decimals}"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return None if value is None else _cell(sheet, worded(value, lang))


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """A cell whose text is text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=text[:_LONGEST])
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = is_computed(text)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = _BOLD
    return cell


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that a workbook takes, and no other sheet has."""
    base = " ".join(title.translate(_NO_NAME).split())[:_NAME] or "–"
    name, count = base, 1
    while name.casefold() in taken:
        count += 1
        name = f"{base[: _NAME - 4]} {count}"
    return name
