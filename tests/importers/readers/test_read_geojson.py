"""GeoJSON: properties, points and other geometries, foreign coordinate systems."""

import json

import pytest

from importers.readers.errors import MalformedFile, UnsupportedCrs


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)}, ensure_ascii=False)


def feature(geometry, properties, **more):
    return {"type": "Feature", "geometry": geometry, "properties": properties, **more}


POINT = {"type": "Point", "coordinates": [30.22, 48.75, 120.5]}
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1.5], [0, 0]]]}


@pytest.mark.parametrize("name", ["a.geojson", "a.json"])
def test_features_become_rows(write, read, name):
    text = collection(
        feature(POINT, {"name": "Центр", "address": {"city": "Умань"}}, id=7),
        feature(SQUARE, {"name": "Район"}),
        feature(None, None),
    )
    rows, source = read(write(name, text))
    assert source.format == "geojson"
    assert source.columns == ["name", "address.city", "@id", "geometry.lat", "geometry.lon", "geometry"]
    assert [list(values.values()) for _, values in rows] == [
        ["Центр", "Умань", "7", "48.75", "30.22", '{"type":"Point","coordinates":[30.22,48.75,120.5]}'],
        ["Район", "", "", "", "", '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1.5],[0,0]]]}'],
        ["", "", "", "", "", ""],
    ]


def test_a_property_called_geometry_is_kept_apart(write, read):
    rows, _ = read(write("a.geojson", collection(feature(POINT, {"geometry": "точка"}))))
    assert rows[0][1]["properties.geometry"] == "точка"
    assert rows[0][1]["geometry.lat"] == "48.75"


def test_a_foreign_coordinate_system_is_refused(write, read):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(UnsupportedCrs) as caught:
        read(write("a.geojson", collection(feature(POINT, {}), crs=crs)))
    assert "3857" in str(caught.value)
    crs["properties"]["name"] = "urn:ogc:def:crs:OGC:1.3:CRS84"
    assert len(read(write("b.geojson", collection(feature(POINT, {}), crs=crs)))[0]) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": [{"type": "Point"}]}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": 5, "properties": {}}]}',
    ],
)
def test_what_is_no_feature_is_refused(write, read, text):
    with pytest.raises(MalformedFile):
        read(write("a.geojson", text))


def test_only_geometries_of_one_point_give_one_and_the_others_are_told(write, read):
    line = {"type": "LineString", "coordinates": [[30, 48], [31, 49]]}
    several = {"type": "MultiPoint", "coordinates": [[30, 48], [31, 49]]}
    alone = {"type": "MultiPoint", "coordinates": [[30.5, 48.5]]}
    within = {"type": "GeometryCollection", "geometries": [alone]}
    broken = [{"type": "Point", "coordinates": numbers} for numbers in ([], [30.5], ["30.5", "x"], None)]
    text = collection(
        *(feature(one, {"n": "x"}) for one in (POINT, alone, within, line, several, *broken, None))
    )
    rows, source = read(write("a.geojson", text))
    points = [(values["geometry.lat"], values["geometry.lon"]) for _, values in rows]
    assert points == [("48.75", "30.22"), ("48.5", "30.5"), ("48.5", "30.5"), *[("", "")] * 7]
    assert [note.code for note in source.notes] == ["GEOMETRY_NOT_POINT"] * 6
    assert [note.row for note in source.notes] == [4, 5, 6, 7, 8, 9]
