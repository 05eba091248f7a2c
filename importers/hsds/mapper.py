"""A package → the stream of raw rows, issues and harmonised records that a publish takes in."""

from collections.abc import Iterator
from dataclasses import replace

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import HarmonisedRecord, Issue, ProviderRecord, RawRow
from hub.domain.territory import Gazetteer
from hub.domain.vocabulary import Severity
from importers.hsds.line import Line
from importers.hsds.loading import Loading
from importers.hsds.package import Package
from importers.hsds.places import Locations
from importers.hsds.providers import Providers
from importers.hsds.references import dangling, unused
from importers.hsds.services import Services
from importers.hsds.shelf import Shelf
from importers.hsds.terms import Vocabulary
from importers.lookups import Lookups
from importers.mapping.cells import Layout
from importers.mapping.places import Places
from importers.mapping.withholding import judged_row, told_issues
from importers.region import Region

Item = RawRow | Issue | HarmonisedRecord


class HsdsMapper:
    """Maps the packages of one region, whose lookups.yml says what its terms and service names mean."""

    def __init__(self, region: Region, lookups: Lookups, gazetteer: Gazetteer) -> None:
        self._region = region
        self._lookups = lookups
        self._gazetteer = gazetteer
        self._layout = Layout(region)

    def items(self, package: Package) -> Iterator[Item]:
        """Everything that the package gives; each row that is taken comes out once as a raw row.

        Memory holds one organization at a time: the rows lie in a temporary file.
        """
        rejected: set[tuple[str | None, int | None]] = set()
        with Shelf() as shelf:
            for item in self._items(package, shelf):
                if isinstance(item, Issue) and item.severity is Severity.ERROR:
                    rejected.add((item.sheet, item.row))
                yield item
            yield from unused(shelf, rejected)

    def _items(self, package: Package, shelf: Shelf) -> Iterator[Item]:
        if self._region.country is None:
            message = "The hub has no codifier of the source's country: its places stay without territory."
            yield Issue("TERRITORIES_UNKNOWN", message, Severity.INFO)
        yield from Loading(self._region, shelf, self._gazetteer).load(package)
        yield from dangling(shelf)
        yield from self._providers(shelf)
        yield from self._programmes(shelf)

    def _providers(self, shelf: Shelf) -> Iterator[Item]:
        words = Vocabulary(self._region, self._lookups)
        places = Places(self._region, self._lookups, self._gazetteer)
        locations = Locations(self._region, self._lookups, self._gazetteer, shelf, words)
        services = Services(self._region, self._lookups, places, shelf, words)
        providers = Providers(self._region, shelf, words, locations, services)
        yield from self._region.confidential.unmet({stored.id for stored in shelf.all("organization")})
        for stored in shelf.all("organization"):
            read = providers.record(stored)
            yield from _told(shelf, read.lines, read.record)
            if read.record is not None:
                yield read.record

    def _programmes(self, shelf: Shelf) -> Iterator[Item]:
        """Programs of organizations; one whose organization is missing was complained of already."""
        for stored in shelf.all("program"):
            line = Line(self._layout, stored)
            owner, name = line.said("organization_id"), line.said("name")
            if not owner or not name or shelf.find("organization", owner) is None:
                continue
            # The run counts the rows of providers and access points only, so this one is counted here.
            shelf.use(stored)
            yield replace(line.raw_row(), taken=True)
            yield ProgrammeRecord(
                key=stored.id,
                name=name,
                lang=self._region.lang,
                description=line.said("description"),
                provider_keys=(owner,),
                rows=(stored.number,),
            )


def _told(shelf: Shelf, lines: list[Line], record: ProviderRecord | None) -> Iterator[RawRow | Issue]:
    """Raw rows and issues of the lines, once for a row that several records share.

    The first line is that of the record, which names it itself; the others are `taken` with it.
    """
    own: set[int] = set()
    for line in lines:
        if shelf.use(line.stored):
            own.add(line.stored.place)
            taken = record is not None and line is not lines[0] and not _is_refused(line)
            name = ("provider", record.key if record else lines[0].id)
            yield replace(judged_row(line, record, name), taken=taken)
        if line.stored.place in own:
            yield from told_issues([line], record)


def _is_refused(line: Line) -> bool:
    return any(issue.severity is Severity.ERROR for issue in line.issues)
