"""What is called .xls and is none: pages of HTML, XML of 2003, CSV, OpenDocument; and what holds no table."""

import zipfile

import pytest

from importers.readers.errors import DoctypeForbidden, EmptyFile, MalformedFile, NotATable, WorkbookTooLarge

PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}">
<style>td {{ color: red }}</style><title>Реєстр надавачів послуг</title></head><body>
<table><tr><td>Головна</td></tr></table>
<table border=1><caption>Реєстр</caption>
<tr><th>Назва<th colspan=2>Контакти<th>Адреса
<tr><td rowspan="2">Центр &laquo;Мрія&raquo;</td><td>1</td><td> 2
 3 </td><td>вул. Миру, 1<br>м. Бар</td></tr>
<tr><td></td><td>4</td><td>вул. Лісова&nbsp;2</td></tr>
</table></body></html>"""
XML_2003 = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:html="http://www.w3.org/TR/REC-html40">
<Worksheet ss:Name="Чернетка"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="Реєстр"><Table>
<Row><Cell><Data ss:Type="String">Назва</Data></Cell><Cell><Data ss:Type="String">Місць</Data></Cell>
<Cell><Data ss:Type="String">День</Data></Cell><Cell><Data ss:Type="String">Діє</Data></Cell></Row>
<Row ss:Index="4"><Cell ss:MergeDown="1"><Data ss:Type="String">Центр <html:B>«Мрія»</html:B></Data></Cell>
<Cell><Data ss:Type="Number">25.0</Data></Cell><Cell><Data ss:Type="DateTime">2024-05-06T00:00:00.000</Data>
</Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row><Cell ss:Index="2" ss:Formula="=1+1"/><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.html", "page"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_tables_of_a_page_are_sheets(write, read, name, encoding):
    rows, source = read(write(name, PAGE.format(encoding=encoding), encoding))
    assert (source.format, source.sheet) == ("html", "Реєстр")
    assert source.columns == ["Назва", "Контакти", "column C", "Адреса"]
    assert [list(values.values()) for _, values in rows] == [
        ["Центр «Мрія»", "1", "2 3", "вул. Миру, 1\nм. Бар"],
        ["Центр «Мрія»", "", "4", "вул. Лісова 2"],
    ]
    assert [number for number, _ in rows] == [2, 3]
    assert ("SHEET_NOT_READ", "table 1") in [(note.code, note.value) for note in source.notes]


def test_a_page_that_names_a_false_encoding_is_read_by_its_letters(write, read):
    path = write("a.xls", PAGE.format(encoding="utf-8"), "windows-1251")
    assert read(path)[0][0][1]["Назва"] == "Центр «Мрія»"


def test_a_page_that_ends_within_its_table_is_told_as_cut(write, read):
    text = PAGE.format(encoding="utf-8")
    rows, source = read(write("a.xls", text[: text.index("<tr><td></td><td>4")]))
    assert len(rows) == 1
    assert "FILE_CUT" in [note.code for note in source.notes]
    assert "FILE_CUT" not in [note.code for note in read(write("b.xls", text))[1].notes]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_xml_of_2003_is_a_workbook(write, read, encoding):
    rows, source = read(write("a.xls", XML_2003.format(encoding=encoding), encoding))
    assert (source.format, source.sheet) == ("xml2003", "Реєстр")
    assert rows == [
        (4, {"Назва": "Центр «Мрія»", "Місць": "25", "День": "2024-05-06", "Діє": "true"}),
        (5, {"Назва": "Центр «Мрія»", "Місць": "", "День": "", "Діє": ""}),
    ]
    assert [(note.code, note.row, note.column) for note in source.notes if note.row] == [
        ("FORMULA_NOT_COMPUTED", 5, "Місць"),
        ("ERROR_CELL", 5, "День"),
    ]


def test_xml_of_2003_that_is_cut_or_has_entities_is_refused(write, read):
    text = XML_2003.format(encoding="utf-8")
    with pytest.raises(MalformedFile, match="xml2003"):
        read(write("a.xls", text[: len(text) // 2]))
    with pytest.raises(DoctypeForbidden):
        read(write("b.xls", text.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1)))


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.xls", "windows-1251"), ("a.xlsx", "utf-8"), ("a.xls", "utf-16")]
)
def test_csv_under_the_name_of_a_workbook_is_read(write, read, name, encoding):
    text = "Назва\tМісто\nЦентр надання послуг\tУмань\nБудинок дитини\tБар\n"
    rows, source = read(write(name, text, encoding))
    assert (source.format, len(rows)) == ("csv", 2)
    assert rows[0][1] == {"Назва": "Центр надання послуг", "Місто": "Умань"}


CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Реєстр">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def open_document(path, kind, rows):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        cells = [
            "".join(
                f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
                for cell in row
            )
            for row in rows
        ]
        lines = "".join(f"<table:table-row>{line}</table:table-row>" for line in cells)
        made.writestr("content.xml", CONTENT.format(rows=lines))
        made.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


@pytest.mark.parametrize("name", ["a.ods", "a.xlsx", "a.zip", "a"])
def test_open_document_sheets_are_read_by_any_name(tmp_path, read, name):
    path = open_document(tmp_path / name, "spreadsheet", [["Назва", "Місто"], ["Центр", "Умань"]])
    rows, source = read(path)
    assert (source.format, source.sheet, rows) == (
        "ods",
        "Реєстр",
        [(2, {"Назва": "Центр", "Місто": "Умань"})],
    )


def test_what_holds_no_table_is_named(tmp_path, read):
    open_document(tmp_path / "text.ods", "text", [])
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        made.writestr("word/document.xml", "<w/>")
    for name, content in {
        "a.xls": b"%PDF-1.7 \x00",
        "b.csv": b"\x1f\x8b\x08\x00",
        "c.xls": b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
        "d.csv": b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>",
        "e.xls": b"{\\rtf1 }",
    }.items():
        (tmp_path / name).write_bytes(content)
    said = {}
    for path in sorted(tmp_path.iterdir()):
        with pytest.raises(NotATable) as caught:
            read(path)
        said[path.name] = caught.value.details["kind"]
    assert said == {
        "a.xls": "a PDF document",
        "a.xlsx": "a Word document",
        "b.csv": "packed by gzip",
        "c.xls": "a web page saved as one file (MHTML)",
        "d.csv": "a web page without a table",
        "e.xls": "a text document (RTF)",
        "text.ods": "an OpenDocument file without sheets",
    }
    (tmp_path / "f.xls").write_bytes(b"<table></table>")
    with pytest.raises(EmptyFile):
        read(tmp_path / "f.xls")


def test_pages_are_bounded_as_old_workbooks_are(write, read, monkeypatch):
    deep = write("deep.xls", "<table><tr><td>" * 40)
    wide = write("wide.xls", "<table><tr>" + "<td>x" * 20_000)
    for path in (deep, wide):
        with pytest.raises(MalformedFile):
            read(path)
    far = write("far.xls", "<table><tr><td rowspan=65534 colspan=1000>Назва<td>Місто<tr><td>x</table>")
    assert read(far)[1].columns[0] == "Назва"
    monkeypatch.setenv("MEREZHA_FILE_WORKBOOK_BYTES", str(1024**2))
    with pytest.raises((WorkbookTooLarge, MalformedFile)):
        read(write("long.xls", "<table>" + "<tr><td>Назва<td>Місто" * 200_000))
