"""Headers: below titles, of one or two rows, by number or by known names."""

import pytest
from pydantic import ValidationError

from importers.readers import FormatOptions
from importers.readers.errors import HeaderNotFound
from importers.readers.headers import Line, Merge, column_letter, find_header
from importers.readers.options import HeaderOptions


def header_of(grid, merges=(), **options):
    lines = [Line(number, cells) for number, cells in enumerate(grid, start=1)]
    return find_header(lines, HeaderOptions(**options), file="f", merges=merges)


def test_column_letters_are_those_of_a_spreadsheet():
    assert [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_the_row_with_most_known_names_wins_over_a_row_that_looks_like_a_header():
    grid = [["Область", "Район", "Дата", "Виконавець"], ["Умань", "назва", "АДРЕСА ", "Телефон:"]]
    assert header_of(grid, known=("Назва", "Адреса", "Телефон")).names == [
        "Умань",
        "назва",
        "АДРЕСА",
        "Телефон:",
    ]


def test_known_names_match_across_case_apostrophes_and_look_alikes():
    grid = [["Титул", "", ""], ["Iм'я", "ОБ’ЄКТ", "Cтатус"]]
    assert header_of(grid, known=("Ім’я", "об'єкт", "Статус")).skip == 2


def test_two_rows_are_joined_by_their_merged_ranges():
    grid = [
        ["№", "Місць", "", "Телефон", "Осіб", ""],
        ["", "усього", "вільно", "", "", "дітей"],
        ["1", "2", "3", "4", "5", "6"],
    ]
    merges = [Merge(1, 2, 0, 0), Merge(1, 1, 1, 2), Merge(1, 2, 3, 3)]
    header = header_of(grid, merges, rows=2)
    assert header.names == ["№", "Місць / усього", "Місць / вільно", "Телефон", "Осіб", "дітей"]
    assert header.skip == 2


def test_without_merged_ranges_a_group_reaches_over_the_filled_cells_below_it():
    grid = [["№", "Місць", "", "Телефон"], ["", "усього", "вільно", ""]]
    assert header_of(grid, rows=2).names == ["№", "Місць / усього", "Місць / вільно", "Телефон"]


def test_a_blank_row_above_a_two_row_header_is_no_part_of_it():
    grid = [["Зразок", "", ""], ["", "", ""], ["Назва", "Місць", ""], ["", "усього", "вільно"]]
    merges = [Merge(3, 4, 0, 0), Merge(3, 3, 1, 2)]
    header = header_of(grid, merges, rows=2, known=("Назва", "Місць", "Місць / усього"))
    assert (header.names, header.skip) == (["Назва", "Місць / усього", "Місць / вільно"], 4)


def test_a_blank_row_takes_no_known_names_from_the_row_below_it():
    grid = [["", "", ""], ["Назва", "Адреса", "Місць"], ["", "", "усього"]]
    header = header_of(grid, [Merge(2, 2, 2, 2)], rows=2, known=("Назва", "Адреса", "Місць"))
    assert (header.names, header.skip) == (["Назва", "Адреса", "Місць / усього"], 3)


def test_a_cell_merged_over_both_rows_names_its_column_once():
    grid = [["Назва", "Місць"], ["Назва", "усього"]]
    assert header_of(grid, rows=2).names == ["Назва", "Місць / усього"]


@pytest.mark.parametrize(
    ("second", "names"),
    [("technical", ["code", "name", "Телефон"]), ("skip", ["Код", "Назва", "Телефон"])],
)
def test_a_row_of_technical_names_is_used_or_skipped(second, names):
    grid = [["Код", "Назва", "Телефон"], ["code", "name", ""], ["7", "Центр", "1"]]
    header = header_of(grid, rows=2, second=second)
    assert (header.names, header.skip) == (names, 2)


def test_known_names_may_be_those_of_the_second_row():
    grid = [["Форма", "", ""], ["Код", "Назва", "Телефон"], ["code", "name", "phone"]]
    assert header_of(grid, rows=2, second="technical", known=("code", "name", "phone")).skip == 3


def test_a_header_by_its_row_number_counts_blank_rows():
    grid = [["Титул"], [""], ["1", "2"], ["a", "b"]]
    assert header_of(grid, row=3).names == ["1", "2"]
    with pytest.raises(HeaderNotFound):
        header_of(grid, row=2)


def test_figures_are_no_header():
    with pytest.raises(HeaderNotFound) as caught:
        header_of([["1", "2"], ["Центр", "25"]])
    assert "row 1" in str(caught.value)


def test_line_breaks_and_double_spaces_in_names_become_one_space():
    assert header_of([["Кількість\n  місць", "Назва "]]).names == ["Кількість місць", "Назва"]


@pytest.mark.parametrize(
    "options",
    [
        {"header": {"known": ["a", "b"]}},
        {"header": {"known": ["a", "b", "b"]}},
        {"header": {"rows": 3}},
        {"header": {"row": 0}},
        {"delimiter": ":"},
        {"format": "pdf"},
        {"shet": "1"},
    ],
)
def test_wrong_options_are_refused(options):
    with pytest.raises(ValidationError):
        FormatOptions.model_validate(options)
