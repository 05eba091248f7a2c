"""Several tables with the same header read as one: sheets of a workbook, files of a folder or an archive."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import zip_longest

from hub.domain.records import Issue, RawRow
from hub.domain.text import fold
from hub.domain.vocabulary import Severity
from importers.readers.source import Notes, RowSource

#: Each table that is read holds a temporary file open.
MAX_TABLES = 200
_NAMES_TOLD = 3


def joined(
    sources: Sequence[RowSource], left_out: Iterable[Issue] = (), names: Sequence[str] = ()
) -> RowSource:
    """The rows of sources whose columns are the same, one source after the other; closing it closes them all.

    The columns are those of the first, in its order. `left_out` tells of tables that are not among them. A
    row's sheet tells which table it stands in; of files it begins with the file's name, given in `names`.
    """
    first = sources[0]
    if len(sources) == 1:
        return first.telling(left_out)
    with ExitStack() as opened:
        for source in sources:
            opened.callback(source.close)
        totals = [source.total for source in sources if source.total is not None]
        return RowSource(
            file=first.file,
            format=first.format,
            columns=first.columns,
            rows=lambda notes: _rows(sources, names, notes),
            encoding=first.encoding,
            total=sum(totals) if len(totals) == len(sources) else None,
            header_notes=left_out,
            on_close=opened.pop_all().close,
        )
    raise AssertionError  # Nothing is suppressed.


def _rows(sources: Sequence[RowSource], names: Sequence[str], notes: Notes) -> Iterator[RawRow]:
    columns = sources[0].columns
    by_name = {fold(name): name for name in columns}
    for source, file in zip_longest(sources, names):
        same = source.columns == columns
        own = columns if same else [by_name[fold(name)] for name in source.columns]
        noted = 0
        for row in source:
            noted = _pass_on(source, noted, file, notes)
            if not same:
                values = dict(zip(own, row.values.values(), strict=True))
                row = replace(row, values={name: values[name] for name in columns})
            yield row if file is None else replace(row, sheet=_within(file, row.sheet))
        _pass_on(source, noted, file, notes)


def _pass_on(source: RowSource, noted: int, file: str | None, notes: Notes) -> int:
    """Hand over the notes from this one on, and return how many there are."""
    for issue in source.notes[noted:]:
        notes.add(issue if file is None else replace(issue, sheet=_within(file, issue.sheet)))
    return len(source.notes)


def _within(file: str, sheet: str | None) -> str:
    return file if sheet is None else f"{file} → {sheet}"


def difference(columns: Iterable[str], first: Iterable[str]) -> str:
    """How the columns differ from the first table's, as the end of a sentence; '' where they are the same."""
    columns, first = list(columns), list(first)
    own, others = ({fold(name): name for name in names} for names in (columns, first))
    if columns != first and (len(own) < len(columns) or len(others) < len(first)):
        return "names of columns differ by nothing but the case of their letters"
    lacking = [name for key, name in others.items() if key not in own]
    more = [name for key, name in own.items() if key not in others]
    clauses = [
        f"it {said} {_told(names)}" for said, names in (("lacks", lacking), ("has also", more)) if names
    ]
    return " and ".join(clauses)


def _told(names: Sequence[str]) -> str:
    shown = ", ".join(f"«{name}»" for name in names[:_NAMES_TOLD])
    return shown + (f" and {len(names) - _NAMES_TOLD} more" if len(names) > _NAMES_TOLD else "")


def not_read(code: str, message: str, table: str) -> Issue:
    """A word on a table that is passed over, with what it is called as the value."""
    return Issue(code, message, Severity.WARNING, value=table)
