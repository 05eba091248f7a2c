"""What an import takes in: items in batches, each of which can be worked on apart from the others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from hub.domain.records import HarmonisedRecord, Issue, RawRow

Item = RawRow | Issue | HarmonisedRecord

#: Items of a stream that are prepared and copied together.
CHUNK = 5_000


class Feed:
    """A plain stream of items.

    A feed that has more to do for each batch overrides everything. `batches` and `settle` are called in the
    importing process, in order; `work` perhaps in another one, where it sees what was in memory when the
    first batches had been made; `rest` at the end.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items

    def batches(self) -> Iterator[Any]:
        """What is to be worked on, in pieces that can be pickled."""
        items = iter(self._items)
        while chunk := list(islice(items, CHUNK)):
            yield chunk

    def work(self, batch: Any) -> tuple[Sequence[Item], Any]:
        """The batch's items, and what `settle` needs to know of them; both can be pickled."""
        return batch, None

    def settle(self, batch: Any, told: Any) -> Any | None:  # noqa: ARG002
        """Take note of a worked batch; the batch as it must be worked on once more, or None."""
        return None

    def rest(self) -> Iterable[Item]:
        """Items that can only be made when all batches are settled."""
        return ()


class GuardedFeed(Feed):
    """A feed whose batches pass a guard, which raises at their end when they must not be taken."""

    def __init__(self, feed: Feed, guard: Callable[[Iterable[Any]], Iterator[Any]]) -> None:
        self._feed = feed
        self._guard = guard

    def batches(self) -> Iterator[Any]:
        """Those of the feed, guarded."""
        return self._guard(self._feed.batches())

    def work(self, batch: Any) -> tuple[Sequence[Item], Any]:
        """As the feed does."""
        return self._feed.work(batch)

    def settle(self, batch: Any, told: Any) -> Any | None:
        """As the feed does."""
        return self._feed.settle(batch, told)

    def rest(self) -> Iterable[Item]:
        """As the feed has it."""
        return self._feed.rest()
