"""The one way in: a path and its options to the reader of its format."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from hub.domain.records import Issue
from importers.readers.archive import Member, choose, unpack_members
from importers.readers.delimited import open_delimited
from importers.readers.detect import real_format
from importers.readers.errors import EmptyFile, HeaderNotFound, MemberNotFound, NotATable, ReaderError
from importers.readers.geojson import open_geojson
from importers.readers.hashing import files_of
from importers.readers.joining import open_joined
from importers.readers.json_records import open_json, open_jsonl
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.regular import require_file
from importers.readers.several import difference, joined, not_read
from importers.readers.source import RowSource
from importers.readers.workbook import open_workbook
from importers.readers.xml_records import open_xml

_Reader = Callable[[Path, FileFormat, FormatOptions, str], RowSource]
_READERS: dict[FileFormat, _Reader] = {
    FileFormat.CSV: open_delimited,
    FileFormat.TSV: open_delimited,
    FileFormat.XLSX: open_workbook,
    FileFormat.XLS: open_workbook,
    FileFormat.ODS: open_workbook,
    FileFormat.HTML: open_workbook,
    FileFormat.XML_2003: open_workbook,
    FileFormat.JSON: open_json,
    FileFormat.JSONL: open_jsonl,
    FileFormat.XML: open_xml,
    FileFormat.GEOJSON: open_geojson,
}


def open_rows(path: Path, options: FormatOptions | None = None) -> RowSource:
    """Rows of a file of any known format; what can be wrong with the file as a whole is raised here.

    Of a folder, and of a ZIP, all data files are read that have the same header. Faults of single rows become
    `notes` of the source while it is read. All errors derive from `importers.readers.errors.ReaderError`.
    Close the source, or use it in a `with` statement: what is unpacked lies in temporary files until then.
    """
    options = options or FormatOptions()
    if options.is_joined:
        return open_joined(path, options, open_rows)
    if path.is_dir():
        names = {file.relative_to(path).as_posix(): file for file in files_of(path)}
        chosen, passed = choose(names, options.member, path.name)
        return _open_several([Member(names[name], name) for name in chosen], passed, options, path.name)
    require_file(path)
    if not path.stat().st_size:
        raise EmptyFile(file=path.name)
    format = real_format(path, options.format, path.name)
    if format is FileFormat.ZIP:
        members, passed, remove = unpack_members(path, options.member, path.name)
        try:
            return _open_several(members, passed, options, path.name).closing(remove)
        except BaseException:
            remove()
            raise
    return _READERS[format](path, format, options, path.name)


def _open_several(
    members: Sequence[Member], passed: Iterable[str], options: FormatOptions, file: str
) -> RowSource:
    """The files of a folder or an archive as one source; a file without a table is told of.

    Raises MemberNotFound where their headers differ: which of them holds the records is not ours to guess.
    """
    with ExitStack() as opened:
        sources: list[RowSource] = []
        names: list[str] = []
        left_out = [_passed_over(name) for name in passed]
        failure: ReaderError | None = None
        for member in members:
            try:
                source = _open_member(member, options, file)
            except (EmptyFile, HeaderNotFound, NotATable) as error:
                failure = failure or error
                message = f"The file «{member.name}» is not read: {error}"
                left_out.append(not_read("FILE_NOT_READ", message, member.name))
                continue
            opened.callback(source.close)
            unlike = difference(source.columns, sources[0].columns) if sources else ""
            if unlike:
                reason = f"the header of {member.name} is not that of {names[0]}: {unlike}"
                raise MemberNotFound(
                    file=file, reason=reason, members=", ".join(each.name for each in members[:20])
                )
            sources.append(source)
            names.append(member.name)
        if failure is not None and not sources:
            raise failure
        opened.pop_all()
        return joined(sources, left_out, names)
    raise AssertionError  # Nothing is suppressed.


def _passed_over(name: str) -> Issue:
    message = f"The file «{name}» is not read, since its format is none that holds records."
    return not_read("FILE_NOT_READ", message, name)


def _open_member(member: Member, options: FormatOptions, file: str) -> RowSource:
    name = f"{file} → {member.name}"
    if not member.path.stat().st_size:
        raise EmptyFile(file=name)
    said = FileFormat.AUTO if options.format is FileFormat.ZIP else options.format
    format = real_format(member.path, said, name)
    if format is FileFormat.ZIP:
        reason = f"{member.name} is itself an archive, and only one level is read"
        raise MemberNotFound(file=file, reason=reason, members="its data files")
    return _READERS[format](member.path, format, options, name)
