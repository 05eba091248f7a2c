"""Loading a territory file that a user brings: `merezha territory load KIND --file FILE`."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from pyogrio.errors import DataSourceError
from shapely.errors import GEOSException

from hub.domain.territory import TerritoryUnit
from hub.ingest.territories import ReferenceSource, known_units, load_codifier, load_unit_facts
from importers.codifiers import (
    boundaries,
    centroids,
    editions,
    history,
    kato,
    katottg,
    koatuu,
    oktmo,
    population,
    sources,
)
from importers.codifiers.checking import checked_facts, checked_units, lacking
from importers.codifiers.errors import CodifierShrunk, UnknownCodifier
from importers.codifiers.facts import FactsRead
from importers.codifiers.load import Progress, load_geonames, silent
from importers.codifiers.report import CodifierReport
from importers.codifiers.succession import succeed_provisional
from importers.readers.errors import MalformedFile
from importers.readers.steady import Seen, see

#: Reading, writing, joining with GeoNames.
_STEPS = 3
#: The share of the hub's units of a codifier that a new edition may lack; below this many it may lack any.
_MOST_LACKING, _FEW = 0.2, 100

FactsReader = Callable[[Path, list[TerritoryUnit]], FactsRead]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that can be loaded, and what it brings, for `--help`."""

    code: str
    brings: str


KINDS: Mapping[str, FileKind] = {
    kind.code: kind
    for kind in (
        FileKind(katottg.KIND, "the present edition of КАТОТТГ, XLSX or CSV"),
        FileKind("katottg-older", "an older edition of КАТОТТГ: former names, ended units"),
        FileKind(koatuu.KIND, "old КОАТУУ codes of Ukrainian units"),
        FileKind(kato.KIND, "КАТО of Kazakhstan"),
        FileKind(oktmo.KIND, "ОКТМО or ОКАТО by Rosstat, or the tables of hflabs"),
        FileKind(centroids.KIND, "OCHA's centroids and names of hromadas and raions"),
        FileKind(population.KIND, "population of hromadas"),
        FileKind(history.KIND, "which councils formed each hromada, and when"),
        FileKind(boundaries.KIND, "boundaries as GeoJSON, GeoPackage or Shapefile"),
    )
}
_FACTS: Mapping[str, FactsReader] = {
    koatuu.KIND: koatuu.read_koatuu,
    centroids.KIND: centroids.read_centroids,
    population.KIND: population.read_population,
    history.KIND: history.read_history,
}


def load_file(
    url: str,
    kind: str,
    path: Path,
    parent: str | None = None,
    *,
    force: bool = False,
    progress: Progress = silent,
) -> CodifierReport:
    """Load one file; `parent` names the territory within which boundaries are joined by name.

    With `force` a codifier may lack more than a fifth of the units that the hub has. Raises UnknownCodifier,
    CodifierLayout, CodifierShrunk, MalformedFile and other errors of `importers.readers`, UnknownTerritory,
    RepeatedTerritoryCode, DatabaseUnreachable and OSError.
    """
    if kind not in KINDS:
        raise UnknownCodifier(kind=kind, known=", ".join(KINDS))
    try:
        return _load(url, kind, path, parent, force, progress)
    except (ValueError, LookupError, ArithmeticError, csv.Error, DataSourceError, GEOSException) as error:
        reason = " ".join(str(error).replace(str(path), path.name).split())[:200]
        raise MalformedFile(file=path.name, format=kind, where="reading", reason=reason) from error


def _load(
    url: str, kind: str, path: Path, parent: str | None, force: bool, progress: Progress
) -> CodifierReport:
    started = monotonic()
    progress(f"{kind}: reading {path.name}", 0, _STEPS)
    seen = see(path)
    edition = f"{path.name} {seen.sha256[:8]}"
    source = sources.of_file(kind, edition)
    if kind == "katottg-older":
        counts, notes = _older_edition(url, source, seen)
    elif kind in _FACTS or kind == boundaries.KIND:
        read = _read_facts(url, kind, path, parent)
        seen.require_same()
        progress(f"{kind}: writing", 1, _STEPS)
        source = sources.of_file(kind, edition, read.series)
        written = load_unit_facts(url, source, checked_facts(read.facts))
        counts, notes = {**read.counts, **_positive(asdict(written))}, read.notes
        if kind == koatuu.KIND:
            counts |= _old_raions(url, source, seen)
    else:
        counts, notes = _codifier(url, kind, source, seen, force, progress)
    progress("done", _STEPS, _STEPS)
    seconds = round(monotonic() - started, 3)
    return CodifierReport(kind, source.title, edition, False, counts, tuple(notes), seconds)


def _read_facts(url: str, kind: str, path: Path, parent: str | None) -> FactsRead:
    units = known_units(url)
    if kind == boundaries.KIND:
        return boundaries.read_boundaries(path, units, parent)
    return _FACTS[kind](path, units)


def _codifier(
    url: str, kind: str, source: ReferenceSource, seen: Seen, force: bool, progress: Progress
) -> tuple[dict[str, int], Iterable[str]]:
    """Load units, then give the new ones the points that GeoNames has for them."""
    if kind == oktmo.KIND:
        tally = _russian(url, source, seen)
    else:
        read = katottg.read_katottg if kind == katottg.KIND else kato.read_kato
        units = checked_units(seen.pieces(read(seen.path)), whole=True)
        lost, held = lacking(units, known_units(url))
        if lost > max(_FEW, held * _MOST_LACKING) and not force:
            raise CodifierShrunk(file=seen.path.name, kind=kind, lacking=lost, held=held)
        progress(f"{kind}: writing {len(units)} units", 1, _STEPS)
        tally = asdict(load_codifier(url, source, units))
    progress("points and populations of GeoNames", 2, _STEPS)
    return {**tally, "points of GeoNames": load_geonames(url).counts["points"]}, ()


def _russian(url: str, source: ReferenceSource, seen: Seen) -> dict[str, int]:
    russian = oktmo.read_oktmo(seen.path)
    seen.require_same()
    counts = load_codifier(
        url, source, checked_units(russian.units, whole=False), whole=False, secondary=not russian.official
    )
    succeeded = succeed_provisional(url) if russian.official else 0
    return {
        **asdict(counts),
        "left out as Ukraine's": russian.of_ukraine,
        "left out for a repeated code": russian.repeated,
        "provisional codes replaced": succeeded,
    }


def _older_edition(url: str, source: ReferenceSource, seen: Seen) -> tuple[dict[str, int], Iterable[str]]:
    older = checked_units(seen.pieces(katottg.read_katottg(seen.path)), whole=False)
    compared = editions.compare(older, known_units(url))
    counts = load_codifier(url, source, compared.ended, whole=False, secondary=True)
    written = load_unit_facts(url, source, compared.facts)
    return {**compared.counts, "added": counts.added, **_positive(asdict(written))}, compared.notes


def _old_raions(url: str, source: ReferenceSource, seen: Seen) -> dict[str, int]:
    """The raions before July 2020 and which of today's took them over."""
    raions = koatuu.old_raions(seen.path, known_units(url))
    seen.require_same()
    load_codifier(url, source, raions, whole=False, secondary=True)
    written = load_unit_facts(url, source, koatuu.successions(known_units(url)))
    return {"raions before 2020": len(raions), "successions of raions": written.links}


def _positive(counts: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}
