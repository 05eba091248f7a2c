"""Raw rows of a region → the stream of raw rows, issues and harmonised records that a publish takes in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hub.domain.confidentiality import may_be_refuge
from hub.domain.persons.hashes import Hashing
from hub.domain.programmes import ProgrammePart, ProgrammeRecord
from hub.domain.records import HarmonisedRecord, Issue, ProviderRecord, RawRow
from hub.domain.territory import Gazetteer
from hub.domain.text import tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.markup import unwrapped
from importers.lookups import Lookups
from importers.mapping.access_points import AccessPoints
from importers.mapping.cells import Layout, RowView
from importers.mapping.facets import Facets
from importers.mapping.grouping import RowGroups
from importers.mapping.keys import Keys
from importers.mapping.locations import Locations
from importers.mapping.personal import PersonalData
from importers.mapping.places import Places
from importers.mapping.providers import Providers
from importers.mapping.services import Services
from importers.mapping.withholding import judged_row, told_issues
from importers.readers import RowSource
from importers.region import Region

#: Signs of a key; an index holds no longer ones.
_LONGEST_KEY = 500

Item = RawRow | Issue | HarmonisedRecord


class Unmapped(NamedTuple):
    """Rows that are to become one record; rows of a grouped file bear the key that brought them together."""

    rows: list[RawRow]
    key: str | None = None


#: What a file is made of before it is mapped.
Entry = RawRow | Issue | Unmapped
#: Where a row stands: its sheet, and its number there.
Place = tuple[str | None, int]


class Mapper:
    """Maps the rows of one region. It holds keys, not rows: grouped rows lie in a temporary file."""

    def __init__(
        self,
        region: Region,
        lookups: Lookups,
        gazetteer: Gazetteer,
        hashing: Hashing | None = None,
        day: date | None = None,
    ) -> None:
        """`hashing` tells what is kept of persons' numbers, without it nothing; `day` is the file's own."""
        self._region = region
        self._type = "access-point" if region.row == "access-point" else "provider"
        self._gazetteer = gazetteer
        self._layout = Layout(region, day)
        self._keys = Keys(region)
        self._personal = PersonalData(region, lambda: gazetteer, hashing)
        self._private = frozenset(name for name, ignored in region.ignore.items() if ignored.private)
        facets = Facets(region.country, lookups)
        places = Places(region, lookups, gazetteer)
        locations = Locations(region, gazetteer, places, facets)
        services = Services(region, lookups, facets, places)
        self._providers = Providers(region, facets, locations, services, hashing, self._personal.own)
        self._access_points = AccessPoints(region, facets, locations)

    def items(self, source: RowSource) -> Iterator[Item]:
        """Everything that the rows give, then the region's programmes.

        Each row comes out once as a raw row, without private columns; a row that the filter leaves out counts
        as skipped, since no record and no error names it. Raises ColumnMissing when the file lacks a mapped
        column.
        """
        providers: list[str] = []
        first_rows: dict[str, Place] = {}
        for entry in self.entries(source):
            for item in self.outcome(entry, first_rows):
                if isinstance(item, ProviderRecord):
                    providers.append(item.key)
                yield item
        yield from self.programmes(providers)

    def entries(self, source: RowSource) -> Iterator[Entry]:
        """What `outcome` makes items of, in the order of the file; raises ColumnMissing."""
        source.require(mapped_columns(self._region))
        yield from unmapped_columns(self._region, source.columns)
        yield from self._grouped(source) if self._region.group_by else self._rows(source)

    def outcome(self, entry: Entry, first_rows: dict[str, Place]) -> Iterator[Item]:
        """The items of one entry; `first_rows` learns its key, and rejects it when another row had it."""
        if isinstance(entry, Issue):
            yield self._personal.told(entry)
            return
        if isinstance(entry, RawRow):
            yield self._unreadable(entry)
            return
        views = [self._view(row) for row in entry.rows]
        key = entry.key
        if key is not None:
            record: HarmonisedRecord | None = self._providers.of_rows(key, views)
        else:
            key = self._key(views[0]) if self._wanted(views[0]) else None
            record = self._of_row(key, views[0], first_rows)
        yield from _outcome(views, record, self._name(key))

    def _unreadable(self, row: RawRow) -> RawRow:
        """A row that its reader complained of, judged by its words, since no record tells more.

        Its key may have shifted with its cells; then it names nothing that the hub knows.
        """
        view = self._view(row)
        key = self._keys.of(view, self._region.group_by or self._region.key)
        return replace(view.row, record=self._name(key), secret=may_be_refuge(view.texts()))

    def _name(self, key: str | None) -> tuple[str, str] | None:
        """Type and key of the record that a row is of."""
        return None if key is None else (self._type, key)

    def _view(self, row: RawRow) -> RowView:
        """The row to read from, without data of persons."""
        row, issues = self._personal.taken_out(_unwrapped(row))
        view = RowView(self._layout, row)
        view.issues += issues
        # The hash of a key is published as the record's key; the raw row need not repeat it.
        view.personal |= self._personal.keys & row.persons.keys()
        return view

    def _of_row(
        self, key: str | None, view: RowView, first_rows: dict[str, Place]
    ) -> HarmonisedRecord | None:
        if key is None:
            return None
        place = (view.row.sheet, view.row.number)
        if first_rows.setdefault(key, place) != place:
            _complain_of_duplicate(view, key, first_rows[key])
            return None
        if self._region.row == "access-point":
            return self._access_points.of_row(key, view)
        return self._providers.of_rows(key, [view])

    def _grouped(self, source: RowSource) -> Iterator[Entry]:
        """Rows that have no key as they come, then those of each provider together."""
        with RowGroups() as groups:
            for entry in self._rows(source):
                if not isinstance(entry, Unmapped):
                    yield entry
                    continue
                view = self._view(entry.rows[0])
                key = self._key(view) if self._wanted(view) else None
                if key is None:
                    yield judged_row(view, None, None)
                    yield from told_issues([view], None)
                else:
                    yield from view.issues
                    groups.put(key, view.row)
            for key, rows in groups.groups():
                yield Unmapped(rows, key)

    def _rows(self, source: RowSource) -> Iterator[Entry]:
        """The file's rows without private columns, and the reader's issues just before the rows they name.

        A row that fills no column of the mapping is told of and passed over.
        """
        noted = 0
        read = mapped_columns(self._region)
        private = not self._private.isdisjoint(source.columns)
        for row in source:
            notes = source.notes[noted:]
            noted += len(notes)
            yield from notes
            if private:
                values = {name: text for name, text in row.values.items() if name not in self._private}
                row = replace(row, values=values)
            place = (row.sheet, row.number)
            unreadable = bool(notes) and any(
                (note.sheet, note.row) == place and note.severity is Severity.ERROR for note in notes
            )
            # What the reader could not read is kept as it stands, and nothing is made of it.
            if unreadable:
                yield row
            elif any(map(str.strip, map(row.values.__getitem__, read))):
                yield Unmapped([row])
            else:
                # Headings of groups, signatures and numbers of rows to be filled are no records to reject.
                source.notes.add(_nothing_read(row))
        yield from source.notes[noted:]

    def _wanted(self, view: RowView) -> bool:
        """Whether every condition of the filter keeps the row."""
        return all(
            tidy(view.row.values[condition.column]).casefold() in condition.texts
            for condition in self._region.filter
        )

    def _key(self, view: RowView) -> str | None:
        columns = self._region.group_by or self._region.key
        key = self._keys.of(view, columns)
        if key is None:
            message = f"The row has no key ({', '.join(columns)}); ask the publisher for it."
            view.complain("MISSING_KEY", message, Severity.ERROR, columns[0])
        elif len(key) > _LONGEST_KEY:
            message = f"The key has {len(key)} signs, at most {_LONGEST_KEY} can be kept; correct the cell."
            view.complain("KEY_TOO_LONG", message, Severity.ERROR, columns[0], key)
            return None
        return key

    def programmes(self, providers: Sequence[str]) -> Iterator[ProgrammeRecord]:
        """The region's programmes; `providers` are the keys of all that the file gave."""
        for programme in self._region.programmes:
            keys = tuple(providers) if programme.providers == "all" else programme.providers
            yield ProgrammeRecord(
                key=programme.key,
                name=programme.name,
                lang=self._region.lang,
                description=programme.description,
                starts=programme.starts,
                ends=programme.ends,
                territories=tuple(map(self._own_code, programme.territories)),
                provider_keys=tuple(keys),
                kind=programme.kind,
                owner=programme.owner,
                parts=tuple(
                    ProgrammePart(
                        part.role,
                        self._own_code(part.territory) if part.territory else None,
                        part.provider,
                        part.since,
                        part.until,
                    )
                    for part in programme.parts
                ),
                synthetic=programme.synthetic,
                cites=programme.cites,
            )

    def _own_code(self, code: str) -> str:
        """A territory's code in the hub; one that no codifier knows stays for the publish to complain of."""
        unit = self._gazetteer.by_code(code)
        return unit.code if unit else code


def mapped_columns(region: Region) -> list[str]:
    """Every column that region.yml reads: a file without one of them is not the file it describes."""
    named = (
        *region.columns,
        *region.key,
        *region.group_by,
        *(condition.column for condition in region.filter),
        *(region.services.mentioned() if region.services else ()),
    )
    return list(dict.fromkeys(named))


def unmapped_columns(region: Region, columns: list[str]) -> Iterator[Issue]:
    """One issue for each column of the file that region.yml neither maps nor ignores."""
    known = {*mapped_columns(region), *region.ignore}
    for column in columns:
        if column not in known:
            message = f"The column «{column}» is neither mapped nor ignored in region.yml; say what it means."
            yield Issue("UNMAPPED_COLUMN", message, Severity.WARNING, column=column)


def _nothing_read(row: RawRow) -> Issue:
    """A word on a row that is no record; what it says is not repeated, since it may name a person."""
    message = "The row fills no column that region.yml reads, so it is no record; it is passed over."
    return Issue("UNREAD_ROW_SKIPPED", message, Severity.INFO, row=row.number, sheet=row.sheet)


def _unwrapped(row: RawRow) -> RawRow:
    """The row without markup and guards: tags may part a number or a name that must not be published."""
    values = {name: unwrapped(text) for name, text in row.values.items()}
    return row if values == row.values else replace(row, values=values)


def _complain_of_duplicate(view: RowView, key: str, first: Place) -> None:
    sheet, row = first
    of = "" if sheet in (None, view.row.sheet) else f" of «{sheet}»"
    message = f"The key {key!r} stands in row {row}{of} already; each record needs a key of its own."
    view.complain("DUPLICATE_KEY", message, Severity.ERROR, value=key)


def _outcome(
    views: list[RowView], record: HarmonisedRecord | None, name: tuple[str, str] | None
) -> Iterator[Item]:
    yield from (judged_row(view, record, name) for view in views)
    yield from told_issues(views, record)
    if record is not None:
        yield record
