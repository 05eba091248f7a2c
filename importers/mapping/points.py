"""A row's own coordinates, checked against the place that the row names."""

from math import asin, cos, radians, sin, sqrt

from hub.domain.records import Point
from hub.domain.territory import Gazetteer, TerritoryUnit
from hub.domain.vocabulary import Country, PrecisionClass, TerritoryLevel
from importers.cleaning.coordinates import Coordinates, Inside, clean_coordinates, clean_point
from importers.cleaning.result import Cleaned
from importers.columns import HubField
from importers.mapping.cells import RowView

#: South, north, west, east in degrees: where points of a state can lie at all.
_BOXES: dict[Country | None, tuple[float, float, float, float]] = {
    Country.UA: (44.2, 52.4, 22.1, 40.3),
    Country.RU: (41.1, 81.9, 19.6, 180.0),
    Country.KZ: (40.5, 55.5, 46.4, 87.4),
    None: (-90.0, 90.0, -180.0, 180.0),
}
#: How far, in kilometres, a place in a unit may lie from the point that stands for the unit. Wide on
#: purpose: this finds swapped axes and other countries, not bad geocoding.
_REACH = {
    TerritoryLevel.CITY_DISTRICT: 60,
    TerritoryLevel.SETTLEMENT: 60,
    TerritoryLevel.HROMADA: 100,
    TerritoryLevel.DISTRICT: 250,
    TerritoryLevel.REGION: 700,
}
_EARTH_KM = 6371.0


def point_of(
    view: RowView, unit: TerritoryUnit | None, gazetteer: Gazetteer, country: Country | None
) -> tuple[Point | None, PrecisionClass]:
    """The row's point and its precision; (None, UNKNOWN) when it gives none or an impossible one."""
    inside = _inside(unit, gazetteer, country)
    found = view.clean(HubField.LOCATION_POINT, lambda text: clean_point(text, inside))
    if found is None:
        found = _from_two_columns(view, inside)
    if found is None:
        return None, PrecisionClass.UNKNOWN
    return Point(lat=found.lat, lon=found.lon), found.precision


def _from_two_columns(view: RowView, inside: Inside) -> Coordinates | None:
    lat, lon = view.cell(HubField.LOCATION_LAT), view.cell(HubField.LOCATION_LON)
    if lat is None or lon is None:
        return None

    def read(text: str) -> Cleaned[Coordinates | None]:
        return clean_coordinates(text, lon.text, inside)

    return view.cleaned(lat, read)


def _inside(unit: TerritoryUnit | None, gazetteer: Gazetteer, country: Country | None) -> Inside:
    south, north, west, east = _BOXES[country]
    near = (
        next((one for one in gazetteer.lineage(unit) if one.level in _REACH and one.lat), None)
        if unit
        else None
    )

    def inside(lat: float, lon: float) -> bool:
        if not (south <= lat <= north and west <= lon <= east):
            return False
        if near is None or near.lat is None or near.lon is None:
            return True
        return _kilometres(lat, lon, near.lat, near.lon) <= _REACH[near.level]

    return inside


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance by the haversine formula."""
    rise, run = radians(other_lat - lat), radians(other_lon - lon)
    chord = sin(rise / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(run / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(chord))
