"""Papers as files: which formats there are, of which media type, and a paper in one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hub.domain.vocabulary import Lang
from hub.papers.docx import docx
from hub.papers.extras import library
from hub.papers.geojson import geojson
from hub.papers.html import html
from hub.papers.model import Paper
from hub.papers.page import page_of
from hub.papers.pdf import pdf
from hub.papers.sheets import csv_file, xlsx


class PaperFormat(StrEnum):
    """Formats of papers; the value is what a file's name ends with."""

    XLSX = "xlsx"
    CSV = "csv"
    GEOJSON = "geojson"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class PaperMedia:
    """A format's media type, and whether it needs the extra `papers`."""

    media_type: str
    extra: bool = False


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
FORMATS: Final[Mapping[PaperFormat, PaperMedia]] = MappingProxyType(
    {
        PaperFormat.XLSX: PaperMedia(f"{_OFFICE}.spreadsheetml.sheet"),
        PaperFormat.CSV: PaperMedia("text/csv; charset=utf-8"),
        PaperFormat.GEOJSON: PaperMedia("application/geo+json"),
        PaperFormat.HTML: PaperMedia("text/html; charset=utf-8"),
        PaperFormat.PDF: PaperMedia("application/pdf", extra=True),
        PaperFormat.DOCX: PaperMedia(f"{_OFFICE}.wordprocessingml.document", extra=True),
    }
)
#: Modules of the extra that a format needs, and the distributions that bring them.
_LIBRARIES: Final = {
    PaperFormat.PDF: (("typst", "typst"),),
    PaperFormat.DOCX: (("docx", "python-docx"), ("typst", "typst")),
}
_WRITERS: Final[Mapping[PaperFormat, Callable[[Paper, Lang], bytes]]] = MappingProxyType(
    {
        PaperFormat.XLSX: xlsx,
        PaperFormat.CSV: csv_file,
        PaperFormat.GEOJSON: geojson,
        PaperFormat.HTML: lambda paper, lang: html(page_of(paper, lang)),
        PaperFormat.PDF: lambda paper, lang: pdf(page_of(paper, lang)),
        PaperFormat.DOCX: lambda paper, lang: docx(page_of(paper, lang)),
    }
)


def require_libraries(form: PaperFormat) -> None:
    """Raise PapersNotInstalled where a library of a format is missing."""
    for module, distribution in _LIBRARIES.get(form, ()):
        library(module, distribution, form.value.upper())


def write(paper: Paper, form: PaperFormat, lang: Lang) -> bytes:
    """A paper as a file; the same paper gives the same bytes. Raises PapersNotInstalled for PDF and DOCX."""
    return _WRITERS[form](paper, lang)
