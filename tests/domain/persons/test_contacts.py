"""Mobile numbers beside a person's name go with the name; the rest of the text stays."""

import pytest

from hub.domain.persons.contacts import names_somebody, without_mobiles, without_private_contacts


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Запис: 067-222-33-44 Олена. Є пандус.", "Запис: …. Є пандус."),
        ("директор: 050 222 33 44", "директор: …"),
        ("Вхід із двору; вайбер Стус В. 8 (067) 222-33-44; ліфта немає", "Вхід із двору; …; ліфта немає"),
        ("тел. +38 (067) 222-33-44 (Олена Іванівна), каб. 5", "…, каб. 5"),
        ("067 222 33 44 050 222 33 44 Ольга", "…"),
        ("050 222 33 44. Питайте Ганну, вона чергує", "…. Питайте …, вона чергує"),
        ("Viber Марічка 0502223344", "…"),
        ("заступниця Стус, 050 222 33 44", "заступниця Стус, …"),
        ("Ольга Стус: wa.me/380502223344", "…"),
        ("Стус Ольга @olha_stus, канал центру", "…, канал центру"),
        ("0672223344 та 0502223344 Марія", "… та …"),
    ],
)
def test_number_and_name_are_cut_out(text: str, left: str) -> None:
    assert without_private_contacts(text, "UA").text == left


def test_a_name_keeps_the_person_and_loses_the_mobile_number() -> None:
    assert (
        without_mobiles("Няня Ольга Стус, вул. Нова 9, 0502223344", "UA").text
        == "Няня Ольга Стус, вул. Нова 9"
    )
    assert without_mobiles("Ольга Іванівна Стус (050 222 33 44)", "UA").text == "Ольга Іванівна Стус"
    assert not without_mobiles("Центр «Весна» 0502223344", "UA").found


@pytest.mark.parametrize(
    "text",
    [
        "приймальня 067 222 33 44",
        "вул. Олени Теліги, 067 222 33 44",
        "Олена Іванівна, (0432) 55-12-34",  # a landline is the institution's
        "Олена Іванівна веде гурток. Запис за номером 067 222 33 44",  # in another sentence
        "Новини: @tsentr_vesna і t.me/tsentr_vesna",
        "директор: t.me/tsentr_vesna",
        "Питайте Ганну, вона чергує",
        "Центр «Марія» 067 222 33 44",
        "ЄДРПОУ 22879323, рахунок UA213223130000026007233566001, Марія",
    ],
)
def test_what_names_nobody_beside_a_mobile_number_stays(text: str) -> None:
    assert without_private_contacts(text, "UA").text == text
    assert not without_private_contacts(text, "UA").found


def test_each_state_has_its_own_mobile_numbers() -> None:
    assert without_private_contacts("8 701 222 33 44 Айгүл", "KZ").text == "…"
    assert without_private_contacts("8 913 222-33-44, Мария Ивановна", "RU").text == "…"
    assert without_private_contacts("067 222 33 44 Мария", None).text == "067 222 33 44 Мария"
    assert without_private_contacts("+380 67 222 33 44 Мария", None).text == "…"


def test_a_cell_of_contacts_names_somebody_by_name_or_post() -> None:
    assert all(map(names_somebody, ("067 марія", "067, Стус В.", "067 директор", "(Ольга Кобилянська)")))
    assert not any(map(names_somebody, ("067", "приймальня або Viber", "Київстар, цілодобово", "факс")))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Завідувач Стус О. П., oksana.stus@example.com", "Завідувач …"),
        ("Оксана Гончар (honchar77@example.org), кабінет 5", "…, кабінет 5"),
        ("Оксана Гончар https://www.facebook.com/oksana.honchar.7 приймає", "… приймає"),
        ("Оксана Стус: O672223344", "…"),
        ("дзвонити Оксані: О67 222 33 44", "дзвонити …"),
        ("Оксана Стус +38 (О67) 222-ЗЗ-44", "…"),
        ("Оксана Стус: ０６７２２２３３４４", "…"),
        ("Оксана Стус: 00380672223344", "…"),
        ("Петрова Анна Ивановна 8 (913) 222-33-44", "…"),
        ("Оксана\n0672223344", "…"),
        ("0672223344 (Бондар)", "…"),
        ("Оксана: 067_222_33_44", "…"),
        ("Оксана: 067—222—33—44", "…"),
        ("Оксана т.0672223344вайбер", "… т.…вайбер"),
        ("instagram @oksana.stus, Оксана Стус", "instagram …"),
        ("Honchar Oksana, 0672223344", "…"),
    ],
)
def test_a_contact_is_known_in_other_signs_and_by_its_name(text: str, left: str) -> None:
    assert without_private_contacts(text, "UA").text == left


@pytest.mark.parametrize(
    "text",
    [
        "Директор Стус О. П., school7@example.com",
        "Оксана Стус веде сторінку https://www.facebook.com/tsentr.vesna",
        "пошта: honchar@example.org",
        "Будинок культури\n0672223344",
    ],
)
def test_an_institutions_own_address_stays(text: str) -> None:
    assert not without_private_contacts(text, "UA").found
