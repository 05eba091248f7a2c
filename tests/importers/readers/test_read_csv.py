"""CSV and TSV: delimiters, quotes, ragged rows, names of columns, subtotals."""

import pytest

from hub.domain.vocabulary import Severity
from importers.readers.delimited import find_delimiter
from importers.readers.errors import (
    ColumnMissing,
    EmptyFile,
    HeaderNotFound,
    TooManyRaggedRows,
    UnclosedQuote,
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(write, read, delimiter):
    path = write("a.csv", f"Назва{delimiter}Місто\nЦентр{delimiter}Умань\n")
    rows, source = read(path)
    assert source.columns == ["Назва", "Місто"]
    assert rows == [(2, {"Назва": "Центр", "Місто": "Умань"})]


def test_commas_inside_texts_do_not_outweigh_the_real_delimiter(write):
    path = write(
        "a.csv",
        "Назва;Послуги\nЦентр;догляд, консультування, підтримка\nБудинок;притулок, догляд, інше\n"
        "Дім;денний догляд\n",
    )
    assert find_delimiter(path, "utf-8", "a.csv") == ";"


def test_one_column_is_no_cut_at_all(write, read):
    rows, source = read(write("a.csv", "Назва\nЦентр\nДім, притулок\n"))
    assert source.columns == ["Назва"]
    assert [number for number, _ in rows] == [2, 3]


def test_title_rows_do_not_mislead_the_search_for_the_delimiter(write, read):
    path = write("a.csv", "Перелік надавачів, 2024 рік\n\nНазва;Адреса;Місць\nЦентр;вул. Миру, 1;25\n")
    rows, source = read(path)
    assert source.columns == ["Назва", "Адреса", "Місць"]
    assert rows == [(4, {"Назва": "Центр", "Адреса": "вул. Миру, 1", "Місць": "25"})]


def test_the_line_that_names_the_delimiter_is_obeyed_and_counted(write, read):
    rows, source = read(write("a.csv", "sep=|\r\nНазва|Адреса\r\nЦентр|Умань, Миру, 1\r\n"))
    assert source.columns == ["Назва", "Адреса"]
    assert rows == [(3, {"Назва": "Центр", "Адреса": "Умань, Миру, 1"})]


def test_tsv_is_cut_at_tabs_only(write, read):
    rows, _ = read(write("a.tsv", "a\tb\n1,2\t3;4\n"))
    assert rows == [(2, {"a": "1,2", "b": "3;4"})]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_number_is_the_first_line_of_its_record(write, read, end):
    text = end.join(["Назва,Послуги", 'А,"догляд', "", 'притулок"', "", 'Б,"сказав ""так"""', "В,"])
    rows, _ = read(write("a.csv", text))
    assert rows == [
        (2, {"Назва": "А", "Послуги": f"догляд{end}{end}притулок"}),
        (6, {"Назва": "Б", "Послуги": 'сказав "так"'}),
        (7, {"Назва": "В", "Послуги": ""}),
    ]


def test_quotes_within_a_cell_that_does_not_begin_with_one_stay(write, read):
    rows, _ = read(write("a.csv", 'Назва;Місто\nТОВ "Ромашка";Омск\n'))
    assert rows == [(2, {"Назва": 'ТОВ "Ромашка"', "Місто": "Омск"})]


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quote_that_is_never_closed_is_an_error_with_its_row(write, read, end):
    path = write("a.csv", f'a,b\n1,2\n3,"open\n5,6\n7,8{end}')
    with pytest.raises(UnclosedQuote) as caught:
        read(path)
    assert caught.value.details == {"file": "a.csv", "row": 3}


def test_a_quote_that_swallows_more_than_a_cell_may_hold_is_an_error_too(write, read):
    path = write("a.csv", 'a,b\n1,2\n3,"open\n' + "5,6\n" * 50_000)
    with pytest.raises(UnclosedQuote) as caught:
        read(path)
    assert caught.value.details["row"] == 3


def test_ragged_rows_are_issues_with_their_numbers(write, read):
    path = write("a.csv", "a;b;c\n7;8;9\n1;2\n1;2;3;4\n1;2;3;;\n")
    rows, source = read(path)
    assert [number for number, _ in rows] == [2, 3, 4, 5]
    assert rows[1][1] == {"a": "1", "b": "2", "c": ""}
    assert [(note.code, note.severity, note.row, note.value) for note in source.notes] == [
        ("RAGGED_ROW", Severity.WARNING, 3, None),
        ("RAGGED_ROW", Severity.ERROR, 4, "4"),
    ]


def test_a_wrong_delimiter_is_not_reported_a_million_times(write, read):
    path = write("a.csv", "a;b\n" + "7;8;9\n" * 1001)
    with pytest.raises(TooManyRaggedRows) as caught:
        read(path, delimiter=";")
    assert caught.value.details["row"] == 1002


def test_warnings_past_a_thousand_are_only_counted(write, read):
    rows, source = read(write("a.csv", "a;b;c\n" + "1;2\n" * 1500), delimiter=";")
    assert len(rows) == 1500
    assert len(source.notes) == 1001
    assert source.notes[-1].message == "500 more rows have the same trouble; they are not listed."


def test_duplicate_and_empty_column_names_become_unique(write, read):
    path = write("a.csv", " Назва ;Адреса;;адреса;Адреса;Адреса;\n9;2;3;4;5;6;\n", encoding="utf-8-sig")
    rows, source = read(path)
    assert source.columns == ["Назва", "Адреса", "column C", "адреса", "Адреса (2)", "Адреса (3)"]
    assert list(rows[0][1].values()) == ["9", "2", "3", "4", "5", "6"]
    assert [(note.code, note.column, note.row) for note in source.notes] == [
        ("NAMELESS_COLUMN", "column C", 1),
        ("DUPLICATE_COLUMN", "Адреса (2)", 1),
        ("DUPLICATE_COLUMN", "Адреса (3)", 1),
    ]


@pytest.mark.parametrize(
    "label", ["Всього", "УСЬОГО:", "Разом по області", "Итого", "Всего", "Барлығы", "Жиыны", "Bсього"]
)
def test_subtotals_are_dropped_with_a_note(write, read, label):
    path = write("a.csv", f"№;Назва;Місць\n1;Центр;25\n;{label};1 025,5\n2;Дім;30\n")
    rows, source = read(path)
    assert [number for number, _ in rows] == [2, 4]
    assert [(note.code, note.severity, note.row) for note in source.notes] == [
        ("TOTAL_ROW_SKIPPED", Severity.INFO, 3)
    ]


def test_a_provider_called_together_is_no_subtotal(write, read):
    path = write("a.csv", "Назва;Місто;Місць\nРазом;Умань;25\nВсього потроху;Умань;1\n")
    rows, source = read(path)
    assert len(rows) == 2
    assert source.notes == []


def test_totals_stay_when_the_options_say_so(write, read):
    rows, _ = read(write("a.csv", "Назва;Місць\nЦентр;25\nРазом;25\n"), skip_totals=False)
    assert [values["Назва"] for _, values in rows] == ["Центр", "Разом"]


def test_a_row_that_numbers_the_columns_is_passed_over(write, read):
    rows, source = read(write("a.csv", "Назва;Місто;Місць\n1;2;3\nЦентр;Умань;25\n"))
    assert [number for number, _ in rows] == [3]
    assert [note.code for note in source.notes] == ["COLUMN_NUMBERS_SKIPPED"]


def test_blank_rows_are_passed_over(write, read):
    rows, source = read(write("a.csv", "a;b\n\n;\n1;2\n ; \n"))
    assert [number for number, _ in rows] == [4]
    assert source.notes == []


def test_a_source_can_be_read_twice(write):
    from importers.readers import open_rows

    with open_rows(write("a.csv", "a;b\n1;2\n3\n")) as source:
        first, notes = list(source), list(source.notes)
        assert list(source) == first
        assert source.notes == notes
        assert len(notes) == 1


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", ";;\n;;\n"])
def test_a_file_without_any_text_is_empty(write, read, text):
    with pytest.raises(EmptyFile):
        read(write("a.csv", text))


def test_a_header_alone_gives_no_rows(write, read):
    rows, source = read(write("a.csv", "a;b\n"))
    assert rows == []
    assert source.columns == ["a", "b"]


def test_a_missing_column_is_named_with_the_nearest_one(write):
    from importers.readers import open_rows

    with open_rows(write("a.csv", "Назва;Адреса;Телефон\n1;2;3\n")) as source:
        source.require(["Назва", "Телефон"])
        with pytest.raises(ColumnMissing) as caught:
            source.require(["Адресса"])
    assert str(caught.value) == (
        "a.csv has no column 'Адресса'; the nearest are 'Адреса'. Mend the mapping, or ask the publisher."
    )


def test_all_missing_columns_are_named_at_once(write):
    from importers.readers import open_rows

    with open_rows(write("a.csv", "Назва;Адреса\n1;2\n")) as source:
        with pytest.raises(ColumnMissing) as caught:
            source.require(["Пошта", "Назва", "Сайт", "Пошта"])
        with pytest.raises(ColumnMissing) as many:
            source.require(f"C{number}" for number in range(23))
    assert str(caught.value) == (
        "a.csv has no column 'Пошта', nor 'Сайт'; there are 'Назва', 'Адреса'. "
        "Mend the mapping, or ask the publisher."
    )
    assert "'C20' and 2 more; there are" in str(many.value)


def test_an_unfound_header_says_what_was_looked_for(write, read):
    path = write("a.csv", "Перелік\nНаіменування;Адреса;Телефон\nЦентр;Умань;1\n")
    with pytest.raises(HeaderNotFound) as caught:
        read(path, header={"known": ["Найменування", "Адреса", "Код ЄДРПОУ"]})
    assert str(caught.value) == (
        "a.csv: no header among the first 3 rows: at least 3 of Найменування, Адреса, Код ЄДРПОУ were looked "
        "for; the most like it is row 2, where for 'Найменування' the nearest are 'Наіменування'. "
        "Set header.row or mend header.known."
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Назва;Місць;Місто", "HEADER_REPEATED"),
        ("НАЗВА ; місць;", "HEADER_REPEATED"),
        ("#org+name;#capacity;#adm1 +name", "TECHNICAL_ROW_SKIPPED"),
        ("text;number;unchangeable", "TECHNICAL_ROW_SKIPPED"),
        ("#REF!;#REF!;", "TECHNICAL_ROW_SKIPPED"),
        ("Уманський район;45;Разом", "TOTAL_ROW_SKIPPED"),
        (";45;Grand total", "TOTAL_ROW_SKIPPED"),
        ("Барлығы;45;", "TOTAL_ROW_SKIPPED"),
        (";Страница 1 из 2;", "PAGE_NUMBER_SKIPPED"),
        (";;Сторінка 12", "PAGE_NUMBER_SKIPPED"),
        ("стр. 3/7;;", "PAGE_NUMBER_SKIPPED"),
        (";;4-бет", "PAGE_NUMBER_SKIPPED"),
    ],
)
def test_rows_that_hold_no_record_are_passed_over_with_a_note(write, read, row, code):
    rows, source = read(write("a.csv", f"Назва;Місць;Місто\nЦентр;25;Умань\n{row}\nДім;20;Умань\n"))
    assert [number for number, _ in rows] == [2, 4]
    assert [(note.code, note.row) for note in source.notes] == [(code, 3)]


@pytest.mark.parametrize(
    "row",
    [
        "Центр «Разом»;45;Умань",
        "Назва;45;Умань",
        "text;45;Умань",
        "Разом;;Умань",
        "Сторінка 5;;Умань",
        "Сторінка;;",
    ],
)
def test_records_that_look_like_other_rows_are_kept(write, read, row):
    rows, _ = read(write("a.csv", f"Назва;Місць;Місто\nЦентр;25;Умань\n{row}\n"))
    assert [number for number, _ in rows] == [2, 3]


def test_a_cell_beyond_the_bound_is_one_issue_of_that_cell(write, read):
    rows, source = read(write("a.csv", f"Назва;Місць\nЦентр;{'x' * 140_000}\nДім;1\n"))
    assert [(number, len(values["Місць"])) for number, values in rows] == [(2, 32_767), (3, 1)]
    (note,) = source.notes
    assert (note.code, note.row, note.column, len(note.value)) == ("CELL_TOO_LONG", 2, "Місць", 200)


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_signs_that_are_no_ends_of_lines_do_not_hide_the_delimiter(write, read, sign):
    rows, _ = read(write("a.csv", "Назва;Місто;Код\n" + f"Центр{sign}допомоги;Умань;1\n" * 5))
    assert [values["Місто"] for _, values in rows] == ["Умань"] * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "utf-16"])
def test_a_last_row_that_ends_in_the_middle_is_told_as_cut(write, read, encoding):
    whole = "Назва установи;Місто;Телефон\nЦентр надання послуг;Умань;1\nБудинок дитини;Бар;2"
    assert read(write("a.csv", whole, encoding))[1].notes == []
    rows, source = read(write("b.csv", whole.removesuffix("ар;2"), encoding))
    assert [(note.code, note.severity, note.row, note.value) for note in source.notes] == [
        ("FILE_CUT", Severity.ERROR, 3, "Б")
    ]
    assert len(rows) == 2


def test_a_last_row_that_lacks_cells_as_others_do_or_has_an_end_is_no_cut(write, read):
    for name, text in (("a.csv", "a;b;c\nx;y\nx;y;z\nx"), ("b.csv", "a;b;c\nx;y;z\nпримітка\n")):
        assert {note.code for note in read(write(name, text))[1].notes} == {"RAGGED_ROW"}
