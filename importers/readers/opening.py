"""The one way in: a path and its options to the reader of its format."""

from collections.abc import Callable
from pathlib import Path

from importers.readers.archive import unpack_member
from importers.readers.delimited import open_delimited
from importers.readers.detect import detect_format
from importers.readers.errors import EmptyFile, MemberNotFound
from importers.readers.geojson import open_geojson
from importers.readers.json_records import open_json, open_jsonl
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.regular import require_file
from importers.readers.source import RowSource
from importers.readers.workbook import open_workbook
from importers.readers.xml_records import open_xml

_Reader = Callable[[Path, FileFormat, FormatOptions, str], RowSource]
_READERS: dict[FileFormat, _Reader] = {
    FileFormat.CSV: open_delimited,
    FileFormat.TSV: open_delimited,
    FileFormat.XLSX: open_workbook,
    FileFormat.XLS: open_workbook,
    FileFormat.JSON: open_json,
    FileFormat.JSONL: open_jsonl,
    FileFormat.XML: open_xml,
    FileFormat.GEOJSON: open_geojson,
}


def open_rows(path: Path, options: FormatOptions | None = None) -> RowSource:
    """Rows of a file of any known format; what can be wrong with the file as a whole is raised here.

    Faults of single rows become `notes` of the source while it is read. All errors derive from
    `importers.readers.errors.ReaderError`. Close the source, or use it in a `with` statement: a ZIP's
    member is unpacked to a temporary file until then.
    """
    options = options or FormatOptions()
    require_file(path)
    if not path.stat().st_size:
        raise EmptyFile(file=path.name)
    format = options.format
    if format is FileFormat.AUTO:
        format = detect_format(path, path.name)
    if format is FileFormat.ZIP:
        return _open_zip(path, options)
    return _READERS[format](path, format, options, path.name)


def _open_zip(path: Path, options: FormatOptions) -> RowSource:
    member, name, remove = unpack_member(path, options.member, path.name)
    file = f"{path.name} → {name}"
    try:
        format = detect_format(member, file)
        if format is FileFormat.ZIP:
            reason = f"{name} is itself an archive, and only one level is read"
            raise MemberNotFound(file=path.name, reason=reason, members="its data files")
        source = _READERS[format](member, format, options, file)
    except BaseException:
        remove()
        raise
    return source.closing(remove)
