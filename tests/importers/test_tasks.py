"""The words of tasks, and the workbook they are written in."""

import ast
import csv
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hub.domain.records import Issue
from hub.domain.vocabulary import Lang, Severity
from hub.store.overview import RunLine
from hub.store.tasks import IssueCount, Task, TaskList
from importers.tasks import workbook
from importers.tasks.causes import Causes
from importers.tasks.messages import codes_for_operator, message_of
from importers.tasks.words import WORDS
from importers.tasks.workbook import FileExists, FileNotWritable, columns_in_order, write_workbook

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
#: Files in which issues are made, and what looks like a code there and is none.
MAKERS = (
    *ROOT.glob("importers/**/*.py"),
    *ROOT.glob("hub/ingest/**/*.py"),
    ROOT / "hub/domain/identifiers.py",
)
#: Names of settings, which only look like codes.
SETTINGS = "MEREZHA_"


def _codes(path: Path) -> set[str]:
    """Every code of an issue that a file names; codes of errors stand in class bodies."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    of_errors = {
        line.value
        for each in ast.walk(tree)
        if isinstance(each, ast.ClassDef)
        for line in each.body
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "code"
    }
    found = {each for each in ast.walk(tree) if isinstance(each, ast.Constant)} - of_errors
    return {each.value for each in found if isinstance(each.value, str) and CODE.fullmatch(each.value)}


def test_every_issue_that_an_import_can_find_has_words_in_each_language() -> None:
    made = {code for code in set().union(*map(_codes, MAKERS)) if not code.startswith(SETTINGS)}
    with (ROOT / "importers/tasks/messages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(made) > 70
    for lang in ("uk", "ru", "kk"):
        assert sorted(made - {row["code"] for row in rows if row["lang"] == lang}) == []
    assert all(row["wrong"].endswith(".") and row["mend"].endswith(".") for row in rows)
    assert {row["status"] for row in rows if row["lang"] == "kk"} == {"draft"}
    assert {row["for"] for row in rows} == {"publisher", "operator"}
    assert set(Counter((row["code"], row["lang"]) for row in rows).values()) == {1}


def test_a_code_without_words_keeps_the_sentence_of_the_import() -> None:
    issue = Issue("NEW_CODE", "Something is new.", Severity.WARNING)
    assert message_of(issue, Lang.UK).wrong == "Something is new."
    known = Issue("DATE_UNCLEAR", "x", Severity.WARNING)
    assert message_of(known, Lang.UK).wrong == "Запис не є датою."
    assert message_of(known, Lang.EN).wrong == "x"


def test_words_of_every_language_name_every_severity() -> None:
    assert WORDS.keys() == set(Lang)
    assert all(words.severities.keys() == set(Severity) for words in WORDS.values())


def _issue(code: str, value: str, row: int | None, severity: Severity = Severity.WARNING) -> Issue:
    return Issue(code, f"Said of {value}.", severity, row, None, "Послуга", value)


def test_what_would_mend_most_rows_stands_first() -> None:
    told = Severity.INFO
    causes = Causes(
        [
            _issue("UNKNOWN_CATEGORY", "ремонт", 2),
            _issue("UNKNOWN_CATEGORY", "ремонт", 2),
            _issue("DATE_UNCLEAR", "вчора", 3),
            *(_issue("UNKNOWN_CATEGORY", "ремонт", row) for row in range(4, 12)),
            _issue("DATE_UNCLEAR", "завтра", 5),
            _issue("DATE_UNCLEAR", "давно", 6),
            *(_issue("NAME_ALL_CAPS", "ЦЕНТР", row, told) for row in range(2, 30)),
            _issue("FILE_CUT", "", None, Severity.ERROR),
            _issue("MISSING_NAME", "", 9, Severity.ERROR),
            _issue("CODIFIER_NOT_LOADED", "", None),
        ]
    ).in_order()
    assert [(each.code, each.rows, each.value, [row for _, row in each.where]) for each in causes] == [
        ("FILE_CUT", 0, "", []),
        ("UNKNOWN_CATEGORY", 9, "ремонт", [2, 4, 5, 6, 7]),
        ("DATE_UNCLEAR", 3, None, [3, 5, 6]),
        ("MISSING_NAME", 1, "", [9]),
        ("CODIFIER_NOT_LOADED", 0, "", []),
    ]
    assert [each.is_for_operator for each in causes] == [False, False, False, False, True]


def test_columns_keep_the_order_that_is_known() -> None:
    assert columns_in_order(["b", "gone", "a"], ["a", "b", "c"]) == ["b", "a", "c"]


def _list(*counts: IssueCount, raw_run: int | None = 7) -> TaskList:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    run = RunLine(
        7, "ua_05", "published", at, at, "register.csv", "ab", 3, 2, 1, 2, 0, 0, 0, 1, None, None
    )  # fmt: skip
    return TaskList(run, "Реєстр", "Область", "uk", 7, raw_run, counts, ("Назва", "Дата"))


def _task(code: str, column: str | None = None, **values: str) -> Task:
    return Task(Issue(code, "Said.", Severity.WARNING, 4, None, column, "31.02.2020"), values)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    values = {"Назва": "=cmd|' /C calc'!A0", "Дата": "+31.02.2020\x07"}
    written = write_workbook(
        _list(), [_task("DATE_IMPOSSIBLE", "Дата", **values)], Lang.UK, path, ["Назва", "Дата"], force=False
    )
    sheet = load_workbook(path)["Завдання"]
    name, day = sheet["H2"], sheet["I2"]
    assert written == 1
    assert (name.data_type, name.value, name.quotePrefix) == ("s", "=cmd|' /C calc'!A0", True)
    assert (day.data_type, day.value, day.quotePrefix) == ("s", "+31.02.2020", True)
    assert (day.fill.fgColor.rgb, name.fill.fgColor.rgb) == ("FFFF9999", "00000000")
    assert [cell.value for cell in sheet[1]] == [
        *("Важливість", "Аркуш", "Рядок", "Стовпець", "Значення", "Що не так", "Як виправити"),
        *("Назва", "Дата", "Примітка програми", "Код"),
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", "A1:K2")
    assert (sheet["C2"].value, sheet["F2"].value) == (4, "Такого дня немає в календарі.")
    assert all(8 <= sheet.column_dimensions[letter].width <= 60 for letter in "ABCDEFGHIJK")


def test_what_only_the_operator_can_mend_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    counts = IssueCount("UNMAPPED_COLUMN", "warning", 5), IssueCount("DATE_UNCLEAR", "warning", 2)
    assert "UNMAPPED_COLUMN" in codes_for_operator()
    found = [_task("UNMAPPED_COLUMN"), _task("DATE_UNCLEAR")]
    assert write_workbook(_list(*counts), found, Lang.RU, path, (), force=False) == 1
    summary = load_workbook(path)["Итог"]
    rows = [[cell.value for cell in row if cell.value is not None] for row in summary.iter_rows()]
    assert rows[0] == ["Реєстр"]
    assert ["Не принято строк", 1] in rows
    assert rows[-1] == [
        *("Внимание", "Запись не является датой.", "Запишите дату так: 2020-07-15 или 15.07.2020.", 2),
        "DATE_UNCLEAR",
    ]


def test_causes_are_a_sheet_and_what_the_program_mended_is_no_task(tmp_path: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    mended = Task(Issue("NAME_ALL_CAPS", "Said.", Severity.INFO, 5, None, "Назва", "ЦЕНТР"), {})
    rows = [_issue("UNKNOWN_VALUE", "комун.", row) for row in (4, 7)]
    found = [mended, _task("DATE_UNCLEAR", "Дата"), *(Task(issue, {}) for issue in rows)]
    assert write_workbook(_list(), found, Lang.UK, path, (), force=False) == 3
    book = load_workbook(path)
    assert book.sheetnames == ["Підсумок", "Причини", "Завдання"]
    lines = [[cell.value for cell in row] for row in book["Причини"].iter_rows()]
    assert lines[0] == [
        *("Важливість", "Рядків", "Стовпець", "Значення", "Що не так", "Як виправити", "Перші рядки", "Код"),
    ]
    assert [(line[1], line[3], line[6], line[7]) for line in lines[1:]] == [
        (2, "комун.", "4, 7", "UNKNOWN_VALUE"),
        (1, "31.02.2020", "4", "DATE_UNCLEAR"),
    ]


def test_rows_that_are_not_kept_are_said_to_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    write_workbook(_list(raw_run=None), [_task("DATE_UNCLEAR")], Lang.EN, path, ("Name",), force=False)
    book = load_workbook(path)
    said = [row[1].value for row in book["Summary"].iter_rows()]
    assert WORDS[Lang.EN].rows_missing in said
    assert book["Tasks"]["H2"].value is None


def test_more_tasks_than_a_sheet_holds_are_cut_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_TASKS", 2)
    path = tmp_path / "tasks.xlsx"
    found = [_task("DATE_UNCLEAR")] * 3
    of = _list(IssueCount("DATE_UNCLEAR", "warning", 3))
    assert write_workbook(of, found, Lang.KK, path, (), force=False) == 2
    book = load_workbook(path)
    assert book["Тапсырмалар"].max_row == 3
    assert "Тек алғашқы 2 ескерту көрсетілген." in [row[1].value for row in book["Қорытынды"].iter_rows()]


def test_a_file_is_overwritten_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(FileExists):
        write_workbook(_list(), [], Lang.UK, path, (), force=False)
    assert path.read_bytes() == b"mine"
    assert write_workbook(_list(), [], Lang.UK, path, (), force=True) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["tasks.xlsx"]
    assert load_workbook(path).sheetnames == ["Підсумок", "Причини", "Завдання"]


def test_a_workbook_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def failing() -> object:
        yield _task("DATE_UNCLEAR")
        raise RuntimeError("The database went away.")

    with pytest.raises(RuntimeError):
        write_workbook(_list(), failing(), Lang.UK, tmp_path / "tasks.xlsx", (), force=False)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotWritable) as caught:
        write_workbook(_list(), [], Lang.UK, tmp_path / "none" / "tasks.xlsx", (), force=False)
    assert str(caught.value).endswith("tasks.xlsx cannot be written: No such file or directory.")
