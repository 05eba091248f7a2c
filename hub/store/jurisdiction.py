"""The ground that a source may speak of, where the hub knows its boundary."""

from dataclasses import dataclass
from math import cos, radians

import shapely
from psycopg import Connection
from psycopg.rows import TupleRow

from hub.domain.records import Point

#: Boundaries of open files are generalised: within this many metres of the line nobody can tell the side.
BOUNDARY_SLACK = 1_000

# Where a unit has no boundary of its own its parts make it up, unless a single one of them is unknown.
_BOUNDARY = """
    SELECT coalesce(
        (SELECT ST_AsBinary(boundary) FROM hub.territory WHERE id = %(id)s),
        (SELECT ST_AsBinary(ST_Union(boundary)) FROM hub.territory
         WHERE parent_id = %(id)s AND valid_to IS NULL HAVING bool_and(boundary IS NOT NULL)))
"""
#: Metres of one degree of a meridian on a sphere of 6,371 km.
_DEGREE = 111_195


@dataclass(frozen=True, slots=True)
class Boundary:
    """The boundary of a jurisdiction, ready for many points."""

    shape: shapely.Geometry

    def covers(self, point: Point) -> bool:
        """Whether the point lies inside or on the line."""
        return bool(shapely.intersects_xy(self.shape, point.lon, point.lat))

    def metres_outside(self, point: Point) -> float:
        """How far outside the point lies, 0 inside; within one per cent, as the earth is taken to be flat."""
        if self.covers(point):
            return 0.0
        # A degree of longitude is shorter than one of latitude by the cosine of the latitude.
        narrow = cos(radians(point.lat))
        flat = shapely.transform(self.shape, lambda degrees: degrees * (narrow, 1))
        return float(shapely.distance(flat, shapely.Point(point.lon * narrow, point.lat))) * _DEGREE


def read_boundary(connection: Connection[TupleRow], jurisdiction_id: int | None) -> Boundary | None:
    """The boundary of a territory, its own or that of all its parts; None where the hub knows neither."""
    if jurisdiction_id is None:
        return None
    row = connection.execute(_BOUNDARY, {"id": jurisdiction_id}).fetchone()
    if row is None or row[0] is None:
        return None
    shape = shapely.from_wkb(bytes(row[0]))
    shapely.prepare(shape)
    return Boundary(shape)
