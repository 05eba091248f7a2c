"""Reading of the tables that codifiers come in: files of any format with a known header."""

import csv
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from python_calamine import CalamineWorkbook

from hub.domain.records import FILE_CUT
from hub.domain.text import tidy
from hub.domain.vocabulary import Severity
from importers.codifiers.errors import CodifierLayout
from importers.readers import FormatOptions, HeaderOptions, open_rows
from importers.readers.errors import HeaderNotFound
from importers.readers.headers import ENOUGH_KNOWN

Row = dict[str, str]
#: So many characters of a file tell its delimiter or layout.
SAMPLE = 1 << 16


def read_table(path: Path, kind: str, columns: Sequence[str]) -> Iterator[Row]:
    """Rows of a file as tidied text by column; the header may stand below title rows.

    Raises CodifierLayout when no row of the first fifty holds all of `columns`, and the errors of
    `importers.readers`.
    """
    header = HeaderOptions(known=tuple(columns)) if len(columns) >= ENOUGH_KNOWN else HeaderOptions()
    options = FormatOptions(header=header, skip_totals=False, fill_merged=False)
    try:
        with open_rows(path, options) as source:
            if not set(columns) <= set(source.columns):
                raise _layout(path, kind, columns)
            for row in source:
                yield {name: tidy(text) for name, text in row.values.items()}
            faults = [
                note for note in source.notes if note.severity is Severity.ERROR or note.code == FILE_CUT
            ]
            if faults:
                raise ValueError(f"row {faults[0].row}: {faults[0].message}")
    except HeaderNotFound as error:
        raise _layout(path, kind, columns) from error


def packaged_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Rows of a workbook that comes with a package of Python, which needs nobody's bounds."""
    header: list[str] | None = None
    for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
        cells = [tidy(str(cell)) for cell in row]
        if header is not None:
            yield dict(zip(header, cells, strict=True))
        elif set(columns) <= set(cells):
            header = cells


def _layout(path: Path, kind: str, columns: Sequence[str]) -> CodifierLayout:
    missing = f"a header row with the columns {', '.join(columns)}"
    return CodifierLayout(file=path.name, kind=kind, missing=missing)


def bundled_table(name: str) -> list[Row]:
    """Rows of a table of facts that comes with the project, such as `ua_regions.csv`."""
    folder = resources.files("importers") / "reference" / "territories"
    return list(csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()))
