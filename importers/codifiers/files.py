"""Loading a territory file that a user brings: `merezha territory load KIND --file FILE`."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from pyogrio.errors import DataSourceError
from python_calamine import CalamineError

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
from importers.codifiers.errors import UnknownCodifier
from importers.codifiers.facts import FactsRead
from importers.codifiers.load import load_geonames
from importers.codifiers.report import CodifierReport
from importers.codifiers.succession import succeed_provisional
from importers.readers import sha256_of
from importers.readers.errors import MalformedFile

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


def load_file(url: str, kind: str, path: Path, parent: str | None = None) -> CodifierReport:
    """Load one file; `parent` names the territory within which boundaries are joined by name.

    Raises UnknownCodifier, CodifierLayout, MalformedFile, NotAFile, UnknownTerritory, DatabaseUnreachable and
    OSError.
    """
    if kind not in KINDS:
        raise UnknownCodifier(kind=kind, known=", ".join(KINDS))
    try:
        return _load(url, kind, path, parent)
    except (ValueError, csv.Error, CalamineError, DataSourceError) as error:
        reason = " ".join(str(error).split())[:200]
        raise MalformedFile(file=path.name, format=kind, where="reading", reason=reason) from error


def _load(url: str, kind: str, path: Path, parent: str | None) -> CodifierReport:
    started = monotonic()
    edition = f"{path.name} {sha256_of(path)[:8]}"
    source = sources.of_file(kind, edition)
    if kind == "katottg-older":
        counts, notes = _older_edition(url, source, path)
    elif kind in _FACTS or kind == boundaries.KIND:
        read = _read_facts(url, kind, path, parent)
        source = sources.of_file(kind, edition, read.series)
        written = load_unit_facts(url, source, read.facts)
        counts, notes = {**read.counts, **_positive(asdict(written))}, read.notes
        if kind == koatuu.KIND:
            counts |= _old_raions(url, source, path)
    else:
        counts, notes = _codifier(url, kind, source, path)
    seconds = round(monotonic() - started, 3)
    return CodifierReport(kind, source.title, edition, False, counts, tuple(notes), seconds)


def _read_facts(url: str, kind: str, path: Path, parent: str | None) -> FactsRead:
    units = known_units(url)
    if kind == boundaries.KIND:
        return boundaries.read_boundaries(path, units, parent)
    return _FACTS[kind](path, units)


def _codifier(
    url: str, kind: str, source: ReferenceSource, path: Path
) -> tuple[dict[str, int], Iterable[str]]:
    """Load units, then give the new ones the points that GeoNames has for them."""
    if kind == oktmo.KIND:
        tally = _russian(url, source, path)
    else:
        read = katottg.read_katottg if kind == katottg.KIND else kato.read_kato
        tally = asdict(load_codifier(url, source, read(path)))
    return {**tally, "points of GeoNames": load_geonames(url).counts["points"]}, ()


def _russian(url: str, source: ReferenceSource, path: Path) -> dict[str, int]:
    russian = oktmo.read_oktmo(path)
    counts = load_codifier(url, source, russian.units, whole=False, secondary=not russian.official)
    succeeded = succeed_provisional(url) if russian.official else 0
    return {
        **asdict(counts),
        "left out as Ukraine's": russian.of_ukraine,
        "left out for a repeated code": russian.repeated,
        "provisional codes replaced": succeeded,
    }


def _older_edition(url: str, source: ReferenceSource, path: Path) -> tuple[dict[str, int], Iterable[str]]:
    compared = editions.compare(katottg.read_katottg(path), known_units(url))
    counts = load_codifier(url, source, compared.ended, whole=False, secondary=True)
    written = load_unit_facts(url, source, compared.facts)
    return {**compared.counts, "added": counts.added, **_positive(asdict(written))}, compared.notes


def _old_raions(url: str, source: ReferenceSource, path: Path) -> dict[str, int]:
    """The raions before July 2020 and which of today's took them over."""
    raions = koatuu.old_raions(path, known_units(url))
    load_codifier(url, source, raions, whole=False, secondary=True)
    written = load_unit_facts(url, source, koatuu.successions(known_units(url)))
    return {"raions before 2020": len(raions), "successions of raions": written.links}


def _positive(counts: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}
