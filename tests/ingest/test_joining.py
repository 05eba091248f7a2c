"""Two sources that name the same provider: one record, its conflicts, and the way back."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub.domain.ids import part_id, record_id
from hub.domain.records import IdentifierRecord, LocationRecord, ProviderRecord
from hub.domain.vocabulary import RunStatus
from hub.ingest import FileDescription, RunOptions, RunReport, run_import
from hub.store.connection import connect

from .builders import CITY, SOURCE, items, provider, service

OTHER = replace(SOURCE, code="test_national", title="A national register")
CODES = {"1": "00032129", "2": "00032106", "3": "03330021"}

Importing = Callable[..., RunReport]


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def named(number: str, **changes: Any) -> ProviderRecord:
    """A provider with a number of its own."""
    identifiers = (IdentifierRecord("UA-EDRPOU", CODES[number], valid=True),)
    return replace(provider(number, identifiers=identifiers), **changes)


@pytest.fixture
def also(hub_url: str) -> Importing:
    """Imports records as a file of the other source."""

    def run(*records: Any, options: RunOptions | None = None, of: Any = OTHER) -> RunReport:
        file = FileDescription("other.csv", f"{hash(repr(records)):x}", "mapping")
        return run_import(hub_url, of, file, stream(records), options or RunOptions())

    return run


def stream(records: Iterable[Any]) -> Iterable[Any]:
    return items(records)


def test_an_equal_number_joins_and_the_first_id_goes_on_answering(hub_url, importing, also):
    importing(named("1"), named("2"))
    told = named("1", key="A-1", phones=("+380432111111",), legal_form="КУ")
    report = also(told)
    assert (report.status, report.joined, report.to_review) == (RunStatus.PUBLISHED, 1, 0)
    assert (report.added, report.changed, report.vanished) == (1, 0, 0)
    assert rows(hub_url, "SELECT key, phones, legal_form FROM hub.provider ORDER BY key") == [
        ("1", ["+380432111111"], "КУ"),
        ("2", [], None),
    ]
    first = record_id(SOURCE.code, "provider", "1")
    assert rows(
        hub_url, f"SELECT key, source_id FROM hub.statement WHERE record_id = '{first}' ORDER BY 1"
    ) == [
        ("1", 2),
        ("A-1", 3),
    ]
    assert rows(hub_url, "SELECT release, kind FROM hub.change WHERE release = 2") == [(2, "changed")]
    assert rows(hub_url, "SELECT verdict, author, score > 0.9 FROM hub.decision") == [("same", "rule", True)]
    assert rows(hub_url, "SELECT count(*) FROM hub.tombstone") == [(0,)]


def test_conflicts_name_the_claim_that_lost_and_the_one_that_won(hub_url, importing, also):
    importing(named("1"), options=RunOptions(as_of=date(2026, 1, 1)))
    also(named("1", key="A-1", name="Територіальний центр 1"), options=RunOptions(as_of=date(2026, 2, 1)))
    (lost,) = rows(hub_url, "SELECT lost FROM hub.statement WHERE key = '1'")
    other = record_id(OTHER.code, "provider", "A-1")
    assert lost[0]["name"] == [other, "name"]
    assert rows(hub_url, "SELECT lost FROM hub.statement WHERE key = 'A-1'") == [({},)]
    assert rows(hub_url, "SELECT name FROM hub.provider") == [("Територіальний центр 1",)]


def test_the_same_files_again_change_nothing(hub_url, importing, also):
    importing(named("1"), named("2"))
    also(named("1", key="A-1"))
    forced = RunOptions(force=True)
    for again in (
        importing(named("1"), named("2"), options=forced),
        also(named("1", key="A-1"), options=forced),
    ):
        assert (again.status, again.release) == (RunStatus.UNCHANGED, 2)
    assert rows(hub_url, "SELECT count(*) FROM hub.decision") == [(1,)]


def test_parts_keep_the_ids_they_had_alone(hub_url, importing, also):
    importing(named("1"))
    branch = LocationRecord("branch", CITY, address="вул. Лісова, 9", street="Лісова", house="9")
    seat = replace(provider("1").locations[0], key="seat")
    rehab = service(key="r", category="rehab.social", locations=("branch",), capacities=())
    also(named("1", key="A-1", locations=(seat, branch), services=(rehab,)))
    other = record_id(OTHER.code, "provider", "A-1")
    found = rows(hub_url, "SELECT id FROM hub.location WHERE address = 'вул. Лісова, 9'")
    assert [row[0].hex for row in found] == [part_id(other, "location", "branch")]
    found = rows(hub_url, "SELECT id FROM hub.service WHERE category = 'rehab.social'")
    assert [row[0].hex for row in found] == [part_id(other, "service", "r")]


def test_a_provider_that_one_source_drops_goes_on_by_the_other(hub_url, importing, also):
    importing(named("1"), named("2"))
    also(named("1", key="A-1", legal_form="КУ"))
    report = importing(named("2"))
    assert (report.vanished, report.release) == (1, 3)
    assert rows(hub_url, "SELECT key, status, missing_since, legal_form FROM hub.provider ORDER BY 1") == [
        ("1", "active", None, "КУ"),
        ("2", "active", None, None),
    ]
    assert rows(hub_url, "SELECT key FROM hub.statement WHERE missing_since IS NOT NULL") == [("1",)]
    gone = also(named("3", key="A-3"))
    assert gone.vanished == 1
    assert rows(hub_url, "SELECT status, missing_since FROM hub.provider WHERE key = '1'") == [
        ("missing", date.today())
    ]
    assert rows(hub_url, "SELECT kind FROM hub.change WHERE release = 4 ORDER BY 1") == [
        ("added",),
        ("vanished",),
    ]
    importing(named("1"), named("2"))
    assert rows(hub_url, "SELECT status, missing_since FROM hub.provider WHERE key = '1'") == [
        ("active", None)
    ]
    assert rows(hub_url, "SELECT kind FROM hub.change WHERE release = 5") == [("returned",)]


def test_two_published_records_become_one_and_the_merged_id_has_a_stone(hub_url, importing, also):
    importing(named("1", identifiers=()), named("2"))
    also(named("3", key="A-1", name="Інший", identifiers=()))
    assert rows(hub_url, "SELECT count(*) FROM hub.provider") == [(3,)]
    numbered = named("1")
    importing(numbered, named("2"))
    report = also(named("1", key="A-1"))
    assert report.joined == 1
    first, other = record_id(SOURCE.code, "provider", "1"), record_id(OTHER.code, "provider", "A-1")
    found = rows(hub_url, "SELECT record_id, merged_into FROM hub.tombstone")
    assert [(a.hex, b.hex) for a, b in found] == [(other, first)]
    assert rows(hub_url, f"SELECT kind FROM hub.change WHERE record_id = '{other}' ORDER BY release") == [
        ("added",),
        ("merged",),
    ]


def test_whoever_refers_to_a_merged_record_refers_to_its_survivor(hub_url, importing, also):
    importing(named("1", identifiers=()))
    unit = named("2", key="A-2", parent_key="A-1")
    also(named("3", key="A-1", name="Інший", identifiers=()), unit)
    importing(named("1"))
    also(named("1", key="A-1"), unit)
    first = record_id(SOURCE.code, "provider", "1")
    found = rows(hub_url, "SELECT parent_id FROM hub.provider WHERE key = 'A-2'")
    assert [row[0].hex for row in found] == [first]


def test_a_dry_run_decides_nothing(hub_url, importing, also):
    importing(named("1"))
    report = also(named("1", key="A-1"), options=RunOptions(dry_run=True))
    assert (report.status, report.joined) == (RunStatus.DRY_RUN, 1)
    assert rows(hub_url, "SELECT count(*) FROM hub.decision") == [(0,)]
    assert rows(hub_url, "SELECT count(*) FROM hub.statement") == [(1,)]


def test_the_source_with_more_authority_wins_and_a_change_of_authority_is_heard(hub_url, importing, also):
    importing(named("1", legal_form="КУ"), options=RunOptions(as_of=date(2026, 1, 1)))
    record = named("1", key="A-1", name="Національна назва", legal_form="КЗ")
    weak = replace(OTHER, authority={"name": 90, "default": 10})
    also(record, of=weak, options=RunOptions(as_of=date(2026, 2, 1)))
    assert rows(hub_url, "SELECT name, legal_form FROM hub.provider") == [("Національна назва", "КУ")]
    also(record, of=replace(OTHER, authority={"name": 10}), options=RunOptions(as_of=date(2026, 2, 1)))
    assert rows(hub_url, "SELECT name, legal_form FROM hub.provider") == [("Центр 1", "КЗ")]
