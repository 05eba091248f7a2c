"""The CSV files of this folder as rows: text by column, empty cells as ''."""

import csv
from functools import cache
from hashlib import sha256
from pathlib import Path

Row = dict[str, str]

FOLDER = Path(__file__).parent


@cache
def rows_of(name: str) -> tuple[Row, ...]:
    """All rows of `name`.csv, in the order of the file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def codes_of(name: str) -> frozenset[str]:
    """The codes of a taxonomy's file."""
    return frozenset(row["code"] for row in rows_of(name))


def listed(cell: str, separator: str = "|") -> tuple[str, ...]:
    """The parts of a cell that names several; none for an empty cell."""
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


def marked(name: str) -> str:
    """Eight hexadecimal digits of the hash of `name`.csv: the edition of a file without a version."""
    return sha256((FOLDER / f"{name}.csv").read_bytes()).hexdigest()[:8]
