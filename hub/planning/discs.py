"""Points of equal weight that stand for an even spread over a disc or a polygon, without random numbers.

Point k of n of a sunflower (Vogel 1979) lies at the distance r √((k + ½) / n) from the middle of a disc of
the radius r, in the direction k · π (3 − √5): each point stands for the same area. A polygon takes the points
of the disc around it that are inside.
"""

from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hub.planning.distance import EARTH_METRES, Floats, Ints, metres, unit_vectors

_GOLDEN_ANGLE = float(np.pi * (3 - np.sqrt(5)))
#: A thin polygon is a small part of its disc; so many points are tried at most.
_MOST_TRIED = 4_000


class Spread(NamedTuple):
    """Points (k,) of several areas: index of the area, degrees, radius of the disc a point stands for."""

    area: Ints
    lat: Floats
    lon: Floats
    cell_metres: Floats


def spread_over_discs(lat: Floats, lon: Floats, radius_metres: Floats, points: Ints) -> Spread:
    """So many points in each disc; all arrays have the shape (discs,)."""
    area = np.repeat(np.arange(points.size), points)
    rank = np.arange(points.sum()) - np.repeat(np.cumsum(points) - points, points)
    distance = radius_metres[area] * np.sqrt((rank + 0.5) / points[area])
    there_lat, there_lon = _destinations(lat[area], lon[area], distance, rank * _GOLDEN_ANGLE)
    return Spread(area, there_lat, there_lon, (radius_metres / np.sqrt(points))[area])


def spread_over_outline(outline: BaseGeometry, points: int) -> Spread:
    """About so many points in a polygon of degrees (x is the longitude); at least one, which is inside."""
    middle = outline.centroid
    lat, lon = np.array([middle.y]), np.array([middle.x])
    corners = shapely.get_coordinates(outline)
    count = len(corners)
    radius = metres(np.repeat(lat, count), np.repeat(lon, count), corners[:, 1], corners[:, 0]).max()
    flat = np.pi * (np.degrees(radius / EARTH_METRES)) ** 2
    share = outline.area * np.cos(np.radians(middle.y)) / flat if flat > 0 else 1.0
    tried = int(min(np.ceil(points / max(share, 1e-9)), _MOST_TRIED))
    disc = spread_over_discs(lat, lon, np.array([radius]), np.array([tried]))
    inside = shapely.contains_xy(outline, disc.lon, disc.lat)
    if inside.any():
        return Spread(*(part[inside] for part in disc))
    point = outline.representative_point()
    return Spread(np.zeros(1, np.int64), np.array([point.y]), np.array([point.x]), np.array([radius]))


def _destinations(lat: Floats, lon: Floats, distance: Floats, bearing: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude after so many metres on a great circle; bearings clockwise from north."""
    up = unit_vectors(lat, lon)
    phi, theta = np.radians(lat), np.radians(lon)
    north = np.column_stack((-np.sin(phi) * np.cos(theta), -np.sin(phi) * np.sin(theta), np.cos(phi)))
    east = np.column_stack((-np.sin(theta), np.cos(theta), np.zeros_like(theta)))
    angle = (distance / EARTH_METRES)[:, None]
    along = np.cos(bearing)[:, None] * north + np.sin(bearing)[:, None] * east
    there = np.cos(angle) * up + np.sin(angle) * along
    across = np.hypot(there[:, 0], there[:, 1])
    return np.degrees(np.arctan2(there[:, 2], across)), np.degrees(np.arctan2(there[:, 1], there[:, 0]))
