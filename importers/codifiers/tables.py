"""Reading of the tables that codifiers come in: CSV and XLSX with a known header."""

import csv
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from python_calamine import CalamineWorkbook

from hub.domain.text import tidy
from importers.codifiers.errors import CodifierLayout
from importers.readers.reach import lines_of

Row = dict[str, str]
#: So many characters of a file tell its delimiter or layout.
SAMPLE = 1 << 16


def read_table(path: Path, kind: str, columns: Sequence[str]) -> Iterator[Row]:
    """Rows of a CSV or XLSX file as tidied text by column; the header may stand below title rows.

    Raises CodifierLayout when no row of the first twenty holds all of `columns`.
    """
    rows = _sheet(path) if path.suffix.lower() in {".xlsx", ".xls", ".ods"} else _csv(path)
    header: list[str] | None = None
    for number, row in enumerate(rows):
        if header is not None:
            yield dict(zip(header, map(tidy, row), strict=False))
        elif set(columns) <= {tidy(cell) for cell in row}:
            header = [tidy(cell) for cell in row]
        elif number >= 20:
            break
    if header is None:
        missing = f"a header row with the columns {', '.join(columns)}"
        raise CodifierLayout(file=path.name, kind=kind, missing=missing)


def bundled_table(name: str) -> list[Row]:
    """Rows of a table of facts that comes with the project, such as `ua_regions.csv`."""
    folder = resources.files("importers") / "reference" / "territories"
    return list(csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()))


def _csv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        sample = file.readline(SAMPLE)
        file.seek(0)
        delimiter = max(",;\t", key=sample.count)
        yield from csv.reader(lines_of(file, path.name), delimiter=delimiter)


def _sheet(path: Path) -> Iterator[list[str]]:
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    for row in sheet.iter_rows():
        yield [_cell(cell) for cell in row]


def _cell(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
