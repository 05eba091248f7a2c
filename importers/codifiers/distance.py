"""Distance on the globe, exact enough to tell neighbours from homonyms."""

from math import asin, cos, radians, sin, sqrt

_EARTH_KM = 6371.0


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine formula)."""
    up, along = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(up) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(along) ** 2
    return 2 * _EARTH_KM * asin(sqrt(chord))
