"""XLS, ODS, pages of HTML and other workbooks than XLSX: read by a process of its own,
which their asking for too much ends."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

import orjson

import importers
from hub.settings import FileLimits
from importers.apart.workbook import NO_MEMORY
from importers.readers.decoding import page_encoding
from importers.readers.doctype import refuse_doctype
from importers.readers.errors import EncryptedFile, MalformedFile, SheetTooLarge, WorkbookTooLarge
from importers.readers.headers import Merge, column_letter
from importers.readers.options import FileFormat
from importers.readers.spool import MAX_MERGES, Sheet

#: A process that rests instead of reckoning is ended after so many times the seconds that it may reckon.
_RESTING = 10
#: How a process ends that is given no more memory, or no more time.
_NO_MEMORY = (NO_MEMORY, -signal.SIGABRT, -signal.SIGKILL)
_NO_TIME = -signal.SIGXCPU
_MAX_SAID = 16 * 1024**2


class XlsWorkbook:
    """The sheets of a workbook, all put down in one temporary file, which `close` drops."""

    def __init__(self, rows: IO[bytes], said: dict[str, Any], format: FileFormat, file: str) -> None:
        sheets: list[dict[str, Any]] = said["sheets"]
        self.sheets = [(str(sheet["name"]), bool(sheet["visible"])) for sheet in sheets]
        self.is_cut = bool(said["cut"])
        self.close = rows.close
        self._rows = rows
        self._said = {str(sheet["name"]): sheet for sheet in sheets}
        self._format = format
        self._file = file

    def sheet(self, name: str) -> Sheet:
        """The sheet of this name. Raises SheetTooLarge and MalformedFile."""
        said = self._said[name]
        rows, columns, limit = int(said["rows"]), int(said["columns"]), FileLimits().sheet_cells
        if rows * columns > limit:
            corner = f"{column_letter(columns - 1)}{rows}"
            raise SheetTooLarge(file=self._file, sheet=name, cells=rows * columns, corner=corner, limit=limit)
        if len(said["merges"]) > MAX_MERGES:
            reason = f"it merges more than {MAX_MERGES} ranges of cells"
            where = f"sheet {name!r}"
            raise MalformedFile(file=self._file, format=self._format.value, where=where, reason=reason)
        merges = [Merge(top + 1, bottom + 1, left, right) for (top, left), (bottom, right) in said["merges"]]
        begin, end = int(said["begin"]), int(said["end"])
        return Sheet(name, self._rows, begin, end, rows, columns, merges)


def open_xls(path: Path, format: FileFormat, encoding: str | None, file: str) -> XlsWorkbook:
    """The workbook; `encoding` is what a page of HTML is to be read in, where it is known.

    Raises MalformedFile, EncryptedFile, WorkbookTooLarge and, of a page, what `text_encoding` raises.
    """
    limits = FileLimits()
    how = _how(path, format, encoding, file)
    with tempfile.TemporaryDirectory(prefix="merezha-") as folder:
        bounds = (str(limits.workbook_bytes), str(limits.workbook_seconds))
        program = (sys.executable, "-m", "importers.apart.workbook")
        command = [*program, str(path.resolve()), folder, *bounds, how]
        status = _status(command, limits.workbook_seconds * _RESTING)
        if status == _NO_TIME:
            raise _too_large(file, limits.workbook_seconds, "seconds", "MEREZHA_FILE_WORKBOOK_SECONDS")
        if status in _NO_MEMORY:
            raise _too_large(file, limits.workbook_bytes, "bytes", "MEREZHA_FILE_WORKBOOK_BYTES")
        said = _said(Path(folder) / "sheets", format, file)
        if status or said is None:
            raise _malformed(file, format, f"its reader ended with status {status}")
        rows = (Path(folder) / "rows").open("rb")
    return XlsWorkbook(rows, said, format, file)


def _how(path: Path, format: FileFormat, encoding: str | None, file: str) -> str:
    """What the process is told of the way to read the file."""
    if format is FileFormat.HTML:
        return f"html:{page_encoding(path, encoding, file)}"
    if format is FileFormat.XML_2003:
        with path.open("rb") as stream:
            refuse_doctype(stream, file)
        return "xml2003"
    return "calamine"


def _status(command: list[str], seconds: float) -> int:
    try:
        done = subprocess.run(
            command,
            cwd=Path(importers.__file__).parents[1],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _NO_TIME
    return done.returncode


def _said(path: Path, format: FileFormat, file: str) -> dict[str, Any] | None:
    """What the process says of the sheets; None where it ended before it could."""
    if not path.exists():
        return None
    if path.stat().st_size > _MAX_SAID:
        reason = f"its sheets and merged cells take more than {_MAX_SAID} bytes to list"
        raise _malformed(file, format, reason)
    said: dict[str, Any] = orjson.loads(path.read_bytes())
    if said.get("error") == "password":
        raise EncryptedFile(file=file)
    if "error" in said:
        raise _malformed(file, format, str(said["error"])[:200])
    return said


def _too_large(file: str, limit: int, unit: str, setting: str) -> WorkbookTooLarge:
    return WorkbookTooLarge(file=file, limit=limit, unit=unit, setting=setting)


def _malformed(file: str, format: FileFormat, reason: str) -> MalformedFile:
    return MalformedFile(file=file, format=format.value, where="workbook", reason=reason)
