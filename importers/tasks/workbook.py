"""Writes the tasks of a run as a workbook: a summary, their causes, and a line for each task with its row."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from hub.domain.records import Issue
from hub.domain.spreadsheets import is_computed
from hub.domain.vocabulary import Lang, Severity
from hub.errors import MerezhaError
from hub.store.tasks import Task, TaskList
from importers.tasks.causes import Cause, Causes
from importers.tasks.messages import codes_for_operator, message_of
from importers.tasks.words import WORDS, Words


class FileExists(MerezhaError):
    """{path} exists already; name another file, or overwrite it with --force."""

    code = "FILE_EXISTS"


class FileNotWritable(MerezhaError):
    """{path} cannot be written: {why}."""

    code = "FILE_NOT_WRITABLE"


#: A sheet holds 1,048,576 rows; the limit leaves room for the header.
MOST_TASKS = 1_000_000
_LONGEST_TEXT = 32_767
_FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="FFF4CCCC"),
    Severity.WARNING: PatternFill("solid", fgColor="FFFFF2CC"),
    Severity.INFO: PatternFill("solid", fgColor="FFDDEBF7"),
}
#: The wrong cell, strong enough to be seen among the coloured ones.
_WRONG_FILL = PatternFill("solid", fgColor="FFFF9999")
_HEAD_FILL = PatternFill("solid", fgColor="FF1F3864")
_HEAD_FONT, _BOLD = Font(bold=True, color="FFFFFFFF"), Font(bold=True)
_TITLE = Font(bold=True, size=14)
_TOP = Alignment(vertical="top", wrap_text=True)
_NARROWEST, _WIDEST = 12, 32


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the sheet of tasks; the width is in characters."""

    title: str
    width: float


def write_workbook(
    of: TaskList, tasks: Iterable[Task], lang: Lang, path: Path, columns: Sequence[str], *, force: bool
) -> int:
    """Write the tasks that the publisher can mend to `path`; the number of them.

    `columns` are the columns of the publisher's file in the order to show them. The file appears whole
    or not at all. Raises FileExists, unless `force` is given, and FileNotWritable.
    """
    if path.exists() and not force:
        raise FileExists(path=path)
    words = WORDS[lang]
    with _whole_or_nothing(path) as draft:
        book = Workbook(write_only=True)
        try:
            _write_summary(book, of, words, lang)
            causes = book.create_sheet(words.causes)
            met = Causes()
            number = _write_tasks(book, _for_publisher(tasks, met), words, lang, columns)
            _write_causes(causes, met.in_order(), words, lang)
        except BaseException:
            # openpyxl complains of sheets that are never ended.
            for sheet in book.worksheets:
                sheet.close()
            raise
        book.save(draft)
    return number


def counts_for_publisher(of: TaskList) -> list[tuple[str, Severity, int]]:
    """(code, severity, number) of what the publisher can mend."""
    hidden = codes_for_operator()
    return [
        (each.code, Severity(each.severity), each.number) for each in of.counts if each.code not in hidden
    ]


def _write_summary(book: Workbook, of: TaskList, words: Words, lang: Lang) -> None:
    sheet = book.create_sheet(words.summary)
    for letter, width in zip("ABCDE", (34, 60, 60, 14, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    run = of.run
    sheet.append([_cell(sheet, of.title, font=_TITLE)])
    facts = {
        words.source: run.source,
        words.publisher: of.publisher,
        words.file: run.file_name,
        words.run: run.id,
        words.day: run.started_at.date().isoformat(),
        words.read: run.read,
        words.accepted: run.accepted,
        words.rejected: run.rejected,
    }
    for name, value in facts.items():
        if value is not None:
            sheet.append([_cell(sheet, name, font=_BOLD), _cell(sheet, value)])
    sheet.append([])
    sheet.append([_cell(sheet, words.what_to_do, font=_BOLD)])
    notes = [*words.steps]
    if of.expired:
        notes.append(words.rows_expired.format(number=of.expired.number, day=of.expired.day.isoformat()))
    elif of.raw_run is None:
        notes.append(words.rows_missing)
    counts = counts_for_publisher(of)
    if sum(number for _, severity, number in counts if severity is not Severity.INFO) > MOST_TASKS:
        notes.append(words.cut.format(most=MOST_TASKS))
    for place, note in enumerate(notes, start=1):
        sheet.append([_cell(sheet, f"{place}."), _cell(sheet, note)])
    sheet.append([])
    heads = (words.importance, words.wrong, words.mend, words.number, words.code)
    sheet.append([_cell(sheet, head, font=_HEAD_FONT, fill=_HEAD_FILL) for head in heads])
    for code, severity, number in counts:
        said = message_of(Issue(code, code, severity), lang)
        values = (words.severities[severity], said.wrong, said.mend, number, code)
        sheet.append([_cell(sheet, value, fill=_FILLS[severity]) for value in values])


def _for_publisher(tasks: Iterable[Task], causes: Causes) -> Iterator[Task]:
    """What the publisher can mend and the program did not, MOST_TASKS at most; causes hold all."""
    hidden = codes_for_operator()
    number = 0
    for task in tasks:
        if task.issue.code in hidden or task.issue.severity is Severity.INFO:
            continue
        causes.add(task.issue)
        number += 1
        if number <= MOST_TASKS:
            yield task


def _write_causes(sheet: Any, causes: Iterable[Cause], words: Words, lang: Lang) -> None:
    """One line for each cause, that which would mend most rows first."""
    heads = {
        words.importance: 14, words.rows: 10, words.column: 22, words.value: 28,
        words.wrong: 44, words.mend: 44, words.first_rows: 28, words.code: 26,
    }  # fmt: skip
    for place, width in enumerate(heads.values(), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, head, font=_HEAD_FONT, fill=_HEAD_FILL) for head in heads])
    for cause in causes:
        said = message_of(Issue(cause.code, cause.message, cause.severity), lang)
        first = ", ".join(f"{tab} {row}" if tab else str(row) for tab, row in cause.where)
        values = (
            *(words.severities[cause.severity], cause.rows or None, cause.column, cause.value),
            *(said.wrong, said.mend, first, cause.code),
        )
        sheet.append([_cell(sheet, value, fill=_FILLS[cause.severity]) for value in values])


def _write_tasks(
    book: Workbook, tasks: Iterable[Task], words: Words, lang: Lang, columns: Sequence[str]
) -> int:
    sheet = book.create_sheet(words.tasks)
    layout = _layout(words, columns)
    for place, column in enumerate(layout, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "D2"
    sheet.page_setup.orientation = "landscape"
    sheet.append([_cell(sheet, each.title, font=_HEAD_FONT, fill=_HEAD_FILL) for each in layout])
    number = 0
    for task in tasks:
        number += 1
        sheet.append(_line(sheet, task, words, lang, columns))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(layout))}{number + 1}"
    return number


def _layout(words: Words, columns: Sequence[str]) -> list[_Column]:
    ours = [
        _Column(words.importance, 14),
        _Column(words.sheet, 14),
        _Column(words.row, 8),
        _Column(words.column, 22),
        _Column(words.value, 28),
        _Column(words.wrong, 44),
        _Column(words.mend, 44),
    ]
    theirs = [_Column(name, min(_WIDEST, max(_NARROWEST, len(name) + 2))) for name in columns]
    return [*ours, *theirs, _Column(words.note, 60), _Column(words.code, 26)]


def _line(sheet: Any, task: Task, words: Words, lang: Lang, columns: Sequence[str]) -> list[Any]:
    issue = task.issue
    said = message_of(issue, lang)
    fill = _FILLS[issue.severity]
    ours = (
        *(words.severities[issue.severity], issue.sheet, issue.row, issue.column, issue.value),
        *(said.wrong, said.mend),
    )
    theirs = (
        _cell(sheet, task.values.get(name, ""), fill=_WRONG_FILL if name == issue.column else None)
        for name in columns
    )
    note = f"{words.row_erased} {issue.message}" if task.erased else issue.message
    last = (_cell(sheet, note), _cell(sheet, issue.code))
    return [*(_cell(sheet, value, fill=fill) for value in ours), *theirs, *last]


def _cell(sheet: Any, value: Any, *, font: Font | None = None, fill: PatternFill | None = None) -> Any:
    """A cell whose text is text, whatever it begins with; nothing for an empty one that has no colour."""
    if value in (None, "") and fill is None:
        return None
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_TEXT]
    cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = _TOP
    if isinstance(value, str) and value:
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = is_computed(value)
    if font is not None:
        cell.font = font
    if fill is not None:
        cell.fill = fill
    return cell


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[Path]:
    """A file beside the place, moved there at the end, so that nobody ever sees half a workbook."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.touch()
        yield draft
        draft.replace(path)
    except OSError as error:
        raise FileNotWritable(path=path, why=error.strerror or type(error).__name__) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def columns_in_order(known: Iterable[str], columns: Sequence[str]) -> list[str]:
    """The columns of a file: those known first, in their order, then the others."""
    there = set(columns)
    return [name for name in dict.fromkeys((*known, *columns)) if name in there]
