"""Great-circle distance between points in degrees, over arrays.

The earth is a sphere of the mean radius R = 6371.0088 km (GRS 80, Moritz 2000); against the ellipsoid a
distance is wrong by at most 0.6 %. With the unit vectors u and v of two points,

    d = 2 R arcsin(|u - v| / 2),

which equals the haversine formula (Sinnott 1984), keeps short distances exact, and knows neither poles nor an
antimeridian. All of this package measures with these functions, so a point at exactly the radius is inside
everywhere.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from hub.planning.errors import UnusablePoints

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

EARTH_METRES = 6_371_008.8
#: Half the circumference: no two points are farther apart.
FARTHEST_METRES = float(np.pi) * EARTH_METRES


def unit_vectors(lat: npt.ArrayLike, lon: npt.ArrayLike) -> Floats:
    """Points in degrees, each of shape (n,), as unit vectors of shape (n, 3).

    Raises UnusablePoints where a latitude is beyond ±90°, a longitude beyond ±360°, or either no number.
    """
    north, east = np.asarray(lat, np.float64), np.asarray(lon, np.float64)
    if north.shape != east.shape or north.ndim != 1:
        raise ValueError(f"latitudes of shape {north.shape} beside longitudes of shape {east.shape}")
    wrong = ~((np.abs(north) <= 90) & (np.abs(east) <= 360))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise UnusablePoints(
            count=int(wrong.sum()), of=north.size, row=row, why=f"its place is {north[row]}, {east[row]}"
        )
    north, east = np.radians(north), np.radians(east)
    return np.column_stack((np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)))


def metres_between(left: Floats, right: Floats) -> Floats:
    """Great-circle metres between unit vectors of the shapes (…, 3), which are broadcast; shape (…)."""
    difference = left - right
    chord = np.sqrt(np.einsum("...k,...k->...", difference, difference))
    return np.asarray(2 * EARTH_METRES * np.arcsin(np.minimum(chord / 2, 1.0)))


def metres(
    lat: npt.ArrayLike, lon: npt.ArrayLike, other_lat: npt.ArrayLike, other_lon: npt.ArrayLike
) -> Floats:
    """Great-circle metres from each point to the other of the same row, in degrees; shape (n,)."""
    return metres_between(unit_vectors(lat, lon), unit_vectors(other_lat, other_lon))


def chord_of(radius: float) -> float:
    """The straight line, in radii of the earth, between points so many metres apart on the sphere."""
    return 2 * float(np.sin(min(radius, FARTHEST_METRES) / (2 * EARTH_METRES)))


def numbers_of(values: Sequence[float | None]) -> Floats:
    """Values as an array of the same length, NaN where one is not known."""
    return np.array([np.nan if each is None else each for each in values], np.float64)
