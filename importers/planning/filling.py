"""Filling a matrix from an engine: from the settlements of a territory to the places where providers work."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from hub.domain.records import Point
from hub.domain.territory import Gazetteer
from hub.domain.territory.errors import UnknownTerritory
from hub.ingest.territories import known_units
from hub.store.inputs.sources import InputSource
from hub.store.inputs.travel import (
    GivenPair,
    GivenPlace,
    Matrix,
    TravelCandidates,
    load_matrix,
    points_within,
)
from importers.codifiers.distance import kilometres
from importers.planning.engine_errors import NoPlacesToTravel
from importers.planning.engines import SIDE, Router, chunks
from importers.planning.kept_blocks import KeptBlocks
from importers.planning.report import InputReport
from importers.planning.travel import counted, snaps_of

#: Called with how many blocks are done, and how many there are.
Progress = Callable[[int, int], None]


def fill_travel(
    url: str,
    router: Router,
    code: str,
    most_km: float,
    progress: Progress = lambda _done, _all: None,
    folder: Path | None = None,
    candidates: TravelCandidates | None = None,
) -> InputReport:
    """Fetch times within a territory and load them as a matrix, of pairs at most `most_km` apart.

    With `candidates` the times to places for new centres are fetched too. All or nothing: an engine that
    fails in between leaves what was loaded before. With a `folder`, what it answered is kept there until
    the matrix is whole, and not asked for again. Raises UnknownTerritory, NoPlacesToTravel and what Router
    does.
    """
    unit = Gazetteer(known_units(url)).by_code(code)
    if unit is None:
        raise UnknownTerritory(code=code)
    origins, destinations = points_within(url, unit.code, candidates)
    if not origins or not destinations:
        raise NoPlacesToTravel(code=code, origins=len(origins), destinations=len(destinations))
    kept = KeptBlocks(folder, router, unit.code) if folder else None
    pairs = _fetch(router, kept, origins, destinations, most_km, progress)
    name = f"travel:{router.engine}:{router.profile}:{unit.code}"
    report = InputReport("travel times", name, read=len(pairs), matched=len(pairs))
    fetched = datetime.now(UTC)
    source = InputSource(name, f"{router.engine}, {router.profile}, within {unit.name}", fetched.isoformat())
    matrix = Matrix(source, router.profile, router.engine, fetched)
    report.written = counted(load_matrix(url, matrix, pairs, snaps_of(pairs)))
    if kept:
        kept.forget()
    return report


def _fetch(
    router: Router,
    kept: KeptBlocks | None,
    origins: Mapping[GivenPlace, Point],
    destinations: Mapping[GivenPlace, Point],
    most_km: float,
    progress: Progress,
) -> list[GivenPair]:
    """Every pair near enough, block by block; blocks of which no pair is near are not asked for."""
    side = SIDE[router.engine]
    froms, tos = list(origins.items()), list(destinations.items())
    blocks = [
        (left, right)
        for left, _ in chunks(list(origins.values()), side)
        for right, _ in chunks(list(destinations.values()), side)
        if _any_near(froms[left : left + side], tos[right : right + side], most_km)
    ]
    pairs: list[GivenPair] = []
    for done, (left, right) in enumerate(blocks):
        progress(done, len(blocks))
        rows, columns = froms[left : left + side], tos[right : right + side]
        places = ([point for _, point in rows], [point for _, point in columns])
        block = kept.get(*places) if kept else None
        if block is None:
            block = router.block(*places)
            if kept:
                kept.keep(*places, block)
        pairs += [
            GivenPair(
                origin,
                destination,
                block.minutes[i][j],
                block.km[i][j],
                block.origin_snaps[i],
                block.destination_snaps[j],
            )
            for i, (origin, start) in enumerate(rows)
            for j, (destination, end) in enumerate(columns)
            if kilometres(start.lat, start.lon, end.lat, end.lon) <= most_km
        ]
    progress(len(blocks), len(blocks))
    return pairs


def _any_near(
    rows: list[tuple[GivenPlace, Point]], columns: list[tuple[GivenPlace, Point]], most_km: float
) -> bool:
    return any(
        kilometres(start.lat, start.lon, end.lat, end.lon) <= most_km
        for _, start in rows
        for _, end in columns
    )
