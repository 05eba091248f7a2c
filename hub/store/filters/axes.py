"""Points whose axes look swapped: nothing known is near them, and something is near the other way round.

«Lon, lat» is how GeoJSON and most maps write a point, «lat, lon» how people do, and this schema in fields of
these names. A swapped point lies in another country or a sea, where every list is empty: that looks like an
answer, and is none.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import orjson
from sqlalchemy import Select, func, literal, select

from hub.domain.filter_errors import SwappedAxes
from hub.domain.filters import Within
from hub.domain.records import Point
from hub.store.engine import ReadSession
from hub.store.filters.spatial import geography, spot_of
from hub.store.tables import territory

#: A point with a place of a codifier within this distance is on known land, or near enough.
_NEAR_METRES: Final = 100_000
#: No country of the hub reaches beyond these degrees: the other point need not be looked for outside.
_LATITUDES, _LONGITUDES = (40.0, 82.0), (19.0, 180.0)
_METRES_OF_A_DEGREE: Final = 111_000


async def check_axes(session: ReadSession, places: Iterable[tuple[str, Point, float]]) -> None:
    """Raise SwappedAxes for the first (argument, point, metres around it) that looks swapped."""
    for argument, point, metres in places:
        other = Point(lat=point.lon, lon=point.lat)
        if not _may_be_known(other):
            continue
        here, there = (await session.rows(_known_near(point, other, max(metres, _NEAR_METRES))))[0]
        if there and not here:
            raise SwappedAxes(argument=argument, lat=_short(point.lat), lon=_short(point.lon))


async def check_point_axes(session: ReadSession, asked: tuple[str, Point]) -> None:
    """The same for one point of an argument."""
    argument, point = asked
    await check_axes(session, [(argument, point, 0.0)])


def places_of(within: Within | None, serves: Point | None = None) -> Iterator[tuple[str, Point, float]]:
    """The middle of each shape that a filter names, and how far it reaches."""
    if serves is not None:
        yield "serves", serves, 0.0
    if within is None:
        return
    if within.circle is not None:
        yield "within.radius", within.circle.center, within.circle.metres
    if within.box is not None:
        box = within.box
        yield "within.bbox", *_middle([(box.west, box.south), (box.east, box.north)])
    if within.polygon is not None:
        area = orjson.loads(within.polygon)
        polygons = [area["coordinates"]] if area["type"] == "Polygon" else area["coordinates"]
        yield "within.polygon", *_middle([position for polygon in polygons for position in polygon[0]])


def _middle(positions: Iterable[Iterable[float]]) -> tuple[Point, float]:
    """The middle of positions (longitude first), and a distance that reaches all of them."""
    lons, lats = zip(*(tuple(position)[:2] for position in positions), strict=True)
    width, height = max(lons) - min(lons), max(lats) - min(lats)
    middle = Point(lat=(max(lats) + min(lats)) / 2, lon=(max(lons) + min(lons)) / 2)
    return middle, (width + height) / 2 * _METRES_OF_A_DEGREE


def _may_be_known(point: Point) -> bool:
    south, north = _LATITUDES
    west, east = _LONGITUDES
    return south <= point.lat <= north and west <= point.lon <= east


def _known_near(point: Point, other: Point, metres: float) -> Select[bool, bool]:
    """Whether a place of a codifier is near either point; `metres` are for the first."""

    def near(centre: Point, reach: float) -> Select[int]:
        return select(literal(1)).where(func.ST_DWithin(spot_of(territory), geography(centre), reach))

    here, there = near(point, metres).exists(), near(other, _NEAR_METRES).exists()
    return select(here.label("here"), there.label("there"))


def _short(degrees: float) -> float:
    return round(degrees, 6)
