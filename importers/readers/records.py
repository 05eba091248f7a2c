"""From flat records to rows with the same columns: what JSON, XML and GeoJSON have in common.

Records may each have other fields, so a file is read twice: once for its columns, once for its rows.
The first pass also finds a broken end of the file before anything of it is imported.
"""

from collections.abc import Callable, Iterable, Iterator

from hub.domain.records import Issue, RawRow
from importers.readers.errors import EmptyFile, MalformedFile
from importers.readers.options import FileFormat
from importers.readers.source import Notes, RowSource

#: Keys that are data, such as ids, would make a column each.
MAX_COLUMNS = 2000

#: A numbered record: its number and its columns.
FlatRecord = tuple[int, dict[str, str]]


def record_source(
    records: Callable[[], Iterator[FlatRecord]],
    *,
    file: str,
    format: FileFormat,
    encoding: str,
    last: tuple[str, ...] = (),
    told: Callable[[int, dict[str, str]], Iterable[Issue]] = lambda _number, _flat: (),
) -> RowSource:
    """Rows of the records; columns in the order of their first appearance, those in `last` at the end.

    `told` says what is to be told of a record, given with its number.
    """
    seen: dict[str, None] = {}
    total = 0
    for _, flat in records():
        total += 1
        if flat.keys() - seen.keys():
            seen.update(dict.fromkeys(flat))
            if len(seen) > MAX_COLUMNS:
                reason = f"its records have more than {MAX_COLUMNS} different fields"
                raise MalformedFile(file=file, format=format.value, where=f"record {total}", reason=reason)
    if not total:
        raise EmptyFile(file=file)
    columns = [name for name in seen if name not in last] + [name for name in last if name in seen]

    def rows(notes: Notes) -> Iterator[RawRow]:
        for number, flat in records():
            for issue in told(number, flat):
                notes.add(issue)
            yield RawRow(number, {name: flat.get(name, "") for name in columns})

    return RowSource(file=file, format=format, columns=columns, rows=rows, encoding=encoding, total=total)
