"""GeoNames joined by name: unique both ways, of a fitting size, near its neighbours."""

from dataclasses import replace
from pathlib import Path

from hub.domain.territory import TerritoryUnit, UnitFacts
from hub.domain.vocabulary import Country, PrecisionClass
from importers.codifiers.centroids import read_centroids
from importers.codifiers.distance import kilometres
from importers.codifiers.geonames import GeoPlace, join_geonames, read_places

UMAN = GeoPlace(Country.UA, "01", "Uman", ("Uman", "Умань"), 48.7484, 30.2218, 87658)
CHERKASY = "UA71000000000010357"


def joined(units: list[TerritoryUnit], *places: GeoPlace) -> dict[str, UnitFacts]:
    return {fact.code: fact for fact in join_geonames(units, places).facts}


def outcomes(units: list[TerritoryUnit], *places: GeoPlace) -> dict[str, int]:
    return {outcome: number for (_, outcome), number in join_geonames(units, places).outcomes.items()}


def test_a_city_lends_its_point_to_what_it_heads(bundled: list[TerritoryUnit]) -> None:
    assert joined(bundled, UMAN) == {
        "UA71060210010010251": UnitFacts(
            "UA71060210010010251", 48.7484, 30.2218, PrecisionClass.SETTLEMENT, population=87658
        ),
        "UA71060210000032972": UnitFacts("UA71060210000032972", 48.7484, 30.2218, PrecisionClass.TERRITORY),
        "UA71060000000030325": UnitFacts("UA71060000000030325", 48.7484, 30.2218, PrecisionClass.TERRITORY),
    }


def test_an_unknown_population_stays_unknown(bundled: list[TerritoryUnit]) -> None:
    assert joined(bundled, replace(UMAN, population=0))["UA71060210010010251"].population is None


def test_homonyms_within_the_region_are_not_joined(bundled: list[TerritoryUnit]) -> None:
    village = replace(UMAN, name="Ivanivka", names=("Ivanivka", "Іванівка"), population=700)
    assert outcomes(bundled, village) == {"ambiguous": 1}


def test_two_places_for_one_unit_are_not_joined(bundled: list[TerritoryUnit]) -> None:
    assert outcomes(bundled, UMAN, replace(UMAN, lat=48.9)) == {"ambiguous": 2}


def test_a_big_place_is_no_village(bundled: list[TerritoryUnit]) -> None:
    # «Деснянський», a district of Kyiv city, stands in GeoNames among the places.
    quarter = GeoPlace(Country.UA, "02", "Desnianske", ("Desnianske", "Деснянське"), 51.3, 31.2, 179600)
    assert outcomes(bundled, quarter) == {"not found": 1}
    assert outcomes(bundled, replace(quarter, population=500)) == {"joined": 1}


def test_a_place_far_from_its_neighbours_is_left_out(bundled: list[TerritoryUnit]) -> None:
    near = [
        replace(UMAN, name=name, names=(name,), lat=48.7 + number / 50, population=900)
        for number, name in enumerate(("Паланка", "Городецьке", "Родниківка"))
    ]
    far = replace(UMAN, lat=52.0)
    assert outcomes(bundled, *near, far) == {"joined": 3, "far from its neighbours": 1}


def test_an_unknown_region_joins_nothing(bundled: list[TerritoryUnit]) -> None:
    assert outcomes(bundled, replace(UMAN, country=Country.RU, admin1="48")) == {"unknown region": 1}


def test_what_the_package_gives(bundled: list[TerritoryUnit]) -> None:
    result = join_geonames(bundled, read_places())
    numbers = {(country.value, outcome): number for (country, outcome), number in result.outcomes.items()}
    assert {outcome: number for (country, outcome), number in numbers.items() if country == "UA"} == {
        "joined": 3995,
        "ambiguous": 1122,
        "not found": 363,
        "far from its neighbours": 8,
    }
    assert (numbers["RU", "joined"], numbers["KZ", "joined"]) == (32, 12)
    points = {fact.code: fact for fact in result.facts}
    levels = {unit.code: unit.level.value for unit in bundled}
    hromadas = [fact for fact in result.facts if levels[fact.code] == "hromada"]
    assert (len(result.facts), len(hromadas)) == (5681, 1437)
    assert {fact.point_precision for fact in hromadas} == {PrecisionClass.TERRITORY}
    assert (points["52701000001"].lat, points["52701000001"].population) == (54.99244, 1172070)
    assert points["591010000"].population == 200920


def test_seats_lie_near_the_centroids_of_their_hromadas(
    shared_data: Path, bundled: list[TerritoryUnit]
) -> None:
    """OCHA's centroids know nothing of GeoNames: a wrong join or a wrong seat would lie far from them."""
    path = shared_data / "codifiers" / "ua_ocha_pcode_hromadas_centroids_uk_ru_en.csv"
    centroids = {fact.code: fact for fact in read_centroids(path, bundled).facts}
    distances = sorted(
        kilometres(fact.lat or 0, fact.lon or 0, centroid.lat or 0, centroid.lon or 0)
        for fact in join_geonames(bundled, read_places()).facts
        if (centroid := centroids.get(fact.code))
    )
    assert len(distances) == 1437
    assert round(distances[len(distances) // 2], 1) == 4.3
    assert round(distances[-1], 1) == 27.2
