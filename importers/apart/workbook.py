"""A workbook's sheets put down row by row, in a process that may end when the workbook asks for too much.

    python -m importers.apart.workbook FILE FOLDER BYTES SECONDS HOW

reads it as HOW says (`calamine`, `xml2003`, or `html` and the encoding after a colon), and writes
FOLDER/rows, a line of JSON `[number, kind, texts]` for each row that is not blank, and FOLDER/sheets, where
in it each sheet lies. Calamine holds whole sheets and ends the process when it gets no memory; so the process
takes BYTES beyond its start and SECONDS of a processor, and no more.
"""

import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import orjson
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from importers.apart.cells import cell_text
from importers.apart.html_tables import read_tables
from importers.apart.sheets import NotReadable
from importers.apart.xml_2003 import read_xml_2003

#: The exit status of a process that was given no more memory.
NO_MEMORY = 3


def main() -> int:
    """Read the workbook; what is wrong with it is told in FOLDER/sheets as `error`."""
    source, folder, memory, seconds, how = sys.argv[1:]
    _bound(int(memory), int(seconds))
    try:
        told = _put_down(Path(source), Path(folder), how)
    except MemoryError:
        return NO_MEMORY
    except PasswordError:
        told = {"error": "password"}
    except (CalamineError, NotReadable) as error:
        told = {"error": str(error)}
    (Path(folder) / "sheets").write_bytes(orjson.dumps(told))
    return 0


def _bound(memory: int, seconds: int) -> None:
    with suppress(OSError, ValueError):  # Not every system bounds every one of them.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))


def _put_down(source: Path, folder: Path, how: str) -> dict[str, Any]:
    reader, _, encoding = how.partition(":")
    with (folder / "rows").open("wb") as rows:
        if reader == "calamine":
            return {"sheets": list(_calamine(source, rows)), "cut": False}
        drafts, is_cut = read_tables(source, encoding) if reader == "html" else (read_xml_2003(source), False)
        return {"sheets": [draft.write(rows) for draft in drafts], "cut": is_cut}


def _calamine(source: Path, rows: IO[bytes]) -> Iterator[dict[str, Any]]:
    with source.open("rb") as stream:
        # From a stream calamine goes by the content; from a path it would believe the suffix.
        book = CalamineWorkbook.from_filelike(stream)
    for meta in book.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            visible = meta.visible == SheetVisibleEnum.Visible
            sheet = book.get_sheet_by_name(meta.name)
            yield {"name": meta.name, "visible": visible, **_rows(sheet, rows)}


def _rows(sheet: CalamineSheet, rows: IO[bytes]) -> dict[str, Any]:
    """Write the rows that hold something; calamine leaves out the empty columns on the left."""
    begin = rows.tell()
    last_row, last_column = sheet.end or (-1, -1)
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [cell_text(cell) for cell in row]
        if any(cells):
            rows.write(orjson.dumps([number, 0, margin + cells]) + b"\n")
    return {
        "begin": begin,
        "end": rows.tell(),
        "rows": last_row + 1,
        "columns": last_column + 1,
        "merges": sheet.merged_cell_ranges or [],
    }


if __name__ == "__main__":
    sys.exit(main())
