"""Small files made on the spot, and one way to read them whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from importers.readers import FormatOptions, RowSource, open_rows

WriteText = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> WriteText:
    """Write a text file with an encoding and return its path; line ends stay as they are given."""

    def write_text(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write_text


@pytest.fixture
def read() -> Callable[..., tuple[list[tuple[int, dict[str, str]]], RowSource]]:
    """Read a file whole: its rows as (number, values), and the source with its notes."""

    def read_all(path: Path, **options: Any) -> tuple[list[tuple[int, dict[str, str]]], RowSource]:
        with open_rows(path, FormatOptions.model_validate(options)) as source:
            return [(row.number, row.values) for row in source], source

    return read_all
