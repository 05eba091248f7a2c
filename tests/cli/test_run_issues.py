"""`merezha run issues`: the list, and the workbook for the publisher."""

import json
from pathlib import Path

from openpyxl import load_workbook

from hub.demo import load_demo
from importers.region import find_region
from importers.runner import run_region
from importers.sample import sample_of
from tests.cli.conftest import Merezha


def test_issues_of_a_run_for_people_and_programs(merezha: Merezha, demo_url: str) -> None:
    done = merezha("run", "issues", "3", "--json", MEREZHA_DATABASE_URL=demo_url)
    found = json.loads(done.stdout)
    assert (done.returncode, len(found)) == (0, 15)
    assert [issue["severity"] for issue in found[:3]] == ["error", "error", "warning"]
    assert found[1]["code"] == "MISSING_KEY"
    shown = merezha("run", "issues", "3", MEREZHA_DATABASE_URL=demo_url)
    assert shown.stdout.splitlines()[0].split() == [
        *("severity", "sheet", "row", "column", "code", "value", "message"),
    ]
    assert "12345670" in shown.stdout


def test_the_workbook_shows_each_row_as_it_was(merezha: Merezha, demo_url: str, tmp_path: Path) -> None:
    done = merezha("run", "issues", "3", "--xlsx", "tasks.xlsx", MEREZHA_DATABASE_URL=demo_url)
    assert (done.returncode, done.stdout) == (0, "9 tasks of run 3 → tasks.xlsx\n"), done.stderr
    book = load_workbook(tmp_path / "tasks.xlsx")
    assert book.sheetnames == ["Підсумок", "Причини", "Завдання"]
    sheet = book["Завдання"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[7:10] == ["Назва надавача", "Код ЄДРПОУ", "Тип надавача"]
    rows = {(row[2].value, row[-1].value): row for row in sheet.iter_rows(min_row=2)}
    wrong = rows[61, "IDENTIFIER_CHECK_FAILED"]
    assert [cell.value for cell in wrong[:7]] == [
        *("Увага", "Надавачі", 61, "Код ЄДРПОУ", "12345670"),
        *("Контрольна цифра коду не сходиться.", "Звірте код з державним реєстром."),
    ]
    assert [cell.column_letter for cell in wrong if cell.fill.fgColor.rgb == "FFFF9999"] == ["I"]
    assert (wrong[8].value, wrong[8].data_type) == ("12345670", "s")
    summary = {row[0].value: row[1].value for row in book["Підсумок"].iter_rows(max_row=9)}
    assert (summary["Реєстр"], summary["Файл"], summary["Прочитано рядків"]) == ("ua_05", "sample.xlsx", 55)


def test_language_and_overwriting(merezha: Merezha, demo_url: str, tmp_path: Path) -> None:
    asked = ("run", "issues", "1", "--xlsx", "tasks.xlsx", "--lang", "kk")
    assert merezha(*asked, MEREZHA_DATABASE_URL=demo_url).returncode == 0
    assert load_workbook(tmp_path / "tasks.xlsx").sheetnames == ["Қорытынды", "Себептер", "Тапсырмалар"]
    again = merezha(*asked, MEREZHA_DATABASE_URL=demo_url)
    assert (again.returncode, again.stderr) == (
        *(1, "FILE_EXISTS: tasks.xlsx exists already; name another file, or overwrite it with --force.\n"),
    )
    forced = merezha(*asked, "--force", "--json", MEREZHA_DATABASE_URL=demo_url)
    assert json.loads(forced.stdout) == {"run": 1, "file": "tasks.xlsx", "tasks": 7}


def test_a_run_that_met_the_same_file_again_has_the_tasks_of_the_first(
    merezha: Merezha, demo_copy_url: str, tmp_path: Path
) -> None:
    assert load_demo(demo_copy_url)[2].status == "unchanged"
    newest = json.loads(
        merezha("run", "list", "--source", "ua_05", "--json", MEREZHA_DATABASE_URL=demo_copy_url).stdout
    )[0]
    assert newest["status"] == "unchanged"
    done = merezha(
        *("run", "issues", str(newest["id"]), "--xlsx", "tasks.xlsx"), MEREZHA_DATABASE_URL=demo_copy_url
    )
    assert done.stdout == f"9 tasks of run {newest['id']} → tasks.xlsx\n"
    sheet = load_workbook(tmp_path / "tasks.xlsx")["Завдання"]
    assert sheet["H2"].value == "Синтетичний центр надання соціальних послуг № 45 (зразок)"


def test_a_stopped_import_has_tasks_without_rows(
    merezha: Merezha, demo_copy_url: str, tmp_path: Path
) -> None:
    region = find_region("ua_71")
    lines = sample_of(region).read_bytes().splitlines(keepends=True)
    short = tmp_path / "short.csv"
    short.write_bytes(b"".join([*lines[:2], *lines[-3:]]))
    report = run_region(region, short, demo_copy_url)
    assert report.status == "stopped"
    done = merezha("run", "issues", "--xlsx", "tasks.xlsx", "--json", MEREZHA_DATABASE_URL=demo_copy_url)
    found = json.loads(done.stdout)
    assert (found["run"], found["tasks"] > 0) == (report.run, True)
    summary = load_workbook(tmp_path / "tasks.xlsx")["Підсумок"]
    assert any("не зберігаються" in str(row[1].value) for row in summary.iter_rows())


def test_an_unknown_run_is_named(merezha: Merezha, demo_url: str) -> None:
    done = merezha("run", "issues", "999", MEREZHA_DATABASE_URL=demo_url)
    assert (done.returncode, done.stderr) == (
        *(1, "UNKNOWN_RUN: There is no run number 999; see `merezha run list`.\n"),
    )


def test_causes_stand_by_how_many_rows_they_would_mend(merezha: Merezha, demo_url: str) -> None:
    done = merezha("run", "causes", "3", "--json", MEREZHA_DATABASE_URL=demo_url)
    causes = json.loads(done.stdout)
    assert done.returncode == 0
    assert [cause["rows"] for cause in causes] == sorted((cause["rows"] for cause in causes), reverse=True)
    assert {cause["severity"] for cause in causes} == {"error", "warning"}
    missing = next(cause for cause in causes if cause["code"] == "MISSING_KEY")
    assert (missing["where"], missing["who"]) == ([{"sheet": "Надавачі", "row": 62}], "publisher")
