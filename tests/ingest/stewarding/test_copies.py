"""A client that keeps a copy by `changes` reaches the hub's state from any release it left at."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from hub.domain.copies import net_change
from hub.domain.vocabulary import ChangeKind
from hub.ingest import RunOptions
from hub.ingest.stewarding import merge, restore, split, undo, withdraw
from hub.store.connection import connect
from tests.correcting import correct
from tests.schema.hub import Hub

from .conftest import SIGNED, TWO, numbered, rows
from .test_reading import gid, hub

__all__ = ["hub"]

FORCED = RunOptions(force=True)
CHANGES = """
query ($since: Int!, $after: String, $types: [RecordType!]) {
 changes(since: $since, first: 2, after: $after, types: $types) {
  release totalCount pageInfo { hasNextPage endCursor }
  edges { release kind recordId type node { id ... on Provider { name status } } tombstone { id recordType } }
} }
"""
EVERYTHING = """
{ providers(first: 100, filter: {status: [ACTIVE, MISSING]}) { edges { node { id name status } } } }
"""

APART = "SELECT id FROM hub.decision WHERE verdict = 'different' AND undone_at IS NULL ORDER BY id"


def told(hub: Hub, since: int, **more: Any) -> Iterator[dict[str, Any]]:
    """Every edge, page by page."""
    after = None
    while True:
        page = hub.data(CHANGES, {"since": since, "after": after, **more})["changes"]
        yield from page["edges"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return


def apply(copy: dict[str, Any], edges: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Do to the copy what the edges say, in their order."""
    for edge in edges:
        if edge["kind"] in ("MERGED", "WITHDRAWN"):
            assert edge["node"] is None
            assert edge["tombstone"] == {"id": edge["recordId"], "recordType": "PROVIDER"}
            del copy[edge["recordId"]]
        else:
            assert edge["tombstone"] is None
            # What is called new is new to the copy, and what is not is in it.
            assert (edge["recordId"] in copy) is (edge["kind"] in ("CHANGED", "VANISHED", "RETURNED")) or (
                edge["kind"] == "RETURNED"
            )
            copy[edge["recordId"]] = edge["node"]
    return copy


def state(hub: Hub) -> dict[str, Any]:
    """The hub as a full read shows it."""
    return {edge["node"]["id"]: edge["node"] for edge in hub.data(EVERYTHING)["providers"]["edges"]}


class Life:
    """Does something to the hub at random, one release at a time."""

    def __init__(self, url: str, importing: Any, also: Any) -> None:
        self._url, self._imports = url, (importing, also)
        self._random = random.Random(7)

    def step(self) -> None:
        acts = ["merge", "split", "withdraw", "restore", "correct"]
        kind = self._random.choice(["import"] * 4 + acts)
        published = [row[0].hex for row in rows(self._url, "SELECT id FROM hub.provider ORDER BY key")]
        if kind == "import":
            self._import()
        elif kind == "merge" and len(published) > 3:
            pair = self._random.sample(published, 2)
            if not rows(self._url, APART):
                merge(self._url, pair, SIGNED)
        elif kind == "split":
            joined = rows(self._url, "SELECT id FROM hub.statement WHERE record_id <> id ORDER BY id")
            if joined:
                split(self._url, joined[0][0].hex, SIGNED)
        elif kind == "withdraw" and len(published) > 2:
            withdraw(self._url, self._random.choice(published), SIGNED)
        elif kind == "restore":
            out = rows(
                self._url, "SELECT record_id FROM hub.withdrawal WHERE restored_at IS NULL ORDER BY id"
            )
            if out:
                restore(self._url, out[0][0].hex, SIGNED)
        elif kind == "correct" and published:
            correct(
                self._url, self._random.choice(published), "name", f"Назва {self._random.random()}", SIGNED
            )
        self._undo_parting()

    def _import(self) -> None:
        run = self._random.choice(self._imports)
        prefix = "" if run is self._imports[0] else "A-"
        chosen = self._random.sample(["1", "2", "3", "4", "5"], self._random.randint(2, 4))
        run(
            *(
                numbered(one, key=f"{prefix}{one}", name=f"Центр {one} {self._random.randint(1, 4)}")
                for one in sorted(chosen)
            ),
            options=FORCED,
        )

    def _undo_parting(self) -> None:
        """Now and then who was parted is joined again at the next import."""
        found = rows(self._url, APART)
        if found and self._random.random() < 0.5:
            undo(self._url, found[0][0], SIGNED)


def test_a_copy_made_at_any_release_reaches_the_hubs_state(hub_url, hub, importing, also):
    life = Life(hub_url, importing, also)
    copies: dict[int, dict[str, Any]] = {0: {}}
    while len(copies) <= 20:
        life.step()
        (newest,) = rows(hub_url, "SELECT coalesce(max(number), 0) FROM hub.release")[0]
        copies.setdefault(newest, state(hub))
    now = state(hub)
    kinds = {row[0] for row in rows(hub_url, "SELECT DISTINCT kind FROM hub.change")}
    assert kinds >= {"added", "changed", "vanished", "returned", "merged", "withdrawn"}
    for since, copy in copies.items():
        assert apply(copy, told(hub, since)) == now, since


@pytest.mark.usefixtures("joined")
def test_each_record_is_told_once_in_sum(hub_url, hub):
    correct(hub_url, TWO, "name", "Раз", SIGNED)
    correct(hub_url, TWO, "name", "Два", SIGNED)
    (edge,) = told(hub, 2)
    assert (edge["kind"], edge["release"], edge["node"]["name"]) == ("CHANGED", 4, "Два")
    (of_one,) = [one for one in told(hub, 0) if one["recordId"] == gid(TWO)]
    assert (of_one["kind"], of_one["release"]) == ("ADDED", 4)
    withdraw(hub_url, TWO, SIGNED)
    assert [one["kind"] for one in told(hub, 2)] == ["WITHDRAWN"]
    assert gid(TWO) not in [one["recordId"] for one in told(hub, 0)]
    assert list(told(hub, 5)) == []
    assert list(told(hub, 2, types=["PROGRAMME", "ACCESS_POINT"])) == []
    assert len(list(told(hub, 2, types=["PROVIDER"]))) == 1


@pytest.mark.usefixtures("joined")
@pytest.mark.parametrize("since", [-1, 3, 2**31 - 1])
def test_a_release_that_is_not_yet_is_an_error(hub, since):
    assert hub.reply(CHANGES, {"since": since}).codes == [("BAD_USER_INPUT", "UNKNOWN_RELEASE")]


def test_an_empty_hub_has_no_changes(hub_url, hub):
    with connect(hub_url) as connection:
        assert connection.execute("SELECT count(*) FROM hub.release").fetchone() == (0,)
    assert list(told(hub, 0)) == []


A, C, V, R, M, S, W = ChangeKind


@pytest.mark.parametrize(
    ("last", "then", "stood", "stands", "told"),
    [
        (A, None, None, A, A),
        (C, None, None, A, A),
        (W, None, None, A, None),
        (M, None, None, A, None),
        (C, A, A, A, C),
        (V, A, A, V, V),
        (C, V, V, V, C),
        (R, V, V, R, R),
        (R, A, A, R, C),
        (M, C, A, A, M),
        (W, V, V, V, W),
        (S, M, A, S, S),
        (C, M, A, S, S),
        (R, W, A, R, R),
        (S, A, A, S, C),
    ],
)
def test_what_happened_in_sum(last, then, stood, stands, told):
    assert net_change(last, then, stood, stands) is told
