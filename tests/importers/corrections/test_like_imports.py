"""A correction publishes what an import of the same value does, or is refused with the import's issue."""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hub.domain.composing.corrections import UncorrectableField
from hub.domain.ids import record_id
from hub.domain.stewards import Signature
from hub.ingest.stewarding import correct
from hub.store.connection import connect
from importers.corrections import read_correction
from importers.region import load_region
from importers.runner import run_region

from .region import COLUMNS, PLAIN, column_of, write_region

SIGNED = Signature("Олена Коваль", "лист закладу")
POINT = "location.main.point"
ADDRESS = "location.main.address"
TERRITORY = "location.main.territory"
HOURS = "location.main.opening_hours"

#: Field, value, and the issue by which it is refused; None where it is published.
CASES: list[tuple[str, str, str | None]] = [
    ("name", "a\u202eb \"Промінь\"", None),
    ("name", "КУ «ЦЕНТР ДОПОМОГИ РОДИНАМ» (ЦДР)", None),
    ("name", " \u200b ", "MISSING_NAME"),
    ("short_name", "  ЦП\u2066 ", None),
    ("kind", "Хаб підтримки", None),
    ("kind", "нісенітниця", "UNKNOWN_VALUE"),
    ("sector", "нісенітниця", "UNKNOWN_VALUE"),
    ("status", "на паузі", None),
    ("status", "хтозна", "UNKNOWN_VALUE"),
    ("founded", "15 липня 2020 р.", None),
    ("founded", "31.12.9999", "DATE_OUT_OF_RANGE"),
    ("founded", "31.02.2020", "DATE_IMPOSSIBLE"),
    ("registered", "15.07.2200", "DATE_OUT_OF_RANGE"),
    ("status_since", "07/08/2020", "DATE_AMBIGUOUS"),
    ("closed", "31.12.2099", None),
    ("closed", "01.03.2023", None),
    ("url", "javascript:alert(1)", "URL_UNCLEAR"),
    ("url", "data:text/html,x", "URL_UNCLEAR"),
    ("url", "HTTPS:/Example.ORG/шлях", None),
    ("url", "a@example.org", "URL_IS_EMAIL"),
    ("emails", "not an email", "EMAIL_UNCLEAR"),
    ("emails", "Dim (at) Example.ORG", None),
    ("phones", "15-47", "PHONE_SHORT"),
    ("phones", "(0432) 55-12-34", None),
    ("phones", "тел./факс 0432 55-12-34, 55-12-35", None),
    (HOURS, "щодня коли є світло", "HOURS_UNCLEAR"),
    (HOURS, "пн-пт: 8.00-17.00, обід 12.00-13.00; сб, нд: вихідний", None),
    (HOURS, "Mo-Fr 08:00-12:00,13:00-17:00; Sa-Su off", None),
    (ADDRESS, "21050, м. Вінниця, вул. Соборна, буд. 5", None),
    (POINT, "49.2331, 28.4682", None),
    (POINT, "28.4682, 49.2331", None),
    (POINT, "49.2, 28.5", None),
    (POINT, "91; 28.4682", "COORDINATES_UNCLEAR"),
    (POINT, "0; 0", "COORDINATES_ZERO"),
    (POINT, "5451234.5; 5301234.5", "COORDINATES_UNCLEAR"),
    (POINT, "1e308; 1", "COORDINATES_UNCLEAR"),
    (POINT, "50.4501, 30.5234", "COORDINATES_OUTSIDE"),
    (TERRITORY, "uа05020030000031457", None),
    (TERRITORY, "UA05", None),
    (TERRITORY, "UA99", "UNKNOWN_TERRITORY"),
    (TERRITORY, "UA71000000000010357", "OUTSIDE_JURISDICTION"),
    ("service.Догляд вдома", "Денний догляд", None),
    ("service.Догляд вдома", "нісенітниця", "UNKNOWN_CATEGORY"),
]  # fmt: skip


def _rows() -> Iterator[dict[str, str]]:
    """For each case a row without the value, to be corrected, and one with it."""
    for number, (field, value, _) in enumerate(CASES):
        yield {**PLAIN, "key": f"plain {number}"}
        column = "services" if field.startswith("service.") else column_of(field)
        yield {**PLAIN, "key": f"filled {number}", column: value}


_PUBLISHED = """
    SELECT p.name, p.short_name, p.kind, p.sector, p.status, p.status_since, p.registered, p.closed,
           p.legal_form, p.founded, p.url, p.phones, p.emails, t.code, l.territory_how, ST_AsText(l.point),
           l.precision, l.radius_m, l.address, l.street, l.house, l.postal_code, l.opening_hours, s.category
    FROM hub.provider p JOIN hub.location l ON l.provider_id = p.id
    LEFT JOIN hub.territory t ON t.id = l.territory_id
    JOIN hub.service s ON s.provider_id = p.id WHERE p.key = %s
"""
#: What a name's cell tells of other fields: a correction changes the name alone.
_BESIDE_NAME = {1, 3, 8}


def _published(url: str, key: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(_PUBLISHED, (key,)).fetchall()


@pytest.fixture
def imported(tmp_path: Path, demo_copy_url: str) -> tuple[str, dict[int | None, set[str]], Path]:
    """The database, the codes of the issues by row, and the folder of regions."""
    home = write_region(tmp_path)
    file = tmp_path / "file.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS, restval="", delimiter=";")
        writer.writeheader()
        writer.writerows(_rows())
    report = run_region(load_region(home), file, demo_copy_url)
    issues: dict[int | None, set[str]] = {}
    for issue in report.issues:
        issues.setdefault(issue.row, set()).add(issue.code)
    return demo_copy_url, issues, tmp_path


def test_a_correction_publishes_what_an_import_of_the_same_value_does(imported) -> None:
    url, issues, regions = imported
    read = partial(read_correction, regions=regions)
    wrong = []
    for number, (field, value, code) in enumerate(CASES):
        plain, filled = f"plain {number}", f"filled {number}"
        before = _published(url, plain)
        told: set[str] = set()
        try:
            given = [value] if field in ("phones", "emails") else value
            identity = record_id("ua_91", "provider", plain)
            outcome = correct(url, identity, field, given, SIGNED, read=read)
            told = {warning.code for warning in outcome.warnings}
            refused = None
        except UncorrectableField as error:
            refused = error.issue
        row_issues = issues.get(2 * number + 3, set())
        after, expected = _published(url, plain), _published(url, filled)
        if refused is None and field == "name":
            after, expected = (
                [tuple(v for i, v in enumerate(row) if i not in _BESIDE_NAME) for row in rows]
                for rows in (after, expected)
            )
        same = after == (expected if refused is None else before)
        if refused != code or not same or not (told | {refused} - {None}) <= row_issues:
            wrong.append((field, value, refused, told, row_issues, after, expected))
    assert wrong == [], wrong
