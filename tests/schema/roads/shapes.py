"""Points, boxes, circles and polygons around places that the hub holds."""

from typing import Any, Protocol

from hypothesis import strategies as st

from tests.schema.roads.chances import chance, numbers, pick
from tests.schema.roads.holdings import Holdings

BAD_POINTS = [{"lat": 91, "lon": 0}, {"lat": 0, "lon": -180.5}, {"lat": 1e300, "lon": 1}]
BAD_BOXES = [
    {"west": 29, "south": 49, "east": 28, "north": 50},
    {"west": 28, "south": 50, "east": 29, "north": 49},
    {"west": -181, "south": 49, "east": 29, "north": 50},
]
BAD_POLYGONS: list[Any] = [
    "text",
    [],
    {"type": "Point", "coordinates": [28, 49]},
    {"type": "Polygon"},
    {"type": "Polygon", "coordinates": []},
    {"type": "Polygon", "coordinates": [[[28, 49], [29, 49], [29, 50]]]},
    {"type": "Polygon", "coordinates": [[[28, 49], [29, 50], [29, 49], [28, 50], [28, 49]]]},
    {"type": "Polygon", "coordinates": [[[28, 49], ["29", 50], [29, 49], [28, 49]]]},
    {"type": "Polygon", "coordinates": [[[28, 49], [228, 50], [29, 49], [28, 49]]]},
]


class Drawing(Protocol):
    """What shapes are drawn with."""

    draw: st.DrawFn
    holdings: Holdings

    def spoilt(self) -> bool: ...


def point(values: Drawing) -> dict[str, Any]:
    """A known place or one near by."""
    if values.spoilt():
        return pick(values.draw, BAD_POINTS)
    lat, lon = _place(values)
    return {"lat": lat, "lon": lon}


def box(values: Drawing) -> dict[str, Any]:
    """A box around a known place, at times a point only."""
    if values.spoilt():
        return pick(values.draw, BAD_BOXES)
    (lat, lon), size = _place(values), _size(values)
    return {"west": lon - size, "south": lat - size, "east": lon + size, "north": lat + size}


def circle(values: Drawing) -> dict[str, Any]:
    """A circle around a known place."""
    metres = pick(
        values.draw, [0, -1, 200_001, 1e300] if values.spoilt() else [20_000, 1, 500.5, 90_000, 200_000]
    )
    return {"center": point(values), "metres": metres}


def polygon(values: Drawing) -> Any:
    """A triangle, a square, a square with a hole, several of them, or a feature of one."""
    draw = values.draw
    if values.spoilt():
        return pick(draw, BAD_POLYGONS)
    (lat, lon), size = _place(values), _size(values) or 0.5
    if chance(draw, 40):
        rings = [
            [[lon - size, lat - size], [lon + size, lat - size], [lon, lat + size], [lon - size, lat - size]]
        ]
    else:
        rings = [_square(lat, lon, size)]
        if chance(draw, 30):
            rings.append(_square(lat, lon, size / 2))
    geometry: dict[str, Any] = {"type": "Polygon", "coordinates": rings}
    if chance(draw, 20):
        geometry = {"type": "MultiPolygon", "coordinates": [rings, [_square(lat, lon + 3 * size, size)]]}
    return {"type": "Feature", "properties": {}, "geometry": geometry} if chance(draw, 15) else geometry


def _square(lat: float, lon: float, size: float) -> list[list[float]]:
    west, south, east, north = lon - size, lat - size, lon + size, lat + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _place(values: Drawing) -> tuple[float, float]:
    lat, lon = pick(values.draw, values.holdings.points)
    if chance(values.draw, 30):
        return round(lat, 1), round(lon, 1)
    return lat, lon


def _size(values: Drawing) -> float:
    return pick(values.draw, [0.5, 1.5, 0.01, 4.0, 0.0, values.draw(numbers(1, 300)) / 100])
