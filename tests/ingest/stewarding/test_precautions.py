"""What hides a published record takes effect at once, though bounds stop everything else of the run."""

from dataclasses import replace
from typing import Any

import pytest

from hub.domain.ids import record_id
from hub.domain.records import AccessPointRecord, HidingReason, LocationRecord, Point, RawRow
from hub.domain.vocabulary import Lang, PrecisionClass, RunStatus, Severity
from hub.ingest import Assertions, RunOptions, stewarding
from hub.ingest.report import Bound, Waiver

from ..builders import CITY, HROMADA, provider, service
from .conftest import ONE, SIGNED, SOURCE, numbered, rows

BOUND = RunOptions(assertions=Assertions(max_changed_share=0.0))
PLACE = LocationRecord(
    "main", CITY, point=Point(49.24, 28.49), precision=PrecisionClass.EXACT, address="вул. Дальня, 5",
    street="Дальня", house="5",
)  # fmt: skip
OPEN = provider("1", locations=(PLACE,), phones=("+380432111111",), url="https://example.org")
OTHER = provider("2")
SHELTER = replace(OPEN, name="Шелтер 1")
PERSON = replace(OPEN, kind=None, name="Дем'янчук Орися Остапівна")
_SHOWN = """
    SELECT p.name, l.address, t.code, l.confidential, p.phones, p.url
    FROM hub.location l JOIN hub.provider p ON p.id = l.provider_id
    JOIN hub.territory t ON t.id = l.territory_id WHERE p.id = %s ORDER BY l.confidential
"""
SHOWN = [(OPEN.name, "вул. Дальня, 5", CITY, False, ["+380432111111"], "https://example.org")]
HIDDEN = [(OPEN.name, None, HROMADA, True, [], None)]


@pytest.mark.parametrize(("said", "code"), [(SHELTER, "REFUGE_WORD"), (PERSON, "PERSON_NAME")])
def test_a_stopped_run_hides_what_its_file_hides_and_does_nothing_else(
    hub_url: str, importing: Any, said: Any, code: str
) -> None:
    importing(OPEN, OTHER)
    assert rows(hub_url, _SHOWN, ONE) == SHOWN
    report = importing(said, replace(OTHER, name="Інша назва"), provider("3"), options=BOUND)
    assert (report.status, report.release, report.hidden) == (RunStatus.STOPPED, 2, [ONE])
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN
    names = rows(hub_url, "SELECT name FROM hub.provider ORDER BY name")
    assert names == [(OPEN.name,), (OTHER.name,)]
    (issue,) = [one for one in report.issues if one.code == "HIDDEN_AT_ONCE"]
    assert (issue.severity, issue.row) == (Severity.WARNING, 2)
    assert all(told in issue.message for told in (ONE, code, "release 2"))
    assert rows(hub_url, "SELECT run_id, providers FROM hub.release WHERE number = 2") == [(report.run, 2)]
    assert rows(hub_url, "SELECT status, release FROM hub.run WHERE id = %s", report.run) == [
        ("stopped", None)
    ]
    kept = "SELECT code FROM ingest.issue WHERE run_id = %s AND code = 'HIDDEN_AT_ONCE'"
    assert rows(hub_url, kept, report.run) == [("HIDDEN_AT_ONCE",)]
    changes = "SELECT kind, replace(record_id::text, '-', '') FROM hub.change WHERE release = 2"
    assert rows(hub_url, changes) == [("changed", ONE)]


def test_what_led_there_is_forgotten_in_the_same_release(hub_url: str, importing: Any) -> None:
    importing(OPEN, OTHER)
    importing(replace(OPEN, url="https://other.example.org"), OTHER)
    importing(SHELTER, OTHER, options=BOUND)
    for table in ("location", "provider", "statement"):
        for schema in ("hub", "history"):
            telling = f"SELECT count(*) FROM {schema}.{table} t WHERE t::text ~ 'Дальня|32111111|example.org'"
            assert rows(hub_url, telling) == [(0,)], (schema, table)


def test_the_same_stopped_file_again_changes_nothing_and_shows_nothing(hub_url: str, importing: Any) -> None:
    importing(OPEN, OTHER)
    importing(SHELTER, OTHER, options=BOUND)
    again = importing(SHELTER, OTHER, options=BOUND)
    assert (again.status, again.release, again.hidden) == (RunStatus.STOPPED, 2, [])
    assert "HIDDEN_AT_ONCE" not in {issue.code for issue in again.issues}
    assert rows(hub_url, "SELECT max(number) FROM hub.release") == [(2,)]
    # The file that was published before is known and not read again.
    assert importing(OPEN, OTHER).status is RunStatus.UNCHANGED
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_a_later_file_does_not_open_what_another_one_hid(hub_url: str, importing: Any) -> None:
    importing(OPEN, OTHER)
    importing(SHELTER, OTHER, options=BOUND)
    waived = replace(BOUND, waiver=Waiver(frozenset({Bound.CHANGED}), "It is one."))
    assert importing(SHELTER, OTHER, options=waived).status is RunStatus.PUBLISHED
    assert rows(hub_url, _SHOWN, ONE) == [("Шелтер 1", None, HROMADA, True, [], None)]
    importing(OPEN, OTHER, provider("3"))
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_a_dry_run_hides_nothing(hub_url: str, importing: Any) -> None:
    importing(OPEN, OTHER)
    report = importing(SHELTER, OTHER, options=replace(BOUND, dry_run=True))
    assert (report.status, report.release, report.hidden) == (RunStatus.DRY_RUN, 1, [])
    assert rows(hub_url, _SHOWN, ONE) == SHOWN


def test_a_record_that_a_person_opened_stays_open(hub_url: str, importing: Any) -> None:
    importing(SHELTER, OTHER)
    stewarding.open_record(hub_url, ONE, SIGNED)
    importing(SHELTER, OTHER)
    report = importing(replace(SHELTER, name="Шелтер 1 для жінок"), OTHER, options=BOUND)
    assert (report.status, report.hidden) == (RunStatus.STOPPED, [])
    assert rows(hub_url, _SHOWN, ONE) == [("Шелтер 1", *SHOWN[0][1:])]


def test_an_opening_that_region_yml_takes_back_hides(hub_url: str, importing: Any) -> None:
    importing(replace(SHELTER, opened="region.yml, somebody on 2024-01-01: a reason"), OTHER)
    report = importing(replace(SHELTER, phones=()), OTHER, options=BOUND)
    assert report.hidden == [ONE]
    assert rows(hub_url, _SHOWN, ONE) == [("Шелтер 1", None, HROMADA, True, [], None)]


def test_one_more_hidden_place_of_a_record_hides(hub_url: str, importing: Any) -> None:
    far = LocationRecord("far", CITY, address="вул. Ближня, 7")
    secret = service(key="s", category="crisis.shelter-violence", locations=("far",))
    half = replace(OPEN, locations=(PLACE, far), services=(secret,))
    importing(half, OTHER)
    assert [row[3] for row in rows(hub_url, _SHOWN, ONE)] == [False, True]
    whole = replace(half, hidden=(HidingReason("REGION_KIND", "kind", "territorial-centre"),))
    report = importing(whole, OTHER, options=BOUND)
    assert (report.hidden, [row[3] for row in rows(hub_url, _SHOWN, ONE)]) == ([ONE], [True, True])
    assert importing(half, OTHER, options=BOUND).hidden == []


def test_an_access_point_is_hidden_too(hub_url: str, importing: Any) -> None:
    point = AccessPointRecord("p", "Пункт", Lang.UK, PLACE, phones=("+380432111111",), rows=(9,))
    importing(point, OTHER)
    report = importing(replace(point, name="Кризова кімната"), OTHER, options=BOUND)
    identity = record_id(SOURCE.code, "access-point", "p")
    assert report.hidden == [identity]
    shown = (
        "SELECT a.name, a.phones, l.address, l.confidential FROM hub.access_point a "
        "JOIN hub.location l ON l.access_point_id = a.id"
    )
    assert rows(hub_url, shown) == [("Пункт", [], None, True)]


def test_what_another_source_says_of_the_same_provider_is_hidden_with_it(
    hub_url: str, importing: Any, also: Any
) -> None:
    importing(numbered("1", name="Дім «Промінь»", locations=(PLACE,)), numbered("2"))
    also(numbered("3", key="A-2"))
    # By its number the new row is the other register's provider, of which it says more.
    secret = numbered("1", key="A-1", name="Притулок «Промінь»", locations=(PLACE,))
    report = also(secret, numbered("3", key="A-2", name="Інша назва"), options=BOUND)
    assert (report.status, report.hidden) == (RunStatus.STOPPED, [ONE])
    assert rows(hub_url, _SHOWN, ONE) == [("Дім «Промінь»", None, HROMADA, True, [], None)]
    assert rows(hub_url, "SELECT count(*) FROM hub.decision") == [(0,)]


REJECTED = RawRow(9, {"name": ""}, record=("provider", "1"), secret=True)


def test_a_rejected_row_that_speaks_of_a_refuge_hides_the_record_of_its_key(
    hub_url: str, importing: Any
) -> None:
    importing(OPEN, OTHER)
    assert rows(hub_url, _SHOWN, ONE) == SHOWN
    report = importing(OTHER, extra=(REJECTED,))
    assert report.status is RunStatus.PUBLISHED
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN
    (issue,) = [one for one in report.issues if one.code == "HIDDEN_BY_REJECTED_ROW"]
    assert (issue.severity, issue.row) == (Severity.WARNING, 9)
    assert ONE in issue.message
    for schema in ("hub", "history"):
        telling = f"SELECT count(*) FROM {schema}.statement t WHERE t::text ~ 'Дальня|32111111'"
        assert rows(hub_url, telling) == [(0,)]
    # The row mended, and a refuge no more, the record is shown again.
    importing(OPEN, OTHER)
    assert rows(hub_url, _SHOWN, ONE) == SHOWN


def test_a_rejected_duplicate_that_speaks_of_a_refuge_hides_the_record_of_the_first_row(
    hub_url: str, importing: Any
) -> None:
    importing(OPEN, OTHER, extra=(REJECTED,))
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN


def test_a_rejected_row_hides_its_record_in_a_stopped_run(hub_url: str, importing: Any) -> None:
    importing(OPEN, OTHER)
    report = importing(replace(OTHER, name="Інша назва"), extra=(REJECTED,), options=BOUND)
    assert report.status is RunStatus.STOPPED
    assert rows(hub_url, _SHOWN, ONE) == HIDDEN
    assert rows(hub_url, "SELECT name FROM hub.provider WHERE key = '2'") == [(OTHER.name,)]


def test_a_record_that_somebody_opened_stays_open_beside_a_rejected_row(hub_url: str, importing: Any) -> None:
    importing(SHELTER, OTHER)
    stewarding.open_record(hub_url, ONE, SIGNED)
    before = rows(hub_url, _SHOWN, ONE)
    report = importing(OTHER, extra=(REJECTED,))
    assert rows(hub_url, _SHOWN, ONE) == before
    assert "HIDDEN_BY_REJECTED_ROW" not in {issue.code for issue in report.issues}


def test_a_rejected_row_that_tells_nothing_secret_hides_nothing(hub_url: str, importing: Any) -> None:
    importing(OPEN, OTHER)
    importing(OTHER, extra=(replace(REJECTED, secret=False),))
    assert rows(hub_url, _SHOWN, ONE) == SHOWN
