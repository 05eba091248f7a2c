"""Papers in every format and language: numbers, hostile texts, and the same bytes for the same paper."""

import csv
import re
from datetime import date
from importlib import import_module
from io import BytesIO, StringIO
from itertools import product
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import orjson
import pytest
from docx import Document
from openpyxl import load_workbook

from hub.domain.vocabulary import Lang
from hub.papers import extras
from hub.papers.extras import PapersNotInstalled
from hub.papers.html import POLICY
from hub.papers.model import (
    Absent,
    MapPoint,
    Number,
    Paper,
    PaperBasis,
    PaperColumn,
    PaperSource,
    PaperTable,
    PaperUnit,
    Phrase,
    PointKind,
)
from hub.papers.wording import number, worded, words
from hub.papers.writing import FORMATS, PaperFormat, write

HOSTILE = {
    '=1+HYPERLINK("http://x","y")': '=1+HYPERLINK("http://x","y")',
    "＝cmd|' /C calc'!A0": "＝cmd|' /C calc'!A0",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    '#eval(read("/etc/passwd")) $x$ *b* @ref `r` \\ [': '#eval(read("/etc/passwd")) $x$ *b* @ref `r` \\ [',
    "{key} {0} %s": "{key} {0} %s",
    "Центр\u202eгнп.exe\u2066": "Центргнп.exe",
    "a\x00b\x07c\ud800d\ufffe": "abcd",
    "]]>&amp;<!--": "]]>&amp;<!--",
}
BASIS = PaperBasis(8, date(2026, 7, 16), "ab" * 32, "https://hub.example/planning/x?a=1&b=2", synthetic=True)


def paper(names: tuple[str, ...] = ("Умань",)) -> Paper:
    columns = (
        PaperColumn(Phrase("point.new")),
        PaperColumn("N", PaperUnit.PEOPLE),
        PaperColumn("%", PaperUnit.SHARE),
        PaperColumn("D"),
    )
    rows = tuple(
        (name, Number(1058, PaperUnit.PEOPLE), Number(0.923, PaperUnit.SHARE, 1), date(2026, 1, 2))
        for name in names
    )
    absent = (names[0], Absent("SUPPRESSED"), Absent("NO_POPULATION"), None)
    return Paper(
        title=names[0],
        basis=BASIS,
        statements=(*names, Phrase("source.rows", {"rows": Number(3432)})),
        tables=(PaperTable(names[0], columns, (*rows, absent)), PaperTable(names[0], columns, ())),
        points=tuple(
            MapPoint(48.75 + place / 10, 30.22, kind, name, 3_000, {"people": Number(7)})
            for place, (name, kind) in enumerate(product(names, PointKind))
        ),
        sources=tuple(PaperSource(name, date(2026, 1, 1), 3432, "© Держстат") for name in names),
    )


def texts_of(made: bytes, form: PaperFormat) -> str:
    """All texts that a reader of the file sees, where the format has a reader here."""
    if form is PaperFormat.XLSX:
        book = load_workbook(BytesIO(made))
        return "\n".join(
            str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None
        )
    if form is PaperFormat.DOCX:
        document = Document(BytesIO(made))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in document.paragraphs), *cells])
    if form is PaperFormat.HTML:
        body = made.decode().replace("<!doctype html>", "").replace('<meta charset="utf-8">', "")
        return "\n".join(ElementTree.fromstring(re.sub(r"<meta [^>]*>", "", body)).itertext())
    return made.decode()


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        (
            Number(1058, PaperUnit.PEOPLE),
            ("1\xa0058\xa0осіб", "1\xa0058\xa0чел.", "1\xa0058\xa0адам", "1,058\xa0people"),
        ),
        (Number(0.923, PaperUnit.SHARE, 1), ("92,3\xa0%",) * 3 + ("92.3%",)),
        (Number(-0.04, PaperUnit.NONE, 1), ("0,0",) * 3 + ("0.0",)),
        (Number(2.5), ("3",) * 4),
        (Number(1234567.125, PaperUnit.KM, 2), ("1\xa0234\xa0567,13\xa0км",) * 3 + ("1,234,567.13\xa0km",)),
        (date(2026, 7, 16), ("16.07.2026",) * 3 + ("2026-07-16",)),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(held: Any, shown: tuple[str, ...]) -> None:
    assert tuple(worded(held, lang) for lang in Lang) == shown


def test_a_number_that_is_none_is_never_written() -> None:
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="finite"):
            number(Number(value), Lang.UK)


def test_all_languages_have_the_same_sentences_with_the_same_values() -> None:
    names = {
        lang: {key: set(re.findall(r"{(\w+)}", text)) for key, text in words(lang).items()} for lang in Lang
    }
    assert names[Lang.UK]
    assert all(names[lang] == names[Lang.UK] for lang in Lang)
    assert all(text.strip() for lang in Lang for text in words(lang).values())


@pytest.mark.parametrize("form", PaperFormat)
def test_the_same_paper_is_the_same_bytes_whenever_it_is_made(form: PaperFormat) -> None:
    first = write(paper(), form, Lang.KK)
    # Members of a ZIP know two seconds at best: their times are looked at, and not waited for.
    if form in (PaperFormat.XLSX, PaperFormat.DOCX):
        with ZipFile(BytesIO(first)) as members:
            assert {member.date_time[0] for member in members.infolist()} == {1980}
            core = members.read("docProps/core.xml")
        assert set(re.findall(rb">(\d{4})-\d\d-\d\dT", core)) == {b"1980"}
    if form is PaperFormat.PDF:
        assert not re.search(rb"D:20\d\d", first)
    assert write(paper(), form, Lang.KK) == first


@pytest.mark.parametrize("form", [form for form in PaperFormat if form is not PaperFormat.PDF])
@pytest.mark.parametrize("lang", Lang)
def test_each_paper_says_what_it_rests_on(form: PaperFormat, lang: Lang) -> None:
    seen = texts_of(write(paper(), form, lang), form)
    for part in ("© Держстат", BASIS.hash, str(BASIS.url), "Умань"):
        assert part in seen
    if form is PaperFormat.GEOJSON:
        assert orjson.loads(seen)["basis"]["synthetic"] is True
    else:
        assert words(lang)["synthetic"] in seen
        assert words(lang)["absent.SUPPRESSED"] in seen


@pytest.mark.parametrize("form", [form for form in PaperFormat if form is not PaperFormat.PDF])
def test_hostile_texts_are_shown_and_do_nothing(form: PaperFormat) -> None:
    made = write(paper(tuple(HOSTILE)), form, Lang.UK)
    seen = texts_of(made, form)
    if form is PaperFormat.CSV:
        cells = [cell for row in csv.reader(StringIO(seen.lstrip("\ufeff"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "＝", "@", "\t"))]
        seen = "\n".join(cells)
    if form is PaperFormat.GEOJSON:
        seen = "\n".join(each["properties"]["name"] for each in orjson.loads(seen)["features"])
    for shown in HOSTILE.values():
        assert shown in seen
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07]", seen)


def test_no_cell_of_a_workbook_is_computed_and_numbers_stay_numbers() -> None:
    book = load_workbook(BytesIO(write(paper(tuple(HOSTILE)), PaperFormat.XLSX, Lang.EN)))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "＝")))
    share = next(cell for cell in cells if cell.value == 0.923)
    assert share.number_format == "0.0%"
    assert len({sheet.title.casefold() for sheet in book}) == 3


def test_a_page_for_print_loads_and_runs_nothing() -> None:
    page = write(paper(tuple(HOSTILE)), PaperFormat.HTML, Lang.RU).decode()
    assert "default-src 'none'" in POLICY
    assert not re.search(
        r"<(script|link|img|iframe|object|foreignObject)\b|\son\w+=|\sstyle=|href=", page, re.I
    )
    assert page.count("<style>") == 1
    for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("lang", Lang)
def test_a_pdf_is_made_of_hostile_texts_as_of_others(lang: Lang) -> None:
    made = write(paper(tuple(HOSTILE)), PaperFormat.PDF, lang)
    assert made.startswith(b"%PDF-")
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|URI)\b", made)


def test_a_paper_without_points_and_tables_is_a_paper_too() -> None:
    bare = Paper(title="T", basis=BASIS)
    for form in PaperFormat:
        assert write(bare, form, Lang.UK)
    assert orjson.loads(write(bare, PaperFormat.GEOJSON, Lang.UK))["features"] == []
    single = Paper(title="T", basis=BASIS, points=(MapPoint(0, 0, PointKind.NEW, "A"),))
    assert b"<svg" in write(single, PaperFormat.HTML, Lang.UK)


@pytest.mark.parametrize(("form", "library"), [(PaperFormat.PDF, "typst"), (PaperFormat.DOCX, "docx")])
def test_without_the_extra_it_says_how_to_install_it(
    form: PaperFormat, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(name: str) -> Any:
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr(extras, "import_module", lacking)
    assert FORMATS[form].extra
    with pytest.raises(PapersNotInstalled, match=r"pip install -e '\.\[papers\]'"):
        write(paper(), form, Lang.UK)


def test_each_row_has_a_value_for_each_column() -> None:
    with pytest.raises(ValueError, match="each of its columns"):
        PaperTable("T", (PaperColumn("A"),), (("x", "y"),))
