"""Takes a feed in: its batches are prepared, by workers where there are many, and copied into the stage."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain, islice
from typing import Any

from hub.domain.records import Issue, PersonHash
from hub.domain.vocabulary import Severity
from hub.ingest.feed import Feed, Item
from hub.ingest.guard import FillCounter
from hub.ingest.preparing import Prepared, Preparer
from hub.ingest.workers import can_fork, in_order
from hub.store.connection import DatabaseConnection, connect
from hub.store.runs import copy_raw
from hub.store.stage import copy_staged, note_seen

#: Makes a preparer that asks the database through its own connection.
Making = Callable[[DatabaseConnection], Preparer]


class Intake:
    """Stages one run. Afterwards its lists and counts say what came in."""

    def __init__(self, url: str, connection: DatabaseConnection, make: Making, workers: int = 1) -> None:
        """With several `workers`, each opens a connection of its own to `url`; what is staged is the same."""
        self.issues: list[Issue] = []
        self.fills = FillCounter()
        self.placements: Counter[str] = Counter()
        self.read = self.accepted = 0
        self.providers = self.services = self.access_points = 0
        self.person_hashes: list[tuple[str, PersonHash]] = []
        self.owners: dict[tuple[str | None, int | None], str] = {}
        self.hidden_by_rejected: dict[str, int] = {}
        self.kept: dict[str, int] = {}
        self._url = url
        self._connection = connection
        self._make = make
        self._own = make(connection)
        self._workers = workers

    @property
    def rejected(self) -> int:
        """Rows that an error kept out."""
        return len({(issue.sheet, issue.row) for issue in self.issues if issue.severity is Severity.ERROR})

    def take(self, feed: Feed) -> None:
        """Consume the feed; memory holds some batches, the keys and the issues."""
        with closing(self._worked(feed)) as worked:
            for batch, (prepared, told) in worked:
                again = feed.settle(batch, told)
                while again is not None:
                    # One that has seen none of the batch yet: it would take it for a repetition.
                    prepared, told = _prepared(feed, self._make(self._connection), again)
                    again = feed.settle(again, told)
                self._absorb(prepared)
        rest = list(feed.rest())
        if rest:
            self._absorb(self._own.prepare(rest))

    def _worked(self, feed: Feed) -> Generator[tuple[Any, tuple[Prepared, Any]]]:
        """Every batch, with what was prepared and told of it, in their order."""
        batches = feed.batches()
        # A file of one batch is done before a worker could begin.
        first = list(islice(batches, 2))
        every = chain(first, batches)
        if len(first) == 2 and self._workers > 1 and can_fork():
            yield from in_order(lambda: self._elsewhere(feed), every, self._workers)
        else:
            for batch in every:
                yield batch, _prepared(feed, self._own, batch)

    @contextmanager
    def _elsewhere(self, feed: Feed) -> Iterator[Callable[[Any], tuple[Prepared, Any]]]:
        """What a worker does with its batches."""
        with connect(self._url, autocommit=True) as connection:
            preparer = self._make(connection)
            yield lambda batch: _prepared(feed, preparer, batch)

    def _absorb(self, batch: Prepared) -> None:
        copy_raw(self._connection, batch.raw)
        note_seen(self._connection, batch.seen)
        for table, lines in batch.staged.items():
            copy_staged(self._connection, table, lines)
        self.issues += batch.issues
        self.fills.join(batch.fills)
        self.placements += batch.placements
        self.person_hashes += batch.person_hashes
        self.owners |= batch.owners
        self.hidden_by_rejected |= batch.hidden_by_rejected
        self.kept |= batch.kept
        self.read += batch.read
        self.accepted += batch.accepted
        self.providers += batch.providers
        self.services += batch.services
        self.access_points += batch.access_points


def _prepared(feed: Feed, preparer: Preparer, batch: Any) -> tuple[Prepared, Any]:
    items, told = feed.work(batch)
    return preparer.prepare(items), told


def as_feed(items: Feed | Iterable[Item]) -> Feed:
    """A stream of items as a feed."""
    return items if isinstance(items, Feed) else Feed(items)
