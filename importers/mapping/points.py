"""A row's own coordinates, checked against the place that the row names."""

from hub.domain.records import Point
from hub.domain.territory import Gazetteer, TerritoryUnit
from hub.domain.vocabulary import Country, PrecisionClass, TerritoryLevel
from importers.cleaning.coordinates import Coordinates, Inside, clean_coordinates, clean_point
from importers.cleaning.result import Cleaned
from importers.codifiers.distance import kilometres
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
_POINT_FIELDS = (HubField.LOCATION_POINT, HubField.LOCATION_LAT, HubField.LOCATION_LON)


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


def seen_point(view: RowView, country: Country | None) -> Point | None:
    """The row's point as far as it can be read, without a word on what is wrong with it."""
    inside = _inside(None, None, country)
    cell, lat, lon = (view.cell(field) for field in _POINT_FIELDS)
    found = clean_point(cell.text, inside).value if cell else None
    if found is None and lat and lon:
        found = clean_coordinates(lat.text, lon.text, inside).value
    return Point(lat=found.lat, lon=found.lon) if found else None


def _from_two_columns(view: RowView, inside: Inside) -> Coordinates | None:
    lat, lon = view.cell(HubField.LOCATION_LAT), view.cell(HubField.LOCATION_LON)
    if lat is None or lon is None:
        given = lat or lon
        if given is not None:
            message = "Only one of the two coordinates is given, so there is no point; give both, or none."
            view.complain("COORDINATES_INCOMPLETE", message, column=given.column, value=given.text)
        return None

    def read(text: str) -> Cleaned[Coordinates | None]:
        return clean_coordinates(text, lon.text, inside)

    return view.cleaned(lat, read)


def _inside(unit: TerritoryUnit | None, gazetteer: Gazetteer | None, country: Country | None) -> Inside:
    south, north, west, east = _BOXES[country]
    near = (
        next((one for one in gazetteer.lineage(unit) if one.level in _REACH and one.lat), None)
        if unit and gazetteer
        else None
    )

    def inside(lat: float, lon: float) -> bool:
        if not (south <= lat <= north and west <= lon <= east):
            return False
        if near is None or near.lat is None or near.lon is None:
            return True
        return kilometres(lat, lon, near.lat, near.lon) <= _REACH[near.level]

    return inside
