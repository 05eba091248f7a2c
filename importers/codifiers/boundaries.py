"""Boundaries from GeoJSON, GeoPackage or Shapefile: repaired, and joined by code or by name.

A feature is joined by the first of its columns that holds codes of known units, else by its name within
the parent given. Geometries are brought to WGS 84 and made valid; what is no area is left out.
"""

import re
from pathlib import Path
from typing import Any

import pyogrio
import shapely

from hub.domain.territory import Gazetteer, PlaceQuery, TerritoryUnit, UnitFacts
from hub.domain.territory.names import split_type
from hub.domain.vocabulary import TerritoryLevel
from importers.codifiers.errors import CodifierLayout
from importers.codifiers.facts import FactsRead
from importers.readers.errors import UnsupportedCrs

KIND = "boundaries"
_WGS84 = "EPSG:4326"
#: A column is one of codes when at least this share of its values name known units.
_CODE_SHARE = 0.8


def read_boundaries(path: Path, units: list[TerritoryUnit], parent: str | None = None) -> FactsRead:
    """A multipolygon for each feature that names exactly one unit, below `parent` when that is given.

    Raises CodifierLayout when the file has neither a column of codes nor one of names, UnsupportedCrs
    when its coordinates are not in WGS 84.
    """
    gazetteer = Gazetteer(units)
    meta, _, geometries, columns = pyogrio.raw.read(path)
    if geometries is None:
        raise CodifierLayout(file=path.name, kind=KIND, missing="a layer of geometries")
    fields = {
        str(name): [str(value) if value is not None else "" for value in column]
        for name, column in zip(meta["fields"], columns, strict=True)
    }
    coded = next((values for values in fields.values() if _are_codes(gazetteer, values)), None)
    named = None if coded else next((values for values in fields.values() if _are_names(values)), None)
    if coded is None and named is None:
        raise CodifierLayout(file=path.name, kind=KIND, missing="a column of codes or names of units")
    result = FactsRead(series=re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-"))
    shapes = _in_wgs84(path, shapely.from_wkb(list(geometries)), meta["crs"])
    for label, shape in zip(coded or named or [], shapes, strict=True):
        unit = gazetteer.by_code(label) if coded else _by_name(gazetteer, label, parent)
        area = _area(shape)
        if unit is None:
            result.leave_out("not placed", f"The feature «{label}» names no one unit.")
        elif area is None:
            result.leave_out("no area", f"The geometry of «{label}» is no area.")
        else:
            result.counts["joined"] += 1
            result.counts["repaired"] += not shapely.is_valid(shape)
            result.facts.append(UnitFacts(unit.code, boundary=shapely.to_wkb(area)))
    return result


def _are_codes(gazetteer: Gazetteer, values: list[str]) -> bool:
    known = sum(gazetteer.by_code(value) is not None for value in values if value)
    return known > 0 and known >= _CODE_SHARE * len(values)


def _are_names(values: list[str]) -> bool:
    return bool(values) and all(any(map(str.isalpha, value)) for value in values)


def _by_name(gazetteer: Gazetteer, name: str, parent: str | None) -> TerritoryUnit | None:
    """The unit of a name: as a district first («Омск» is a district-level city), then as its type says."""
    hint = split_type(name).hint
    district = PlaceQuery(district=name, within=parent)
    own = PlaceQuery(region=name) if hint and hint.level is TerritoryLevel.REGION else district
    answer = gazetteer.resolve(own)
    return answer.unit if answer.resolved else None


def _in_wgs84(path: Path, shapes: Any, crs: str | None) -> Any:
    """The geometries in longitude and latitude; a file without a reference system is taken as such."""
    if crs is None or crs in {_WGS84, "OGC:CRS84", "EPSG:4979"}:
        return shapes
    raise UnsupportedCrs(file=path.name, crs=crs)


def _area(shape: Any) -> Any:
    """The valid polygonal part of a geometry as a multipolygon, None when it has none."""
    parts = [part for part in shapely.get_parts(shapely.make_valid(shape)) if part.area > 0]
    polygons = [
        polygon
        for part in parts
        for polygon in shapely.get_parts(part)
        if shapely.get_type_id(polygon) == shapely.GeometryType.POLYGON
    ]
    return shapely.multipolygons(polygons) if polygons else None
