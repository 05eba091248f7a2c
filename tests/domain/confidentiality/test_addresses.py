"""Addresses are taken out of names and texts of hidden records, and nothing else is."""

import pytest

from hub.domain.confidentiality import protect, without_address
from hub.domain.records import LocationRecord, NameRecord, ProviderRecord, ServiceRecord
from hub.domain.vocabulary import Lang


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Притулок для жінок, вул. Вигадана, 28", "Притулок для жінок"),
        ("Притулок (вул. Героїв України, буд. 5а, кв. 3)", "Притулок"),
        ("Кризовий центр на вулиці Соборній 12", "Кризовий центр"),
        ("Кризовий центр вул Зелена 7-А", "Кризовий центр"),
        ("Притулок «Надія», м. Полтава, просп. Миру 15/2", "Притулок «Надія», м. Полтава"),
        ("Шелтер за адресою: пров. Тихий, 3", "Шелтер"),
        ("Притулок с. Іванівка", "Притулок"),
        ("Притулок, 21050", "Притулок"),
        ("Притулок, Соборна, 28", "Притулок"),
        ("Центр «Перлина» вулиця Шевченка", "Центр «Перлина»"),
        ("Кризисный центр, ул. Ленина, д. 5, кв. 7", "Кризисный центр"),
        ("приют, пер. Школьный, дом 4 корпус 2", "приют"),
        ("Ленина 5, кризисный центр", "кризисный центр"),
        ("Приют по адресу пр-т Мира 10", "Приют"),
        ("Абай көшесі, 12 дағдарыс орталығы", "дағдарыс орталығы"),
        ("Дағдарыс орталығы, Абай даңғылы 7", "Дағдарыс орталығы"),
        ("Safe house at 12 Main Street", "Safe house"),
        ("Refuge, 7 Abbey Road, flat 2", "Refuge"),
        ("Притулок 49.5901, 34.5601", "Притулок"),
        ("Притулок 49°35'24\"N 34°33'36\"E", "Притулок"),
        ("Shelter 8GXH+2Q Poltava", "Shelter Poltava"),
        ("Притулок https://goo.gl/maps/abc", "Притулок"),
        ("Притулок, тел. (067) 123-45-67", "Притулок"),
        ("Шелтер dim@tajemnica.example", "Шелтер"),
        ("вул. Вигадана, 28", ""),
        ("49.5901, 34.5601", ""),
    ],
)
def test_an_address_goes_and_the_name_stays(text: str, left: str) -> None:
    assert without_address(text) == left
    assert without_address(left) == left


@pytest.mark.parametrize(
    "text",
    [
        "Синтетичний притулок № 22 (зразок)",
        "Центр №5 м. Києва",
        "Центр соціальних служб Полтавської міської ради",
        "Комунальна установа «Обласний притулок для осіб, які постраждали від домашнього насильства»",
        "Центр допомоги: консультування, супровід",
        "Women's Aid 24/7",
        "Отделение № 3 комплексного центра",
    ],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert without_address(text) == text


def test_the_record_s_own_street_is_known_in_every_case() -> None:
    place = LocationRecord("main", address="м. Полтава, вул. Вигадана, 28")
    record = ProviderRecord(
        "1",
        "Притулок на Вигаданій",
        Lang.UK,
        short_name="вул. Вигадана, 28",
        names=(NameRecord("Шелтер біля Вигаданої, 28", Lang.UK), NameRecord("Вигадана 28", Lang.UK)),
        locations=(place,),
        services=(
            ServiceRecord("Шелтер | вул. Вигадана, 28", "Шелтер, Вигадана 28", national_label="Вигадана"),
        ),
        cites="Лист з вул. Вигаданої, 28",
    )
    shown = protect(record)
    assert (shown.name, shown.short_name, shown.names) == ("Притулок", None, (NameRecord("Шелтер", Lang.UK),))
    (service,) = shown.services
    assert (service.key, service.name, service.national_label) == ("service-1", "Шелтер", None)
    assert "вигадан" not in repr(shown).casefold()
    assert protect(shown) == shown


def test_a_name_that_is_an_address_gives_way_to_words() -> None:
    place = LocationRecord("main", confidential=True)
    names = {
        lang: protect(ProviderRecord("1", "вул. Вигадана, 28", lang, locations=(place,))).name
        for lang in Lang
    }
    assert names == {
        Lang.UK: "Заклад, адреса якого не розголошується",
        Lang.RU: "Учреждение, адрес которого не разглашается",
        Lang.KK: "Мекенжайы жария етілмейтін мекеме",
        Lang.EN: "Institution whose address is not told",
    }
