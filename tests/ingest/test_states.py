"""What became of a provider: states that differ, successors, and hashes of persons that readers never see."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hub.domain.records import PersonHash
from hub.domain.vocabulary import RecordStatus, RunStatus
from hub.ingest import RunOptions
from hub.store.connection import connect
from hub.store.persons import PersonKeyChanged

from .builders import provider

EXCLUDED = {
    "status": RecordStatus.EXCLUDED,
    "status_since": date(2024, 3, 15),
    "status_evidence": "наказ від 15.03.2024 № 87",
    "registered": date(2021, 2, 1),
    "closed": date(2024, 3, 15),
}
HASH = PersonHash("UA-RNOKPP", b"\x01" * 32)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_an_exclusion_is_published_with_its_order_and_dates(hub_url, importing):
    importing(provider("1", **EXCLUDED))
    assert rows(
        hub_url,
        "SELECT status, status_since, status_evidence, registered, closed, missing_since FROM hub.provider",
    ) == [
        (
            "excluded", date(2024, 3, 15), "наказ від 15.03.2024 № 87", date(2021, 2, 1), date(2024, 3, 15),
            None,
        ),
    ]  # fmt: skip


def test_what_was_excluded_and_then_left_out_stays_excluded(hub_url, importing):
    importing(provider("1", **EXCLUDED), provider("2"), provider("3"))
    importing(provider("3"))
    assert rows(
        hub_url, "SELECT key, status, status_evidence, missing_since FROM hub.provider ORDER BY key"
    ) == [
        ("1", "excluded", "наказ від 15.03.2024 № 87", date.today()),
        ("2", "missing", None, date.today()),
        ("3", "active", None, None),
    ]


_SUCCESSION = (
    "SELECT o.key, a.key, b.key FROM hub.succession s JOIN hub.provider o ON o.id = s.provider_id "
    "JOIN hub.provider a ON a.id = s.predecessor_id JOIN hub.provider b ON b.id = s.successor_id ORDER BY 1"
)


def test_a_re_registered_provider_leads_to_its_successor_and_back(hub_url, importing):
    old = provider("1", status=RecordStatus.MERGED, successor_keys=("2",))
    report = importing(old, provider("2", predecessor_keys=("1",)))
    assert report.issues == []
    assert rows(hub_url, _SUCCESSION) == [("1", "1", "2"), ("2", "1", "2")]


def test_a_successor_that_no_file_holds_is_reported_and_joined_once_it_is_there(hub_url, importing):
    old = provider("1", status=RecordStatus.MERGED, successor_keys=("2",))
    report = importing(old)
    assert [(issue.code, issue.column) for issue in report.issues] == [
        ("DANGLING_REFERENCE", "succession.successor_id")
    ]
    assert rows(hub_url, _SUCCESSION) == []
    importing(old, provider("2"))
    assert rows(hub_url, _SUCCESSION) == [("1", "1", "2")]


def test_hashes_of_persons_are_kept_where_no_reader_sees_them(
    hub_url, importing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("MEREZHA_HOME", str(tmp_path))
    importing(provider("1", person_hashes=(HASH,)), provider("2"))
    kept = rows(
        hub_url,
        "SELECT s.key, scheme, hash FROM ingest.person_hash h JOIN hub.statement s ON s.id = statement_id",
    )
    assert [(key, scheme, bytes(digest)) for key, scheme, digest in kept] == [("1", "UA-RNOKPP", HASH.digest)]
    assert rows(hub_url, "SELECT count(*) FROM hub.statement WHERE content ? 'person_hashes'") == [(0,)]
    with connect(hub_url) as connection:
        connection.execute("SET ROLE merezha_reader")
        for table in ("person_hash", "person_key"):
            with pytest.raises(Exception, match="permission denied"), connection.transaction():
                connection.execute(f"SELECT * FROM ingest.{table}".encode())

    # A lost key: what an administrator emptied comes back with the next import, changed or not.
    with connect(hub_url) as connection:
        connection.execute("TRUNCATE ingest.person_hash, ingest.person_key")
    again = importing(provider("1", person_hashes=(HASH,)), provider("2"), options=RunOptions(force=True))
    assert again.status is RunStatus.UNCHANGED
    assert rows(hub_url, "SELECT count(*) FROM ingest.person_hash") == [(1,)]

    importing(provider("1", name="Інший центр"), provider("2"))
    assert rows(hub_url, "SELECT count(*) FROM ingest.person_hash") == [(0,)]


def test_an_installation_with_another_key_is_stopped(
    hub_url, importing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("MEREZHA_HOME", str(tmp_path / "one"))
    person = provider("1", person_hashes=(HASH,))
    importing(person)
    monkeypatch.setenv("MEREZHA_HOME", str(tmp_path / "other"))
    with pytest.raises(PersonKeyChanged):
        importing(replace(person, name="Інший центр"))
    assert rows(hub_url, "SELECT name FROM hub.provider") == [("Центр 1",)]
