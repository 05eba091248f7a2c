"""Boundaries by code or by name, repaired, in GeoJSON and GeoPackage."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from hub.domain.territory import TerritoryUnit
from importers.codifiers.boundaries import read_boundaries
from importers.codifiers.errors import CodifierLayout
from importers.readers.errors import UnsupportedCrs

SQUARE = [[73, 54], [74, 54], [74, 56], [73, 56], [73, 54]]
BOW_TIE = [[73, 54], [74, 56], [74, 54], [73, 56], [73, 54]]


def geojson(tmp_path: Path, features: list[tuple[dict[str, str], list[list[int]]]], **more: Any) -> Path:
    path = tmp_path / "Some Districts.geojson"
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for properties, ring in features
        ],
        **more,
    }
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def test_joined_by_code(tmp_path: Path, bundled: list[TerritoryUnit]) -> None:
    path = geojson(tmp_path, [({"label": "one", "kato": "593200000"}, SQUARE)])
    read = read_boundaries(path, bundled)
    assert [fact.code for fact in read.facts] == ["593200000"]
    assert read.series == "some-districts"
    boundary = shapely.from_wkb(read.facts[0].boundary)
    assert boundary.equals(shapely.multipolygons([shapely.box(73, 54, 74, 56)]))


def test_joined_by_name_within_the_parent(tmp_path: Path, bundled: list[TerritoryUnit]) -> None:
    features = [({"district": name}, SQUARE) for name in ("Полтавский район", "Омск", "Вигаданий район")]
    read = read_boundaries(geojson(tmp_path, features), bundled, "RU-OMS")
    assert [fact.code for fact in read.facts] == ["RU-OMS.poltavskiy", "52701000"]
    assert read.notes == ["The feature «Вигаданий район» names no one unit."]


def test_an_invalid_ring_is_repaired(tmp_path: Path, bundled: list[TerritoryUnit]) -> None:
    read = read_boundaries(geojson(tmp_path, [({"kato": "593200000"}, BOW_TIE)]), bundled)
    assert read.counts == {"joined": 1, "repaired": 1}
    boundary = shapely.from_wkb(read.facts[0].boundary)
    assert shapely.is_valid(boundary)
    assert (boundary.geom_type, len(boundary.geoms), boundary.area) == ("MultiPolygon", 2, 1.0)


@pytest.mark.parametrize(("driver", "suffix"), [("GPKG", "gpkg"), ("ESRI Shapefile", "shp")])
def test_other_formats(tmp_path: Path, bundled: list[TerritoryUnit], driver: str, suffix: str) -> None:
    path = tmp_path / f"districts.{suffix}"
    pyogrio.raw.write(
        path,
        geometry=np.array([shapely.to_wkb(shapely.box(73, 54, 74, 56))], dtype=object),
        field_data=[np.array(["593200000"], dtype=object)],
        fields=["kato"],
        geometry_type="Polygon",
        crs="EPSG:4326",
        driver=driver,
    )
    assert [fact.code for fact in read_boundaries(path, bundled).facts] == ["593200000"]


def test_other_coordinates_are_refused(tmp_path: Path, bundled: list[TerritoryUnit]) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    path = geojson(tmp_path, [({"kato": "593200000"}, SQUARE)], crs=crs)
    with pytest.raises(UnsupportedCrs, match="EPSG:3857"):
        read_boundaries(path, bundled)


def test_a_file_without_codes_or_names_is_refused(tmp_path: Path, bundled: list[TerritoryUnit]) -> None:
    with pytest.raises(CodifierLayout, match="a column of codes or names of units is missing"):
        read_boundaries(geojson(tmp_path, [({"number": "17"}, SQUARE)]), bundled)


@pytest.mark.parametrize(
    ("name", "parent", "count"),
    [
        ("ua_adm1_oblasts_geoBoundaries_27", None, 27),
        ("ru_omsk_oblast_municipal_districts_osm_33", "RU-OMS", 33),
        ("DERIVED_kz_north_kazakhstan_raions_osm_joined_to_kato", None, 14),
    ],
)
def test_real_boundaries(
    shared_data: Path, bundled: list[TerritoryUnit], name: str, parent: str | None, count: int
) -> None:
    read = read_boundaries(shared_data / "boundaries" / f"{name}.geojson", bundled, parent)
    assert len({fact.code for fact in read.facts}) == count
    assert read.notes == []
