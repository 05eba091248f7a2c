"""Which format a file has: by its first bytes where they tell, else by its suffix."""

from pathlib import Path, PurePath

from importers.readers.errors import MalformedFile, UnknownFormat
from importers.readers.options import FileFormat
from importers.readers.signatures import by_signature, head_of, is_text

_SUFFIXES = {
    ".csv": FileFormat.CSV,
    ".txt": FileFormat.CSV,
    ".tsv": FileFormat.TSV,
    ".tab": FileFormat.TSV,
    ".xlsx": FileFormat.XLSX,
    ".xlsm": FileFormat.XLSX,
    ".xls": FileFormat.XLS,
    ".xlsb": FileFormat.XLS,
    ".ods": FileFormat.ODS,
    ".json": FileFormat.JSON,
    ".jsonl": FileFormat.JSONL,
    ".ndjson": FileFormat.JSONL,
    ".xml": FileFormat.XML,
    ".geojson": FileFormat.GEOJSON,
    ".zip": FileFormat.ZIP,
}
_KNOWN = ", ".join(format.value for format in FileFormat if format is not FileFormat.AUTO)
_WORKBOOKS = (FileFormat.XLS, FileFormat.XLSX, FileFormat.ODS)


def format_by_name(name: str) -> FileFormat:
    """The format that a file's suffix stands for, or UnknownFormat."""
    try:
        return _SUFFIXES[PurePath(name).suffix.lower()]
    except KeyError:
        raise UnknownFormat(file=name, known=_KNOWN) from None


def real_format(path: Path, said: FileFormat, file: str) -> FileFormat:
    """The format of a file of which something is said, which the bytes of workbooks and pages outweigh."""
    if said is FileFormat.AUTO:
        return detect_format(path, file)
    head = head_of(path)
    seen = by_signature(path, head, file)
    if seen is FileFormat.ZIP and said in _WORKBOOKS:
        # Of what no sign tells, the process for old workbooks may know more.
        return FileFormat.XLS
    if said is FileFormat.XML and seen in (FileFormat.HTML, FileFormat.XML_2003):
        return said
    return seen or _true_workbook(said, head, file)


def detect_format(path: Path, file: str) -> FileFormat:
    """The format of a file; what is called .xls and is another workbook, a page or CSV is seen through."""
    head = head_of(path)
    seen = by_signature(path, head, file)
    if seen is not None:
        return seen
    try:
        format = _true_workbook(format_by_name(path.name), head, file)
    except UnknownFormat:
        format = _by_first_character(head, file)
    if format is FileFormat.JSON and b'"FeatureCollection"' in head:
        return FileFormat.GEOJSON
    return format


def _true_workbook(said: FileFormat, head: bytes, file: str) -> FileFormat:
    """What is said, but CSV where a workbook is said and a text begins. Raises MalformedFile."""
    if said not in _WORKBOOKS:
        return said
    if is_text(head):
        return FileFormat.CSV
    if said is FileFormat.XLS:
        return said
    reason = "it does not begin as an archive does"
    raise MalformedFile(file=file, format=said.value, where="archive", reason=reason)


def _by_first_character(head: bytes, file: str) -> FileFormat:
    start = head.lstrip()[:1]
    if start in (b"{", b"["):
        return FileFormat.JSON
    if start == b"<":
        return FileFormat.XML
    raise UnknownFormat(file=file, known=_KNOWN)
