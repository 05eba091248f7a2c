"""Which format a file has: by its first bytes where they tell, else by its suffix."""

import zipfile
from pathlib import Path, PurePath

from importers.readers.errors import UnknownFormat
from importers.readers.options import FileFormat

_SUFFIXES = {
    ".csv": FileFormat.CSV,
    ".txt": FileFormat.CSV,
    ".tsv": FileFormat.TSV,
    ".tab": FileFormat.TSV,
    ".xlsx": FileFormat.XLSX,
    ".xlsm": FileFormat.XLSX,
    ".xls": FileFormat.XLS,
    ".json": FileFormat.JSON,
    ".jsonl": FileFormat.JSONL,
    ".ndjson": FileFormat.JSONL,
    ".xml": FileFormat.XML,
    ".geojson": FileFormat.GEOJSON,
    ".zip": FileFormat.ZIP,
}
_KNOWN = ", ".join(format.value for format in FileFormat if format is not FileFormat.AUTO)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def format_by_name(name: str) -> FileFormat:
    """The format that a file's suffix stands for, or UnknownFormat."""
    try:
        return _SUFFIXES[PurePath(name).suffix.lower()]
    except KeyError:
        raise UnknownFormat(file=name, known=_KNOWN) from None


def detect_format(path: Path, file: str) -> FileFormat:
    """The format of a file; an .xls that is really XLSX or the reverse is seen through."""
    with path.open("rb") as stream:
        head = stream.read(512)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        return FileFormat.XLS
    try:
        format = format_by_name(path.name)
    except UnknownFormat:
        format = _by_first_character(head, file)
    if format is FileFormat.JSON and b'"FeatureCollection"' in head:
        return FileFormat.GEOJSON
    return format


def _kind_of_zip(path: Path) -> FileFormat:
    try:
        with zipfile.ZipFile(path) as archive:
            is_book = "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        is_book = path.suffix.lower() in {".xlsx", ".xlsm"}
    return FileFormat.XLSX if is_book else FileFormat.ZIP


def _by_first_character(head: bytes, file: str) -> FileFormat:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return FileFormat.JSON
    if start == b"<":
        return FileFormat.XML
    raise UnknownFormat(file=file, known=_KNOWN)
