"""Opening what a source of HSDS gives: a data package (folder or ZIP), or JSON."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

import orjson

from hub.domain.records import Issue
from hub.domain.spreadsheets import unguarded
from hub.domain.vocabulary import Severity
from hub.settings import FileLimits
from importers.hsds.nested import read_json
from importers.hsds.tables import columns_as_named, table_of
from importers.readers import FileFormat, FormatOptions, HeaderOptions, open_rows
from importers.readers.archive import unpack_all
from importers.readers.detect import detect_format
from importers.readers.errors import EmptyFile, MalformedFile, RecordTooLong
from importers.readers.hashing import files_of
from importers.readers.regular import require_file

DESCRIPTION = "datapackage.json"
_HEADER_BYTES = 65_536
#: Columns by which the terms of version 1.1, in a table called taxonomy, are known.
_TERM_COLUMNS = {"vocabulary", "parent_name"}

Delimiter = Literal[",", ";", "\t"]


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One row; `table` is None where the specification has none of this name.

    `number` is its line in a CSV file, in JSON its ordinal among the rows of its table. `nested`: it came
    out of nested JSON, which may repeat a row.
    """

    table: str | None
    sheet: str
    number: int
    values: dict[str, str]
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """An opened source: its rows in the order of its tables, and what is wrong with its files."""

    file: str
    read: Callable[[], Iterator[PackageRow | Issue]]


@dataclass(frozen=True, slots=True)
class _Resource:
    name: str
    path: Path


@contextmanager
def open_package(path: Path, options: FormatOptions | None = None) -> Iterator[Package]:
    """The package at `path`: a folder, a ZIP of one, or a JSON file in one of the shapes of version 3.

    Raises EmptyFile, MalformedFile and what `open_rows` raises.
    """
    options = options or FormatOptions()
    require_file(path, or_folder=True)
    if path.is_dir():
        yield _of_folder(path, path.name, options)
    elif detect_format(path, path.name) is FileFormat.ZIP:
        folder, remove = unpack_all(path, path.name)
        try:
            yield _of_folder(folder, path.name, options)
        finally:
            remove()
    else:
        yield _of_json(path, path.name, options)


def _of_json(path: Path, file: str, options: FormatOptions) -> Package:
    def read() -> Iterator[PackageRow | Issue]:
        for table, sheet, number, values in read_json(path, options.encoding, file):
            yield PackageRow(table, sheet, number, values, nested=True)

    return Package(file, read)


def _of_folder(folder: Path, file: str, options: FormatOptions) -> Package:
    descriptions = [path for path in files_of(folder) if path.name == DESCRIPTION]
    tables = [path for path in files_of(folder) if path.suffix.lower() == ".csv"]
    if not descriptions and not tables:
        documents = [path for path in files_of(folder) if path.suffix.lower() == ".json"]
        if len(documents) != 1:
            raise EmptyFile(file=file)
        return _of_json(documents[0], file, options)
    if len(descriptions) > 1:
        reason = "it holds several packages; give the folder of one"
        raise MalformedFile(file=file, format="hsds", where=DESCRIPTION, reason=reason)
    issues: list[Issue] = []
    if descriptions:
        resources = _described(descriptions[0], file, issues)
        known = {resource.path for resource in resources}
        issues += [_unlisted(path) for path in tables if path.resolve() not in known]
    else:
        resources = [_Resource(path.stem, path) for path in tables]

    def read() -> Iterator[PackageRow | Issue]:
        yield from issues
        for resource in resources:
            yield from _rows(resource, options)

    return Package(file, read)


def _described(description: Path, file: str, issues: list[Issue]) -> list[_Resource]:
    """The resources that a datapackage.json lists, those without a file left out with an issue."""
    limit = FileLimits().record_characters
    if description.stat().st_size > limit:
        raise RecordTooLong(file=file, where=DESCRIPTION, limit=limit)
    try:
        listed = orjson.loads(description.read_bytes())["resources"]
        named = [(str(one["name"]), place) for one in listed for place in _places(one["path"])]
    except (ValueError, KeyError, TypeError) as error:
        reason = f"it lists no resources with name and path: {error}"
        raise MalformedFile(file=file, format="hsds", where=DESCRIPTION, reason=reason) from error
    folder = description.parent.resolve()
    files = files_of(folder)
    found = []
    for name, place in named:
        path = _file_at(folder, place, files)
        if path is None:
            message = f"{DESCRIPTION} lists «{place}» for {name}, and the package has no such file; add it."
            issues.append(Issue("RESOURCE_MISSING", message, Severity.WARNING, sheet=name, value=place))
        else:
            found.append(_Resource(name, path))
    return found


def _places(path: object) -> list[str]:
    """The files of a resource, which may be one or several."""
    return [str(one) for one in path] if isinstance(path, list) else [str(path)]


def _file_at(folder: Path, place: str, files: Sequence[Path]) -> Path | None:
    """The file that a description names: at its path, in any letter case, or the only one of its name.

    Publishers write the descriptions of files that they then move below `data/`.
    """
    path = (folder / place).resolve()
    if path.is_relative_to(folder) and path.is_file():
        return path
    inside = {one: one.resolve().relative_to(folder).as_posix().lower() for one in files}
    wanted = PurePosixPath(place.replace("\\", "/").lower())
    same = [one for one, name in inside.items() if name == wanted.as_posix()]
    of_name = [one for one, name in inside.items() if PurePosixPath(name).name == wanted.name]
    chosen = same or of_name
    return chosen[0].resolve() if len(chosen) == 1 else None


def _unlisted(path: Path) -> Issue:
    message = f"{path.name} is not listed in {DESCRIPTION}, so it was not read; list it there."
    return Issue("TABLE_NOT_TAKEN", message, Severity.WARNING, sheet=path.stem)


def _delimiter(path: Path) -> Delimiter:
    """A comma, as the specification says, unless the names of columns stand between other signs only.

    They hold no punctuation, while texts below them hold all of it.
    """
    with path.open("rb") as stream:
        header = stream.readline(_HEADER_BYTES)
    if b"," in header:
        return ","
    return ";" if b";" in header else "\t" if b"\t" in header else ","


def _rows(resource: _Resource, options: FormatOptions) -> Iterator[PackageRow | Issue]:
    table_options = FormatOptions(
        format=FileFormat.CSV,
        encoding=options.encoding,
        delimiter=options.delimiter or _delimiter(resource.path),
        header=HeaderOptions(row=1),
        skip_totals=False,
    )
    if not resource.path.stat().st_size:
        return
    with open_rows(resource.path, table_options) as source:
        table = table_of(resource.name) or table_of(resource.path.name)
        if table == "taxonomy" and _TERM_COLUMNS & {name.strip().lower() for name in source.columns}:
            table = "taxonomy_term"
        names = columns_as_named(table, source.columns)
        noted = 0
        for row in source:
            yield from source.notes[noted:]
            noted = len(source.notes)
            values = {names[name]: unguarded(text) for name, text in row.values.items()}
            yield PackageRow(table, resource.name, row.number, values)
        yield from source.notes[noted:]
