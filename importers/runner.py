"""Importing a region's file: read, map, and hand the stream of records to the publish."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from hub.domain.records import Issue, RawRow
from hub.domain.territory import Gazetteer, TerritoryUnit
from hub.domain.vocabulary import Country, Severity, TerritoryLevel
from hub.ingest.feed import Feed, GuardedFeed
from hub.ingest.person_key import PersonKey
from hub.ingest.report import Assertions, FileDescription, RunOptions, RunReport, SourceDescription, Waiver
from hub.ingest.run import run_import
from hub.ingest.territories import known_units
from hub.settings import ImportSettings
from importers.codifiers.koatuu import past_raions
from importers.collecting import rare_collections
from importers.control_totals import ControlTotals
from importers.corrections import recheck_corrections
from importers.deciding import deciding_hash
from importers.errors import FileNeeded
from importers.feed import TableFeed
from importers.lookups import load_lookups
from importers.mapping import Item
from importers.mapping.keys import Keys
from importers.readers.regular import require_file
from importers.readers.steady import see
from importers.reading import open_items
from importers.region import Region
from importers.sample import day_of, sample_of

#: Called now and then with the number of rows read, and their total where the file tells it.
Progress = Callable[[int, int | None], None]

_PROGRESS_EVERY = 500
#: What `merezha territory load` calls the codifier of each state.
_CODIFIERS = {Country.UA: "katottg", Country.RU: "oktmo", Country.KZ: "kato"}


def silent(_read: int, _total: int | None) -> None:
    """Progress that shows nothing."""


def run_region(
    region: Region,
    file: Path | None,
    url: str,
    *,
    dry_run: bool = False,
    waiver: Waiver | None = None,
    force: bool = False,
    as_of: date | None = None,
    progress: Progress = silent,
) -> RunReport:
    """Import a file of a region into the database at `url`; without a file, a sample region's own sample.

    The database must hold reference data and territories. `waiver` names the broken assertions that do not
    stop the publish. Raises FileNeeded, InvalidRegion, the errors of `importers.readers`, and those of
    `hub.ingest.run.run_import`.
    """
    if file is None and not region.sample:
        raise FileNeeded(code=region.code)
    path = file or sample_of(region)
    require_file(path, or_folder=True)
    recheck_corrections(url)
    counting: list[ControlTotals] = []
    options = RunOptions(
        dry_run=dry_run,
        waiver=waiver,
        force=force,
        as_of=as_of or (day_of(path) if file is None else None) or region.today,
        assertions=_assertions(region),
        control_totals=lambda: counting[0].found() if counting else (),
        spelling=None if region.is_hsds else Keys(region).spelled,
        workers=ImportSettings().processes,
    )
    seen = see(path)
    description = FileDescription(name=path.name, sha256=seen.sha256, mapping_hash=mapping_hash(region))
    feed: Feed
    if region.is_hsds:
        feed = Feed(_items(region, path, url, counting, progress))
    else:
        feed = TableFeed(region, path, partial(_known, url, region), counting, progress, options.as_of)
    return run_import(url, describe(region), description, GuardedFeed(feed, seen.pieces), options)


def describe(region: Region) -> SourceDescription:
    """The region as the hub's source."""
    return SourceDescription(
        code=region.code,
        title=region.title,
        lang=region.lang,
        jurisdiction=region.jurisdiction,
        publisher=region.publisher,
        licence=region.licence,
        attribution=region.attribution,
        url=region.url,
        is_sample=region.sample,
        authority={str(group): value for group, value in region.authority.items()},
        rule=region.confidential.rule,
    )


def mapping_hash(region: Region) -> str:
    """SHA-256 of everything but the file that decides what is read: YAML, reference data, program."""
    return deciding_hash(sorted(region.folder.glob("*.yml")))


def _items(
    region: Region, path: Path, url: str, counting: list[ControlTotals], progress: Progress
) -> Iterator[Item]:
    """The stream of one package; nothing is read before it is asked for, so a known file costs nothing."""
    gazetteer, issues = _known(url, region)
    yield from issues
    totals = ControlTotals(region, gazetteer)
    counting.append(totals)
    lookups = load_lookups(region.folder)
    read = 0
    with rare_collections(), open_items(region, lookups, gazetteer, path, PersonKey()) as reading:
        for item in reading.items:
            if isinstance(item, RawRow):
                read += 1
                if read % _PROGRESS_EVERY == 0:
                    progress(read, reading.total)
            elif not isinstance(item, Issue):
                totals.add(item)
            yield item
        progress(read, read)


def _known(url: str, region: Region) -> tuple[Gazetteer, list[Issue]]:
    """What the hub knows of territories, and a word on what it does not."""
    units = known_units(url)
    gazetteer = Gazetteer(units, past_raions())
    return gazetteer, [*missing_codifiers(region, units), *unknown_inside(region, gazetteer)]


def missing_codifiers(region: Region, units: Iterable[TerritoryUnit]) -> Iterator[Issue]:
    """A word on each table of codes that the region needs and the hub has not loaded."""
    for scheme in region.needs:
        if not any(code.scheme == scheme for unit in units for code in unit.codes):
            message = (
                f"No codes of the scheme {scheme} are loaded, so places are told by their names only; "
                f"load them with `merezha territory load {scheme} --file FILE`, then import again."
            )
            yield Issue("CODIFIER_NOT_LOADED", message, Severity.WARNING)


def unknown_inside(region: Region, gazetteer: Gazetteer) -> Iterator[Issue]:
    """A word where the hub knows nothing of what lies inside the jurisdiction of the source."""
    home = gazetteer.by_code(region.jurisdiction) if region.jurisdiction else None
    if home and home.level is TerritoryLevel.REGION and gazetteer.is_alone(home):
        kind = _CODIFIERS[home.country]
        message = (
            f"The hub knows no place inside «{home.name}», so every row stands at the whole of it; load its "
            f"codifier with `merezha territory load {kind} --file FILE`, then import again."
        )
        yield Issue("CODIFIER_NOT_LOADED", message, Severity.WARNING)


def _assertions(region: Region) -> Assertions:
    bounds = region.assertions
    return Assertions(
        min_rows=bounds.min_rows,
        max_rows=bounds.max_rows,
        fill={str(field): share for field, share in bounds.fill.items()},
        max_fill_drop=bounds.max_fill_drop,
        max_vanished_share=bounds.max_vanished_share,
        max_changed_share=bounds.max_changed_share,
        max_moved_share=bounds.max_moved_share,
        max_retargeted_share=bounds.max_retargeted_share,
        max_rejected_share=bounds.max_rejected_share,
    )
