"""What every reader hands over: columns known beforehand, then rows one by one."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from types import TracebackType

from hub.domain.records import Issue, RawRow
from hub.domain.text import fold
from hub.domain.vocabulary import Severity
from importers.readers.errors import ColumnMissing
from importers.readers.lengths import bounded, long_cells
from importers.readers.options import FileFormat
from importers.readers.unstorable import is_unstorable, storable, unstorable_cells

#: A file with a fault in every row must not fill the memory with warnings.
MAX_NOTES_PER_CODE = 1000
_COLUMNS_TOLD = 20


class Notes(list[Issue]):
    """Issues of one reading; past 1,000 warnings of one code only their number is kept."""

    def __init__(self, issues: Iterable[Issue] = ()) -> None:
        super().__init__(issues)
        self._counts: dict[str, int] = {}

    def add(self, issue: Issue) -> None:
        """Keep the issue, or count it when too many of its code are kept already."""
        if issue.value is not None and is_unstorable(issue.value):
            issue = replace(issue, value=storable(issue.value))
        count = self._counts[issue.code] = self._counts.get(issue.code, 0) + 1
        if issue.severity is Severity.ERROR or count <= MAX_NOTES_PER_CODE:
            self.append(issue)

    def close(self) -> None:
        """Say how many issues were counted but not kept."""
        for code, count in self._counts.items():
            left_out = count - sum(1 for issue in self if issue.code == code)
            if left_out:
                message = f"{left_out} more rows have the same trouble; they are not listed."
                self.append(Issue(code=code, message=message, severity=Severity.WARNING))


RowMaker = Callable[[Notes], Iterator[RawRow]]


class RowSource:
    """Rows of one file. Iterate as often as wanted; use as a context manager to drop temporary files.

    `columns` are all columns of the file, in order, each once. A row's `number` is its row in a sheet, the
    first line of its record in CSV, its line in JSON lines, and its ordinal (from 1) in JSON, XML and
    GeoJSON; where several tables are read, its `sheet` tells in which it stands, and the source has none.
    Every row has a text for every column. `notes` are the issues of the latest reading, complete when it
    ended: a row that one of them names with severity ERROR is to be rejected; the note is there when the row
    is handed over. `encoding` is None for binary formats; `total` is the number of records where it is known
    beforehand.
    """

    def __init__(
        self,
        *,
        file: str,
        format: FileFormat,
        columns: list[str],
        rows: RowMaker,
        encoding: str | None = None,
        sheet: str | None = None,
        total: int | None = None,
        header_notes: Iterable[Issue] = (),
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self.file = file
        self.format = format
        self.columns = list(map(storable, columns))
        self.encoding = encoding
        self.sheet = sheet
        self.total = total
        self._header_notes = tuple(header_notes)
        self.notes = Notes(self._header_notes)
        self._rows = rows
        self._on_close = on_close

    def __iter__(self) -> Iterator[RawRow]:
        self.notes = Notes(self._header_notes)
        for row in self._rows(self.notes):
            unstorable = list(unstorable_cells(row.values, row.number, row.sheet))
            for issue in unstorable:
                self.notes.add(issue)
            if unstorable:
                row = replace(row, values={storable(name): storable(row.values[name]) for name in row.values})
            long = list(long_cells(row.values, row.number, row.sheet))
            for issue in long:
                self.notes.add(issue)
            if long:
                row = replace(row, values={name: bounded(name, text) for name, text in row.values.items()})
            yield row
        self.notes.close()

    def __enter__(self) -> "RowSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop what was unpacked for reading; the source cannot be read afterwards."""
        self._on_close()

    def telling(self, issues: Iterable[Issue]) -> "RowSource":
        """The same source, which tells of these first."""
        self._header_notes = (*issues, *self._header_notes)
        self.notes = Notes(self._header_notes)
        return self

    def closing(self, also: Callable[[], None]) -> "RowSource":
        """The same source, which on closing calls this too."""
        inner = self._on_close

        def close_both() -> None:
            inner()
            also()

        self._on_close = close_both
        return self

    def require(self, names: Iterable[str]) -> None:
        """Promise that the file has these columns, else raise ColumnMissing naming all that it lacks."""
        require_columns(self.file, names, self.columns)


def require_columns(file: str, names: Iterable[str], columns: Sequence[str]) -> None:
    """Raise ColumnMissing where names are none of the columns: for the first, and naming the others.

    All are named at once, since a publisher who renamed several is asked once.
    """
    known = set(columns)
    missing = [name for name in dict.fromkeys(names) if name not in known]
    if not missing:
        return
    first, others = missing[0], missing[1:]
    told = ", ".join(map(repr, others[:_COLUMNS_TOLD]))
    more = f" and {len(others) - _COLUMNS_TOLD} more" if len(others) > _COLUMNS_TOLD else ""
    also = f", nor {told}{more}" if others else ""
    raise ColumnMissing(file=file, column=first, nearest=nearest(first, columns), also=also)


def nearest(name: str, candidates: Iterable[str]) -> str:
    """A clause that names the candidates most like the name, for the end of an error's sentence."""
    folded = {fold(candidate): candidate for candidate in candidates}
    close = difflib.get_close_matches(fold(name), folded, n=3, cutoff=0.5)
    if close:
        return "the nearest are " + ", ".join(repr(folded[key]) for key in close)
    some = list(folded.values())[:8]
    return "there are " + ", ".join(map(repr, some)) + (" and others" if len(folded) > 8 else "")
