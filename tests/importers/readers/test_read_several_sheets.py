"""Workbooks with a sheet for each district: all that have the same header are read, the others are named."""

import openpyxl
import pytest
import xlwt

from importers.readers import FormatOptions, open_rows, several, workbook

HEADER = ["Назва", "Адреса", "Місць"]


@pytest.fixture
def book(tmp_path):
    def make(sheets, hidden=()):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            sheet.sheet_state = "hidden" if title in hidden else "visible"
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return make


def read(path, **options):
    with open_rows(path, FormatOptions.model_validate(options)) as source:
        rows = [(row.sheet, row.number, row.values["Назва"]) for row in source]
        return rows, [(note.code, note.value) for note in source.notes], source


def test_all_sheets_with_the_same_header_are_read(book):
    path = book(
        {
            "Барський": [["Перелік за 2025 рік"], HEADER, ["Дім", "вул. Миру, 1", 5]],
            "Порожній": [],
            "Тиврівський": [
                ["Місць", " адреса", "НАЗВА"],
                [7, "вул. Лісова, 2", "Центр"],
                [None, None, "Сад"],
            ],
        }
    )
    rows, notes, source = read(path)
    assert rows == [("Барський", 3, "Дім"), ("Тиврівський", 2, "Центр"), ("Тиврівський", 3, "Сад")]
    assert (source.columns, source.sheet, notes) == (HEADER, None, [])
    with open_rows(path) as again:
        assert [list(row.values.values()) for row in again][1:] == [
            ["Центр", "вул. Лісова, 2", "7"],
            ["Сад", "", ""],
        ]


def test_a_sheet_with_another_header_is_named_with_what_differs(book):
    path = book(
        {
            "Дані": [HEADER, ["Дім", "Бар", 5]],
            "Довідник": [["Код", "Назва", "Місць"], ["1", "x", "y"]],
            "Чернетка": [HEADER, ["Сад", "Бар", 1]],
            "Самі числа": [[1, 2], [3, 4]],
        },
        hidden=("Чернетка",),
    )
    rows, notes, source = read(path)
    assert (rows, source.sheet) == ([("Дані", 2, "Дім")], "Дані")
    assert [note[1] for note in notes] == ["Довідник", "Самі числа", "Чернетка"]
    assert {note[0] for note in notes} == {"SHEET_NOT_READ"}
    assert "it lacks «Адреса» and it has also «Код»" in source.notes[0].message
    assert read(path, sheet="Дані")[1] == []


def test_rows_of_later_sheets_bring_their_own_notes_and_numbers(book):
    total = ["Разом", None, 12]
    path = book({"А": [HEADER, ["Дім", "Бар", 5], total], "Б": [HEADER, ["Сад", "Бар", 7], total]})
    rows, _, source = read(path)
    assert [row[:2] for row in rows] == [("А", 2), ("Б", 2)]
    assert [(note.code, note.sheet, note.row) for note in source.notes] == [
        ("TOTAL_ROW_SKIPPED", "А", 3),
        ("TOTAL_ROW_SKIPPED", "Б", 3),
    ]


def test_old_workbooks_are_read_alike(tmp_path):
    made = xlwt.Workbook()
    for name in ("А", "Б"):
        sheet = made.add_sheet(name)
        for column, title in enumerate(HEADER):
            sheet.write(0, column, title)
            sheet.write(1, column, name)
    made.save(str(tmp_path / "a.xls"))
    assert read(tmp_path / "a.xls")[0] == [("А", 2, "А"), ("Б", 2, "Б")]


def test_the_number_of_sheets_is_bounded_and_the_rest_told(book, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_TABLES", 2)
    rows, notes, _ = read(book({name: [HEADER, [name, "", ""]] for name in "АБВ"}))
    assert ([row[0] for row in rows], notes) == (["А", "Б"], [("SHEET_NOT_READ", "В")])


def test_columns_that_differ_by_case_alone_are_not_confused():
    assert several.difference(["назва", "Назва"], ["Назва", "назва"]) != ""
    assert several.difference(["назва"], ["Назва"]) == ""
