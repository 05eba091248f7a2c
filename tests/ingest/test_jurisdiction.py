"""A source speaks of its own territories only: by code, and by point where the hub knows their boundary."""

from pathlib import Path

import pytest

from hub.domain.records import LocationRecord, Point
from hub.domain.vocabulary import PrecisionClass, Severity
from hub.store.connection import connect
from hub.store.jurisdiction import Boundary, read_boundary
from hub.store.places import territory_id
from importers.codifiers.files import load_file

from .builders import CITY, HROMADA, REGION, provider

#: One degree of latitude north of 49.0 to 50.0, so that metres are easy to tell: 0.01° are 1,112 m.
_SQUARE = "POLYGON((28 49, 29 49, 29 50, 28 50, 28 49))"


def outline(url: str, code: str) -> None:
    with connect(url) as connection:
        connection.execute(
            "UPDATE hub.territory SET boundary = ST_Multi(ST_GeomFromText(%s, 4326)) WHERE code = %s",
            (_SQUARE, code),
        )


def at(lat: float, lon: float, precision: PrecisionClass = PrecisionClass.EXACT, **more):
    return (LocationRecord("main", CITY, point=Point(lat, lon), precision=precision, **more),)


def test_a_point_beyond_the_boundary_is_quarantined_with_its_row_though_the_code_is_inside(
    hub_url, importing
):
    outline(hub_url, REGION)
    report = importing(provider("1", locations=at(50.1, 28.5)), provider("2", locations=at(49.5, 28.5)))
    (issue,) = report.issues
    assert (issue.code, issue.severity, issue.row) == ("OUTSIDE_JURISDICTION", Severity.ERROR, 2)
    assert issue.message == (
        "The point 50.1, 28.5 lies 11.1 km outside the boundary of this source's jurisdiction; the row is "
        "quarantined. Correct the coordinates."
    )
    assert (report.accepted, report.rejected, report.added) == (1, 1, 1)


@pytest.mark.parametrize(
    ("lat", "precision", "admitted"),
    [
        (50.009, PrecisionClass.EXACT, True),  # 1,001 m: within the slack of the line and the point's 50 m
        (50.010, PrecisionClass.EXACT, False),  # 1,112 m
        (50.010, PrecisionClass.STREET, True),  # of a street's point, 500 m more
        (50.034, PrecisionClass.SETTLEMENT, True),  # 3,781 m
        (50.040, PrecisionClass.SETTLEMENT, False),  # 4,448 m
    ],
)
def test_a_point_may_miss_the_line_by_its_uncertainty(hub_url, importing, lat, precision, admitted):
    outline(hub_url, REGION)
    report = importing(provider("1", locations=at(lat, 28.5, precision)))
    assert (report.accepted, [issue.code for issue in report.issues]) == (
        (1, []) if admitted else (0, ["OUTSIDE_JURISDICTION"])
    )


def test_the_parts_make_up_a_boundary_that_is_not_known_itself(hub_url, importing):
    outline(hub_url, HROMADA)
    report = importing(provider("1", locations=at(50.1, 28.5)))
    assert [issue.code for issue in report.issues] == ["OUTSIDE_JURISDICTION"]


def test_without_any_boundary_the_code_decides_alone(importing):
    assert importing(provider("1", locations=at(55.0, 73.4))).accepted == 1


def test_parts_of_which_one_is_unknown_make_up_no_boundary(hub_url):
    outline(hub_url, HROMADA)
    with connect(hub_url) as connection:
        jurisdiction = territory_id(connection, REGION)
        assert isinstance(read_boundary(connection, jurisdiction), Boundary)
        connection.execute("UPDATE hub.territory SET parent_id = %s WHERE code = 'UA71'", (jurisdiction,))
        assert read_boundary(connection, jurisdiction) is None
        assert read_boundary(connection, None) is None


#: File → the unit that it is joined below, and the jurisdictions whose boundary it gives.
_REAL = {
    "ua_adm1_oblasts_geoBoundaries_27.geojson": ("UA", ("UA05000000000010236", "UA71000000000010357")),
    "ru_omsk_oblast_municipal_districts_osm_33.geojson": ("RU-OMS", ("RU-OMS",)),
    "DERIVED_kz_north_kazakhstan_raions_osm_joined_to_kato.geojson": ("590000000", ("590000000",)),
}
#: Towns by the jurisdiction that they lie in, 2 to 8 km from no border.
_TOWNS = {
    "UA05000000000010236": Point(49.2328, 28.4816),  # Vinnytsia
    "UA71000000000010357": Point(48.7484, 30.2218),  # Uman
    "RU-OMS": Point(54.9924, 73.3686),  # Omsk
    "590000000": Point(54.8753, 69.1628),  # Petropavl
}


def test_real_boundaries_tell_the_towns_of_four_jurisdictions_apart(shared_data: Path, demo_copy_url: str):
    for name, (parent, _) in _REAL.items():
        load_file(demo_copy_url, "boundaries", shared_data / "boundaries" / name, parent)
    with connect(demo_copy_url) as connection:
        boundaries = {
            code: read_boundary(connection, territory_id(connection, code))
            for _, codes in _REAL.values()
            for code in codes
        }
    assert {code: boundary is not None for code, boundary in boundaries.items()} == dict.fromkeys(
        _TOWNS, True
    )
    covered = {
        (code, town)
        for code, boundary in boundaries.items()
        for town, point in _TOWNS.items()
        if boundary is not None and boundary.covers(point)
    }
    assert covered == {(code, code) for code in _TOWNS}
