"""What the first bytes of a file tell of its format, whatever it is called."""

import codecs
import zipfile
from pathlib import Path

from importers.readers.errors import MalformedFile, NotATable
from importers.readers.options import FileFormat
from importers.readers.zips import folded_name, open_zip

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "save the table that it shows as XLSX or CSV"
#: First bytes → what the file is, and what to do with it.
_STRANGERS = (
    (b"%PDF-", "a PDF document", "ask its publisher for the table behind it as XLSX or CSV"),
    (b"{\\rtf", "a text document (RTF)", _SAVE),
    (
        b"MIME-Version:",
        "a web page saved as one file (MHTML)",
        f"open it in a spreadsheet program and {_SAVE}",
    ),
    (b"\x1f\x8b", "packed by gzip", "unpack it, or pack it anew as ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "packed by 7-Zip", "unpack it, or pack it anew as ZIP"),
    (b"Rar!", "packed by RAR", "unpack it, or pack it anew as ZIP"),
)
#: A part of an archive → what the file is; both are documents of text.
_DOCUMENTS = {"word/document.xml": "a Word document", "ppt/presentation.xml": "a presentation"}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_PAGE = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<style", b"<head", b"<body", b"<div", b"<center")
_XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
#: Control characters that texts hold.
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f")


def head_of(path: Path) -> bytes:
    """The first bytes of a file, as UTF-8 without a mark where they are marked as another Unicode."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(codecs.BOM_UTF8):
        return head.removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore").encode()
    return head


def by_signature(path: Path, head: bytes, file: str) -> FileFormat | None:
    """The format of workbooks, archives and pages; None of others. Raises NotATable."""
    for sign, kind, mend in _STRANGERS:
        if head.startswith(sign):
            raise NotATable(file=file, kind=kind, mend=mend)
    if head.startswith(_OLE):
        return FileFormat.XLS
    if head.startswith(b"PK\x03\x04"):
        return _archive(path, file)
    start = head.lstrip().lower()
    if start.startswith(b"<?xml"):
        if _XML_2003 in start and b"<workbook" in start.replace(b"<ss:workbook", b"<workbook"):
            return FileFormat.XML_2003
        return FileFormat.HTML if b"<html" in start else None
    return FileFormat.HTML if start.startswith(_PAGE) else None


def _archive(path: Path, file: str) -> FileFormat:
    try:
        with open_zip(path, file) as archive:
            names = set(map(folded_name, archive.namelist()))
            kind = _open_document(archive) if "mimetype" in names else b""
    except MalformedFile:
        return FileFormat.XLSX if path.suffix.lower() in {".xlsx", ".xlsm"} else FileFormat.ZIP
    if "xl/workbook.xml" in names:
        return FileFormat.XLSX
    if "xl/workbook.bin" in names:
        return FileFormat.XLS
    if kind.startswith(_OPEN_DOCUMENT):
        if kind.startswith(_OPEN_DOCUMENT + b"spreadsheet"):
            return FileFormat.ODS
        raise NotATable(file=file, kind="an OpenDocument file without sheets", mend=_SAVE)
    for part, said in _DOCUMENTS.items():
        if part in names:
            raise NotATable(file=file, kind=said, mend=_SAVE)
    return FileFormat.ZIP


def _open_document(archive: zipfile.ZipFile) -> bytes:
    """What the archive says of itself in its member `mimetype`, stored as it stands."""
    member = archive.getinfo("mimetype") if "mimetype" in archive.namelist() else None
    if member is None or member.flag_bits & 0x1 or member.compress_type != zipfile.ZIP_STORED:
        return b""
    with archive.open(member) as stream:
        return stream.read(100)


def is_text(head: bytes) -> bool:
    """Whether first bytes are those of a text, as far as control characters tell."""
    return bool(head.strip()) and not any(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head)
