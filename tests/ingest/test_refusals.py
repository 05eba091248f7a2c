"""What an import refuses, warns of, and never lets through."""

from dataclasses import replace

import pytest

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import AreaRecord, Issue, LocationRecord, Point
from hub.domain.vocabulary import Lang, RunStatus, Severity
from hub.ingest import FileDescription, RunOptions, SourceDescription, UnknownJurisdiction, run_import
from hub.ingest.report import ControlTotal
from hub.store.connection import connect
from hub.store.runs import ImportBusy, lock_source

from .builders import CITY, ELSEWHERE, HROMADA, SOURCE, provider, service


def codes(report):
    return [(issue.code, issue.severity, issue.row) for issue in report.issues]


def test_the_second_record_with_a_key_is_refused(importing):
    report = importing(provider("1"), provider("1", rows=(7,)))
    assert codes(report) == [("DUPLICATE_KEY", Severity.ERROR, 7)]
    assert (report.read, report.accepted, report.rejected, report.added) == (2, 1, 1, 1)


def test_a_part_that_stands_twice_in_a_record_is_kept_once(importing):
    report = importing(provider("1", services=(service(), service(name="Догляд"))))
    assert codes(report) == [("DUPLICATE_PART", Severity.WARNING, 2)]
    assert (report.added, report.services) == (1, 1)


def test_a_row_outside_the_jurisdiction_is_quarantined(importing):
    report = importing(provider("1", locations=(LocationRecord("main", ELSEWHERE),)), provider("2"))
    assert codes(report) == [("OUTSIDE_JURISDICTION", Severity.ERROR, 2)]
    assert (report.accepted, report.rejected, report.added) == (1, 1, 1)


def test_a_service_area_outside_the_jurisdiction_is_left_out(importing):
    areas = (AreaRecord(ELSEWHERE), AreaRecord(HROMADA))
    report = importing(provider("1", services=(service(areas=areas),)))
    assert codes(report) == [("OUTSIDE_JURISDICTION", Severity.WARNING, 2)]
    assert report.added == 1


def test_an_unknown_territory_is_left_empty_and_reported(importing):
    report = importing(provider("1", locations=(LocationRecord("main", "UA99"),)))
    assert codes(report) == [("UNKNOWN_TERRITORY", Severity.WARNING, 2)]
    assert report.added == 1


def test_a_term_that_no_taxonomy_holds_is_refused(importing):
    report = importing(provider("1", kind="centre"), provider("2", services=(service(category="care"),)))
    assert codes(report) == [("UNKNOWN_TERM", Severity.ERROR, 2), ("UNKNOWN_TERM", Severity.ERROR, 3)]
    assert report.added == 0


def test_a_parent_or_programme_member_that_nobody_holds_is_dropped_and_counted(importing):
    programme = ProgrammeRecord("p", "Programme", Lang.EN, provider_keys=("1", "9", "other/1"))
    report = importing(provider("1", parent_key="9"), programme)
    assert [(issue.code, issue.column, issue.message[0]) for issue in report.issues] == [
        ("DANGLING_REFERENCE", "provider.parent_id", "1"),
        ("DANGLING_REFERENCE", "programme_provider.provider_id", "2"),
    ]
    assert report.added == 2


def test_a_parent_of_the_same_file_and_of_an_earlier_one_is_kept(hub_url, importing):
    importing(provider("1"))
    report = importing(provider("1"), provider("2", parent_key="1"), provider("3", parent_key="2"))
    assert report.issues == []
    with connect(hub_url) as connection:
        parents = connection.execute(
            "SELECT c.key, p.key FROM hub.provider c LEFT JOIN hub.provider p ON p.id = c.parent_id "
            "ORDER BY 1"
        ).fetchall()
    assert parents == [("1", None), ("2", "1"), ("3", "2")]


def test_a_parent_is_joined_as_soon_as_it_is_known(hub_url, importing):
    child = provider("2", parent_key="1")
    importing(child)
    report = importing(provider("1"), child)
    assert (report.added, report.changed) == (1, 1)
    with connect(hub_url) as connection:
        parents = connection.execute("SELECT key, parent_id IS NULL FROM hub.provider ORDER BY 1").fetchall()
    assert parents == [("1", True), ("2", False)]


def test_a_programme_may_reach_beyond_the_jurisdiction(hub_url, importing):
    report = importing(ProgrammeRecord("p", "Programme", Lang.EN, territories=(HROMADA, ELSEWHERE, "UA99")))
    assert codes(report) == [("UNKNOWN_TERRITORY", Severity.WARNING, None)]
    with connect(hub_url) as connection:
        territories = connection.execute(
            "SELECT t.code FROM hub.programme_territory p JOIN hub.territory t ON t.id = p.territory_id "
            "ORDER BY t.id"
        ).fetchall()
    assert territories == [(HROMADA,), (ELSEWHERE,)]


def test_nothing_exact_of_a_shelter_reaches_any_published_table(hub_url, importing):
    shelter = provider(
        "1",
        locations=(
            LocationRecord("main", CITY, Point(49.2411, 28.4999), address="вул. Таємна, 13", street="Таємна"),
        ),
        services=(service(key="shelter", category="crisis.shelter-violence"),),
        phones=("+380432000000",),
        raw={"location.main.address": "вул. Таємна, 13", "name": "Притулок"},
    )
    importing(shelter)
    secret = r"Таємна|taiemna|28\.4999|380432000000"
    with connect(hub_url) as connection:
        assert connection.execute(
            "SELECT t.code, confidential, precision, ST_Y(l.point), ST_X(l.point) "
            "FROM hub.location l JOIN hub.territory t ON t.id = territory_id"
        ).fetchall() == [(HROMADA, True, "territory", 49.23, 28.47)]
        tables = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname IN ('hub', 'history')"
        ).fetchall()
        for (table,) in tables:
            found = connection.execute(
                f"SELECT count(*) FROM {table} r WHERE r::text ~* %s".encode(), (secret,)
            )
            assert found.fetchone() == (0,), table


def test_the_reader_role_cannot_see_raw_rows_or_issues(hub_url, importing):
    importing(provider("1"))
    with connect(hub_url) as connection:
        connection.execute("SET ROLE merezha_reader")
        assert connection.execute("SELECT count(*) FROM hub.provider").fetchone() == (1,)
        for table in ("raw_record", "issue"):
            with pytest.raises(Exception, match="permission denied"), connection.transaction():
                connection.execute(f"SELECT * FROM ingest.{table}".encode())


def test_a_control_total_that_differs_is_reported_and_stored(hub_url, importing):
    totals = (ControlTotal("suppliers", 45, "article", 39, 3, 36), ControlTotal("people", 4113, "article"))
    report = importing(provider("1"), options=RunOptions(control_totals=lambda: totals))
    assert [issue.message for issue in report.issues] == [
        "suppliers: published 45 (article), in the file 39: 3 real and 36 synthetic."
    ]
    with connect(hub_url) as connection:
        assert connection.execute(
            "SELECT label, declared, found, found_real, found_synthetic FROM hub.control_total "
            "ORDER BY position"
        ).fetchall() == [("suppliers", 45, 39, 3, 36), ("people", 4113, None, None, None)]


def test_issues_of_the_reader_and_mapper_are_kept(hub_url, importing):
    issue = Issue("UNKNOWN_VALUE", "Say which.", Severity.WARNING, row=2, column="Тип", value="?")
    report = importing(provider("1"), extra=(issue,))
    assert report.issues == [issue]
    with connect(hub_url) as connection:
        assert connection.execute('SELECT code, "row", "column", value FROM ingest.issue').fetchall() == [
            ("UNKNOWN_VALUE", 2, "Тип", "?")
        ]


def test_one_import_of_a_source_at_a_time(hub_url, importing):
    importing(provider("1"))
    with connect(hub_url, autocommit=True) as other:
        lock_source(
            other, other.execute("SELECT id FROM hub.source WHERE code = 'test_05'").fetchone()[0], "x"
        )
        with pytest.raises(ImportBusy, match="Another import of test_05 is running"):
            importing(provider("2"))
    assert importing(provider("1"), provider("2")).release == 2


def test_a_failure_while_reading_leaves_the_release_and_records_the_run(hub_url, importing):
    importing(provider("1"))

    def broken_file():
        yield provider("2")
        raise ValueError("the file ends in the middle of a row")

    with pytest.raises(ValueError, match="middle of a row"):
        run_import(hub_url, SOURCE, FileDescription("f", "0", "m"), broken_file())
    with connect(hub_url) as connection:
        assert connection.execute("SELECT status, failure FROM hub.run ORDER BY id").fetchall() == [
            ("published", None),
            ("failed", "the file ends in the middle of a row"),
        ]
        assert connection.execute("SELECT count(*) FROM hub.provider").fetchone() == (1,)


def test_an_unknown_jurisdiction_is_named(hub_url):
    source: SourceDescription = replace(SOURCE, jurisdiction="KZ-59")
    with pytest.raises(UnknownJurisdiction, match="KZ-59"):
        run_import(hub_url, source, FileDescription("f", "0", "m"), [])


def test_an_empty_import_is_stopped(importing):
    report = importing()
    assert (report.status, report.release) == (RunStatus.STOPPED, None)
