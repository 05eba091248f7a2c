"""XLSX and XLS: cells as text, sheets, merged cells, errors, and files that are not what they say."""

import datetime as dt
import zipfile

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from hub.domain.vocabulary import Severity
from importers.apart.cells import cell_text, number_text
from importers.readers.errors import (
    ArchiveTooLarge,
    DoctypeForbidden,
    EmptyFile,
    HeaderNotFound,
    MalformedFile,
    SheetMissing,
    SheetTooLarge,
)


@pytest.fixture
def book(tmp_path):
    """Make an XLSX file from sheets of rows; `change` may work on the workbook before it is saved."""

    def make(sheets, change=lambda _: None, name="a.xlsx"):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        change(made)
        made.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (25.0, "25"),
        (-3.0, "-3"),
        (0.1 + 0.2, "0.3"),
        (23.55, "23.55"),
        (1.02e12, "1020000000000"),
        (12345678901234567890.0, "12345678901234600000"),
        (1e-7, "0.0000001"),
        (True, "true"),
        (False, "false"),
        (dt.datetime(2020, 1, 2), "2020-01-02"),
        (dt.datetime(2020, 1, 2, 3, 4, 5), "2020-01-02T03:04:05"),
        (dt.date(2020, 1, 2), "2020-01-02"),
        (dt.time(8, 30), "08:30"),
        (dt.timedelta(hours=26, minutes=30), "26:30:00"),
        (" 007 ", " 007 "),
    ],
)
def test_a_cell_becomes_its_plainest_text(value, text):
    assert cell_text(value) == text


def test_numbers_have_no_exponent_and_no_trailing_zeros():
    assert [number_text(value) for value in (1e15, 1e21, 50.45466)] == [
        *("1000000000000000", "1000000000000000000000", "50.45466")
    ]


def test_rows_have_the_numbers_that_the_spreadsheet_shows(book, read):
    rows_of_sheet = [["Перелік надавачів"], [], [None, "Назва", "Місць", "Дата", "Діє"]]
    rows_of_sheet += [[None, "Центр", 25, dt.date(2024, 5, 6), True], [], [None, "Дім", 7.5, None, False]]
    rows, source = read(book({"Лист": rows_of_sheet}))
    assert source.columns == ["column A", "Назва", "Місць", "Дата", "Діє"]
    assert rows == [
        (4, {"column A": "", "Назва": "Центр", "Місць": "25", "Дата": "2024-05-06", "Діє": "true"}),
        (6, {"column A": "", "Назва": "Дім", "Місць": "7.5", "Дата": "", "Діє": "false"}),
    ]
    assert source.sheet == "Лист"


def test_cells_left_of_the_first_filled_column_count(book, read):
    rows, source = read(book({"s": [[None, None, "a", "b"], [None, None, "x", "y"]]}))
    assert source.columns == ["column A", "column B", "a", "b"]
    assert rows[0][1]["a"] == "x"


def test_two_header_rows_with_merged_cells(book, read):
    def merge(made):
        for cells in ("A1:A2", "B1:C1", "D1:D2"):
            made["s"].merge_cells(cells)

    path = book(
        {"s": [["Назва", "Місць", None, "Телефон"], [None, "усього", "вільно", None], ["Центр", 25, 3, "1"]]},
        merge,
    )
    rows, _ = read(path, header={"rows": 2})
    assert rows == [(3, {"Назва": "Центр", "Місць / усього": "25", "Місць / вільно": "3", "Телефон": "1"})]


def test_a_merged_cell_is_repeated_down_but_not_sideways(book, read):
    def merge(made):
        made["s"].merge_cells("A2:A4")
        made["s"].merge_cells("A5:C5")

    table = [["Заклад", "Відділення", "Місць"], ["Центр", "перше", 10], [None, "друге", 20]]
    table += [[None, "третє", 30], ["Звенигородський район", None, None]]
    path = book({"s": table}, merge)
    rows, _ = read(path)
    assert [values["Заклад"] for _, values in rows] == ["Центр", "Центр", "Центр", "Звенигородський район"]
    assert rows[3][1]["Місць"] == ""
    unfilled, _ = read(path, fill_merged=False)
    assert [values["Заклад"] for _, values in unfilled] == ["Центр", "", "", "Звенигородський район"]


def test_the_first_visible_sheet_with_the_header_is_read(book, read):
    def hide(made):
        made["Довідник"].sheet_state = "hidden"

    header = ["Назва", "Адреса", "Телефон"]
    sheets = {
        "Довідник": [header, ["x", "x", "x"]],
        "Титул": [["Звіт"]],
        "Дані ": [header, ["Центр", "A", 1]],
    }
    path = book(sheets, hide)
    rows, source = read(path, header={"known": header})
    assert (source.sheet, rows[0][1]["Назва"]) == ("Дані ", "Центр")
    hidden, _ = read(path, sheet="Довідник")
    assert hidden[0][1]["Назва"] == "x"
    assert read(path, sheet="Дані")[1].sheet == "Дані "


def test_a_missing_sheet_and_a_missing_header_name_what_there_is(book, read):
    path = book({"Титул": [["Звіт"]], "Дані": [["Назва", "Адреса"], ["a", "b"]]})
    with pytest.raises(SheetMissing) as caught:
        read(path, sheet="Лист1")
    assert caught.value.details["sheets"] == "'Титул', 'Дані'"
    with pytest.raises(HeaderNotFound):
        read(path, header={"known": ["Код", "Область", "Місць"]})


def test_an_empty_book_is_an_empty_file(book, read):
    with pytest.raises(EmptyFile):
        read(book({"s": []}))


def test_error_cells_are_empty_with_a_warning(book, read):
    def spoil(made):
        made["s"]["B2"] = "#N/A"
        made["s"]["B2"].data_type = "e"

    path = book({"s": [["Назва", "Місць"], ["Центр", None], ["Дім", 5]]}, spoil)
    rows, source = read(path)
    assert [values["Місць"] for _, values in rows] == ["", "5"]
    assert [(n.code, n.severity, n.row, n.sheet, n.column, n.value) for n in source.notes] == [
        ("ERROR_CELL", Severity.WARNING, 2, "s", "Місць", "#N/A")
    ]


def test_cells_right_of_the_header_are_noted_and_the_row_stays(book, read):
    rows, source = read(book({"s": [["a", "b"], ["1", "2", None, "примітка"]]}))
    assert rows == [(2, {"a": "1", "b": "2"})]
    assert [(n.code, n.severity, n.value) for n in source.notes] == [
        ("RAGGED_ROW", Severity.WARNING, "примітка")
    ]


def test_xls_of_old_is_read_alike(tmp_path, read):
    made = xlwt.Workbook()
    sheet = made.add_sheet("Лист1")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for column, name in enumerate(["Заклад", "Місць", "Дата", "Діє"]):
        sheet.write(1, column, name)
    sheet.write(0, 0, "Перелік")
    sheet.write_merge(2, 3, 0, 0, "Центр")
    for row, places in ((2, 25.0), (3, 7.5)):
        sheet.write(row, 1, places)
        sheet.write(row, 2, dt.date(2024, 5, 6), day)
        sheet.write(row, 3, True)
    made.save(str(tmp_path / "a.xls"))
    rows, source = read(tmp_path / "a.xls")
    assert source.format == "xls"
    assert rows == [
        (3, {"Заклад": "Центр", "Місць": "25", "Дата": "2024-05-06", "Діє": "true"}),
        (4, {"Заклад": "Центр", "Місць": "7.5", "Дата": "2024-05-06", "Діє": "true"}),
    ]


def test_a_wrong_suffix_is_seen_through(book, read):
    path = book({"s": [["a", "b"], ["1", "2"]]})
    renamed = path.rename(path.with_suffix(".xls"))
    assert read(renamed)[1].format == "xlsx"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_a_file_that_is_no_workbook_is_malformed(tmp_path, read, name):
    (tmp_path / name).write_bytes(b"\x09\x08\x00\x00 no workbook")
    with pytest.raises(MalformedFile):
        read(tmp_path / name)


def test_a_book_that_unpacks_beyond_the_bound_is_refused(book, read, monkeypatch):
    monkeypatch.setenv("MEREZHA_FILE_UNPACKED_BYTES", "1000")
    with pytest.raises(ArchiveTooLarge):
        read(book({"s": [["a", "b"]] + [["x" * 100, "y"]] * 100}))


def test_one_filled_cell_in_the_last_corner_is_refused_and_a_formatted_one_is_not(book, read):
    def format_corner(made):
        made["s"]["XFD1048576"].font = openpyxl.styles.Font(bold=True)

    def fill_corner(made):
        made["s"]["XFD1048576"] = "x"

    table = {"s": [["a", "b"], ["1", "x"]]}
    assert read(book(table, format_corner))[0] == [(2, {"a": "1", "b": "x"})]
    with pytest.raises(SheetTooLarge) as caught:
        read(book(table, fill_corner))
    assert caught.value.details["corner"] == "XFD1048576"
    assert caught.value.details["cells"] == 16_384 * 1_048_576


def test_the_bound_on_cells_is_a_setting(book, read, monkeypatch):
    path = book({"s": [["a", "b"], ["x", "y"], ["x", "y"]]})
    monkeypatch.setenv("MEREZHA_FILE_SHEET_CELLS", "6")
    assert len(read(path)[0]) == 2
    monkeypatch.setenv("MEREZHA_FILE_SHEET_CELLS", "5")
    with pytest.raises(SheetTooLarge):
        read(path)


def test_a_book_with_entities_in_its_parts_is_refused(book, read, tmp_path):
    source = book({"s": [["a", "b"], ["1", "2"]]})
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(bomb, "w") as new:
        for member in old.namelist():
            text = old.read(member)
            if member == "xl/workbook.xml":
                text = b'<!DOCTYPE w [<!ENTITY a "aaaa">]>' + text
            new.writestr(member, text)
    with pytest.raises(DoctypeForbidden) as caught:
        read(bomb)
    assert caught.value.details["file"].endswith("bomb.xlsx → xl/workbook.xml")


def test_a_formula_that_nobody_computed_is_told(book, read):
    def add(made):
        sheet = made.active
        sheet["B2"], sheet["C2"] = "=LEN(A2)", "=A2&1"
        sheet["A3"], sheet["B3"] = "Дім", 7

    rows, source = read(book({"s": [["Назва", "Місць", "Код"], ["Центр"]]}, add))
    assert [list(values.values()) for _, values in rows] == [["Центр", "", ""], ["Дім", "7", ""]]
    assert [(note.code, note.row, note.column) for note in source.notes] == [
        ("FORMULA_NOT_COMPUTED", 2, "Місць"),
        ("FORMULA_NOT_COMPUTED", 2, "Код"),
    ]


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_of_both_calendars_of_workbooks_are_the_same_days(tmp_path, read, is_1904):
    day, moment = dt.datetime(2020, 7, 15), dt.datetime(1999, 12, 31, 23, 59)
    old = xlwt.Workbook()
    old.dates_1904 = is_1904
    sheet = old.add_sheet("A")
    shown = xlwt.easyxf(num_format_str="DD.MM.YYYY HH:MM")
    for column, value in enumerate(("Назва", "Від", "До")):
        sheet.write(0, column, value)
    sheet.write(1, 0, "Центр")
    sheet.write(1, 1, day, shown)
    sheet.write(1, 2, moment, shown)
    old.save(str(tmp_path / "a.xls"))
    new = openpyxl.Workbook()
    if is_1904:
        new.epoch = CALENDAR_MAC_1904
    new.active.append(["Назва", "Від", "До"])
    new.active.append(["Центр", day, moment])
    new.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        assert (b"date1904" in packed.read("xl/workbook.xml")) is is_1904
    for name in ("a.xls", "a.xlsx"):
        rows, _ = read(tmp_path / name)
        assert [values for _, values in rows] == [
            {"Назва": "Центр", "Від": "2020-07-15", "До": "1999-12-31T23:59:00"}
        ]
