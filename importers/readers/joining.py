"""One table made of several: each row with the columns of the rows that it names, of its table or another."""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import orjson

from hub.domain.records import Issue, RawRow
from hub.domain.vocabulary import Severity
from importers.readers.detect import detect_format
from importers.readers.errors import MemberNotFound
from importers.readers.hashing import files_of
from importers.readers.options import FileFormat, FormatOptions, Join
from importers.readers.source import Notes, RowSource, require_columns

_Open = Callable[[Path, FormatOptions], RowSource]

#: Ids that a note lists.
_LISTED = 5


class _Tables:
    """Rows of joined tables by name and id, in a temporary file that goes with the object."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="merezha-join-")
        self._database = sqlite3.connect(Path(self._folder.name) / "rows.sqlite", check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE row (name TEXT, id TEXT, content BLOB, PRIMARY KEY (name, id))")
        self.named: set[tuple[str, str]] = set()

    def close(self) -> None:
        self._database.close()
        self._folder.cleanup()

    def put(self, name: str, id: str, values: Mapping[str, str]) -> bool:
        """Keep a row; False when its table has the id already."""
        query = "INSERT OR IGNORE INTO row VALUES (?, ?, ?)"
        return self._database.execute(query, (name, id, orjson.dumps(dict(values)))).rowcount > 0

    def get(self, name: str, id: str) -> dict[str, str] | None:
        """The row, which counts as named from now on."""
        query = "SELECT content FROM row WHERE name = ? AND id = ?"
        row = self._database.execute(query, (name, id)).fetchone()
        if row is None:
            return None
        self.named.add((name, id))
        found: dict[str, str] = orjson.loads(row[0])
        return found

    def unnamed(self, name: str) -> list[str]:
        """Ids of rows that were not asked for."""
        rows = self._database.execute("SELECT id FROM row WHERE name = ? ORDER BY rowid", (name,))
        return [id for (id,) in rows if (name, id) not in self.named]


def open_joined(path: Path, options: FormatOptions, open_one: _Open) -> RowSource:
    """The rows of `table` and `rows_of`, with a column `name.column` for each column of what they join.

    Raises ColumnMissing, MemberNotFound, and what `open_one` raises.
    """
    plain = options.model_copy(update={"join": (), "rows_of": {}, "table": None})
    with ExitStack() as stack:
        main = stack.enter_context(_open_table(path, plain, options.table, open_one))
        main.require(options.rows_of)
        tables = _Tables()
        stack.callback(tables.close)
        columns = list(main.columns)
        notes: list[Issue] = []
        for join in options.join:
            with _open_table(path, plain, join.table or options.table, open_one) as source:
                source.require([join.to, *join.rows_of])
                require_columns(main.file, join.by, columns)
                notes += _keep(tables, join, source)
                columns += [f"{join.name}.{column}" for column in source.columns]
        closing = stack.pop_all()
    return RowSource(
        file=main.file,
        format=main.format,
        columns=columns,
        rows=lambda notes: _rows(main, options, tables, columns, notes),
        encoding=main.encoding,
        sheet=main.sheet,
        header_notes=notes,
        on_close=closing.close,
    )


def _open_table(path: Path, options: FormatOptions, table: str | None, open_one: _Open) -> RowSource:
    """The table of this name: a file of a folder or an archive, or a sheet; None is the only one."""
    if table is None:
        return open_one(path, options)
    if path.is_dir():
        files = files_of(path)
        named = [file for file in files if file.name.lower() == table.lower()]
        if len(named) != 1:
            members = ", ".join(file.name for file in files) or "no files"
            reason = f"it holds {len(named) or 'no'} files of the name {table}"
            raise MemberNotFound(file=path.name, reason=reason, members=members)
        return open_one(named[0], options)
    if detect_format(path, path.name) is FileFormat.ZIP:
        return open_one(path, options.model_copy(update={"member": table}))
    return open_one(path, options.model_copy(update={"sheet": table}))


def _keep(tables: _Tables, join: Join, source: RowSource) -> list[Issue]:
    """Put down the rows that may be joined; the issues met in them."""
    notes = Notes()
    for row in source:
        id = row.values[join.to].strip()
        if not _is_of(row, join.rows_of):
            continue
        if not id:
            message = f"The row of {join.name} has no {join.to}, so no row can name it; ask for it."
            notes.add(_issue("JOIN_WITHOUT_ID", message, row, join.to))
        elif not tables.put(join.name, id, row.values):
            message = f"Another row of {join.name} has this {join.to} already, and that one is joined."
            notes.add(_issue("JOIN_ID_TWICE", message, row, join.to, id))
    notes.close()
    return [*source.notes, *notes]


def _rows(
    main: RowSource, options: FormatOptions, tables: _Tables, columns: Sequence[str], notes: Notes
) -> Iterator[RawRow]:
    tables.named.clear()
    left: Counter[str] = Counter()
    levels = [join.rows_of for join in options.join if not join.table]
    noted = 0
    for row in main:
        for note in main.notes[noted:]:
            notes.add(note)
        noted = len(main.notes)
        if _is_of(row, options.rows_of):
            values = dict.fromkeys(columns, "") | row.values
            for join in options.join:
                _join(join, tables, row, values, notes)
            yield RawRow(row.number, values, row.sheet)
        elif not any(_is_of(row, level) for level in levels):
            left[", ".join(row.values[column] for column in options.rows_of)] += 1
    for note in main.notes[noted:]:
        notes.add(note)
    _tell_unread(options, tables, left, notes)


def _tell_unread(options: FormatOptions, tables: _Tables, left: Counter[str], notes: Notes) -> None:
    """What of the tables came to nothing: rows of levels that are not named, and rows that no row names."""
    for level, count in left.items():
        message = f"{count} rows are of the level «{level}», which region.yml neither reads nor joins."
        notes.add(Issue("LEVEL_NOT_READ", message, Severity.WARNING, value=level))
    for join in options.join:
        if ids := tables.unnamed(join.name):
            listed = ", ".join(ids[:_LISTED]) + (" and others" if len(ids) > _LISTED else "")
            message = f"{len(ids)} rows of {join.name} are named by no row that was read: {listed}."
            notes.add(Issue("JOIN_NOT_NAMED", message, Severity.WARNING, column=f"{join.name}.{join.to}"))


def _join(join: Join, tables: _Tables, row: RawRow, values: dict[str, str], notes: Notes) -> None:
    """Fill in the columns of the row that is named, by the first column that names one."""
    asked = {column: id for column in join.by if (id := values[column].strip())}
    for id in asked.values():
        if (found := tables.get(join.name, id)) is not None:
            values |= {f"{join.name}.{column}": text for column, text in found.items()}
            return
    if asked and not join.optional:
        column, id = next(iter(asked.items()))
        message = f"No row of {join.name} has the {join.to} {id}; its columns are left empty."
        notes.add(_issue("JOIN_NOT_FOUND", message, row, column, id))


def _is_of(row: RawRow, levels: Mapping[str, Sequence[str]]) -> bool:
    return all(row.values[column].strip() in texts for column, texts in levels.items())


def _issue(code: str, message: str, row: RawRow, column: str, value: str | None = None) -> Issue:
    return Issue(code, message, Severity.WARNING, row.number, row.sheet, column, value)
