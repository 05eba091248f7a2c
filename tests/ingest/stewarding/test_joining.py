"""Stewards accept, reject, merge, split and undo, and the next imports keep to it."""

import pytest

from hub.domain.stewards import (
    AlreadyJoined,
    AlreadyUndone,
    BadSignature,
    HeldApart,
    NotJoined,
    Signature,
    UnknownCandidate,
    UnknownDecision,
    UnknownRecord,
)
from hub.ingest import RunOptions
from hub.ingest.stewarding import accept, merge, reject, split, undo
from hub.store.connection import connect
from hub.store.stewarding import pairs

from .conftest import A_ONE, A_TWO, ONE, SIGNED, TWO, keys, numbered, rows

FORCED = RunOptions(force=True)
DECISIONS = "SELECT verdict, author, undone_by FROM hub.decision ORDER BY id"


@pytest.fixture
def waiting(hub_url: str, joined: None) -> int:  # noqa: ARG001 - the hub must be filled
    """The number of a pair that waits in the queue: 2 and A-2."""
    with connect(hub_url) as connection:
        left, right = sorted((TWO, A_TWO))
        pairs.queue(connection, pairs.Pair(left, right, 0.7, [{"field": "name"}]), "alike")
        connection.commit()
    return int(rows(hub_url, "SELECT id FROM ingest.candidate")[0][0])


@pytest.mark.usefixtures("joined")
def test_undoing_a_join_of_the_rule_publishes_both_and_is_kept_by_later_imports(hub_url, importing, also):
    (number,) = rows(hub_url, "SELECT id FROM hub.decision")[0]
    outcome = undo(hub_url, number, SIGNED)
    assert outcome.release == 3
    # A-1 was joined when it first came, so that its own id was never public.
    assert set(outcome.changes) == {("changed", "provider", ONE), ("added", "provider", A_ONE)}
    assert keys(hub_url) == ["1", "2", "A-1", "A-2"]
    assert rows(hub_url, DECISIONS) == [
        ("same", "rule", SIGNED.author),
        ("different", SIGNED.author, None),
    ]
    importing(numbered("1"), numbered("2"), options=FORCED)
    also(numbered("1", key="A-1", name="Нова назва"), numbered("3", key="A-2"), options=FORCED)
    assert keys(hub_url) == ["1", "2", "A-1", "A-2"]
    assert rows(hub_url, "SELECT count(*) FROM hub.decision") == [(2,)]
    assert rows(hub_url, "SELECT count(*) FROM ingest.candidate") == [(0,)]


@pytest.mark.usefixtures("joined")
def test_undoing_that_puts_the_pair_into_the_queue(hub_url):
    undone = undo(hub_url, 1, SIGNED)
    again = undo(hub_url, undone.number, Signature("Інша", "таки один"))
    assert (again.release, again.changes) == (None, ())
    assert rows(hub_url, "SELECT reason, score > 0.9 FROM ingest.candidate") == [
        ("Інша undid a decision: таки один", True)
    ]
    (number,) = rows(hub_url, "SELECT id FROM ingest.candidate")[0]
    back = accept(hub_url, number, SIGNED)
    assert ("merged", "provider", A_ONE) in back.changes
    assert keys(hub_url) == ["1", "2", "A-2"]


def test_accepting_joins_and_undoing_the_acceptance_splits_and_queues_again(hub_url, waiting):
    outcome = accept(hub_url, waiting, SIGNED)
    assert (outcome.release, set(outcome.changes)) == (
        3,
        {("changed", "provider", TWO), ("merged", "provider", A_TWO)},
    )
    assert keys(hub_url) == ["1", "2"]
    assert rows(hub_url, "SELECT count(*) FROM ingest.candidate") == [(0,)]
    stones = rows(hub_url, "SELECT record_id, reason, merged_into FROM hub.tombstone")
    assert [(a.hex, reason, b.hex) for a, reason, b in stones] == [(A_TWO, "merged", TWO)]

    undone = undo(hub_url, outcome.number, SIGNED)
    assert (undone.release, set(undone.changes)) == (
        4,
        {("changed", "provider", TWO), ("split", "provider", A_TWO)},
    )
    assert keys(hub_url) == ["1", "2", "A-2"]
    assert rows(hub_url, "SELECT count(*) FROM hub.tombstone") == [(0,)]
    assert rows(hub_url, "SELECT score, evidence FROM ingest.candidate") == [(0.7, [{"field": "name"}])]


def test_rejecting_publishes_nothing_and_is_remembered(hub_url, waiting, also):
    outcome = reject(hub_url, waiting, SIGNED)
    assert (outcome.release, outcome.changes) == (None, ())
    assert rows(hub_url, f"{DECISIONS} DESC LIMIT 1") == [("different", SIGNED.author, None)]
    also(numbered("1", key="A-1"), numbered("2", key="A-2"), options=FORCED)
    assert keys(hub_url) == ["1", "2", "A-2"]


@pytest.mark.usefixtures("joined")
def test_merging_by_hand_outlives_imports_and_is_split_again(hub_url, importing, also):
    outcome = merge(hub_url, [TWO, A_TWO], SIGNED)
    assert outcome.release == 3
    importing(numbered("1"), numbered("2", legal_form="КУ"), options=FORCED)
    assert keys(hub_url) == ["1", "2"]
    parted = split(hub_url, A_TWO, SIGNED)
    assert ("split", "provider", A_TWO) in parted.changes
    also(numbered("1", key="A-1"), numbered("3", key="A-2", legal_form="КЗ"), options=FORCED)
    assert keys(hub_url) == ["1", "2", "A-2"]
    assert rows(hub_url, "SELECT legal_form FROM hub.provider WHERE key IN ('2', 'A-2') ORDER BY key") == [
        ("КУ",),
        ("КЗ",),
    ]


@pytest.mark.usefixtures("joined")
def test_merging_two_records_that_one_source_names_keeps_every_member(hub_url):
    merge(hub_url, [ONE, TWO], SIGNED)
    assert keys(hub_url) == ["1", "A-2"]
    found = rows(hub_url, "SELECT key FROM hub.statement WHERE record_id = %s ORDER BY key", ONE)
    assert found == [("1",), ("2",), ("A-1",)]
    merge(hub_url, [A_TWO, TWO], SIGNED)
    assert keys(hub_url) == ["1"]


@pytest.mark.usefixtures("joined")
def test_splitting_the_survivor_leaves_the_others_together(hub_url):
    merge(hub_url, [ONE, A_TWO], SIGNED)
    split(hub_url, ONE, SIGNED)
    assert keys(hub_url) == ["1", "2", "A-1", "A-2"]
    merge(hub_url, [A_ONE, A_TWO], SIGNED)
    with pytest.raises(HeldApart):
        merge(hub_url, [ONE, A_ONE], SIGNED)


@pytest.mark.usefixtures("joined")
def test_what_cannot_be_done_says_why_and_changes_nothing(hub_url):
    with pytest.raises(UnknownCandidate):
        accept(hub_url, 77, SIGNED)
    with pytest.raises(UnknownDecision):
        undo(hub_url, 77, SIGNED)
    with pytest.raises(AlreadyJoined):
        merge(hub_url, [ONE, A_ONE], SIGNED)
    with pytest.raises(NotJoined):
        split(hub_url, TWO, SIGNED)
    with pytest.raises(UnknownRecord):
        merge(hub_url, [ONE, "0" * 32], SIGNED)
    undo(hub_url, 1, SIGNED)
    with pytest.raises(AlreadyUndone):
        undo(hub_url, 1, SIGNED)
    assert rows(hub_url, "SELECT max(number) FROM hub.release") == [(3,)]


@pytest.mark.parametrize(("author", "reason"), [("", "x"), ("x", " "), ("rule", "x"), ("x", "a\x07b")])
def test_an_act_is_signed(author, reason):
    with pytest.raises(BadSignature):
        Signature(author, reason)
