"""Travel times that were loaded: the pairs of a matrix whose places lie in a territory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, or_, select

from hub.store.engine import ReadSession
from hub.store.filters.spatial import lies_below
from hub.store.tables import location, source, travel, travel_matrix, travel_place

#: Metres from a place to the road it was snapped to, beyond which its times are of another place.
FARTHEST_SNAP = 2_000


@dataclass(frozen=True, slots=True)
class MatrixSource:
    """A matrix: where its times come from, and which release was the newest when it was made."""

    id: int
    source_id: int
    source: str
    profile: str
    engine: str
    fetched_at: datetime
    release: int | None


@dataclass(frozen=True, slots=True)
class TravelPlace:
    """A place of a matrix: a unit, or a provider or location by its id."""

    territory_id: int | None
    record_id: UUID | None
    snap_m: float | None

    @property
    def usable(self) -> bool:
        """Whether it lies near enough to the road that its times are counted from."""
        return self.snap_m is None or self.snap_m <= FARTHEST_SNAP


@dataclass(frozen=True, slots=True)
class TravelTimes:
    """Times from places of origin, where people are, to destinations, where services are.

    `origin`, `destination` are indices into `places`; `minutes`, `km` are NaN where nothing is told. Pairs
    without a road and pairs of unusable places are in `no_way` (pairs, 2) instead, and counted; `holes` are
    pairs of an origin and a destination of this matrix that it does not have.
    """

    matrix: MatrixSource
    places: tuple[TravelPlace, ...]
    origin: NDArray[np.int64]
    destination: NDArray[np.int64]
    minutes: NDArray[np.float64]
    km: NDArray[np.float64]
    no_way: NDArray[np.int64]
    no_road: int
    unusable: int
    holes: int


async def read_matrices(session: ReadSession) -> list[MatrixSource]:
    """Every matrix, the newest first."""
    matrix = travel_matrix
    rows = await session.rows(
        select(matrix, source.c.code)
        .join(source, source.c.id == matrix.c.source_id)
        .order_by(matrix.c.fetched_at.desc(), matrix.c.id.desc())
    )
    return [
        MatrixSource(row.id, row.source_id, row.code, row.profile, row.engine, row.fetched_at, row.release)
        for row in rows
    ]


async def read_travel(session: ReadSession, within: int, profile: str | None = None) -> TravelTimes | None:
    """The newest matrix of a profile (of any for None) with origins in a unit; None where there is none.

    Destinations may lie anywhere. A place that is a provider or location lies where it works now.
    """
    matrices = [one for one in await read_matrices(session) if profile in {None, one.profile}]
    for matrix in matrices:
        rows = await session.rows(_pairs(matrix.id, within))
        if rows:
            return _times(matrix, rows, await _places(session, matrix.id))
    return None


def _pairs(matrix: int, within: int) -> Select[Any]:
    origin, destination = travel_place.alias("origin"), travel_place.alias("destination")
    return (
        select(travel.c.origin_id, travel.c.destination_id, travel.c.minutes, travel.c.km)
        .join(origin, origin.c.id == travel.c.origin_id)
        .join(destination, destination.c.id == travel.c.destination_id)
        .where(
            origin.c.matrix_id == matrix,
            _lies_in(origin, within),
            _is_open(origin),
            _is_open(destination),
        )
        .order_by(travel.c.origin_id, travel.c.destination_id)
    )


def _lies_in(place: Any, within: int) -> ColumnElement[bool]:
    inside = lies_below(location.c.territory_id, within)
    records = select(location.c.id).where(inside).union(select(location.c.provider_id).where(inside))
    return or_(lies_below(place.c.territory_id, within), place.c.record_id.in_(records))


def _is_open(place: Any) -> ColumnElement[bool]:
    """Not a place that is confidential now: its times would tell where it lies."""
    secret = select(location.c.id).where(location.c.confidential)
    owners = select(location.c.provider_id).where(
        location.c.confidential, location.c.provider_id.is_not(None)
    )
    return or_(place.c.record_id.is_(None), place.c.record_id.not_in(secret.union(owners)))


async def _places(session: ReadSession, matrix: int) -> dict[int, TravelPlace]:
    place = travel_place
    rows = await session.rows(select(place).where(place.c.matrix_id == matrix).order_by(place.c.id))
    return {row.id: TravelPlace(row.territory_id, row.record_id, row.snap_m) for row in rows}


def _times(matrix: MatrixSource, rows: Sequence[Any], places: dict[int, TravelPlace]) -> TravelTimes:
    index = {identity: number for number, identity in enumerate(places)}
    roads = [row for row in rows if row.minutes is not None]
    good = [row for row in roads if places[row.origin_id].usable and places[row.destination_id].usable]
    used = {(row.origin_id, row.destination_id) for row in good}
    shut = [row for row in rows if (row.origin_id, row.destination_id) not in used]
    origins, destinations = {row.origin_id for row in rows}, {row.destination_id for row in rows}
    return TravelTimes(
        matrix,
        tuple(places.values()),
        np.array([index[row.origin_id] for row in good], dtype=np.int64),
        np.array([index[row.destination_id] for row in good], dtype=np.int64),
        np.array([row.minutes for row in good], dtype=np.float64),
        np.array([np.nan if row.km is None else row.km for row in good], dtype=np.float64),
        np.array([(index[row.origin_id], index[row.destination_id]) for row in shut], np.int64).reshape(
            -1, 2
        ),
        no_road=len(rows) - len(roads),
        unusable=len(roads) - len(good),
        holes=len(origins) * len(destinations) - len(rows),
    )
