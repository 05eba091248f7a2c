"""A source's own point tells the territory where the row names none."""

import pytest

from hub.domain.records import LocationRecord, Point
from hub.store.connection import connect

from .builders import CITY, ELSEWHERE, HROMADA, REGION, provider

_BOX = "POLYGON((28.4 49.2, 28.6 49.2, 28.6 49.3, 28.4 49.3, 28.4 49.2))"


def placed(url):
    with connect(url) as connection:
        return connection.execute(
            "SELECT t.code, territory_how, territory_distance_m, precision, radius_m "
            "FROM hub.location l LEFT JOIN hub.territory t ON t.id = territory_id"
        ).fetchall()


def test_by_the_nearest_known_place_with_its_distance(hub_url, importing):
    importing(provider("1", locations=(LocationRecord("main", point=Point(49.24, 28.4681)),)))
    assert placed(hub_url) == [(CITY, "nearest", pytest.approx(801, abs=1), "exact", 50)]


def test_by_polygon_where_one_is_known(hub_url, importing):
    with connect(hub_url) as connection:
        connection.execute(
            "UPDATE hub.territory SET boundary = ST_Multi(ST_GeomFromText(%s, 4326)) WHERE code = %s",
            (_BOX, HROMADA),
        )
    importing(provider("1", locations=(LocationRecord("main", point=Point(49.24, 28.5)),)))
    assert placed(hub_url) == [(HROMADA, "polygon", None, "exact", 50)]


def test_never_by_a_place_outside_the_jurisdiction(hub_url, importing):
    with connect(hub_url) as connection:
        connection.execute("UPDATE hub.territory SET level = 'hromada' WHERE code = %s", (ELSEWHERE,))
    report = importing(provider("1", locations=(LocationRecord("main", point=Point(49.41, 32.0)),)))
    assert [issue.code for issue in report.issues] == ["UNPLACED_POINT"]
    assert placed(hub_url) == [(None, None, None, "exact", 50)]


def test_a_stated_territory_is_kept(hub_url, importing):
    importing(provider("1", locations=(LocationRecord("main", HROMADA, point=Point(49.24, 28.4681)),)))
    assert placed(hub_url) == [(HROMADA, "stated", None, "exact", 50)]


def test_the_seat_of_a_region_stands_for_no_place_in_it(hub_url, importing):
    with connect(hub_url) as connection:
        connection.execute(
            "UPDATE hub.territory SET point_precision = 'territory' WHERE code = %s", (REGION,)
        )
    importing(provider("1", locations=(LocationRecord("main", REGION),)))
    assert placed(hub_url) == [(REGION, "stated", None, "unknown", None)]


def test_a_settlement_without_a_point_is_shown_at_its_hromadas(hub_url, importing):
    with connect(hub_url) as connection:
        connection.execute("UPDATE hub.territory SET point = NULL WHERE code = %s", (CITY,))
    importing(provider("1"))
    assert placed(hub_url) == [(CITY, "stated", None, "territory", 15_000)]


def test_a_report_counts_locations_by_level_when_published_and_when_repeated(importing):
    records = (
        provider("1"),
        provider("2", locations=(LocationRecord("main", HROMADA),)),
        provider("3", locations=(LocationRecord("main"),)),
    )
    found = {"hromada": 1, "none": 1, "settlement": 1}
    assert importing(*records).placements == found
    assert importing(*records).placements == found
