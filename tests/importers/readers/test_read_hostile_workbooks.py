"""Workbooks of strangers: small files that ask for much memory, and XLSX in all ways that it is written."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlwt
from python_calamine import CalamineWorkbook

from importers.apart.cells import cell_text
from importers.readers import open_rows
from importers.readers.errors import (
    ArchiveTooLarge,
    MalformedFile,
    RecordTooLong,
    UnsupportedCompression,
    WorkbookTooLarge,
)
from importers.readers.xlsx import texts
from importers.readers.xlsx.workbook import open_xlsx

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = '<row r="1"><c r="A1" t="str"><v>name</v></c><c r="B1" t="str"><v>town</v></c></row>'
STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-419]d\\ mmm;@"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0&quot;d&quot;"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="166"/></cellXfs></styleSheet>'
)


def xlsx(path, rows, *, shared="", after="", before="", properties="", packing=zipfile.ZIP_DEFLATED):
    """Write a workbook of one sheet part by part, as no library would."""
    with zipfile.ZipFile(path, "w", packing) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        root = f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        book.writestr("_rels/.rels", f"<Relationships>{root}</Relationships>")
        sheets = '<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets>'
        book.writestr("xl/workbook.xml", f'<workbook xmlns:r="{RELATIONS}">{properties}{sheets}</workbook>')
        sheet = f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{sheet}</Relationships>")
        book.writestr("xl/styles.xml", STYLES)
        book.writestr("xl/sharedStrings.xml", f"<sst>{shared}</sst>")
        data = f"<worksheet>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
        book.writestr("xl/worksheets/sheet1.xml", data)
    return path


def with_corner(path, sheets):
    book = xlwt.Workbook()
    for number in range(sheets):
        sheet = book.add_sheet(f"s{number}")
        for place, text in ((0, 0), "name"), ((0, 1), "town"), ((65_535, 255), "x"):
            sheet.write(*place, text)
    book.save(str(path))


_MEASURED = """
import json, resource, sys
from itertools import islice
from pathlib import Path
from importers.readers import FormatOptions, open_rows
from importers.readers.errors import ReaderError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
told = {}
for path in map(Path, sys.argv[1:]):
    try:
        said = {"format": "xls"} if path.suffix == ".xls" else {}
        with open_rows(path, FormatOptions.model_validate(said)) as source:
            told[path.name] = sum(1 for _ in islice(source, 3))
    except ReaderError as error:
        told[path.name] = error.code
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([told, own >> 10, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB on Linux only")
def test_small_workbooks_that_ask_for_much_are_read_or_refused_in_bounded_memory(tmp_path):
    long = "<si><t>" + "x" * 1_000_000 + "</t></si>"
    shared = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, 1_500))
    xlsx(tmp_path / "shared.xlsx", HEADER + shared, shared=long)
    xlsx(tmp_path / "really_xlsx.xls", HEADER + shared, shared=long)
    xlsx(tmp_path / "unused.xlsx", HEADER + '<row r="2"><c r="A2"><v>1</v></c></row>', shared=long * 160)
    attributes = " ".join(f'a{number}=""' for number in range(150_000))
    xlsx(tmp_path / "tag.xlsx", f'{HEADER}<row r="2" {attributes}/>')
    xlsx(tmp_path / "nested.xlsx", HEADER + "<row>" + "<c>" * 300_000)
    xlsx(tmp_path / "merged.xlsx", HEADER, after='<mergeCell ref="A1:B9"/>' * 150_000)
    with_corner(tmp_path / "corner.xls", 1)
    with_corner(tmp_path / "corners.xls", 8)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *map(str, sorted(tmp_path.iterdir()))],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    told, own, childrens = json.loads(done.stdout)
    assert told == {
        "shared.xlsx": 3,
        "really_xlsx.xls": 3,
        "unused.xlsx": 1,
        "tag.xlsx": "MALFORMED_FILE",
        "nested.xlsx": "MALFORMED_FILE",
        "merged.xlsx": "MALFORMED_FILE",
        "corner.xls": "WORKBOOK_TOO_LARGE",
        "corners.xls": "WORKBOOK_TOO_LARGE",
    }
    assert own < 150
    assert childrens < 700


def test_a_row_that_names_a_long_text_too_often_is_too_long(tmp_path, read):
    row = '<row r="2">' + '<c t="s"><v>0</v></c>' * 20 + "</row>"
    path = xlsx(tmp_path / "a.xlsx", HEADER + row, shared="<si><t>" + "x" * 1_000_000 + "</t></si>")
    with pytest.raises(RecordTooLong) as caught:
        read(path)
    assert caught.value.details["where"] == "row 2 of sheet 's'"


def test_shared_texts_that_do_not_fit_are_read_from_a_file(tmp_path, read, monkeypatch):
    monkeypatch.setattr(texts, "_NEAR_BYTES", 200)
    rows = "".join(f'<row r="{n + 2}"><c r="A{n + 2}" t="s"><v>{n}</v></c></row>' for n in range(50))
    shared = "".join(f"<si><t>текст {n}</t></si>" for n in range(50))
    found, _ = read(xlsx(tmp_path / "a.xlsx", HEADER + rows, shared=shared))
    assert [values["name"] for _, values in found] == [f"текст {n}" for n in range(50)]


def test_the_memory_of_an_old_workbook_is_a_setting(tmp_path, read, monkeypatch):
    book = xlwt.Workbook()
    sheet = book.add_sheet("s")
    for row in range(3_000):
        for column in range(20):
            sheet.write(row, column, f"text {row}")
    book.save(str(tmp_path / "a.xls"))
    assert len(read(tmp_path / "a.xls", header={"row": 1})[0]) == 2_999
    monkeypatch.setenv("MEREZHA_FILE_WORKBOOK_BYTES", str(2 << 20))
    with pytest.raises(WorkbookTooLarge, match=r"2097152 bytes.*MEREZHA_FILE_WORKBOOK_BYTES"):
        read(tmp_path / "a.xls")


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_packings_that_may_take_any_memory_are_refused(tmp_path, read, packing):
    with pytest.raises(UnsupportedCompression):
        read(xlsx(tmp_path / "a.xlsx", HEADER, packing=packing))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", packing) as archive:
        archive.writestr("a.csv", "a;b\n1;2\n")
    with pytest.raises(UnsupportedCompression):
        read(tmp_path / "b.zip")


def test_an_endless_list_of_members_is_refused_before_it_is_read(tmp_path, read):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a;b\n1;2\n")
    content = bytearray(path.read_bytes())
    content[-10:-6] = (5 << 20).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(MalformedFile, match="list of members takes 5242880 bytes"):
        read(path)


def test_what_comes_out_of_a_workbook_is_counted_whatever_it_says(tmp_path, read, monkeypatch):
    path = xlsx(tmp_path / "a.xlsx", HEADER + "<row/>" * 5_000)
    monkeypatch.setenv("MEREZHA_FILE_UNPACKED_BYTES", "20000")
    with pytest.raises(ArchiveTooLarge):
        read(path)


@pytest.mark.parametrize("said", ["xls", "xlsx", "csv", "zip"])
def test_the_bytes_of_a_workbook_outweigh_what_is_said_of_it(tmp_path, read, said):
    path = xlsx(tmp_path / "a.bin", HEADER + '<row r="2"><c r="A2"><v>1</v></c></row>')
    rows, source = read(path, format=said)
    assert (source.format, rows) == ("xlsx", [(2, {"name": "1", "town": ""})])


def test_rows_out_of_order_are_put_in_order_and_doubled_ones_refused(tmp_path, read):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (4, 2, 3))
    assert [number for number, _ in read(xlsx(tmp_path / "a.xlsx", HEADER + rows))[0]] == [2, 3, 4]
    again = rows + '<row r="2"><c r="B2"><v>5</v></c></row>'
    with pytest.raises(MalformedFile, match="two rows have the number 2"):
        read(xlsx(tmp_path / "b.xlsx", HEADER + again))


VALUES = [
    *("1", "1.5", "007", "1e3", "-0", "abc", " 2 ", "", "1_0", "+5", ".5"),
    *("0", "0.25", "59", "60", "61", "44000", "44000.5", "44000.999999999", "2958466", "-1", "-0.25"),
]
TEXTS = (
    '<si><t> a </t></si><si><t xml:space="preserve"> b </t></si><si/><si><r><t>c</t></r><rPh><t>P</t></rPh>'
    "<r><t>d</t></r></si><si><t>x_x000D_y_xD83D_z&amp;</t></si><si><t><![CDATA[<&]]></t></si>"
)


def _rows():
    """Cells of every kind in every format, a row for each value."""
    for number, value in enumerate(VALUES, start=1):
        cells = [f'<c s="{style}"><v>{value}</v></c>' for style in range(6)]
        cells.append(f'<c t="str"><f>A1+1</f><v>{value}&lt;</v></c>')
        cells.append(f'<c t="inlineStr"><is><t> {value} </t></is></c>')
        cells.append(f'<c t="inlineStr"><is><t xml:space="preserve"> {value} </t></is></c>')
        cells.append(f'<c t="s"><v>{number % 6}</v></c><c/><c t="b"><v>{number % 2}</v></c>')
        cells.append('<c t="e"><v>#N/A</v></c><c t="d"><v>2024-05-06T00:00:00</v></c><c><f>1+1</f></c>')
        cells.append('<c t="d"><v>10:20:30</v></c><c t="n"></c><c><v>7</v></c>')
        yield number * 2, "".join(cells).replace("<c", "\0").split("\0")[1:]


def _plain():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for number, cells in _rows():
        named = (f'<c r="{letter}{number}"{cell}' for letter, cell in zip(letters, cells, strict=False))
        yield f'<row r="{number}" ht="12.75">{"".join(named)}</row>'


@pytest.mark.parametrize("properties", ["", '<workbookPr date1904="1"/>'])
@pytest.mark.parametrize(
    ("rows", "before"),
    [
        pytest.param("".join(_plain()), "", id="as most programs write it"),
        pytest.param("".join(_plain()), "<!-- -->", id="behind a comment"),
        pytest.param("\n".join(_plain()).replace("<c", "\n <c"), "", id="on lines"),
        pytest.param(
            "".join(f'<row r="{number}"><c{"<c".join(cells)}</row>' for number, cells in _rows()),
            "",
            id="without places",
        ),
    ],
)
def test_cells_are_read_as_calamine_reads_them(tmp_path, rows, before, properties):
    path = xlsx(tmp_path / "a.xlsx", rows, shared=TEXTS, before=before, properties=properties)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())).get_sheet_by_name("s")
    expected = [[cell_text(cell) for cell in row] for row in sheet.iter_rows()]
    book = open_xlsx(path, "a.xlsx")
    try:
        assert [line.cells for line in book.sheet("s").lines()] == expected
    finally:
        book.close()


def test_nothing_of_a_workbook_stays_on_the_disk(tmp_path, read, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    read(xlsx(tmp_path / "a.xlsx", HEADER + '<row r="2"><c r="A2"><v>1</v></c></row>'))
    with pytest.raises(MalformedFile):
        read(xlsx(tmp_path / "b.xlsx", HEADER + '<row r="2"><c r="A2" t="s"><v>9</v></c></row>'))
    with pytest.raises(MalformedFile):
        open_rows(xlsx(tmp_path / "c.xlsx", HEADER + "<row>"))
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("comment", ["", "<!-- no plain row -->"])
def test_formulas_without_a_value_are_told_however_they_are_written(tmp_path, comment):
    cells = (
        *('<c r="A2"><f>1+1</f></c>', '<c r="B2"><f>1+1</f><v></v></c>', '<c r="C2"><f>1+1</f><v/></c>'),
        *('<c r="D2" t="str"><f>""</f><v></v></c>', '<c r="E2"><f>1+1</f><v>2</v></c>'),
        *('<c r="F2" t="str"><v>x</v></c>', '<c r="G2"><f t="shared" si="0"/></c>', '<c r="H2"/>'),
    )
    names = "".join(f'<c r="{letter}1" t="str"><v>{letter}</v></c>' for letter in "ABCDEFGH")
    rows = f'<row r="1">{names}</row>{comment}<row r="2">{"".join(cells)}</row>'
    with open_rows(xlsx(tmp_path / "a.xlsx", rows)) as source:
        values = [row.values for row in source]
        notes = [(note.code, note.column) for note in source.notes]
    assert values == [dict(zip("ABCDEFGH", ["", "", "", "", "2", "x", "", ""], strict=True))]
    assert notes == [("FORMULA_NOT_COMPUTED", letter) for letter in "ABCG"]
