"""The life of records over releases: added, changed, unchanged, vanished, returned."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub.domain.records import CapacityRecord
from hub.domain.vocabulary import RunStatus
from hub.ingest import Assertions, RunOptions
from hub.ingest.report import Waiver
from hub.store.connection import connect

from .builders import provider, service


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_first_import_publishes_everything_as_release_one(hub_url, importing):
    report = importing(provider("1"), provider("2"))
    assert (report.status, report.release) == (RunStatus.PUBLISHED, 1)
    assert (report.read, report.accepted, report.rejected) == (2, 2, 0)
    assert (report.added, report.changed, report.unchanged, report.vanished) == (2, 0, 0, 0)
    assert rows(hub_url, "SELECT number, providers, services, access_points FROM hub.release") == [
        (1, 2, 2, 0)
    ]
    assert rows(hub_url, "SELECT release, kind FROM hub.change") == [(1, "added"), (1, "added")]
    assert rows(hub_url, "SELECT total, served, waiting FROM hub.capacity") == [(40, 38, None)] * 2
    assert rows(hub_url, 'SELECT "row", "values" FROM ingest.raw_record ORDER BY 1') == [
        (2, {"name": "Центр 1"}),
        (3, {"name": "Центр 2"}),
    ]


def test_a_location_without_a_point_takes_its_territorys_and_says_so(hub_url, importing):
    importing(provider("1"))
    assert rows(hub_url, "SELECT ST_Y(point), ST_X(point), precision, radius_m FROM hub.location") == [
        (49.2328, 28.4681, "settlement", 3000)
    ]


def test_same_file_again_makes_no_release(hub_url, importing):
    importing(provider("1"))
    again = importing(provider("1"))
    assert (again.status, again.release, again.unchanged) == (RunStatus.UNCHANGED, 1, 1)
    assert rows(hub_url, "SELECT count(*) FROM hub.release") == [(1,)]


def test_same_content_in_another_file_makes_no_release(hub_url, importing):
    importing(provider("1"))
    again = importing(provider("1"), options=RunOptions(force=True))
    assert (again.status, again.added, again.changed, again.unchanged) == (RunStatus.UNCHANGED, 0, 0, 1)
    assert rows(hub_url, "SELECT count(*) FROM hub.release") == [(1,)]


def test_a_change_keeps_the_former_row_and_the_id(hub_url, importing):
    importing(provider("1"), provider("2"))
    (before,) = rows(hub_url, "SELECT id FROM hub.provider WHERE key = '1'")
    report = importing(provider("1", name="Комплексний центр"), provider("2"))
    assert (report.added, report.changed, report.unchanged, report.vanished) == (0, 1, 1, 0)
    assert rows(hub_url, "SELECT id, name, release_from FROM hub.provider WHERE key = '1'") == [
        (*before, "Комплексний центр 1", 2)
    ]
    assert rows(hub_url, "SELECT name, release_from, release_to FROM history.provider") == [("Центр 1", 1, 2)]
    assert rows(hub_url, "SELECT kind FROM hub.change WHERE release = 2") == [("changed",)]


def test_a_service_that_goes_moves_to_history_with_its_measurements(hub_url, importing):
    importing(provider("1", services=(service(), service(key="rehab", category="rehab.social"))))
    report = importing(provider("1"))
    assert (report.changed, report.unchanged) == (1, 0)
    assert rows(hub_url, "SELECT key FROM hub.service") == [("care.home",)]
    assert rows(hub_url, "SELECT key, release_to FROM history.service") == [("rehab", 2)]
    assert rows(hub_url, "SELECT count(*) FROM hub.capacity") == [(1,)]
    assert rows(hub_url, "SELECT count(*) FROM history.capacity") == [(1,)]


def test_a_new_measurement_keeps_the_older_one(hub_url, importing):
    importing(provider("1"))
    newer = CapacityRecord(as_of=date(2025, 1, 1), total=50)
    importing(provider("1", services=(service(capacities=(newer,)),)))
    assert rows(hub_url, "SELECT as_of, total FROM hub.capacity ORDER BY as_of") == [
        (date(2024, 1, 1), 40),
        (date(2025, 1, 1), 50),
    ]


def test_a_vanished_provider_is_missing_not_deleted_and_may_return(hub_url, importing):
    importing(provider("1"), provider("2"))
    report = importing(provider("1"))
    assert (report.unchanged, report.vanished, report.release) == (1, 1, 2)
    assert rows(hub_url, "SELECT status, missing_since FROM hub.provider WHERE key = '2'") == [
        ("missing", date.today())
    ]
    assert rows(hub_url, "SELECT providers FROM hub.release WHERE number = 2") == [(1,)]
    assert importing(provider("1"), options=RunOptions(force=True)).status is RunStatus.UNCHANGED

    back = importing(provider("1"), provider("2"))
    assert (back.changed, back.vanished, back.release) == (1, 0, 3)
    assert rows(hub_url, "SELECT status, missing_since FROM hub.provider WHERE key = '2'") == [
        ("active", None)
    ]
    assert rows(hub_url, "SELECT release, kind FROM hub.change WHERE release > 1 ORDER BY 1") == [
        (2, "vanished"),
        (3, "returned"),
    ]


def test_dry_run_names_the_fields_and_publishes_nothing(hub_url, importing):
    importing(provider("1"), provider("2"))
    changed = provider("1", services=(service(forms=()),), legal_form="КУ")
    report = importing(changed, provider("3"), options=RunOptions(dry_run=True))
    assert report.status is RunStatus.DRY_RUN
    found = {(change.kind, change.key): change.fields for change in report.changes}
    assert found == {
        ("added", "3"): (),
        ("changed", "1"): ("provider.legal_form", "service.forms"),
        ("vanished", "2"): (),
    }
    assert rows(hub_url, "SELECT max(number) FROM hub.release") == [(1,)]
    assert rows(hub_url, "SELECT count(*) FROM hub.provider") == [(2,)]
    assert rows(hub_url, "SELECT status FROM hub.run ORDER BY id") == [("published",), ("dry-run",)]


@pytest.mark.parametrize(
    ("assertions", "sentence"),
    [
        (Assertions(min_rows=2), "1 rows were read, at least 2 are expected."),
        (Assertions(max_rows=0), "1 rows were read, at most 0 are expected."),
        (Assertions(fill={"phones": 0.5}), "0.0% of the records fill `phones`, at least 50.0% are expected."),
        (
            Assertions(max_vanished_share=0.4),
            "1 of 2 records are no longer in the file (50.0%), at most 40.0% may vanish.",
        ),
    ],
)
def test_a_broken_bound_stops_the_publish_and_a_waiver_records_why(hub_url, importing, assertions, sentence):
    importing(provider("1"), provider("2"))
    stopped = importing(provider("1"), options=RunOptions(assertions=assertions))
    sentences = [failure.sentence for failure in stopped.failures]
    assert (stopped.status, sentences, stopped.release) == (RunStatus.STOPPED, [sentence], 1)
    assert rows(hub_url, "SELECT count(*) FROM hub.provider WHERE missing_since IS NULL") == [(2,)]

    bounds = frozenset(failure.bound for failure in stopped.failures)
    options = RunOptions(assertions=assertions, waiver=Waiver(bounds, "The order of 1 March closed it."))
    assert importing(provider("1"), options=options).release == 2
    assert rows(hub_url, "SELECT waiver FROM hub.run WHERE release = 2") == [
        (f"{next(iter(bounds)).value}: The order of 1 March closed it.",)
    ]


def test_claims_say_which_row_and_words_a_field_came_from(hub_url, importing):
    importing(replace(provider("1"), raw={"name": "ЦЕНТР  1"}))
    assert rows(
        hub_url,
        "SELECT claims -> 'kind', claims -> 'name', \"row\", lost FROM hub.statement",
    ) == [({"value": "territorial-centre"}, {"value": "Центр 1", "raw": "ЦЕНТР  1"}, 2, {})]


def test_a_claim_is_as_old_as_the_file_that_first_made_it(hub_url, importing):
    importing(provider("1"), options=RunOptions(as_of=date(2025, 1, 1)))
    importing(provider("1", legal_form="КУ"), options=RunOptions(as_of=date(2025, 6, 1)))
    importing(provider("1", legal_form="КЗ", name="Дім"), options=RunOptions(as_of=date(2026, 1, 1)))
    assert rows(hub_url, "SELECT claimed_on, since FROM hub.statement") == [
        (
            date(2025, 1, 1),
            {name: {"on": "2026-01-01", "run": 3, "row": 2} for name in ("legal_form", "name")},
        )
    ]
    assert rows(hub_url, "SELECT since, release_from, release_to FROM history.statement ORDER BY 2") == [
        ({}, 1, 2),
        ({"legal_form": {"on": "2025-06-01", "run": 2, "row": 2}}, 2, 3),
    ]
