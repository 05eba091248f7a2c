"""Errors of the readers: one class per cause; each names the file, where in it, and how to mend it.

Details common to all: `file` (the file's name, or `archive.zip → member` for a member of a ZIP).
"""

from hub.errors import MerezhaError


class ReaderError(MerezhaError):
    """A file could not be read."""

    code = "READER_ERROR"


class UnknownFormat(ReaderError):
    """{file}: its format is not known from the name or the first bytes; set format to one of {known}."""

    code = "UNKNOWN_FORMAT"


class NotATable(ReaderError):
    """{file} is {kind}, which holds no table that can be read; {mend}."""

    code = "NOT_A_TABLE"


class EmptyFile(ReaderError):
    """{file} holds no rows; ask its publisher for the file again."""

    code = "EMPTY_FILE"


class NotAFile(ReaderError):
    """{file} is {kind}, not a file; save what it gives as a file and name that."""

    code = "NOT_A_FILE"


class FileChanged(ReaderError):
    """{file} was changed while it was read ({change}), so nothing of it was taken in; wait until it is
    written whole, then run the command again."""

    code = "FILE_CHANGED"


class FileOfZeros(ReaderError):
    """{file} holds nothing but zero bytes from byte {offset} on, so it was never written whole; fetch it
    again."""

    code = "FILE_OF_ZEROS"


class RecordTooLong(ReaderError):
    """{file}, {where}: a record goes on for more than {limit} characters, so the file is damaged or of
    another format; if it is neither, raise MEREZHA_FILE_RECORD_CHARACTERS."""

    code = "RECORD_TOO_LONG"


class RecordTooFull(ReaderError):
    """{file}, {where}: a record holds more than {limit} values, so the file is damaged or of another format;
    if it is neither, raise MEREZHA_FILE_RECORD_VALUES."""

    code = "RECORD_TOO_FULL"


class UndecodableFile(ReaderError):
    """{file}, line {line} (byte {offset}): {reason}; set encoding, or save the file as UTF-8."""

    code = "UNDECODABLE_FILE"


class UnknownEncoding(ReaderError):
    """{file}: Python knows no text encoding {encoding!r}; use utf-8, utf-16, windows-1251 or cp866."""

    code = "UNKNOWN_ENCODING"


class HeaderNotFound(ReaderError):
    """{file}: no header among the first {scanned} rows{where}: {looked_for}; {nearest}. Set header.row or
    mend header.known."""

    code = "HEADER_NOT_FOUND"


class ColumnMissing(ReaderError):
    """{file} has no column {column!r}{also}; {nearest}. Mend the mapping, or ask the publisher."""

    code = "COLUMN_MISSING"


class SheetMissing(ReaderError):
    """{file} has no sheet {sheet!r}; it has {sheets}. Mend the sheet option."""

    code = "SHEET_MISSING"


class SheetTooLarge(ReaderError):
    """{file}: the used area of sheet {sheet!r} reaches to {corner} and has {cells} cells, more than {limit}.
    Clear what stands far from the table, or raise MEREZHA_FILE_SHEET_CELLS."""

    code = "SHEET_TOO_LARGE"


class UnclosedQuote(ReaderError):
    """{file}, row {row}: a quotation mark opened in this row is never closed; double or remove it."""

    code = "UNCLOSED_QUOTE"


class TooManyRaggedRows(ReaderError):
    """{file}: more than {limit} rows, the last of them row {row}, have more cells than the header's {width};
    the delimiter is likely not {delimiter!r}: set delimiter."""

    code = "TOO_MANY_RAGGED_ROWS"


class MalformedFile(ReaderError):
    """{file} is not well-formed {format} ({where}): {reason}; ask its publisher for a whole file."""

    code = "MALFORMED_FILE"


class RecordsNotFound(ReaderError):
    """{file}: {reason}; set records to one of {candidates}."""

    code = "RECORDS_NOT_FOUND"


class DoctypeForbidden(ReaderError):
    """{file} declares a document type, line {line}; entities can exhaust memory, so remove the DOCTYPE."""

    code = "DOCTYPE_FORBIDDEN"


class UnsupportedCrs(ReaderError):
    """{file} has coordinates in {crs}; publish GeoJSON in WGS 84 longitude and latitude."""

    code = "UNSUPPORTED_CRS"


class MemberNotFound(ReaderError):
    """{file}: {reason}; set member to a pattern that matches only files of one header among {members}."""

    code = "MEMBER_NOT_FOUND"


class ArchiveTooLarge(ReaderError):
    """{file} unpacks to more than {limit} bytes; if you trust it, raise MEREZHA_FILE_UNPACKED_BYTES."""

    code = "ARCHIVE_TOO_LARGE"


class UnsupportedCompression(ReaderError):
    """{file} is packed by {method}, which may take any amount of memory; pack it anew with Deflate."""

    code = "UNSUPPORTED_COMPRESSION"


class WorkbookTooLarge(ReaderError):
    """{file}: reading the workbook takes more than {limit} {unit}; save it as XLSX or CSV, or raise {setting}
    if you trust it."""

    code = "WORKBOOK_TOO_LARGE"


class EncryptedFile(ReaderError):
    """{file} is protected by a password; save it without one."""

    code = "ENCRYPTED_FILE"
