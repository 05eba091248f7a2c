"""Files whose cells hold anything, in every column: no import ends by one, and no value is lost in silence.

`MEREZHA_HOSTILE_FILES` is how many files are made, some dozens by default, thousands for a night;
`MEREZHA_HOSTILE_SEED` makes others.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlwt
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hub.domain.vocabulary import RunStatus
from hub.store.connection import connect
from importers.cleaning.markup import unwrapped
from importers.cleaning.result import is_nothing
from importers.region import load_region
from importers.runner import run_region

FILES = int(os.environ.get("MEREZHA_HOSTILE_FILES", "40"))
SEED = int(os.environ.get("MEREZHA_HOSTILE_SEED", "14"))
REGION = """
code: xx_92
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
  short: short_name
  other: {to: other_name, lang: ru}
  code: {to: identifier, scheme: UA-EDRPOU}
  kind: kind
  sector: sector
  status: status
  since: status_since
  founded: founded
  closed: closed
  form: legal_form
  parent: parent_key
  phones: phones
  emails: emails
  url: url
  note: {to: attribute, name: note}
  number: {to: attribute, name: number, type: number}
  flag: {to: attribute, name: flag, type: flag}
  day: {to: attribute, name: day, type: date}
  address: location.address
  house: location.house
  postcode: location.postal_code
  point: location.point
  hours: location.opening_hours
  legal: legal.address
  total: capacity.total
  available: capacity.available
  served: capacity.served
  waiting: capacity.waiting
  counted: capacity.as_of
  ages: service.ages
  tariff: {to: service.cost, currency: UAH, unit: hour}
  described: service.description
services: {shape: cell, column: services}
assertions:
  {max_vanished_share: 1, max_rejected_share: 1, max_fill_drop: 1, max_moved_share: 1,
   max_retargeted_share: 1}
"""
COLUMNS = (*re.findall("^  ([a-z]+):", REGION, re.MULTILINE), "services")
#: Columns whose value is a number, a day or another thing that is read: a filled cell is kept, or told of.
READ = ("founded", "url", "total", "available", "served", "waiting")
_WORDS = r"""
    0 1 -1 2147483647 2147483648 99999999999999999999 -99999999999999999999 1e308 1E+12 NaN inf -inf 1,5 0.1
    1_000 ٣٤ 𝟗𝟏 ½ ² 007 15.07.2020 31.12.9999 0000-00-00 29.02.2023 2009 43831 9999-12-31
    2023-12-31T22:00:00Z 2023-12-31T24:61:61Z 0001-01-01T00:00:00+23:59 1/2/3 12:60 25:00-26:00
    =1+1 ="0012" '002 =HYPERLINK("x") +380 @SUM(A1) #REF! #N/A #VALUE! TRUE true null None {} [] <br> &nbsp;
    &#0; &#xD800; <script> UA05020030010063857 00032129 3184710691 0671234567 a@b.c http://
    javascript:alert(1) //x 49.2,28.4 91,181 POINT(1e400 2) EMPTY пн-пт 8-17 цілодобово Разом
    Всього key name #org+name text немає
    - . ; « » " ' \\ \\N \\. %s {0} -- 🙂 ﷽ İ ß
"""
#: Signs that some reader, format or database takes for something else than a letter.
_SIGNS = (
    *(
        "\x0b",
        "\x0c",
        "\x1c",
        "\x1b",
        "\x85",
        "\u2028",
        "\u2029",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\u0600",
        "e\u0301",
    ),
    *("\x00", "\ud800", "\udfff", "a\x00b", "x\ud800y", "\r", "\n", "\t", " ", "  ", ""),
)
WORDS = (*_WORDS.split(), *_SIGNS)
LONG = (
    "а" * 40_000,
    "1 " * 20_000,
    "а," * 20_000,
    " " * 140_000 + "x",
    "&lt;" * 10_000,
    "9" * 5_000,
    "вул. " * 8_000,
    "x" + ",(" * 16_000 + "x",
    "x" + "\n" * 32_000 + "x",
)
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=30),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(" ".join),
    st.integers(-(2**70), 2**70).map(str),
    st.floats().map(str),
    st.dates().map(str),
)
ROWS = st.lists(
    st.fixed_dictionaries({name: st.just("") | CELLS for name in COLUMNS}), min_size=1, max_size=4
)


def _without(text: str, signs: Callable[[str], bool]) -> str:
    return "".join(sign for sign in text if not signs(sign))


def _utf8(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


def write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    # A lone carriage return outside of quotes, or NUL, stand in such files too.
    writer.writerows({name: _utf8(cell) for name, cell in row.items()} for row in rows)
    path.write_bytes(text.getvalue().encode())


def write_json(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text(json.dumps(rows))


def write_geojson(path: Path, rows: list[dict[str, str]]) -> None:
    features = [
        {"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": [30.5, 50.4]}}
        for row in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def write_xml(path: Path, rows: list[dict[str, str]]) -> None:
    def cell(text: str) -> str:
        return escape(_utf8(text.replace("\0", "\x01")))

    records = ["".join(f"<{name}>{cell(row[name])}</{name}>" for name in COLUMNS) for row in rows]
    path.write_text("<rows>" + "".join(f"<row>{one}</row>" for one in records) + "</rows>")


def write_xlsx(path: Path, rows: list[dict[str, str]]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(COLUMNS)
    for row in rows:
        values = (
            _without(_utf8(row[name]), lambda sign: sign < " " and sign not in "\t\n\r") for name in COLUMNS
        )
        # Texts that look like formulas and errors become those.
        sheet.append([text[:32_767] for text in values])
    book.save(path)


def write_xls(path: Path, rows: list[dict[str, str]]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for number, row in enumerate([dict(zip(COLUMNS, COLUMNS, strict=True)), *rows]):
        for column, name in enumerate(COLUMNS):
            sheet.write(number, column, _utf8(row[name])[:32_767])
    book.save(str(path))


WRITERS = {
    "csv": write_csv,
    "json": write_json,
    "geojson": write_geojson,
    "xml": write_xml,
    "xlsx": write_xlsx,
    "xls": write_xls,
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "xx_92"
    folder.mkdir()
    (folder / "region.yml").write_text(REGION)
    return folder


def check_import(home: Path, url: str, format: str, rows: list[dict[str, str]]) -> None:
    """Import the rows, whose first column tells them apart, and hold what came out against them."""
    named = [{**row, "key": f"{number} {row['key']}"} for number, row in enumerate(rows)]
    # Of columns that no row fills a reader of records hears nothing.
    named.append({**dict.fromkeys(COLUMNS, "1"), "key": "last", "name": "Центр", "parent": ""})
    path = home.parent / f"file.{format}"
    WRITERS[format](path, named)
    report = run_region(load_region(home), path, url, force=True)
    assert report.status in {RunStatus.PUBLISHED, RunStatus.UNCHANGED}
    assert report.read == report.accepted + report.rejected + report.skipped
    passed_over = sum(1 for issue in report.issues if issue.code.endswith(("_SKIPPED", "_REPEATED")))
    assert report.read == len(named) - passed_over
    with connect(url) as connection:
        kept = {
            row[0]: dict(zip(READ, row[1:], strict=True))
            for row in connection.execute(
                "SELECT t.row, p.founded, p.url, c.total, c.available, c.served, c.waiting "
                "FROM hub.statement t "
                "JOIN hub.provider p ON p.id = t.id LEFT JOIN hub.service s ON s.provider_id = p.id "
                "LEFT JOIN hub.capacity c ON c.service_id = s.id "
                "WHERE t.run_id = %s AND t.missing_since IS NULL AND t.row IS NOT NULL",
                (report.run,),
            )
        }
    told = {(issue.row, issue.column) for issue in report.issues}
    of_rows = {
        issue.row
        for issue in report.issues
        if issue.code in {"CAPACITY_NOT_DIVIDED", "AVAILABLE_ABOVE_TOTAL"}
    }
    first = 2 if format in {"csv", "xlsx", "xls"} else 1
    if format == "csv":
        # A row is counted by its first line there.
        return
    for number, row in enumerate(named, start=first):
        if number in kept:
            for column in READ:
                text = row[column].strip()
                if (
                    any(map(str.isalnum, text))
                    and kept[number][column] is None
                    and "services" in row
                    and row["services"].strip()
                ):
                    assert (number, column) in told or number in of_rows or _says_nothing(text), (
                        column,
                        text,
                    )


def _says_nothing(text: str) -> bool:
    plain = unwrapped(text)
    return is_nothing(plain) or not any(map(str.isalnum, plain)) or not plain.strip(" 0.:/-")


@pytest.mark.parametrize("format", WRITERS)
def test_no_cell_ends_an_import(home: Path, database_url: str, format: str) -> None:
    @seed(SEED)
    @settings(
        max_examples=max(1, FILES // len(WRITERS)),
        deadline=None,
        derandomize=False,
        database=None,
        phases=(Phase.generate, Phase.shrink) if FILES > 1000 else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(ROWS)
    def check(rows: list[dict[str, str]]) -> None:
        check_import(home, database_url, format, rows)

    check()


@pytest.mark.parametrize("format", ["csv", "json"])
def test_no_long_cell_ends_an_import(home: Path, database_url: str, format: str) -> None:
    rows = [dict.fromkeys(COLUMNS, "") | {"name": "Центр", "services": "Догляд вдома"} for _ in LONG]
    for row, text in zip(rows, LONG, strict=True):
        row.update(dict.fromkeys(COLUMNS[2:], text))
    check_import(home, database_url, format, rows)
    rows = [dict.fromkeys(COLUMNS, "") | {"name": text, "services": "Догляд вдома"} for text in LONG]
    check_import(home, database_url, format, rows)
