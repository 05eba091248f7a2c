"""Values that cannot be true, or that no database can hold, are issues of their cells: an import goes on."""

from pathlib import Path

import pytest

from hub.store.connection import connect
from importers.region import load_region
from importers.runner import run_region

REGION = """
code: xx_90
title: A register
publisher: A publisher
licence: CC0-1.0
lang: uk
phone_country: UA
row: provider
key: [key]
columns:
  key: {to: attribute, name: key}
  name: name
  founded: founded
  registered: registered
  closed: closed
  total: capacity.total
  served: capacity.served
  ages: service.ages
  tariff: {to: service.cost, currency: UAH, unit: hour}
  number: {to: attribute, name: number, type: number}
as_of: 2024-06-01
services:
  shape: cell
  column: services
"""
HEADER = "key;name;founded;registered;closed;total;served;ages;tariff;number;services"


def imported(folder: Path, url: str, text: bytes, name: str = "file.csv"):
    """The report of an import of these rows, and what is published."""
    home = folder / "xx_90"
    home.mkdir()
    (home / "region.yml").write_text(REGION)
    file = folder / name
    file.write_bytes(text)
    report = run_region(load_region(home), file, url)
    with connect(url) as connection:
        published = connection.execute(
            "SELECT p.key, p.name, p.founded::text, p.registered::text, p.closed::text, c.total, c.served "
            "FROM hub.provider p LEFT JOIN hub.service s ON s.provider_id = p.id "
            "LEFT JOIN hub.capacity c ON c.service_id = s.id ORDER BY p.key"
        ).fetchall()
    told = {
        (issue.row, issue.column, issue.code)
        for issue in report.issues
        if issue.column and issue.column != "services"
    }
    return report, published, told


def test_numbers_and_days_out_of_reach_are_issues_of_their_cells(tmp_path, database_url):
    lines = [
        HEADER,
        "1;Перший;31.12.9999;15.07.2200;31.12.2099;2147483648;99999999999999999999;3-18;1e400;9;Догляд вдома",
        f"2;Другий;01.02.2000;;01.02.2031;432551234;120;200 років;{'9' * 400};{'9' * 40};Догляд вдома",
        "3;Третій;;;;19999;9999999;;120,50;-5;Догляд вдома",
    ]
    _, published, told = imported(tmp_path, database_url, "\n".join(lines).encode())
    assert published == [
        ("1", "Перший", None, None, None, None, None),
        ("2", "Другий", "2000-02-01", None, "2031-02-01", None, 120),
        ("3", "Третій", None, None, None, 19999, 9999999),
    ]
    assert told == {
        (2, "founded", "DATE_OUT_OF_RANGE"),
        (2, "registered", "DATE_OUT_OF_RANGE"),
        (2, "closed", "DATE_NO_END"),
        (2, "total", "NUMBER_TOO_LARGE"),
        (2, "served", "NUMBER_TOO_LARGE"),
        (2, "tariff", "NUMBER_SCIENTIFIC"),
        (3, "total", "NUMBER_TOO_LARGE"),
        (3, "ages", "AGE_UNCLEAR"),
        (3, "tariff", "NUMBER_TOO_LARGE"),
        (3, "number", "NUMBER_TOO_LARGE"),
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("file.csv", f"{HEADER}\n1;Пер\0ший;;;;1\0;;;;;Догляд вдома\n".encode()),
        (
            "file.json",
            '[{"key":"1","name":"Пер\\u0000ший","founded":"","registered":"","closed":"","total":"1\\u0000",'
            '"served":"","ages":"","tariff":"","number":"","services":"Догляд вдома"}]'.encode(),
        ),
    ],
)
def test_a_character_that_no_text_can_hold_is_an_issue_of_its_cell(tmp_path, database_url, name, content):
    report, published, told = imported(tmp_path, database_url, content, name)
    assert [row[:2] for row in published] == [("1", "Перший")]
    row = 2 if name.endswith("csv") else 1
    assert told == {(row, "name", "UNSTORABLE_TEXT"), (row, "total", "UNSTORABLE_TEXT")}
    assert [issue.value for issue in report.issues if issue.code == "UNSTORABLE_TEXT"] == ["Перший", "1"]


def test_a_name_of_a_column_that_no_text_can_hold_is_read_without_it(tmp_path, database_url):
    header = HEADER.replace("name", "na\0me") + ";ot\0her"
    _, published, told = imported(tmp_path, database_url, f"{header}\n1;Перший;;;;;;;;;;x\n".encode())
    assert [row[:2] for row in published] == [("1", "Перший")]
    assert told == {(None, "other", "UNMAPPED_COLUMN")}
