"""Data of persons go where rows enter: nothing of them is in a record, a raw row, an issue or a key."""

from dataclasses import asdict
from typing import Any

import pytest

from hub.domain.confidentiality import protect
from hub.domain.persons.hashes import person_hash
from hub.domain.records import ProviderRecord

from .builders import Mapped, map_rows

#: Made by the rules of the schemes, of nobody.
RNOKPP, OTHER, IIN = "3184710691", "2934810257", "880125300100"
EDRPOU = "00032129"
COLUMNS: dict[str, Any] = {
    "ЄДРПОУ": {"to": "identifier", "scheme": "UA-EDRPOU"},
    "Адреса": "location.address",
    "Телефон": "phones",
    "Пошта": "emails",
    "Сайт": "url",
    "Тип": "kind",
    "Опис": {"to": "attribute", "name": "note"},
}
ROW = {
    "ЄДРПОУ": "",
    "Адреса": "вул. Соборна, 7",
    "Телефон": "067-222-33-44",
    "Пошта": "a@b.example",
    "Сайт": "https://b.example/",
    "Тип": "",
    "Опис": "є пандус",
    "Інше": "",
}
KEY = b"k" * 32


def mapped(row: dict[str, str], **more: Any) -> Mapped:
    """One row with all columns; «Інше» is ignored."""
    full = {"Назва": "Центр", **ROW, **row}
    keys: dict[str, Any] = {"columns": COLUMNS, "ignore": {"Інше": "примітка"}, **more}
    return map_rows([full], hashing=lambda person: person_hash(KEY, person), **keys)


def published(row: dict[str, str], **more: Any) -> ProviderRecord:
    (record,) = mapped(row, **more).providers
    return protect(record)


def is_hidden(record: ProviderRecord) -> bool:
    (place,) = record.locations
    left = (record.phones, record.emails, record.url, record.attributes, place.address, place.point)
    assert place.confidential is (not any(left)), left
    return place.confidential


@pytest.mark.parametrize(
    "row",
    [
        {"Назва": "Стус Василь Семенович"},
        {"Назва": "ФОП Стус В. С.", "Тип": "комунальна установа"},
        {"Назва": "Надавач", "ЄДРПОУ": RNOKPP},
        {"Назва": "Надавач", "ЄДРПОУ": f"{RNOKPP}.0", "Тип": "бізнес"},
        {"Назва": "Надавач", "Інше": RNOKPP},
    ],
)
def test_whatever_says_person_hides(row: dict[str, str]) -> None:
    lookups = {"kind": {"комунальна установа": "nursing-home", "бізнес": "nursing-home"}}
    assert is_hidden(published(row, lookups=lookups))


@pytest.mark.parametrize(
    "row",
    [
        {"Назва": "Центр імені Василя Стуса"},
        {"Назва": "Центр", "ЄДРПОУ": EDRPOU, "Інше": RNOKPP},  # of its head
        {"Назва": "Центр «Надія»", "Інше": RNOKPP},
        {"Назва": "Надавач", "ЄДРПОУ": EDRPOU, "Інше": RNOKPP},
        {"Назва": "Центр", "ЄДРПОУ": "3184710692"},  # of ten digits, and nobody's
    ],
)
def test_an_institution_stays_open(row: dict[str, str]) -> None:
    assert not is_hidden(published(row))


@pytest.mark.parametrize(
    "column", ["ЄДРПОУ", "Адреса", "Телефон", "Пошта", "Сайт", "Тип", "Опис", "Інше", "Нове"]
)
@pytest.mark.parametrize(
    "text", [RNOKPP, f"{RNOKPP}.0", "3 184 710 691", f"ІПН {RNOKPP}, к. 5", f"{RNOKPP}@mail.example"]
)
def test_no_number_of_a_person_is_kept_of_any_column(column: str, text: str) -> None:
    found = mapped({column: text})
    kept = repr([asdict(one) for one in (*found.raw, *found.issues, *found.records)])
    assert "184710691" not in kept
    assert "710 691" not in kept
    assert found.codes.count("IDENTIFIER_PERSONAL") == 1
    (issue,) = [one for one in found.issues if one.code == "IDENTIFIER_PERSONAL"]
    assert (issue.row, issue.column, issue.value) == (2, column, None)


@pytest.mark.parametrize(
    ("key", "ignored"),
    [(["Ключ"], True), (["Ключ"], False), (["Ключ", "Назва"], True), (["Назва", "Ключ"], True)],
)
def test_a_key_of_a_persons_number_is_a_slow_hash(key: list[str], ignored: bool) -> None:
    columns = COLUMNS if ignored else {**COLUMNS, "Ключ": {"to": "identifier", "scheme": "UA-RNOKPP"}}
    ignore = {"Інше": "примітка", **({"Ключ": "ключ"} if ignored else {})}
    rows = [{"Назва": "Надавач", **ROW, "Ключ": number} for number in (RNOKPP, OTHER, RNOKPP)]
    found = map_rows(
        rows, key=key, columns=columns, ignore=ignore, hashing=lambda person: person_hash(KEY, person)
    )
    assert [len(part) for one in found.providers for part in one.key.split(" | ") if "person-" in part] == [
        39,
        39,
    ]
    assert found.codes.count("DUPLICATE_KEY") == 1
    assert RNOKPP not in repr(found)
    assert OTHER not in repr(found)
    assert [is_hidden(protect(one)) for one in found.providers] == [True, True]
    assert [len(one.person_hashes) for one in found.providers] == [1, 1]
    assert [raw.values["Ключ"] for raw in found.raw] == ["", "", ""]


def test_rows_of_a_group_keep_the_hash_of_their_number() -> None:
    rows = [{"Назва": "Надавач", **ROW, "Код": RNOKPP, "Послуга": name} for name in ("а", "б")]
    found = map_rows(
        rows,
        row="service",
        group_by=["Код"],
        key=["Послуга"],
        columns={**COLUMNS, "Послуга": "service.name"},
        ignore={"Інше": "примітка", "Код": "ключ"},
        hashing=lambda person: person_hash(KEY, person),
    )
    (record,) = found.providers
    assert record.key.startswith("person-")
    assert [one.scheme for one in record.person_hashes] == ["UA-RNOKPP"]
    assert RNOKPP not in repr(found)
    assert found.codes.count("IDENTIFIER_PERSONAL") == 2


def test_a_territorys_code_of_ten_digits_is_none() -> None:
    found = mapped({"Інше": "0200000000", "Нове": "0200000000"})
    assert "IDENTIFIER_PERSONAL" not in found.codes


@pytest.mark.parametrize("column", ["Адреса", "Опис", "Інше", "Нове"])
def test_a_persons_name_and_mobile_number_are_cut_out_of_any_text(column: str) -> None:
    found = mapped({column: "вхід із двору; дзвонити Стус В. 067-333-22-11"})
    assert "333-22-11" not in repr(found)
    assert "Стус" not in repr(found)
    assert found.raw[0].values[column] == "вхід із двору; дзвонити …"
    assert "PHONE_OF_PERSON" in found.codes


@pytest.mark.parametrize(("column", "published"), [("Опис", True), ("Інше", False), ("Нове", False)])
def test_a_heads_name_is_cut_out_of_free_texts(column: str, published: bool) -> None:
    found = mapped({column: "Центр працює щодня. Директор Стус Галина Василівна"})
    assert found.raw[0].values[column] == "Центр працює щодня. Директор …"
    assert "Стус" not in repr(found)
    assert "NAME_IN_TEXT" in found.codes
    assert ("Директор …" in repr(found.providers)) is published


def test_a_post_in_a_name_or_an_address_takes_nothing_out_of_it() -> None:
    name = "Центр імені директора Олега Гнатюка"
    found = mapped({"Назва": name, "Адреса": "вул. Директора Олега Гнатюка, 5"})
    assert found.providers[0].name == name
    assert found.raw[0].values["Адреса"] == "вул. Директора Олега Гнатюка, 5"
    assert "NAME_IN_TEXT" not in found.codes


@pytest.mark.parametrize(
    "cell",
    [
        "067-222-33-44 Марія",
        "067-222-33-44 (Оксана Стус, директор)",
        "067-222-33-44, Стус О.",
        "директор 067-222-33-44",
    ],
)
def test_a_cell_of_telephones_that_names_a_person_publishes_no_mobile(cell: str) -> None:
    found = mapped({"Телефон": f"(0432) 55-12-34; {cell}"})
    assert found.providers[0].phones == ("+380432551234",)
    assert "PHONE_OF_PERSON" in found.codes
    assert "222-33-44" not in repr(found.raw)


def test_a_number_of_kazakhstan_hides_too() -> None:
    columns = {**COLUMNS, "ЄДРПОУ": {"to": "identifier", "scheme": "KZ-BIN"}}
    found = mapped({"Назва": "Қызмет", "ЄДРПОУ": IIN}, country="KZ", columns=columns)
    assert IIN not in repr(found)
    assert is_hidden(protect(found.providers[0]))


def test_a_russian_organisations_number_is_no_persons() -> None:
    columns = {**COLUMNS, "ЄДРПОУ": {"to": "identifier", "scheme": "RU-INN-10"}}
    found = mapped({"ЄДРПОУ": "7707083893"}, country="RU", columns=columns)
    assert found.providers[0].identifiers[0].value == "7707083893"
    assert not is_hidden(protect(found.providers[0]))
