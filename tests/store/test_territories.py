"""The tree in PostgreSQL: loading twice, renaming, ending, closure, facts, and where a point lies."""

from dataclasses import replace
from datetime import date

import pytest
import shapely

from hub.domain.territory import Gazetteer, PlaceQuery, TerritoryUnit, UnitCode, UnitFacts, UnitName
from hub.domain.text import search_key
from hub.domain.vocabulary import Country, Lang, PrecisionClass, TerritoryLevel, TerritoryScheme
from hub.ingest.territories import (
    ReferenceSource,
    known_units,
    load_codifier,
    load_unit_facts,
    loaded_editions,
)
from hub.store.connection import connect
from hub.store.territories import UnitCounts
from hub.store.territory_facts import FactCounts
from hub.store.territory_read import PlacedPoint, place_point
from importers.codifiers import sources
from importers.codifiers.handwritten import read_handwritten

SOURCE = sources.handwritten("edition 1")
LOADED_ON = date(2026, 1, 1)
SQUARE: bytes = shapely.to_wkb(shapely.box(73, 54, 74, 56))


@pytest.fixture
def units() -> list[TerritoryUnit]:
    return list(read_handwritten())


def load(url: str, units: list[TerritoryUnit], source: ReferenceSource = SOURCE) -> UnitCounts:
    return load_codifier(url, source, units, on_date=LOADED_ON)


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def test_a_second_load_changes_nothing(database_url: str, units: list[TerritoryUnit]) -> None:
    assert load(database_url, units) == UnitCounts(added=181, changed=0, unchanged=0, ended=0)
    tables = ("territory", "territory_code", "territory_name", "territory_closure")
    before = {table: sorted(map(str, rows(database_url, f"SELECT * FROM hub.{table}"))) for table in tables}
    assert load(database_url, units) == UnitCounts(added=0, changed=0, unchanged=181, ended=0)
    after = {table: sorted(map(str, rows(database_url, f"SELECT * FROM hub.{table}"))) for table in tables}
    assert after == before
    assert loaded_editions(database_url) == {"merezha-territories": "edition 1"}


def test_the_closure_holds_every_unit_with_all_above_it(
    database_url: str, units: list[TerritoryUnit]
) -> None:
    load(database_url, units)
    line = rows(
        database_url,
        "SELECT a.code, c.depth FROM hub.territory_closure c JOIN hub.territory t ON t.id = c.territory_id "
        "JOIN hub.territory a ON a.id = c.ancestor_id WHERE t.code = '52701000001' ORDER BY c.depth",
    )
    assert line == [("52701000001", 0), ("52701000", 1), ("52000000", 2), ("RU", 3)]
    omsk = rows(
        database_url,
        "SELECT count(*) FROM hub.territory_closure c JOIN hub.territory a ON a.id = c.ancestor_id "
        "WHERE a.code = '52000000' AND c.depth = 1",
    )
    assert omsk == [(33,)]


def test_what_is_read_back_is_what_was_loaded(database_url: str, units: list[TerritoryUnit]) -> None:
    load(database_url, units)
    read = {unit.code: unit for unit in known_units(database_url)}
    for unit in units:
        back = read[unit.code]
        assert set(back.codes) == set(unit.codes)
        assert set(back.other_names) == set(unit.other_names)
        assert back == replace(
            unit, codes=back.codes, other_names=back.other_names, parent_code=unit.parent_code
        )


def test_a_renamed_unit_keeps_its_former_name(database_url: str, units: list[TerritoryUnit]) -> None:
    load(database_url, units)
    renamed = [replace(unit, name="Новый Омск") if unit.code == "52701000001" else unit for unit in units]
    assert load(database_url, renamed) == UnitCounts(added=0, changed=1, unchanged=180, ended=0)
    unit = next(unit for unit in known_units(database_url) if unit.code == "52701000001")
    assert unit.name == "Новый Омск"
    assert UnitName("Омск", Lang.RU, "former", None, LOADED_ON) in unit.other_names
    searched = rows(database_url, "SELECT search FROM hub.territory WHERE code = '52701000001'")
    assert search_key("Новый Омск") in str(searched[0][0])
    assert search_key("Омбы") in str(searched[0][0])


def test_a_unit_that_the_file_no_longer_has_ends_and_comes_back(
    database_url: str, units: list[TerritoryUnit]
) -> None:
    load(database_url, units)
    without = [unit for unit in units if unit.code != "RU-OMS.sargatskiy.sargatskoe"]
    assert load(database_url, without).ended == 1
    ended = rows(database_url, "SELECT code, valid_to FROM hub.territory WHERE valid_to IS NOT NULL")
    assert ended == [("RU-OMS.sargatskiy.sargatskoe", LOADED_ON)]
    assert load(database_url, units) == UnitCounts(added=0, changed=1, unchanged=180, ended=0)
    assert rows(database_url, "SELECT 1 FROM hub.territory WHERE valid_to IS NOT NULL") == []


def test_a_secondary_source_leaves_the_units_of_others_alone(
    database_url: str, units: list[TerritoryUnit]
) -> None:
    load(database_url, units)
    other = replace(SOURCE, code="other", edition="x")
    changed = [replace(unit, name=f"{unit.name}!") for unit in units]
    counts = load_codifier(database_url, other, changed, secondary=True, on_date=LOADED_ON)
    assert counts == UnitCounts(added=0, changed=0, unchanged=0, ended=0)


def test_facts_reach_known_units_only(database_url: str, units: list[TerritoryUnit]) -> None:
    load(database_url, units)
    facts = [
        UnitFacts("52000000", 54.99, 73.37, PrecisionClass.TERRITORY, boundary=SQUARE),
        UnitFacts(
            "52701000001",
            54.99,
            73.37,
            PrecisionClass.SETTLEMENT,
            population=1_172_070,
            codes=(UnitCode(TerritoryScheme.OKATO, "52401"),),
            names=(UnitName("Омьскъ", Lang.RU, "former"),),
        ),
        UnitFacts("99999999", 1, 1, PrecisionClass.EXACT),
    ]
    counts = load_unit_facts(database_url, SOURCE, facts)
    assert counts == FactCounts(
        points=2, populations=1, areas=0, names=1, codes=1, boundaries=1, links=0, unknown=1
    )
    # A centroid does not replace the settlement's own point.
    worse = [UnitFacts("52701000001", 50.0, 70.0, PrecisionClass.TERRITORY)]
    assert load_unit_facts(database_url, SOURCE, worse).points == 0
    unit = next(unit for unit in known_units(database_url) if unit.code == "52701000001")
    assert (unit.lat, unit.lon, unit.point_precision) == (54.99, 73.37, PrecisionClass.SETTLEMENT)
    assert unit.codes == (
        UnitCode(TerritoryScheme.OKATO, "52401"),
        UnitCode(TerritoryScheme.OKATO, "52401000000"),
    )


def test_a_point_lies_in_a_polygon_or_near_a_place(database_url: str, units: list[TerritoryUnit]) -> None:
    load(database_url, units)
    facts = [
        UnitFacts("52000000", boundary=SQUARE),
        UnitFacts("52701000001", 54.99, 73.37, PrecisionClass.SETTLEMENT),
        UnitFacts("591010000", 54.87, 69.15, PrecisionClass.SETTLEMENT),
    ]
    load_unit_facts(database_url, SOURCE, facts)
    with connect(database_url) as connection:
        near = place_point(connection, 55.00, 73.37)
        assert near is not None
        assert (near.code, near.approximate, round(near.metres or 0)) == ("52701000001", True, 1113)
        # Inside the region's polygon but far from every place of it: the region, and no guess.
        assert place_point(connection, 55.9, 73.9) == PlacedPoint("52000000", TerritoryLevel.REGION, False)
        assert place_point(connection, 10.0, 10.0) is None
    load_unit_facts(database_url, SOURCE, [UnitFacts("52701000001", boundary=SQUARE)])
    with connect(database_url) as connection:
        inside = place_point(connection, 55.9, 73.9)
    assert inside == PlacedPoint("52701000001", TerritoryLevel.SETTLEMENT, approximate=False)


def test_the_gazetteer_works_on_what_is_read_back(database_url: str, units: list[TerritoryUnit]) -> None:
    load(database_url, units)
    gazetteer = Gazetteer(known_units(database_url))
    query = PlaceQuery(text="Омская обл., Саргатский р-н, р.п. Саргатское, ул. Ленина, 1", country=Country.RU)
    answer = gazetteer.resolve(query)
    assert answer.unit is not None
    assert answer.unit.code == "RU-OMS.sargatskiy.sargatskoe"
