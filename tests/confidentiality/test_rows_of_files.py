"""Rows of a file that lead to a secret place are in no workbook and no issue, whichever of them says so."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from hub.domain.stewards import Signature
from hub.ingest import stewarding
from hub.store.connection import connect
from hub.store.runs import issues_of
from hub.store.tasks import task_list, tasks
from importers.region import Region, load_region
from importers.runner import run_region
from tests.confidentiality.outputs import Opened

_REGION = """
code: ua_rows
title: A register of services
publisher: The tests
licence: CC0-1.0
lang: uk
country: UA
jurisdiction: UA05000000000010236
row: service
group_by: [Заклад]
key: [Заклад, Послуга]
columns:
  Назва: name
  Тип: kind
  КАТОТТГ: location.code
  Адреса: location.address
  Заснований: founded
ignore: {Заклад: the key, Послуга: the key, Примітка: nothing}
services: {shape: cell, column: Послуга}
assertions: {max_changed_share: 1, max_vanished_share: 1, max_fill_drop: 1, max_moved_share: 1}
"""
COLUMNS = ("Заклад", "Послуга", "Назва", "Тип", "КАТОТТГ", "Адреса", "Заснований", "Примітка")
CITY = "UA05020030010063857"


def row(
    provider: str, service: str, name: str, house: str, founded: str = "31.02.2020", note: str = ""
) -> Any:
    return (provider, service, name, "щось", CITY, f"вул. Лісова, {house}", founded, note)


SHELTER = [
    row("a", "Догляд вдома", "Притулок для жінок «Ластівка»", "701"),
    row("a", "Консультування", "Притулок для жінок «Ластівка»", "702"),
    row("a", "Невідома послуга", "Притулок для жінок «Ластівка»", "703"),
]
OPEN = [
    row("b", "Догляд вдома", "Територіальний центр «Журавель»", "801"),
    row("b", "Невідома послуга", "Територіальний центр «Журавель»", "802"),
]


@pytest.fixture
def region(tmp_path: Path) -> Region:
    """A region whose rows are services of providers."""
    folder = tmp_path / "ua_rows"
    folder.mkdir()
    (folder / "region.yml").write_text(_REGION, "utf-8")
    return load_region(folder)


def publish(region: Region, url: str, rows: Any, day: date = date(2024, 1, 1)) -> int:
    """Import the rows as a file; the run's number."""
    path = region.folder.parent / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    report = run_region(region, path, url, as_of=day, force=True)
    assert report.status == "published", report
    assert report.run is not None
    return report.run


def told(url: str, run: int) -> tuple[set[int], str]:
    """The numbers of rows that tasks stand beside, and everything that tasks and issues tell."""
    with connect(url) as connection:
        listed = list(tasks(connection, task_list(connection, run)))
        kept = issues_of(connection, run)
    return {task.issue.row or 0 for task in listed if task.values}, f"{listed} {kept}"


def test_every_row_of_a_hidden_record_is_left_out(prepared_url: str, region: Region, tmp_path: Path) -> None:
    run = publish(region, prepared_url, [*SHELTER, *OPEN])
    shown, text = told(prepared_url, run)
    assert shown == {5, 6}
    assert "Лісова, 70" not in text
    assert "Лісова, 80" in text
    path = tmp_path / "tasks.xlsx"
    Opened(prepared_url, tmp_path, "").merezha("run", "issues", str(run), "--xlsx", str(path))
    cells = [str(cell.value) for sheet in load_workbook(path) for line in sheet.iter_rows() for cell in line]
    assert any("Лісова, 80" in cell for cell in cells)
    assert not any("Лісова, 70" in cell for cell in cells)


def test_rows_that_move_within_the_file_are_left_out_where_they_stand_now(
    prepared_url: str, region: Region
) -> None:
    publish(region, prepared_url, [*SHELTER, *OPEN])
    other = row("c", "Догляд вдома", "Центр «Бузько»", "9")
    run = publish(region, prepared_url, [*OPEN, other, *SHELTER], date(2024, 2, 1))
    shown, text = told(prepared_url, run)
    assert (shown, "Лісова, 70" in text) == ({2, 3, 4}, False)


def test_a_record_that_a_steward_hides_is_left_out_of_runs_before_and_after(
    prepared_url: str, region: Region
) -> None:
    first = publish(region, prepared_url, OPEN)
    assert told(prepared_url, first)[0] == {2, 3}
    with connect(prepared_url) as connection:
        ((identity,),) = connection.execute(
            "SELECT replace(s.id::text, '-', '') FROM hub.statement s "
            "JOIN hub.source o ON o.id = s.source_id "
            "WHERE o.code = 'ua_rows'"
        ).fetchall()
    stewarding.hide_record(prepared_url, identity, Signature("a steward", "the tests say so"))
    assert told(prepared_url, first) == (set(), told(prepared_url, first)[1])
    assert "31.02.2020" not in told(prepared_url, first)[1]
    again = publish(region, prepared_url, [*OPEN, row("c", "Догляд вдома", "Центр «Бузько»", "9")])
    shown, text = told(prepared_url, again)
    assert shown == {4}
    assert "Лісова, 80" not in text
    assert text.count("31.02.2020") > 0


def test_a_rejected_row_is_judged_by_its_words(prepared_url: str, region: Region) -> None:
    nameless = row("d", "Догляд вдома", "", "704", note="кризова кімната")
    unlike = row("e", "Догляд вдома", "", "803")
    shown, text = told(prepared_url, publish(region, prepared_url, [nameless, unlike, *OPEN]))
    assert shown == {3, 4, 5}
    assert "Лісова, 704" not in text


def test_rows_that_nobody_judged_are_shown_to_nobody(prepared_url: str, region: Region) -> None:
    run = publish(region, prepared_url, OPEN)
    with connect(prepared_url) as connection:
        connection.execute("UPDATE ingest.raw_record SET statement_id = NULL, secret = NULL")
    assert told(prepared_url, run)[0] == set()
