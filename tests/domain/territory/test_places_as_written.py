"""Places as people write them: old raions, towns of before 2024, brackets, streets, cities before streets."""

import pytest

from hub.domain.territory import Gazetteer, How, PlaceQuery, Resolution, ResolutionStatus, TerritoryUnit
from importers.codifiers.koatuu import past_raions


@pytest.fixture(scope="session")
def places(katottg_units: list[TerritoryUnit]) -> Gazetteer:
    return Gazetteer(katottg_units, past_raions())


def asked(places: Gazetteer, **parts: str) -> Resolution:
    return places.resolve(PlaceQuery(within="UA", **parts))  # type: ignore[arg-type]


def code(places: Gazetteer, **parts: str) -> str | None:
    answer = asked(places, **parts)
    return answer.unit.code if answer.resolved and answer.unit else None


@pytest.mark.parametrize(
    ("district", "unit"),
    [("Арцизький район", "UA51060150050010818"), ("Ренійський район", None)],
)
def test_an_old_raion_tells_homonyms_apart(places: Gazetteer, district: str, unit: str | None) -> None:
    """Only the first has a Долинівка; an old raion that has none is a contradiction, not passed over."""
    parts = {"region": "Одеська", "district": district, "settlement": "с. Долинівка"}
    assert code(places, **parts) == unit


def test_an_old_raion_finds_the_form_that_lay_in_it(places: Gazetteer) -> None:
    query = {"region": "Івано-Франківська", "district": "Богородчанський р-н", "settlement": "с. Глибока"}
    assert code(places, **query) == "UA26040030030050276"  # Глибоке, though a Глибока lies elsewhere


def test_a_raion_of_both_times_asks_when_they_differ(places: Gazetteer) -> None:
    answer = asked(places, region="Кіровоградська", district="Новоукраїнський район", settlement="с. Димине")
    assert answer.status is ResolutionStatus.AMBIGUOUS
    assert {unit.name for unit in answer.candidates} == {"Димине"}
    assert len(answer.candidates) == 2


def test_a_town_of_before_2024_is_no_former_settlement(places: Gazetteer) -> None:
    town = asked(places, region="Миколаївська", settlement="смт Казанка")
    assert town.unit is not None
    assert town.unit.code == "UA48020130010047500"
    either = asked(places, region="Миколаївська", settlement="селище Казанка")
    assert (either.unit and either.unit.name, either.how) == ("Казанківська", How.PARENT)


@pytest.mark.parametrize("text", ["м. Суми(з)", "Суми (обласний центр)", "СУМИ(ПН)"])
def test_what_stands_in_brackets_is_no_name(places: Gazetteer, text: str) -> None:
    assert code(places, region="Сумська", settlement=text) == code(places, settlement="м. Суми")


def test_a_word_of_type_may_be_the_name(places: Gazetteer) -> None:
    query = {"region": "Львівська", "district": "Старосамбірський р-н"}
    assert code(places, **query, settlement="НОВЕ МІСТО") == "UA46080050230048850"
    assert code(places, **query, settlement="село Нове Місто") == "UA46080050230048850"


@pytest.mark.parametrize(
    "text",
    [
        "м. Вінниця\nвул. Київська, 4",
        "вул. Київська, 4\r\nм. Вінниця",
        "Вінниця, вул. Київська, 4",
        "м. Вінниця вул.Київська, 4",
        "м. Вінниця, б.Верховної Ради, 4",
        "м. Вінниця, Верховної Ради, 4",
    ],
)
def test_addresses_of_one_place(places: Gazetteer, text: str) -> None:
    assert code(places, region="Вінницька", text=text) == "UA05020030010063857"


def test_the_columns_and_the_address_are_one_witness(places: Gazetteer) -> None:
    with_type = {"region": "Запорізька", "text": "місто Запоріжжя, вул. Нова, 1"}
    assert code(places, **with_type) == code(places, **with_type, settlement="ЗАПОРІЖЖЯ") is not None


def test_a_hromada_in_the_place_of_the_settlement(places: Gazetteer) -> None:
    answer = asked(places, region="Херсонська обл.", settlement="Херсонська ОТГ")
    assert (answer.unit and answer.unit.name, answer.unit and answer.unit.level) == ("Херсонська", "hromada")


@pytest.mark.parametrize(
    "parts",
    [
        {"hromada": "Вінницька", "text": "м. Житомир, вул. Київська, 1"},
        {"region": "Вінницька", "settlement": "м. Вінниця", "text": "м. Хмільник, вул. Київська, 1"},
        {"region": "Вінницька", "settlement": "м. Вінниця", "text": "Київська область, вул. Київська, 1"},
    ],
)
def test_parts_that_contradict_each_other_are_asked(places: Gazetteer, parts: dict[str, str]) -> None:
    answer = asked(places, **parts)
    assert answer.status is ResolutionStatus.AMBIGUOUS
    assert len(answer.candidates) == 2


def test_two_settlements_of_one_hromada_give_the_hromada(places: Gazetteer) -> None:
    answer = asked(places, region="Вінницька", settlement="Вінниця", text="с. Писарівка, вул. Київська, 1")
    assert (answer.unit and answer.unit.code, answer.how) == ("UA05020030000031457", How.PARENT)


def test_a_city_is_no_village_of_its_name(places: Gazetteer) -> None:
    """Volyn has villages called Городок and no such city; Lviv and Khmelnytskyi oblasts have the cities."""
    assert asked(places, region="Волинська", settlement="с. Городок").candidates
    found = asked(places, region="Волинська", settlement="м. Городок").unit
    assert found is None or found.level == "region"


def test_a_bare_name_beside_its_region_is_the_city(places: Gazetteer) -> None:
    answer = asked(places, region="Запорізька область", settlement="Запоріжжя")
    assert (answer.unit and answer.unit.code, answer.how) == ("UA23060070010069526", How.CITY)
    assert asked(places, region="Запорізька область", settlement="с. Запоріжжя").unit is None


@pytest.mark.parametrize(
    ("region", "former", "now"),
    [("Донецька", "м. Красноармійськ", "Покровськ"), ("Одеська", "Іллічівськ", "Чорноморськ")],
)
def test_names_of_before_2016(places: Gazetteer, region: str, former: str, now: str) -> None:
    answer = asked(places, region=region, settlement=former)
    assert (answer.unit and answer.unit.name, answer.how) == (now, How.FORMER_NAME)
