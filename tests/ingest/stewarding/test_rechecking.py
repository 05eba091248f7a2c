"""Corrections that an earlier program stored pass the cleaning of this one, or are not applied and listed."""

from typing import Any

import pytest
from psycopg.types.json import Jsonb

from hub.domain.records import LocationRecord, Point
from hub.domain.vocabulary import PrecisionClass
from hub.ingest.stewarding.rechecking import Refusal, recheck
from hub.store.connection import connect
from hub.store.stewarding.overview import record, refused_corrections
from importers.corrections import read_correction
from tests.correcting import correct

from ..builders import CITY
from .conftest import ONE, SIGNED, numbered, rows

PLACE = LocationRecord(
    "main", CITY, point=Point(49.24, 28.49), precision=PrecisionClass.EXACT, address="вул. Нова, 5"
)


def stored(url: str, field: str, value: Any) -> int:
    """A correction as a program that cleaned nothing wrote it."""
    with connect(url) as connection:
        row = connection.execute(
            "INSERT INTO hub.correction (statement_id, field, value, author, reason) "
            "VALUES (%s, %s, %s, 'Ada', 'she knew') RETURNING id",
            (ONE, field, Jsonb(value)),
        ).fetchone()
    assert row is not None
    return int(row[0])


def checked(url: str, rules: str = "new") -> list[Refusal]:
    return recheck(url, rules, read=read_correction)


@pytest.mark.parametrize(
    ("field", "value", "issue"),
    [
        ("url", "javascript:alert(1)", "URL_UNCLEAR"),
        ("emails", ["not an email"], "EMAIL_UNCLEAR"),
        ("kind", "no kind that anybody knows", "UNKNOWN_VALUE"),
    ],
)
def test_what_passes_no_more_is_not_applied_and_is_listed(
    hub_url: str, importing: Any, field: str, value: Any, issue: str
) -> None:
    importing(numbered("1", url="https://example.org"), numbered("2"))
    number = stored(hub_url, field, value)
    # A composition of the earlier program applied it.
    correct(hub_url, ONE, "short_name", "Один", SIGNED, None)
    assert checked(hub_url) == [Refusal(number, field, issue)]
    column = "url" if field == "url" else field
    published = rows(hub_url, f"SELECT {column}::text FROM hub.provider WHERE id = %s", ONE)
    assert "javascript" not in str(published)
    assert "no kind" not in str(published)
    assert "not an email" not in str(published)
    assert rows(hub_url, "SELECT short_name FROM hub.provider WHERE id = %s", ONE) == [("Один",)]
    with connect(hub_url) as connection:
        (listed,) = refused_corrections(connection)
        shown = record(connection, ONE)
    assert (listed.id, listed.record, listed.field, listed.issue) == (number, ONE, field, issue)
    assert shown is not None
    assert {one.id: one.refused for one in shown.corrections}[number] == issue
    # The same cleaning has nothing more to say, and later imports do not apply it.
    releases = rows(hub_url, "SELECT max(number) FROM hub.release")
    assert checked(hub_url) == []
    assert rows(hub_url, "SELECT max(number) FROM hub.release") == releases
    importing(numbered("1", url="https://example.com"), numbered("2"))
    assert "javascript" not in str(rows(hub_url, "SELECT url FROM hub.provider"))


def test_what_passes_otherwise_is_cleaned(hub_url: str, importing: Any) -> None:
    importing(numbered("1"), numbered("2"))
    stored(hub_url, "url", "EXAMPLE.org/a")
    stored(hub_url, "phones", ["(0432) 55-12-34"])
    assert checked(hub_url) == []
    published = rows(hub_url, "SELECT url, phones FROM hub.provider WHERE id = %s", ONE)
    assert published == [("http://example.org/a", ["+380432551234"])]


def test_what_this_program_cleaned_passes_again_unchanged(hub_url: str, importing: Any) -> None:
    importing(numbered("1", locations=(PLACE,)), numbered("2"))
    given = {
        "name": "Комунальна установа «Світлиця»",
        "short_name": "Світлиця",
        "kind": "territorial-centre",
        "sector": "municipal",
        "status": "suspended",
        "status_since": "2024-02-01",
        "registered": "01.03.2020",
        "closed": "2025-01-01",
        "legal_form": "КУ",
        "founded": "2001-05-01",
        "url": "example.org",
        "phones": ["0432 551234"],
        "emails": ["a@example.org"],
        "service.care.home": "rehab.social",
        "location.main.address": "вул. Стара, 7",
        "location.main.opening_hours": "Пн-Пт 09:00-18:00",
        "location.main.point": {"lat": 49.241, "lon": 28.481},
        "location.main.territory": CITY,
    }
    for field, value in given.items():
        correct(hub_url, ONE, field, value, SIGNED, None)
    before = rows(hub_url, "SELECT field, value, parts FROM hub.correction ORDER BY id")
    release = rows(hub_url, "SELECT max(number) FROM hub.release")
    assert checked(hub_url) == []
    assert rows(hub_url, "SELECT field, value, parts FROM hub.correction ORDER BY id") == before
    assert rows(hub_url, "SELECT max(number) FROM hub.release") == release


def test_a_field_that_the_source_dropped_is_no_fault_of_the_correction(hub_url: str, importing: Any) -> None:
    importing(numbered("1"), numbered("2"))
    stored(hub_url, "service.gone", "care.home")
    assert checked(hub_url) == []
    with connect(hub_url) as connection:
        assert refused_corrections(connection) == []


def test_a_decision_on_secrecy_is_no_value_to_clean(hub_url: str, importing: Any) -> None:
    importing(numbered("1"), numbered("2"))
    stored(hub_url, "confidential", True)
    assert checked(hub_url) == []
    assert rows(hub_url, "SELECT refused FROM hub.correction") == [(None,)]
