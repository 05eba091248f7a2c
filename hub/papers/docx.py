"""A paper as DOCX, for whoever goes on writing it."""

from io import BytesIO
from typing import Any, Final

from hub.papers.archive import timeless
from hub.papers.extras import library
from hub.papers.page import Page, PageTable
from hub.papers.pdf import picture

_STYLE: Final = "Light Grid Accent 1"


def docx(page: Page) -> bytes:
    """The page as DOCX. Raises PapersNotInstalled."""
    document = library("docx", "python-docx", "DOCX").Document()
    # The library's own template says that its author made it.
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = page.title[:255]
    document.core_properties.language = page.lang
    document.add_heading(page.title, 1)
    if page.warning:
        document.add_paragraph().add_run(page.warning).bold = True
    for each in page.statements:
        document.add_paragraph(each)
    if page.map:
        document.add_heading(page.map_title, 2)
        document.add_picture(
            BytesIO(picture(page.map)), width=library("docx.shared", "python-docx", "DOCX").Cm(15)
        )
    for table in page.tables:
        _table(document, table)
    if page.sources:
        document.add_heading(page.sources_title, 2)
        for each in page.sources:
            document.add_paragraph(each, "List Bullet")
    document.add_heading(page.basis_title, 2)
    for each in page.basis:
        document.add_paragraph(each)
    held = BytesIO()
    document.save(held)
    return timeless(held.getvalue())


def _table(document: Any, table: PageTable) -> None:
    right = library("docx.enum.text", "python-docx", "DOCX").WD_ALIGN_PARAGRAPH.RIGHT
    document.add_heading(table.title, 2)
    made = document.add_table(rows=len(table.rows) + 1, cols=len(table.headings), style=_STYLE)
    for row, texts in zip(made.rows, (table.headings, *table.rows), strict=True):
        for cell, text, numeric in zip(row.cells, texts, table.numeric, strict=True):
            cell.text = text
            if numeric:
                cell.paragraphs[0].alignment = right
