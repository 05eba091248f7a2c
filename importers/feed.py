"""A region's table as a feed: rows are read here, and mapped here or in worker processes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import Issue, ProviderRecord, RawRow
from hub.domain.territory import Gazetteer
from hub.ingest.feed import Feed, Item
from hub.ingest.person_key import PersonKey
from importers.collecting import rare_collections
from importers.control_totals import ControlTotals, Tallies
from importers.lookups import load_lookups
from importers.mapping import Mapper
from importers.mapping.mapper import Entry, Place
from importers.readers import open_rows
from importers.region import Region

#: Rows that go to a worker together.
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries of a file; `first_rows` are keys that earlier batches have, by the row that had them first."""

    entries: list[Entry]
    first_rows: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What the whole of a file needs to know of a batch."""

    read: int
    first_rows: dict[str, Place]
    providers: Sequence[str]
    opened: Sequence[str]
    tallies: dict[str, Tallies]


class TableFeed(Feed):
    """The rows of one file of a region; nothing is read before the first batch is asked for."""

    def __init__(
        self,
        region: Region,
        path: Path,
        known: Callable[[], tuple[Gazetteer, list[Issue]]],
        counting: list[ControlTotals],
        progress: Callable[[int, int | None], None],
        day: date | None = None,
    ) -> None:
        """`known` is asked once, for territories and what is to be said of them; `counting` gets totals.

        `day` is the one that the file speaks for, today where it is left out.
        """
        self._day = day
        self._region = region
        self._path = path
        self._known = known
        self._counting = counting
        self._progress = progress
        self._read = 0
        self._total: int | None = None
        self._first_rows: dict[str, Place] = {}
        self._providers: list[str] = []
        self._opened = frozenset(one.key for one in region.confidential.open)
        self._met: set[str] = set()
        self._mapper: Mapper
        self._gazetteer: Gazetteer
        self._totals: ControlTotals

    def batches(self) -> Iterator[Batch]:
        """The file in pieces; what maps them is in memory before the first."""
        self._gazetteer, preface = self._known()
        self._totals = ControlTotals(self._region, self._gazetteer)
        self._counting.append(self._totals)
        lookups = load_lookups(self._region.folder)
        self._mapper = Mapper(self._region, lookups, self._gazetteer, PersonKey(), self._day)
        with ExitStack() as stack:
            stack.enter_context(rare_collections())
            source = stack.enter_context(open_rows(self._path, self._region.format))
            self._total = source.total
            entries = self._mapper.entries(source)
            while some := list(islice(chain(preface, entries), BATCH)):
                preface = []
                yield Batch(some)

    def work(self, batch: Batch) -> tuple[list[Item], Told]:
        """The items of the entries. It sees no other batch, so keys that repeat elsewhere go unnoticed."""
        first_rows = dict(batch.first_rows)
        items = [item for entry in batch.entries for item in self._mapper.outcome(entry, first_rows)]
        tallies = ControlTotals(self._region, self._gazetteer)
        providers, opened, read = [], [], 0
        for item in items:
            if isinstance(item, RawRow):
                read += 1
            elif not isinstance(item, Issue):
                tallies.add(item)
                if isinstance(item, ProviderRecord):
                    providers.append(item.key)
                if not isinstance(item, ProgrammeRecord) and item.key in self._opened:
                    opened.append(item.key)
        new = {key: row for key, row in first_rows.items() if key not in batch.first_rows}
        kept = providers if self._region.programmes else ()
        return items, Told(read, new, kept, opened, tallies.tallies)

    def settle(self, batch: Batch, told: Told) -> Batch | None:
        """Count what was worked; rows whose keys an earlier batch has are worked on again, knowing it."""
        clashes = {key: self._first_rows[key] for key in told.first_rows.keys() & self._first_rows.keys()}
        if clashes:
            return Batch(batch.entries, {**batch.first_rows, **clashes})
        self._first_rows |= told.first_rows
        self._providers += told.providers
        self._met.update(told.opened)
        self._totals.join(told.tallies)
        self._read += told.read
        self._progress(self._read, self._total)
        return None

    def rest(self) -> Iterable[Item]:
        """Decisions that no record of the file needs, and the region's programmes."""
        yield from self._region.confidential.unmet(self._met)
        self._progress(self._read, self._read)
        for programme in self._mapper.programmes(self._providers):
            self._totals.add(programme)
            yield programme
