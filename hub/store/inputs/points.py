"""Writes a state's file of points with people, each placed in the territory that it lies in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from psycopg.rows import class_row

from hub.domain.vocabulary import Country
from hub.store.connection import DatabaseConnection, connect
from hub.store.inputs.sources import INPUTS_LOCK, InputSource, write_source
from hub.store.locks import take_lock

#: Degrees around the known places of a state within which its people may live.
_MARGIN = 0.5
#: A point farther than this from every known place of its state is not in it.
_FARTHEST_METRES = 50_000


@dataclass(frozen=True, slots=True)
class GivenPoint:
    """A row of a file; `territory` is a code that it states."""

    number: int
    lat: float
    lon: float
    people: float
    territory: str | None = None


@dataclass(frozen=True, slots=True)
class StateBox:
    """The box around the known places of a state, in WGS 84 degrees, with a margin."""

    country: str
    west: float
    south: float
    east: float
    north: float

    def holds(self, point: GivenPoint) -> bool:
        """Whether a point lies in it."""
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east


@dataclass(frozen=True, slots=True)
class PointCounts:
    """Points that were written, how many of them are placed in a territory, and those far from the state."""

    points: int
    placed: int
    abroad: tuple[GivenPoint, ...]


_BOXES = f"""
    SELECT country, ST_XMin(box) - {_MARGIN} AS west, ST_YMin(box) - {_MARGIN} AS south,
           ST_XMax(box) + {_MARGIN} AS east, ST_YMax(box) + {_MARGIN} AS north
    FROM (SELECT country, ST_Extent(point) AS box FROM hub.territory
          WHERE level = 'settlement' AND point IS NOT NULL AND valid_to IS NULL GROUP BY country) b
"""
_STAGE = """
    CREATE TEMP TABLE loading_people (number int, lat float8, lon float8, people float8, territory text,
        spot geometry(Point, 4326), territory_id int, how text) ON COMMIT DROP
"""
_STATED = """
    UPDATE loading_people p SET territory_id = t.id, how = 'stated'
    FROM hub.territory t WHERE t.code = p.territory AND t.country = %s
"""
# The finest unit whose boundary holds the point.
_INSIDE = """
    UPDATE loading_people p SET territory_id = i.id, how = 'polygon'
    FROM loading_people q CROSS JOIN LATERAL (
        SELECT t.id FROM hub.territory t
        WHERE t.country = %s AND t.valid_to IS NULL AND ST_Covers(t.boundary, q.spot)
          AND t.level IN ('settlement', 'city-district', 'hromada')
        ORDER BY array_position(ARRAY['settlement', 'city-district', 'hromada'], t.level), t.id LIMIT 1) i
    WHERE q.number = p.number AND p.territory_id IS NULL
"""
_NEAREST = """
    UPDATE loading_people p SET territory_id = n.id, how = 'nearest'
    FROM loading_people q CROSS JOIN LATERAL (
        SELECT t.id, ST_DistanceSphere(t.point, q.spot) AS metres FROM hub.territory t
        WHERE t.country = %(country)s AND t.level = 'settlement' AND t.point IS NOT NULL
          AND t.valid_to IS NULL
        ORDER BY t.point <-> q.spot, t.id LIMIT 1) n
    WHERE q.number = p.number AND q.territory_id IS NULL AND n.metres <= %(most)s
"""
_ABROAD = """
    DELETE FROM loading_people WHERE territory_id IS NULL RETURNING number, lat, lon, people, territory
"""


def state_boxes(url: str) -> dict[Country, StateBox]:
    """The box of each state of which the hub knows places with points."""
    with connect(url) as connection:
        cursor = connection.cursor(row_factory=class_row(StateBox))
        return {Country(box.country): box for box in cursor.execute(_BOXES.encode())}


def load_state_points(
    url: str,
    source: InputSource,
    country: Country,
    counts: str,
    points: Sequence[GivenPoint],
    as_of: date | None,
    already_left_out: int = 0,
    *,
    dry_run: bool = False,
) -> PointCounts:
    """Put the points in the place of all that the state had. Raises DatabaseUnreachable and HubBusy."""
    with connect(url) as connection:
        take_lock(connection, INPUTS_LOCK)
        source_id = write_source(connection, source)
        abroad = _place(connection, country, points)
        kept = len(points) - len(abroad)
        people = sum(point.people for point in points) - sum(point.people for point in abroad)
        connection.execute("DELETE FROM hub.people_file WHERE country = %s", (country.value,))
        connection.execute(
            "INSERT INTO hub.people_file (country, source_id, as_of, counts, points, people, left_out) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            (country.value, source_id, as_of, counts, kept, people, already_left_out + len(abroad)),
        )
        placed = connection.execute(
            "INSERT INTO hub.people_point (country, number, lat, lon, people, territory_id, territory_how) "
            "SELECT %s, number, lat, lon, people, territory_id, how FROM loading_people",
            (country.value,),
        ).rowcount
        if dry_run:
            connection.rollback()
        return PointCounts(kept, placed, tuple(abroad))


def _place(
    connection: DatabaseConnection, country: Country, points: Sequence[GivenPoint]
) -> list[GivenPoint]:
    """Stage the points, each with its unit, and give those that lie in none."""
    connection.execute(_STAGE)
    statement = "COPY loading_people (number, lat, lon, people, territory) FROM STDIN"
    with connection.cursor().copy(statement) as copy:
        for point in points:
            copy.write_row((point.number, point.lat, point.lon, point.people, point.territory))
    connection.execute("UPDATE loading_people SET spot = ST_SetSRID(ST_MakePoint(lon, lat), 4326)")
    connection.execute("ANALYZE loading_people")
    connection.execute(_STATED, (country.value,))
    connection.execute(_INSIDE, (country.value,))
    connection.execute(_NEAREST, {"country": country.value, "most": _FARTHEST_METRES})
    cursor = connection.cursor(row_factory=class_row(GivenPoint))
    return cursor.execute(_ABROAD).fetchall()
