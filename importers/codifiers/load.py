"""Loading the territories that come with the project; `files` loads what a user brings."""

from collections import Counter
from collections.abc import Callable
from time import monotonic

from hub.domain.territory import TerritoryUnit
from hub.ingest.territories import (
    ReferenceSource,
    known_units,
    load_codifier,
    load_unit_facts,
    loaded_editions,
)
from importers.codifiers import geonames as geonames_reader
from importers.codifiers import handwritten as handwritten_reader
from importers.codifiers import katottg as katottg_reader
from importers.codifiers import sources
from importers.codifiers.report import CodifierReport

#: Called before each step with its name, how many steps are done, and how many there are.
Progress = Callable[[str, int, int], None]


def silent(_step: str, _done: int, _total: int) -> None:
    """Progress that shows nothing."""


def load_bundled(url: str, progress: Progress = silent) -> list[CodifierReport]:
    """Load КАТОТТГ, the handwritten territories and GeoNames, unless the hub holds these very editions.

    An edition of КАТОТТГ that a user brought from a file stays. Returns one report per source. Raises
    DatabaseUnreachable.
    """
    handwritten, katottg, geonames = bundled_sources()
    loaded = loaded_editions(url)
    brought = not loaded.get(katottg.code, katottg.edition).startswith(katottg_reader.PACKAGE)
    wanted = [handwritten, geonames] if brought else [handwritten, katottg, geonames]
    if all(loaded.get(source.code) == source.edition for source in wanted):
        return [_unchanged(source) for source in wanted]
    progress("states, Omsk region, North Kazakhstan", 0, 3)
    units = list(handwritten_reader.read_handwritten())
    reports = [_load_units(url, handwritten, units, secondary=True)]
    progress("КАТОТТГ", 1, 3)
    if not brought:
        codifier = list(katottg_reader.read_katottg(katottg_reader.bundled_path()))
        reports.append(_load_units(url, katottg, codifier))
    progress("points and populations of GeoNames", 2, 3)
    reports.append(_load_geonames(url, geonames, known_units(url)))
    progress("done", 3, 3)
    return reports


def bundled_sources() -> tuple[ReferenceSource, ReferenceSource, ReferenceSource]:
    """The sources that come with the project, each with the edition that is at hand."""
    tables = sources.tables_mark(*handwritten_reader.TABLES)
    of_ukraine = sources.tables_mark(
        "ua_regions.csv", "ua_former_names.csv", "ua_names_before_2016.csv", "ua_raion_seats.csv"
    )
    handwritten = sources.handwritten(f"{handwritten_reader.bundled_edition()} (tables {tables})")
    katottg = sources.katottg(f"{katottg_reader.bundled_edition()} (tables {of_ukraine})")
    mark = sources.tables_mark("geonames_regions.csv")
    edition = f"{geonames_reader.bundled_edition()} (tables {tables} {of_ukraine} {mark})"
    return handwritten, katottg, sources.geonames(edition)


def load_geonames(url: str) -> CodifierReport:
    """Join GeoNames anew to every unit that the hub holds, such as after loading КАТО or ОКТМО."""
    return _load_geonames(url, bundled_sources()[2], known_units(url))


def _load_units(
    url: str, source: ReferenceSource, units: list[TerritoryUnit], *, secondary: bool = False
) -> CodifierReport:
    started = monotonic()
    counts = load_codifier(url, source, units, secondary=secondary)
    tally = {
        "added": counts.added,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "ended": counts.ended,
    }
    seconds = round(monotonic() - started, 3)
    return CodifierReport(source.code, source.title, source.edition, counts=tally, seconds=seconds)


def _load_geonames(url: str, source: ReferenceSource, units: list[TerritoryUnit]) -> CodifierReport:
    started = monotonic()
    joined = geonames_reader.join_geonames(units, geonames_reader.read_places())
    counts = load_unit_facts(url, source, joined.facts)
    outcomes: Counter[str] = Counter()
    for (country, outcome), number in joined.outcomes.items():
        outcomes[f"{country.value} {outcome}"] = number
    tally = {"points": counts.points, "populations": counts.populations, **dict(sorted(outcomes.items()))}
    seconds = round(monotonic() - started, 3)
    return CodifierReport(source.code, source.title, source.edition, counts=tally, seconds=seconds)


def _unchanged(source: ReferenceSource) -> CodifierReport:
    return CodifierReport(source.code, source.title, source.edition, unchanged=True)
