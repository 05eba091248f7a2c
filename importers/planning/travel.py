"""Travel times from a CSV file, `origin,destination,minutes[,km]`, by codes of units or ids of records."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from hub.domain.territory import Gazetteer
from hub.ingest.territories import known_units
from hub.store.inputs.sources import InputSource
from hub.store.inputs.travel import (
    GivenPair,
    GivenPlace,
    Matrix,
    MatrixCounts,
    known_records,
    load_matrix,
)
from hub.store.planning.travel import FARTHEST_SNAP
from importers.planning.errors import NothingToLoad, RepeatedRow
from importers.planning.report import InputReport
from importers.planning.rows import InputRow, read_rows

REQUIRED = ("origin", "destination", "minutes")
COLUMNS = (*REQUIRED, "km", "origin_snap_m", "destination_snap_m")
_WHAT = "travel times"
_MOST_MINUTES, _MOST_KM, _MOST_SNAP = 10_000, 10_000, 1e6
ENGINE = "file"


def load_travel(
    url: str,
    path: Path,
    source: InputSource,
    profile: str,
    fetched_at: datetime | None = None,
    *,
    dry_run: bool = False,
) -> InputReport:
    """Load a matrix in the place of the one that the same source gave; a pair without minutes has no road.

    Raises UnusableColumns, UnusableRow, RepeatedRow, NothingToLoad, the errors of `importers.readers`,
    DatabaseUnreachable and HubBusy.
    """
    report = InputReport(_WHAT, source.code)
    rows = list(read_rows(path, _WHAT, COLUMNS, REQUIRED))
    places = _places(url, rows)
    pairs: list[GivenPair] = []
    first: dict[tuple[GivenPlace, GivenPlace], int] = {}
    for row in rows:
        origin, destination = places.get(row.required("origin")), places.get(row.required("destination"))
        if origin is None or destination is None:
            code = row.required("origin" if origin is None else "destination")
            report.leave_out(
                "unknown place", f"Row {row.number}: neither a territory nor a record is «{code}»."
            )
            continue
        if (origin, destination) in first:
            key = f"{row.required('origin')} → {row.required('destination')}"
            raise RepeatedRow(
                file=path.name, first=first[origin, destination], row=row.number, what="the pair", key=key
            )
        first[origin, destination] = row.number
        pairs.append(_pair(row, origin, destination))
        report.match()
    if not pairs:
        raise NothingToLoad(file=path.name, what="pair of known places", reason=report.first())
    matrix = Matrix(source, profile, ENGINE, fetched_at or datetime.now(UTC))
    report.written = counted(load_matrix(url, matrix, pairs, snaps_of(pairs), dry_run=dry_run))
    return report


def counted(counts: MatrixCounts) -> dict[str, int]:
    """The counts of a matrix in words."""
    return {
        "pairs": counts.pairs,
        "places": counts.places,
        "without a road": counts.no_road,
        f"unusable, snapped from beyond {FARTHEST_SNAP} m": counts.unusable,
        "holes": counts.holes,
    }


def snaps_of(pairs: Iterable[GivenPair]) -> dict[GivenPlace, float]:
    """The farthest that a place was snapped in any of its pairs."""
    snaps: dict[GivenPlace, float] = {}
    for pair in pairs:
        for place, metres in ((pair.origin, pair.origin_snap_m), (pair.destination, pair.destination_snap_m)):
            if metres is not None:
                snaps[place] = max(metres, snaps.get(place, 0.0))
    return snaps


def _pair(row: InputRow, origin: GivenPlace, destination: GivenPlace) -> GivenPair:
    return GivenPair(
        origin,
        destination,
        row.number_of("minutes", 0, _MOST_MINUTES),
        row.number_of("km", 0, _MOST_KM),
        row.number_of("origin_snap_m", 0, _MOST_SNAP),
        row.number_of("destination_snap_m", 0, _MOST_SNAP),
    )


def _places(url: str, rows: Iterable[InputRow]) -> dict[str, GivenPlace]:
    """What each text of a file names: the unit of a code, or the provider or location of an id."""
    texts = {row.required(column) for row in rows for column in REQUIRED[:2]}
    ids: dict[str, UUID] = {}
    for text in texts:
        with suppress(ValueError):
            ids[text] = UUID(text)
    known = known_records(url, list(ids.values()))
    places = {text: GivenPlace(record=identity) for text, identity in ids.items() if identity in known}
    gazetteer = Gazetteer(known_units(url))
    for text in texts - ids.keys():
        unit = gazetteer.by_code(text)
        if unit is not None:
            places[text] = GivenPlace(territory=unit.code)
    return places
