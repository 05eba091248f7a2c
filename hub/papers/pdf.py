"""A paper as PDF, set by typst with the fonts that it brings along."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from hub.papers.extras import library
from hub.papers.page import Page

_TEMPLATE: Final = Path(__file__).with_name("paper.typ")
#: No time of making goes into a file, so that the same paper is the same bytes.
_MOMENT: Final = datetime(1980, 1, 1, tzinfo=UTC)
_PICTURE: Final = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.map), format: "svg", width: 16cm)
"""
_PICTURE_DPI: Final = 150


def pdf(page: Page) -> bytes:
    """The page as PDF. Raises PapersNotInstalled."""
    typst = library("typst", "typst", "PDF")
    made = typst.Compiler(ignore_system_fonts=True).compile(
        input=_TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"page": orjson.dumps(asdict(page)).decode()},
        timestamp=_MOMENT,
    )
    assert isinstance(made, bytes)
    return made


def picture(svg: str) -> bytes:
    """A map as PNG, for what cannot show SVG. Raises PapersNotInstalled."""
    typst = library("typst", "typst", "DOCX")
    made = typst.Compiler(ignore_system_fonts=True).compile(
        input=_PICTURE, format="png", ppi=_PICTURE_DPI, sys_inputs={"map": svg}, timestamp=_MOMENT
    )
    assert isinstance(made, bytes)
    return made
