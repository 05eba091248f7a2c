"""GeoJSON feature collections: properties as columns, the geometry as point columns and as text."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.domain.records import Issue
from hub.domain.vocabulary import Severity
from importers.readers.decoding import text_encoding
from importers.readers.errors import UnsupportedCrs
from importers.readers.flatten import compact_json, flatten
from importers.readers.json_records import flat_records, json_events
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.records import FlatRecord, record_source
from importers.readers.source import RowSource

#: So much of a geometry is shown with what is told of it.
_SHOWN = 100
_GEOMETRY_COLUMNS = ("geometry.lat", "geometry.lon", "geometry")


def open_geojson(path: Path, format: FileFormat, options: FormatOptions, file: str) -> RowSource:
    """One row a feature: its properties, `@id`, and `geometry`, for points `geometry.lat` and `.lon` too.

    Several points that are one, as MultiPoint and GeometryCollection can hold it, are a point; of every other
    geometry it is told that it gives none. A property of the name `geometry` is read as
    `properties.geometry`.
    """
    encoding = text_encoding(path, options.encoding, file)
    _refuse_foreign_crs(path, encoding, file, format)

    def records() -> Iterator[FlatRecord]:
        return flat_records(path, encoding, "features.item", file, format, _flat_feature)

    return record_source(
        records, file=file, format=format, encoding=encoding, last=_GEOMETRY_COLUMNS, told=_told
    )


def _flat_feature(feature: Any) -> dict[str, str]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise ValueError("a member of features is no Feature")
    properties = flatten(feature.get("properties") or {})
    flat = {
        f"properties.{name}" if name in _GEOMETRY_COLUMNS else name: value
        for name, value in properties.items()
    }
    if feature.get("id") is not None:
        flat["@id"] = str(feature["id"])
    return flat | _flat_geometry(feature.get("geometry"))


def _flat_geometry(geometry: Any) -> dict[str, str]:
    lat = lon = text = ""
    if geometry is not None:
        if not isinstance(geometry, dict):
            raise ValueError("a geometry is no object")
        text = compact_json(geometry)
        position = _position(geometry)
        if position is not None:
            lon, lat = map(str, position)
    return {"geometry.lat": lat, "geometry.lon": lon, "geometry": text}


def _position(geometry: Any) -> list[Any] | None:
    """Longitude and latitude of a geometry of one point; None of any other."""
    if not isinstance(geometry, dict):
        return None
    type, inner = geometry.get("type"), geometry.get("coordinates")
    if type == "GeometryCollection":
        members = geometry.get("geometries")
        return _position(members[0]) if isinstance(members, list) and len(members) == 1 else None
    if type == "MultiPoint":
        inner = inner[0] if isinstance(inner, list) and len(inner) == 1 else None
    elif type != "Point":
        return None
    numbers = inner[:2] if isinstance(inner, list) else []
    are_two = len(numbers) == 2 and all(isinstance(one, Decimal | int | float) for one in numbers)
    return numbers if are_two else None


def _told(number: int, flat: dict[str, str]) -> Iterator[Issue]:
    """A word on a geometry that gave no point."""
    text = flat["geometry"]
    if text and not flat["geometry.lat"]:
        message = (
            "The feature's geometry is not one point of two numbers, so its place on the map is not read; "
            "give the point of its entrance."
        )
        value = text[:_SHOWN]
        yield Issue("GEOMETRY_NOT_POINT", message, Severity.WARNING, number, column="geometry", value=value)


def _refuse_foreign_crs(path: Path, encoding: str, file: str, format: FileFormat) -> None:
    """The GeoJSON of 2008 could name another coordinate system; today's is WGS 84 only."""
    for prefix, _, _, value in json_events(path, encoding, file, format):
        if prefix == "crs.properties.name" and not value.endswith(("CRS84", "4326", "WGS84")):
            raise UnsupportedCrs(file=file, crs=repr(value))
