"""Addresses of three countries taken apart."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from importers.cleaning.addresses import clean_address
from importers.cleaning.lines import on_one_line
from importers.cleaning.result import Cleaned


def parts(text: str) -> dict[str, object]:
    cleaned = clean_address(text)
    assert cleaned.value is not None
    return {name: value for name, value in asdict(cleaned.value).items() if value and name != "text"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "36 Soborna St, Vinnytsia, Vinnytsia oblast",
            {"street": "Soborna St", "house": "36", "settlement": "Vinnytsia", "region": "Vinnytsia"},
        ),
        (
            "12/10 St. Nicholas Rd., Uman",
            {"street": "St. Nicholas Rd", "house": "12/10", "settlement": "Uman"},
        ),
        (
            "вул. Соборна, 59, м. Вінниця, Вінницька територіальна громада, Вінницька область",
            {
                "street": "вул. Соборна",
                "house": "59",
                "settlement": "Вінниця",
                "settlement_kind": "city",
                "hromada": "Вінницька",
                "region": "Вінницька",
            },
        ),
        (
            "м. Умань, вул. Соборна, буд. 5, оф. 3",
            {
                "settlement": "Умань",
                "settlement_kind": "city",
                "street": "вул. Соборна",
                "house": "5",
                "office": "3",
            },
        ),
        (
            "вул. Небесної Сотні, 31, Умань",
            {"street": "вул. Небесної Сотні", "house": "31", "settlement": "Умань"},
        ),
        (
            "Умань, вул. Європейська 12а",
            {"settlement": "Умань", "street": "вул. Європейська", "house": "12а"},
        ),
        (
            "20300, Черкаська обл., м. Умань вул. Нова (Стара), б. 12-А, к. 2",
            {
                "postcode": "20300",
                "region": "Черкаська",
                "settlement": "Умань",
                "settlement_kind": "city",
                "street": "вул. Нова",
                "former_street": "Стара",
                "house": "12-А",
                "building": "2",
            },
        ),
        (
            "644024 г. Омск ул. Ленина д.5 кв.12",
            {
                "postcode": "644024",
                "settlement": "Омск",
                "settlement_kind": "city",
                "street": "ул. Ленина",
                "house": "5",
                "office": "12",
            },
        ),
        (
            "Омская обл., Марьяновский р-н, р.п. Марьяновка, ул. Победы, 10",
            {
                "region": "Омская",
                "district": "Марьяновский",
                "settlement": "Марьяновка",
                "settlement_kind": "town",
                "street": "ул. Победы",
                "house": "10",
            },
        ),
        (
            "мкр Бостандық, д. 4, г. Петропавловск",
            {
                "street": "мкр Бостандық",
                "house": "4",
                "settlement": "Петропавловск",
                "settlement_kind": "city",
            },
        ),
        (
            "Петропавл қаласы, Абай көшесі, 15 үй",
            {"settlement": "Петропавл", "settlement_kind": "city", "street": "Абай көшесі", "house": "15"},
        ),
        (
            "Центральна, 8, м. Сіверськ, Донецька область",
            {
                "street": "Центральна",
                "house": "8",
                "settlement": "Сіверськ",
                "settlement_kind": "city",
                "region": "Донецька",
            },
        ),
        (
            "Д.Галицького, 35, смт Підволочиськ",
            {
                "street": "Д.Галицького",
                "house": "35",
                "settlement": "Підволочиськ",
                "settlement_kind": "town",
            },
        ),
        ("с. Пістрялово, 152", {"settlement": "Пістрялово", "settlement_kind": "village", "house": "152"}),
        (
            "Л.Українки, 1, с. Майдан",
            {"street": "Л.Українки", "house": "1", "settlement": "Майдан", "settlement_kind": "village"},
        ),
        (
            "Приморський бульвар, 1, смт Кирилівка",
            {
                "street": "Приморський бульв.",
                "house": "1",
                "settlement": "Кирилівка",
                "settlement_kind": "town",
            },
        ),
        (
            "40 років Перемоги, 22, с. Нижній Бишкин",
            {
                "street": "40 років Перемоги",
                "house": "22",
                "settlement": "Нижній Бишкин",
                "settlement_kind": "village",
            },
        ),
        (
            "Миру, 57, Кілія, Кілійська міська територіальна громада",
            {"street": "Миру", "house": "57", "settlement": "Кілія", "hromada": "Кілійська"},
        ),
        (
            "Старопутивльська, 35, Білопілля, Білопільська, Сумська область",
            {
                "street": "Старопутивльська",
                "house": "35",
                "settlement": "Білопілля",
                "hromada": "Білопільська",
                "region": "Сумська",
            },
        ),
        ("Миру, 78,Б, Одеська область", {"street": "Миру", "house": "78Б", "region": "Одеська"}),
        ("Центральна, б/н, None", {"street": "Центральна", "house": "б/н"}),
        (
            "просп. Перемоги, буд.37, корп.7, к.537",
            {"street": "просп. Перемоги", "house": "37", "building": "7", "office": "537"},
        ),
        (
            "вулиця Невського, будинок 43 корпус 2а",
            {"street": "вул. Невського", "house": "43", "building": "2а"},
        ),
        ("вул, Шкільна, будинок .4", {"street": "вул. Шкільна", "house": "4"}),
        ("вул. Вул.Горького, будинок, 70", {"street": "вул. Горького", "house": "70"}),
        (
            "село Вереси, Житомирського району, Житомирської області",
            {
                "settlement": "Вереси",
                "settlement_kind": "village",
                "district": "Житомирського",
                "region": "Житомирської",
            },
        ),
        ("просп. Хіміків, 12/3", {"street": "просп. Хіміків", "house": "12/3"}),
    ],
)
def test_parts(text: str, expected: dict[str, object]) -> None:
    assert parts(text) == expected
    assert clean_address(text).troubles == ()


def test_display_text_is_the_source_s_own_tidied() -> None:
    cleaned = clean_address(" вул.  Cоборна, 5 ;")  # the C is Latin
    assert cleaned.value is not None
    assert cleaned.value.text == "вул. Соборна, 5"


def test_what_is_not_understood_is_kept_and_told() -> None:
    cleaned = clean_address("Центр, с. Текуча, Яблунівська територіальна громада")
    assert cleaned.value is not None
    assert cleaned.value.rest == ("Центр",)
    assert [trouble.code for trouble in cleaned.troubles] == ["ADDRESS_UNCLEAR"]


def test_a_house_that_a_spreadsheet_made_a_date_is_told() -> None:
    cleaned = clean_address("проспект Василя Стуса, 2022-12-10 00:00:00, м. Кам’янське")
    assert cleaned.value is not None
    assert (cleaned.value.street, cleaned.value.house) == ("просп. Василя Стуса", None)
    assert [trouble.code for trouble in cleaned.troubles] == ["ADDRESS_HOUSE_IS_DATE"]


def test_an_empty_cell_has_no_address() -> None:
    assert clean_address(" - ") == Cleaned(None)


@given(st.text(max_size=80))
def test_any_text_is_taken_apart_without_raising(text: str) -> None:
    clean_address(text)


def test_the_share_of_the_real_register_that_is_understood(shared_data: Path) -> None:
    """3,432 addresses: those with «територіальна громада» give that hromada; 8 hold a part unknown."""
    path = shared_data / "providers/ua_cnap_register_admin_service_centres.xlsx"
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    counts: Counter[str] = Counter()
    for row in sheet[2:]:
        address = clean_address(str(row[2])).value
        assert address is not None
        counts["unclear"] += bool(address.rest)
        counts.update(
            name for name in ("region", "hromada", "settlement", "street", "house") if getattr(address, name)
        )
        named = " територіальна громада" in str(row[2])
        counts["named hromada lost"] += named and not address.hromada
    assert counts == {
        "region": 3398,
        "house": 3398,
        "street": 3389,
        "hromada": 2905,
        "settlement": 2894,
        "unclear": 8,
        "named hromada lost": 0,
    }


def test_a_bare_name_before_a_bare_street_with_its_house_is_a_settlement():
    address = clean_address("Шепетівка, Героїв Небесної Сотні, 44").value
    assert (address.settlement, address.street, address.house, address.rest) == (
        *("Шепетівка", "Героїв Небесної Сотні", "44"),
        (),
    )
    alone = clean_address("Центр, Соборна").value
    assert (alone.settlement, alone.rest) == (None, ("Центр", "Соборна"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("м. Вінниця\nвул. Соборна, 1", "м. Вінниця, вул. Соборна, 1"),
        ("м. Вінниця ,\r\n\n  вул. Соборна, 1\n", "м. Вінниця, вул. Соборна, 1"),
        ("Бар\n,\n\u2028вул. Миру", "Бар, вул. Миру"),
        ("Бар,", "Бар,"),
        (" \n ", ""),
        ("x" + " " * 500_000 + "x", "x" + " " * 500_000 + "x"),
    ],
)
def test_a_line_break_parts_as_a_comma_does(text: str, line: str) -> None:
    assert on_one_line(text) == line
