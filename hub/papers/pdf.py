"""A paper as PDF, set by typst with the fonts that it brings along."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from hub.papers.extras import library
from hub.papers.page import Page, PageTable

_TEMPLATE: Final = Path(__file__).with_name("paper.typ")
#: No time of making goes into a file, so that the same paper is the same bytes.
_MOMENT: Final = datetime(1980, 1, 1, tzinfo=UTC)
_PICTURE: Final = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.map), format: "svg", width: 16cm)
"""
_PICTURE_DPI: Final = 150
#: A table of more columns needs the page's long side.
_UPRIGHT: Final = 8
#: Letters of a table that stand side by side on the page's short and long side, and between two columns.
_ROOM, _LONG_ROOM, _BETWEEN = 112, 172, 2.5
#: Wide letters, and those of headings, which are bold.
_WIDE_LETTERS: Final = 1.15
#: A text of more letters takes several lines anyway.
_LINE: Final = 60


def pdf(page: Page) -> bytes:
    """The page as PDF. Raises PapersNotInstalled."""
    typst = library("typst", "typst", "PDF")
    made = typst.Compiler(ignore_system_fonts=True).compile(
        input=_TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"page": orjson.dumps(_inputs(page)).decode()},
        timestamp=_MOMENT,
    )
    assert isinstance(made, bytes)
    return made


def _inputs(page: Page) -> dict[str, Any]:
    """The page as the template reads it: with how its sheets lie, and how wide columns are."""
    flipped = any(len(table.headings) > _UPRIGHT for table in page.tables)
    room = _LONG_ROOM if flipped else _ROOM
    return {**asdict(page), "flipped": flipped, "widths": [column_widths(each, room) for each in page.tables]}


def column_widths(table: PageTable, room: float) -> list[float]:
    """Letters across each column: its longest word fits, and what room is left goes to long texts."""
    least, most = [], []
    for texts in zip(table.headings, *table.rows, strict=True):
        words = max((len(word) for text in texts for word in text.split()), default=0) * _WIDE_LETTERS
        least.append(words + _BETWEEN)
        most.append(max(min(max(map(len, texts)), _LINE), words) + _BETWEEN)
    wanted = sum(most) - sum(least)
    share = min(max(room - sum(least), 0) / wanted, 1) if wanted else 0
    return [low + share * (high - low) for low, high in zip(least, most, strict=True)]


def picture(svg: str) -> bytes:
    """A map as PNG, for what cannot show SVG. Raises PapersNotInstalled."""
    typst = library("typst", "typst", "DOCX")
    made = typst.Compiler(ignore_system_fonts=True).compile(
        input=_PICTURE, format="png", ppi=_PICTURE_DPI, sys_inputs={"map": svg}, timestamp=_MOMENT
    )
    assert isinstance(made, bytes)
    return made
