"""Levels of single fields."""

import pytest

from hub.domain.features import NOWHERE, TerritoryPath
from hub.matching.compare import FIELDS, distance_m, name_level, territory_level
from hub.matching.engine import prepare_all
from hub.matching.prepared import Terms, house_key
from hub.matching.words import parse_name

from .builders import BABANKA, UMAN, VINNYTSIA, listed, statement


def level(field: str, left: dict[str, object], right: dict[str, object]) -> str:
    (one, other), terms = prepare_all([statement("1", **left), listed(**right)])
    return FIELDS[field](one, other, terms)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("«Крила надії»", "БФ «Крила надії»", "same"),
        ("«Крила надії»", "ГО «Крыла надиї»", "same"),
        ("«Вербиченька»", "«Вебриченька»", "close"),
        ("«Оберіг»", "«Ластівка»", "different"),
        ("«Крила надії Умані»", "«Крила»", "part"),
        ("ЦНСП", "Терцентр", "unknown"),
        ("Реабілітаційний центр «Оберіг»", "Реабілітаційний центр", "one-sided"),
    ],
)
def test_names(left: str, right: str, expected: str) -> None:
    assert name_level(parse_name(left), parse_name(right), Terms()) == expected


def test_a_name_that_many_have_says_less() -> None:
    names = {"name": "ГО «Надія»"}, {"name": "ГО «Надія»"}
    assert level("name", *names) == "same"
    crowd = [statement(str(number), **names[0]) for number in range(40)]
    (one, other, *_), terms = prepare_all([*crowd, listed(**names[1])])
    assert FIELDS["name"](one, other, terms) == "same-common"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("вул. Шевченка", "12-А"), ("Вулиця Шевченка", "12 а"), "house"),
        (("вул. Шевченка", "12"), ("вул. Шевченка", "12/2"), "house-differs"),
        (("вул. Шевченка", "12"), ("ул. Шевченко", None), "street"),
        (("вул. Шевченка", "12"), ("вул. Шевченка", "12-Б"), "house-alike"),
        (("вул. Шевченка", "12"), ("вул. Соборна", "12"), "other-street-one-house"),
        (("вул. Шевченка", "12"), ("вул. Соборна", "14"), "street-differs"),
        (("вул. Шевченка", "12"), (None, None), "unknown"),
    ],
)
def test_addresses(left: tuple[str, str], right: tuple[str | None, str | None], expected: str) -> None:
    sides = [{"street": street, "house": house} for street, house in (left, right)]
    assert level("address", sides[0], sides[1]) == expected


def test_one_street_of_two_settlements_is_no_address_in_common() -> None:
    assert level("address", {"territories": UMAN}, {"territories": BABANKA}) == "other-place"


@pytest.mark.parametrize("house", ["12-А", "12 а", "12a", "12А", "12«а»"])
def test_spellings_of_a_house(house: str) -> None:
    assert house_key(house) == "12а"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (UMAN, UMAN, "settlement"),
        (UMAN, UMAN._replace(settlement="UA71060290020"), "area"),
        (UMAN, UMAN._replace(settlement=None), "within"),
        (UMAN, BABANKA, "district"),
        (UMAN, TerritoryPath("UA71", "UA7104"), "region"),
        (UMAN, VINNYTSIA, "elsewhere"),
        (UMAN, TerritoryPath("UA71"), "unknown"),
        (UMAN, NOWHERE, "unknown"),
    ],
)
def test_territories(left: TerritoryPath, right: TerritoryPath, expected: str) -> None:
    assert territory_level(left, right) == territory_level(right, left) == expected


@pytest.mark.parametrize(
    ("metres", "radii", "expected"),
    [
        (100, (50, 50), "near"),
        (1_000, (50, 50), "apart"),
        (1_000, (50, 3_000), "possible"),
        (5_000, (50, 50), "far"),
        (5_000, (50, 15_000), "possible"),
        (100, (50, None), "unknown"),
    ],
)
def test_distance_counts_with_what_is_uncertain(
    metres: int, radii: tuple[int, int | None], expected: str
) -> None:
    here = {"lat": 48.75, "lon": 30.22, "radius_m": radii[0]}
    there = {"lat": 48.75 + metres / 111_195, "lon": 30.22, "radius_m": radii[1], "house": "40"}
    assert level("distance", here, there) == expected


def test_two_geocodes_of_one_house_in_one_settlement_say_nothing() -> None:
    here = {"lat": 48.75, "lon": 30.22, "radius_m": 50}
    there = here | {"lat": 48.85}
    assert level("distance", here, there) == "unknown"
    area = {"territories": UMAN._replace(settlement=None)}
    assert level("distance", here | area, there | area) == "far"


def test_metres() -> None:
    assert distance_m(48.75, 30.22, 48.75, 30.22) == 0
    # Uman to Vinnytsia.
    assert distance_m(48.7484, 30.2219, 49.2328, 28.4681) == pytest.approx(139_200, abs=500)


def test_a_switchboard_says_less_than_a_telephone() -> None:
    assert level("phone", {}, {}) == "same"
    crowd = [statement(str(number)) for number in range(5)]
    (one, other, *_), terms = prepare_all([listed(), *crowd])
    assert FIELDS["phone"](one, other, terms) == "switchboard"


def test_an_adjective_in_the_names_of_a_hromada_is_a_place_in_all_its_names() -> None:
    assert level("name", {"name": "ГО «Турбота» Уманської громади"}, {"name": "ГО «Турбота» Умань"}) == "same"
    assert level("seat", {}, {"name": "ЦНСП Умань"}) == "same"
    assert level("seat", {}, {"name": "ЦНСП Бабанської селищної ради"}) == "different"
