"""Writes travel times: the whole matrix of one source at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from hub.domain.records import Point
from hub.store.connection import DatabaseConnection, connect
from hub.store.inputs.sources import INPUTS_LOCK, InputSource, write_source
from hub.store.locks import take_lock
from hub.store.planning.travel import FARTHEST_SNAP


class TravelCandidates(StrEnum):
    """Where new centres may stand, as destinations beside the places where providers work."""

    SETTLEMENTS = "settlements"
    SEATS = "seats"  # hromadas, and districts and regions that have none


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """A place of a matrix: a unit by its own code, or a provider or location by its id."""

    territory: str | None = None
    record: UUID | None = None


@dataclass(frozen=True, slots=True)
class GivenPair:
    """Minutes and kilometres from people to a service; `minutes` is None where there is no road."""

    origin: GivenPlace
    destination: GivenPlace
    minutes: float | None
    km: float | None = None
    origin_snap_m: float | None = None
    destination_snap_m: float | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who gives the times, for which means of travel, and by what they were computed."""

    source: InputSource
    profile: str
    engine: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class MatrixCounts:
    """Pairs that were written; of them those without a road and those of places far from any road.

    `holes` are pairs of an origin and a destination that the matrix does not have.
    """

    pairs: int
    places: int
    no_road: int
    unusable: int
    holes: int


def load_matrix(
    url: str,
    matrix: Matrix,
    pairs: Sequence[GivenPair],
    snaps: Mapping[GivenPlace, float],
    *,
    dry_run: bool = False,
) -> MatrixCounts:
    """Put a matrix in the place of the one that its source gave. Raises DatabaseUnreachable and HubBusy."""
    with connect(url) as connection:
        take_lock(connection, INPUTS_LOCK)
        source_id = write_source(connection, matrix.source)
        connection.execute("DELETE FROM hub.travel_matrix WHERE source_id = %s", (source_id,))
        row = connection.execute(
            "INSERT INTO hub.travel_matrix (source_id, profile, engine, fetched_at, release) "
            "VALUES (%s, %s, %s, %s, (SELECT max(number) FROM hub.release)) RETURNING id",
            (source_id, matrix.profile, matrix.engine, matrix.fetched_at),
        ).fetchone()
        assert row is not None
        ids = _write_places(connection, int(row[0]), pairs, snaps)
        with connection.cursor().copy(
            "COPY hub.travel (origin_id, destination_id, minutes, km) FROM STDIN"
        ) as copy:
            for pair in pairs:
                copy.write_row((ids[pair.origin], ids[pair.destination], pair.minutes, pair.km))
        if dry_run:
            connection.rollback()
    return counts_of(pairs, snaps)


def counts_of(pairs: Sequence[GivenPair], snaps: Mapping[GivenPlace, float]) -> MatrixCounts:
    """What of a matrix can be used."""
    far = {place for place, metres in snaps.items() if metres > FARTHEST_SNAP}
    origins, destinations = {pair.origin for pair in pairs}, {pair.destination for pair in pairs}
    return MatrixCounts(
        pairs=len(pairs),
        places=len(origins | destinations),
        no_road=sum(pair.minutes is None for pair in pairs),
        unusable=sum(
            pair.minutes is not None and bool({pair.origin, pair.destination} & far) for pair in pairs
        ),
        holes=len(origins) * len(destinations) - len(pairs),
    )


def known_records(url: str, ids: Sequence[UUID]) -> set[UUID]:
    """Those of the ids that are of a published provider or location."""
    with connect(url) as connection:
        rows = connection.execute(
            "SELECT id FROM hub.provider WHERE id = ANY(%(ids)s) "
            "UNION SELECT id FROM hub.location WHERE id = ANY(%(ids)s)",
            {"ids": list(ids)},
        )
        return {row[0] for row in rows}


def points_within(
    url: str, code: str, candidates: TravelCandidates | None = None
) -> tuple[dict[GivenPlace, Point], dict[GivenPlace, Point]]:
    """Origins and destinations of a matrix within a unit: settlements with a point, and where providers work.

    With `candidates` the places for new centres are destinations too. A confidential place is none: whoever
    sees its times could tell where it lies. Raises DatabaseUnreachable.
    """
    with connect(url) as connection:
        origins = {
            GivenPlace(territory=row[0]): Point(lat=row[1], lon=row[2])
            for row in connection.execute(_ORIGINS, (code,))
        }
        destinations = {
            GivenPlace(record=row[0]): Point(lat=row[1], lon=row[2])
            for row in connection.execute(_DESTINATIONS, (code,))
        }
        if candidates is not None:
            for row in connection.execute(_CANDIDATES[candidates].encode(), (code,)):
                destinations[GivenPlace(territory=row[0])] = Point(lat=row[1], lon=row[2])
    return origins, destinations


_UNITS = """
    SELECT t.code, ST_Y(t.point), ST_X(t.point) FROM hub.territory t
    JOIN hub.territory_closure c ON c.territory_id = t.id JOIN hub.territory a ON a.id = c.ancestor_id
    WHERE a.code = %s AND t.point IS NOT NULL AND t.valid_to IS NULL
"""
_ORIGINS = f"{_UNITS} AND t.level IN ('settlement', 'hromada') ORDER BY t.code".encode()
#: The candidates of hub/planning/plans/ground.py.
_CANDIDATES = {
    TravelCandidates.SETTLEMENTS: f"""{_UNITS}
        AND (t.level = 'settlement' OR t.level = 'region' AND t.point_precision = 'settlement')
        ORDER BY t.code
    """,
    TravelCandidates.SEATS: f"""{_UNITS}
        AND t.level IN ('region', 'district', 'hromada') AND NOT EXISTS (
            SELECT FROM hub.territory below WHERE below.parent_id = t.id AND below.valid_to IS NULL
            AND below.level IN ('region', 'district', 'hromada')
        ) ORDER BY t.code
    """,
}
_DESTINATIONS = """
    SELECT l.id, ST_Y(l.point), ST_X(l.point) FROM hub.location l
    JOIN hub.territory_closure c USING (territory_id) JOIN hub.territory a ON a.id = c.ancestor_id
    WHERE a.code = %s AND l.provider_id IS NOT NULL AND l.point IS NOT NULL AND NOT l.confidential
    ORDER BY l.id
"""


def _write_places(
    connection: DatabaseConnection,
    matrix_id: int,
    pairs: Iterable[GivenPair],
    snaps: Mapping[GivenPlace, float],
) -> dict[GivenPlace, int]:
    """Write every place of the pairs once, and give its number."""
    places = list(dict.fromkeys(place for pair in pairs for place in (pair.origin, pair.destination)))
    units: dict[str, int] = dict(
        connection.execute(
            "SELECT code, id FROM hub.territory WHERE code = ANY(%s)",
            ([place.territory for place in places if place.territory is not None],),
        ).fetchall()
    )
    values = [
        (matrix_id, units[place.territory] if place.territory else None, place.record, snaps.get(place))
        for place in places
    ]
    ids: dict[GivenPlace, int] = {}
    cursor = connection.cursor()
    cursor.executemany(
        "INSERT INTO hub.travel_place (matrix_id, territory_id, record_id, snap_m) VALUES (%s, %s, %s, %s) "
        "RETURNING id",
        values,
        returning=True,
    )
    for place in places:
        row = cursor.fetchone()
        assert row is not None
        ids[place] = int(row[0])
        cursor.nextset()
    return ids
