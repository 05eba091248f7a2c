"""Stewards take records out of the hub, and restore them."""

from dataclasses import replace

import pytest

from hub.domain.programmes import ProgrammeRecord
from hub.domain.stewards import NotWithdrawn, RecordWithdrawn, UnknownRecord
from hub.domain.vocabulary import Lang
from hub.ingest import RunOptions
from hub.ingest.stewarding import merge, restore, withdraw

from .conftest import A_TWO, ONE, SIGNED, TWO, keys, numbered, rows

FORCED = RunOptions(force=True)
PARTS = ("location", "service", "provider_identifier")


@pytest.mark.usefixtures("joined")
def test_a_withdrawn_record_leaves_a_stone_and_stays_out_whatever_files_say(hub_url, importing):
    outcome = withdraw(hub_url, TWO, SIGNED)
    assert (outcome.release, outcome.changes) == (3, (("withdrawn", "provider", TWO),))
    assert keys(hub_url) == ["1", "A-2"]
    stones = rows(hub_url, "SELECT record_type, release, reason, merged_into FROM hub.tombstone")
    assert stones == [("provider", 3, SIGNED.reason, None)]
    for part in PARTS:
        assert rows(hub_url, f"SELECT count(*) FROM hub.{part} WHERE provider_id = '{TWO}'") == [(0,)]
    importing(numbered("1"), numbered("2", name="Знову тут"), options=FORCED)
    importing(numbered("1"))
    importing(numbered("1"), numbered("2", name="І ще раз"), options=FORCED)
    assert keys(hub_url) == ["1", "A-2"]
    found = rows(hub_url, f"SELECT kind FROM hub.change WHERE record_id = '{TWO}' ORDER BY release")
    assert found == [("added",), ("withdrawn",)]


@pytest.mark.usefixtures("joined")
def test_a_restored_record_returns_as_its_sources_tell_it_now(hub_url, importing):
    withdraw(hub_url, TWO, SIGNED)
    importing(numbered("1", legal_form="КУ"), numbered("2", name="Знову тут"), options=FORCED)
    outcome = restore(hub_url, TWO, SIGNED)
    assert outcome.changes == (("returned", "provider", TWO),)
    assert rows(hub_url, f"SELECT name, status FROM hub.provider WHERE id = '{TWO}'") == [
        ("Знову тут", "active")
    ]
    assert rows(hub_url, "SELECT count(*) FROM hub.tombstone") == [(0,)]
    assert rows(hub_url, "SELECT author, reason, restored_by FROM hub.withdrawal") == [
        (SIGNED.author, SIGNED.reason, SIGNED.author)
    ]
    with pytest.raises(NotWithdrawn):
        restore(hub_url, TWO, SIGNED)


def test_what_refers_to_a_withdrawn_record_refers_to_nothing(hub_url, importing):
    programme = ProgrammeRecord("p", "Програма", Lang.UK, provider_keys=("1", "2"), rows=(), synthetic=True)
    importing(numbered("1", parent_key="2"), numbered("2"), programme)
    taken = "SELECT replace(provider_id::text, '-', '') FROM hub.programme_provider ORDER BY 1"
    assert rows(hub_url, taken) == sorted([(ONE,), (TWO,)])
    withdraw(hub_url, TWO, SIGNED)
    assert rows(hub_url, "SELECT key, parent_id FROM hub.provider") == [("1", None)]
    assert rows(hub_url, taken) == [(ONE,)]
    restore(hub_url, TWO, SIGNED)
    importing(numbered("1", parent_key="2"), numbered("2"), replace(programme), options=FORCED)
    parents = rows(hub_url, "SELECT key, replace(parent_id::text, '-', '') FROM hub.provider ORDER BY 1")
    assert parents == [("1", TWO), ("2", None)]
    assert rows(hub_url, taken) == sorted([(ONE,), (TWO,)])


@pytest.mark.usefixtures("joined")
def test_a_joined_record_is_withdrawn_with_all_its_statements(hub_url, also):
    withdraw(hub_url, ONE, SIGNED)
    also(numbered("1", key="A-1", name="Інша назва"), numbered("3", key="A-2"), options=FORCED)
    assert keys(hub_url) == ["2", "A-2"]
    with pytest.raises(RecordWithdrawn):
        withdraw(hub_url, ONE, SIGNED)
    with pytest.raises(RecordWithdrawn):
        merge(hub_url, [TWO, ONE], SIGNED)
    restore(hub_url, ONE, SIGNED)
    assert keys(hub_url) == ["1", "2", "A-2"]


def test_a_withdrawn_record_draws_no_other_out_of_the_hub(hub_url, importing, also):
    importing(numbered("1"))
    withdraw(hub_url, ONE, SIGNED)
    also(numbered("1", key="A-1"))
    importing(numbered("1", legal_form="КУ"), options=FORCED)
    assert keys(hub_url) == ["A-1"]


@pytest.mark.usefixtures("joined")
def test_only_records_can_be_withdrawn(hub_url):
    with pytest.raises(UnknownRecord):
        withdraw(hub_url, "0" * 32, SIGNED)
    with pytest.raises(NotWithdrawn):
        restore(hub_url, A_TWO, SIGNED)
