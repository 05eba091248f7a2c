"""Rows of files go when their time is over or a steward erases them, and whoever looks reads so."""

import json
import logging
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from hub.domain.stewards import ERASED, BadSignature, Signature, UnknownRecord
from hub.ingest import stewarding
from hub.logins import Login
from hub.store.connection import connect
from hub.store.logins import login_url
from hub.store.retention import Retention, forget_batch
from hub.store.tasks import task_list, tasks
from importers.region import Region
from tests.confidentiality.outputs import Opened
from tests.confidentiality.test_rows_of_files import OPEN, SHELTER, publish, region, row, told

__all__ = ["region"]

SIGNED = Signature("a steward", "a person asked for it")
OTHER = [row("c", "Догляд вдома", "Центр «Бузько»", "9")]


def rows(url: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(query.encode(), values).fetchall()


def kept(url: str, run: int) -> list[int]:
    """The numbers of the rows that are kept of a run."""
    return [
        number
        for (number,) in rows(url, 'SELECT "row" FROM ingest.raw_record WHERE run_id = %s ORDER BY 1', run)
    ]


def age(url: str, run: int, days: int) -> None:
    with connect(url) as connection:
        connection.execute(
            "UPDATE hub.run SET started_at = now() - make_interval(days => %(days)s, mins => 1), "
            "finished_at = now() - make_interval(days => %(days)s, mins => 1) WHERE id = %(run)s",
            {"days": days, "run": run},
        )


def workbook(url: str, run: int, folder: Path) -> str:
    """Every text of the workbook of a run's tasks."""
    path = folder / f"tasks-{run}.xlsx"
    Opened(url, folder, "").merezha("run", "issues", str(run), "--xlsx", str(path), "--lang", "en", "--force")
    book = load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line)


def identity(url: str, name: str) -> str:
    query = "SELECT replace(id::text, '-', '') FROM hub.statement WHERE content ->> 'name' LIKE %s"
    return str(rows(url, query, f"%{name}%")[0][0])


def test_each_publish_ends_the_time_of_older_rows(prepared_url: str, region: Region, tmp_path: Path) -> None:
    first = publish(region, prepared_url, [*SHELTER, *OPEN])
    age(prepared_url, first, 29)
    second = publish(region, prepared_url, [*SHELTER, *OPEN, *OTHER], date(2024, 2, 1))
    assert (kept(prepared_url, first), kept(prepared_url, second)) == ([2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 7])
    age(prepared_url, first, 31)
    third = publish(region, prepared_url, OPEN, date(2024, 3, 1))
    assert (kept(prepared_url, first), kept(prepared_url, second)) == ([5, 6], [2, 3, 4, 5, 6, 7])
    age(prepared_url, first, 399)
    publish(region, prepared_url, [*OPEN, *OTHER], date(2024, 4, 1))
    assert kept(prepared_url, first) == [5, 6]
    age(prepared_url, first, 401)
    age(prepared_url, third, 401)
    publish(region, prepared_url, [*OPEN, *OTHER, *SHELTER], date(2024, 5, 1))
    assert (kept(prepared_url, first), kept(prepared_url, third)) == ([], [])
    assert rows(prepared_url, "SELECT run_id, rows FROM ingest.raw_expiry ORDER BY 1") == [
        (first, 5),
        (third, 2),
    ]
    book = workbook(prepared_url, first, tmp_path)
    assert "Rows of this file that are no longer kept, since their time was over: 5 (the last on 2" in book
    assert "not kept, since it was not published" not in book


def test_rows_of_the_newest_publish_stay_but_for_secret_ones(prepared_url: str, region: Region) -> None:
    newest = publish(region, prepared_url, [*SHELTER, *OPEN])
    age(prepared_url, newest, 5_000)
    hub = Opened(prepared_url, region.folder, "")
    asked = json.loads(hub.merezha("run", "forget-raw", "--dry-run", "--json"))
    due = {"run": newest, "source": "ua_rows", "file_name": "register.csv", "rows": 3, "secret": 3}
    assert asked == {"deleted": 0, "due": [due]}
    assert kept(prepared_url, newest) == [2, 3, 4, 5, 6]
    assert "0 rows were deleted." in hub.merezha("run", "forget-raw", "--source", "ua_elsewhere")
    assert "3 rows were deleted." in hub.merezha("run", "forget-raw", "--source", "ua_rows")
    assert kept(prepared_url, newest) == [5, 6]
    assert told(prepared_url, newest)[0] == {5, 6}
    assert "0 rows were deleted." in hub.merezha("run", "forget-raw")


def test_a_record_that_is_hidden_later_has_the_shorter_time(prepared_url: str, region: Region) -> None:
    run = publish(region, prepared_url, [*OPEN, *OTHER])
    stewarding.hide_record(prepared_url, identity(prepared_url, "Журавель"), SIGNED)
    age(prepared_url, run, 31)
    with connect(prepared_url) as connection:
        assert forget_batch(connection, Retention(400, 30)) == 2
    assert kept(prepared_url, run) == [4]


def test_one_batch_takes_so_many_rows_and_secret_ones_first(prepared_url: str, region: Region) -> None:
    run = publish(region, prepared_url, [*OPEN, *SHELTER])
    publish(region, prepared_url, OTHER, date(2024, 2, 1))
    age(prepared_url, run, 500)
    left = []
    with connect(prepared_url, autocommit=True) as connection:
        while forget_batch(connection, Retention(400, 30), most=2):
            left.append(len(kept(prepared_url, run)))
            assert left[-1] > 2 or not {4, 5, 6} & set(kept(prepared_url, run))
    assert left == [3, 1, 0]


def test_no_publish_fails_for_rows_that_cannot_go(
    prepared_url: str, region: Region, caplog: pytest.LogCaptureFixture
) -> None:
    first = publish(region, prepared_url, OPEN)
    age(prepared_url, first, 500)
    with connect(prepared_url) as connection:
        connection.execute(
            "CREATE FUNCTION ingest.refuse() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RAISE EXCEPTION 'the disk is worn'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER refuse BEFORE DELETE ON ingest.raw_record EXECUTE FUNCTION ingest.refuse()"
        )
    with caplog.at_level(logging.WARNING):
        second = publish(region, prepared_url, OTHER, date(2024, 2, 1))
    assert (kept(prepared_url, first), kept(prepared_url, second)) == ([2, 3], [2])
    assert "the disk is worn" in caplog.text


def test_a_steward_erases_what_files_held_of_a_record(
    prepared_url: str, region: Region, tmp_path: Path
) -> None:
    first = publish(region, prepared_url, [*SHELTER, *OPEN])
    changed = [row("b", "Догляд вдома", "Територіальний центр «Журавель»", "803", founded="1.1.1"), OPEN[1]]
    second = publish(region, prepared_url, [*SHELTER, *changed, *OTHER], date(2024, 2, 1))
    record = identity(prepared_url, "Журавель")
    published = rows(prepared_url, "SELECT * FROM hub.provider ORDER BY id")
    releases = rows(prepared_url, "SELECT max(number) FROM hub.release")
    assert "Лісова, 80" in workbook(prepared_url, first, tmp_path)
    with pytest.raises(UnknownRecord):
        stewarding.erase_raw(prepared_url, "0" * 32, SIGNED)
    out = stewarding.erase_raw(prepared_url, record, SIGNED).erasure
    former = rows(prepared_url, "SELECT content, claims FROM history.statement WHERE id = %s", record)
    assert (out.raw_rows, out.secret_rows, out.former_texts) == (4, 0, len(former))
    assert former == [({}, {})]
    assert rows(prepared_url, "SELECT * FROM hub.provider ORDER BY id") == published
    assert rows(prepared_url, "SELECT max(number) FROM hub.release") == releases
    everything = rows(
        prepared_url,
        "SELECT to_jsonb(r)::text FROM ingest.raw_record r UNION ALL "
        "SELECT to_jsonb(i)::text FROM ingest.issue i UNION ALL "
        "SELECT to_jsonb(s)::text FROM history.statement s",
    )
    assert not any(f"Лісова, {house}" in text for (text,) in everything for house in (801, 802, 803))
    assert any("Лісова, 701" in text for (text,) in everything)
    with connect(prepared_url) as connection:
        listed = [task for task in tasks(connection, task_list(connection, second)) if task.erased]
    assert {task.issue.row for task in listed} == {5, 6}
    assert {(task.issue.message, task.issue.value, str(task.values)) for task in listed} == {
        (ERASED, None, "{}")
    }
    book = workbook(prepared_url, second, tmp_path)
    assert ("A steward erased this row." in book, "Лісова, 80" in book) == (True, False)
    shown = Opened(prepared_url, tmp_path, record).merezha("record", "show", record)
    assert SIGNED.reason in shown
    again = stewarding.erase_raw(prepared_url, record, SIGNED).erasure
    assert (again.id > out.id, again.raw_rows, again.issues, again.claims, again.former_texts) == (
        *(True, 0, 0, 0),
        0,
    )


def test_rows_of_a_secret_place_are_erased_and_the_reason_must_not_tell_it(
    prepared_url: str, region: Region, tmp_path: Path
) -> None:
    publish(region, prepared_url, [*SHELTER, *OPEN])
    record = identity(prepared_url, "Ластівка")
    with pytest.raises(BadSignature):
        stewarding.erase_raw(prepared_url, record, Signature("a steward", "lives at вул. Лісова, 701"))
    asked = ("record", "erase-raw", record, "--reason", SIGNED.reason, "--author", "a steward")
    printed = Opened(prepared_url, tmp_path, record).merezha(*asked)
    assert "3 rows of files (3 of them not known as open)" in printed
    assert rows(prepared_url, 'SELECT DISTINCT "values" FROM ingest.raw_record WHERE secret') == [({},)]


def test_a_record_of_rejected_rows_is_erased_by_the_id_that_it_would_have(
    prepared_url: str, region: Region
) -> None:
    run = publish(region, prepared_url, [row("e", "Догляд вдома", "", "803"), *OPEN])
    ((statement,),) = rows(
        prepared_url, 'SELECT statement_id FROM ingest.raw_record WHERE run_id = %s AND "row" = 2', run
    )
    assert rows(prepared_url, "SELECT id FROM hub.statement WHERE id = %s", statement) == []
    out = stewarding.erase_raw(prepared_url, statement.hex, SIGNED).erasure
    assert (out.raw_rows, out.issues > 0) == (1, True)
    assert "803" not in told(prepared_url, run)[1]


def test_rows_go_and_are_erased_under_the_login_that_imports(
    prepared_url: str, region: Region, tmp_path: Path
) -> None:
    """It owns no table, and commands use it on a private cluster."""
    url = login_url(prepared_url, Login.WRITER)
    newest = publish(region, url, [*SHELTER, *OPEN])
    age(url, newest, 5_000)
    record = identity(url, "Журавель")
    hub = Opened(url, tmp_path, record)
    asked = ("record", "erase-raw", record, "--reason", SIGNED.reason, "--author", SIGNED.author)
    assert "2 rows of files" in hub.merezha(*asked)
    assert rows(url, 'SELECT "row" FROM ingest.raw_record WHERE "values" = \'{}\' ORDER BY 1') == [(5,), (6,)]
    assert "3 rows were deleted." in hub.merezha("run", "forget-raw")
    assert kept(url, newest) == [5, 6]
