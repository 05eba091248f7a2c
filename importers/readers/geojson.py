"""GeoJSON feature collections: properties as columns, the geometry as point columns and as text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from importers.readers.decoding import text_encoding
from importers.readers.errors import UnsupportedCrs
from importers.readers.flatten import compact_json, flatten
from importers.readers.json_records import flat_records, json_events
from importers.readers.options import FileFormat, FormatOptions
from importers.readers.records import FlatRecord, record_source
from importers.readers.source import RowSource

_GEOMETRY_COLUMNS = ("geometry.lat", "geometry.lon", "geometry")


def open_geojson(path: Path, format: FileFormat, options: FormatOptions, file: str) -> RowSource:
    """One row a feature: its properties, `@id`, and `geometry`, for points `geometry.lat` and `.lon` too.

    A property of the name `geometry` is read as `properties.geometry`.
    """
    encoding = text_encoding(path, options.encoding, file)
    _refuse_foreign_crs(path, encoding, file, format)

    def records() -> Iterator[FlatRecord]:
        return flat_records(path, encoding, "features.item", file, format, _flat_feature)

    return record_source(records, file=file, format=format, encoding=encoding, last=_GEOMETRY_COLUMNS)


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
        if geometry.get("type") == "Point" and geometry.get("coordinates"):
            lon, lat = (str(number) for number in geometry["coordinates"][:2])
    return {"geometry.lat": lat, "geometry.lon": lon, "geometry": text}


def _refuse_foreign_crs(path: Path, encoding: str, file: str, format: FileFormat) -> None:
    """The GeoJSON of 2008 could name another coordinate system; today's is WGS 84 only."""
    for prefix, _, _, value in json_events(path, encoding, file, format):
        if prefix == "crs.properties.name" and not value.endswith(("CRS84", "4326", "WGS84")):
            raise UnsupportedCrs(file=file, crs=repr(value))
