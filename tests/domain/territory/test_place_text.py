"""The place is read out of an address, the street and the house are left."""

import pytest

from hub.domain.territory import PlaceQuery, split_place
from hub.domain.vocabulary import Country


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        (
            "вул. Соборна, 59, м. Вінниця, Вінницька територіальна громада, Вінницька область",
            PlaceQuery(
                region="Вінницька область", hromada="Вінницька територіальна громада", settlement="м. Вінниця"
            ),
            ("вул. Соборна", "59"),
        ),
        (
            "Миру, 57, Кілія, Кілійська міська територіальна громада, Одеська область",
            PlaceQuery(
                region="Одеська область",
                hromada="Кілійська міська територіальна громада",
                settlement="Кілія",
            ),
            ("Миру", "57"),
        ),
        (
            "М. Грушевського, 39, м. Боярка, Боярська територіальна громада, Київська область",
            PlaceQuery(
                region="Київська область", hromada="Боярська територіальна громада", settlement="м. Боярка"
            ),
            ("М. Грушевського", "39"),
        ),
        (
            "м-н Діброва, 1-В, м. Новодністровськ, Чернівецька область",
            PlaceQuery(region="Чернівецька область", settlement="м. Новодністровськ"),
            ("м-н Діброва", "1-В"),
        ),
        (
            "Травнева, 17, ˗, Новооржицька, Полтавська область",
            PlaceQuery(region="Полтавська область", hromada="Новооржицька"),
            ("Травнева", "17"),
        ),
        ("Центральна, 11, None", PlaceQuery(), ("Центральна", "11")),
        ("Левка Лук'яненка, 16, м. Київ", PlaceQuery(settlement="м. Київ"), ("Левка Лук'яненка", "16")),
        (
            "646010, Россия, Омская обл., Исилькульский р-н, г. Исилькуль, ул. Советская, д. 62",
            PlaceQuery(
                region="Омская обл.",
                district="Исилькульский р-н",
                settlement="г. Исилькуль",
                country=Country.RU,
            ),
            ("ул. Советская", "д. 62"),
        ),
        (
            "Солтүстік Қазақстан облысы, Петропавл қаласы, Жамбыл көшесі, 12 үй",
            PlaceQuery(region="Солтүстік Қазақстан облысы", settlement="Петропавл қаласы"),
            ("Жамбыл көшесі", "12 үй"),
        ),
        ("", PlaceQuery(), ()),
    ],
)
def test_split_place(text: str, place: PlaceQuery, rest: tuple[str, ...]) -> None:
    found = split_place(text)
    assert (found.place, found.rest) == (place, rest)


@pytest.mark.parametrize(
    "text",
    ["вул. Селищна, 2в", "вулиця Сільська, 1", "ул. Районная, 3", "пров. Міський, 4", "вул Обласна, 5"],
)
def test_a_street_is_no_place_though_its_name_is_a_type_word(text: str) -> None:
    assert split_place(text).place == PlaceQuery()
