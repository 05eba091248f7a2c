"""Whether the values of a filter are usable, before any database is asked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from shapely import Geometry, get_coordinates, is_valid, is_valid_reason
from shapely.errors import ShapelyError
from shapely.geometry import shape

from hub.domain.filter_errors import (
    BadAge,
    BadCoordinates,
    BadPageSize,
    BadRadius,
    DistanceWithoutCentre,
    EmptyText,
    FirstAndLast,
    InvalidPolygon,
    NotAPolygon,
    NothingAsked,
    RepeatedOrder,
    ReversedBox,
    TextTooLong,
    TooManyValues,
    TooManyVertices,
    UnclosedRing,
    UnstorableText,
)
from hub.domain.filters import (
    AccessPointFilter,
    Box,
    Circle,
    Eligible,
    ProviderFilter,
    ProviderOrder,
    ProviderOrderField,
    TerritoryFilter,
    TerritoryOrder,
    Window,
    Within,
)
from hub.domain.records import Point
from hub.domain.text import search_terms

OLDEST = 130
#: Nodes of a page whose size nobody gave.
DEFAULT_PAGE_SIZE = 20
_SMALLEST_RING = 4


class Limits(Protocol):
    """The limits that these checks need; hub.settings.RequestLimits has them."""

    @property
    def page_size(self) -> int: ...
    @property
    def filter_ids(self) -> int: ...
    @property
    def polygon_vertices(self) -> int: ...
    @property
    def radius_metres(self) -> int: ...
    @property
    def text_characters(self) -> int: ...


def check_provider_filter(wanted: ProviderFilter, limits: Limits) -> None:
    """Raise the error of the first value that is not usable."""
    _check_within(wanted.within, limits)
    if wanted.serves is not None:
        check_point(wanted.serves)
    if wanted.categories is not None:
        categories = wanted.categories
        _check_lists(limits, anyOf=categories.any_of, allOf=categories.all_of, noneOf=categories.none_of)
    if wanted.eligible is not None:
        _check_eligible(wanted.eligible, limits)
    _check_text(wanted.text, limits)
    _check_lists(
        limits,
        kinds=wanted.kinds,
        targetGroups=wanted.target_groups,
        sources=wanted.sources,
        ids=wanted.ids or (),
    )


def check_access_point_filter(wanted: AccessPointFilter, limits: Limits) -> None:
    """Raise the error of the first value that is not usable."""
    _check_within(wanted.within, limits)
    _check_text(wanted.text, limits)
    _check_lists(limits, sources=wanted.sources, ids=wanted.ids or ())


def check_territory_filter(wanted: TerritoryFilter, limits: Limits) -> None:
    """Raise the error of the first value that is not usable."""
    _check_text(wanted.text, limits)
    _check_lists(limits, codes=wanted.codes)


def check_orders(orders: Sequence[ProviderOrder | TerritoryOrder]) -> None:
    """Raise RepeatedOrder when one key is named twice."""
    seen: set[str] = set()
    for order in orders:
        if order.field in seen:
            raise RepeatedOrder(field=order.field.name)
        seen.add(order.field)


def centre_of(wanted: ProviderFilter, orders: Sequence[ProviderOrder]) -> Point | None:
    """The point distances are measured from when the order asks for them, else None."""
    if all(order.field is not ProviderOrderField.DISTANCE for order in orders):
        return None
    if wanted.within is None or wanted.within.circle is None:
        raise DistanceWithoutCentre()
    return wanted.within.circle.center


def check_point(point: Point) -> None:
    """Raise BadCoordinates unless the point is on the globe."""
    if not (-90 <= point.lat <= 90 and -180 <= point.lon <= 180):
        raise BadCoordinates(lat=point.lat, lon=point.lon)


def check_window(window: Window, limits: Limits) -> Window:
    """The window with its size filled in; raises FirstAndLast or BadPageSize."""
    if window.first is not None and window.last is not None:
        raise FirstAndLast()
    for argument in ("first", "last"):
        value = getattr(window, argument)
        if value is not None and not 0 <= value <= limits.page_size:
            raise BadPageSize(argument=argument, value=value, limit=limits.page_size)
    if window.first is None and window.last is None:
        return replace(window, first=min(DEFAULT_PAGE_SIZE, limits.page_size))
    return window


def polygon_text(value: Any, limits: Limits) -> str:
    """A GeoJSON Polygon, MultiPolygon or a Feature of one, checked, as the text of its geometry."""
    geometry = value.get("geometry") if isinstance(value, dict) and value.get("type") == "Feature" else value
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        found = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
        raise NotAPolygon(why=f"its type is {found!r}")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    count = 0
    for ring in _rings(polygons):
        count += len(ring)
        if count > limits.polygon_vertices:
            raise TooManyVertices(count=count, limit=limits.polygon_vertices)
        if len(ring) < _SMALLEST_RING or ring[0] != ring[-1]:
            raise UnclosedRing(count=len(ring))
    _check_shape(_shape({"type": geometry["type"], "coordinates": coordinates}))
    return json.dumps({"type": geometry["type"], "coordinates": coordinates})


def _rings(polygons: Any) -> Iterator[list[Any]]:
    if not isinstance(polygons, list) or not polygons:
        raise NotAPolygon(why="it has no rings")
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise NotAPolygon(why="it has no rings")
        for ring in polygon:
            if not isinstance(ring, list):
                raise NotAPolygon(why="a ring is a list of positions")
            if not all(_is_position(position) for position in ring):
                raise NotAPolygon(why="a position is [longitude, latitude]")
            yield ring


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list)
        and len(position) in {2, 3}
        and all(isinstance(number, int | float) and not isinstance(number, bool) for number in position)
    )


def _shape(geometry: dict[str, Any]) -> Geometry:
    try:
        return shape(geometry)
    except (ShapelyError, ValueError, TypeError, OverflowError) as error:
        raise NotAPolygon(why="its coordinates cannot be read") from error


def _check_shape(geometry: Geometry) -> None:
    for lon, lat in get_coordinates(geometry):
        check_point(Point(lat=float(lat), lon=float(lon)))
    if not is_valid(geometry):
        raise InvalidPolygon(why=str(is_valid_reason(geometry)).replace("[", " at ").rstrip("]"))


def _check_within(within: Within | None, limits: Limits) -> None:
    if within is None:
        return
    if within == Within():
        raise NothingAsked(argument="within")
    if within.box is not None:
        _check_box(within.box)
    if within.circle is not None:
        _check_circle(within.circle, limits)


def _check_box(box: Box) -> None:
    check_point(Point(lat=box.south, lon=box.west))
    check_point(Point(lat=box.north, lon=box.east))
    if box.west > box.east:
        raise ReversedBox(low="west", low_value=box.west, high="east", high_value=box.east)
    if box.south > box.north:
        raise ReversedBox(low="south", low_value=box.south, high="north", high_value=box.north)


def _check_circle(circle: Circle, limits: Limits) -> None:
    check_point(circle.center)
    if not 0 < circle.metres <= limits.radius_metres:
        raise BadRadius(metres=circle.metres, limit=limits.radius_metres)


def _check_eligible(eligible: Eligible, limits: Limits) -> None:
    if eligible.age is not None and not 0 <= eligible.age <= OLDEST:
        raise BadAge(age=eligible.age)
    _check_lists(limits, targetGroups=eligible.target_groups)


def _check_text(text: str | None, limits: Limits) -> None:
    # Every word becomes a condition of the SQL.
    if text is not None and len(text) > limits.text_characters:
        raise TextTooLong(count=len(text), limit=limits.text_characters)
    if text is not None and not search_terms(text):
        raise EmptyText(text=text[:50])


def _check_lists(limits: Limits, **lists: Sequence[object]) -> None:
    for argument, values in lists.items():
        if len(values) > limits.filter_ids:
            raise TooManyValues(argument=argument, count=len(values), limit=limits.filter_ids)
        if any(isinstance(value, str) and "\0" in value for value in values):
            raise UnstorableText
