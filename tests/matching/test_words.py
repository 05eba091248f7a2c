"""Names taken apart: what tells a provider, what every name has."""

import pytest

from hub.matching.words import parse_name

TYPE = frozenset({"comprehensive-centre"})


@pytest.mark.parametrize(
    "name",
    [
        "Комунальна установа «Центр надання соціальних послуг» Уманської міської ради",
        "КУ ЦНСП Уманської ТГ",
        "КЗ «ЦНСП» м. Умань",
        "Центр предоставления социальных услуг Уманского городского совета",
        "Цeнтp нaдання сoцiальних пoслуг Уманської гpомади",
        "Komunalna ustanova «Tsentr nadannia sotsialnykh posluh» Umanskoi miskoi rady",
        "ЦЕНТР НАДАНЯ СОЦІАЛЬНИХ ПОСЛУГ УМАНСЬКОЇ МІСЬКОЇ РАДИ",
    ],
)
def test_wordings_of_one_centre_have_one_type_one_place_and_no_word_of_their_own(name: str) -> None:
    parsed = parse_name(name)
    assert (parsed.types, parsed.places, parsed.words) == (TYPE, {"uman"}, frozenset())


def test_the_last_quotation_holds_the_own_words() -> None:
    parsed = parse_name("КЗ «Центр комплексної реабілітації «Крила надії» Уманської міської ради № 2")
    assert parsed.types == {"rehab"}
    assert parsed.words == parse_name("«Крила надії»").words
    assert len(parsed.words) == 2
    assert parsed.numbers == {"2"}


@pytest.mark.parametrize(
    ("name", "branch"),
    [
        ("Філія ЦНСП Уманської міської ради", True),
        ("Відділення соціальної допомоги вдома", True),
        ("Филиал КГУ «Центр оказания специальных социальных услуг»", True),
        ("Отделение дневного пребывания КЦСОН «Рябинушка»", True),
        ("«Мейірім» қоғамдық қорының Булаев бөлімшесі", True),
        ("Комплексный центр социального обслуживания населения «Рябинушка»", False),
    ],
)
def test_words_for_a_branch(name: str, branch: bool) -> None:
    assert parse_name(name).branch is branch


def test_kazakh_and_russian_wordings_have_one_type() -> None:
    russian = parse_name("КГУ «Центр оказания специальных социальных услуг» Айыртауского района")
    kazakh = parse_name("Айыртау ауданы Арнаулы әлеуметтік қызметтер көрсету орталығы")
    assert russian.types == kazakh.types == TYPE
    assert (kazakh.places, russian.places) == ({"airt"}, {"airtaus"})
