"""Telephone numbers of the three countries in the spellings of registers."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from hub.domain.vocabulary import Country
from importers.cleaning.phones import Phone, PhoneKind, clean_phones
from importers.cleaning.result import Cleaned

UA, RU, KZ = Country.UA, Country.RU, Country.KZ


def numbers(text: str, country: Country) -> list[str]:
    cleaned = clean_phones(text, country)
    assert {trouble.code for trouble in cleaned.troubles} <= {"PHONE_EXTENSION"}
    return [phone.e164 + (f";ext={phone.extension}" if phone.extension else "") for phone in cleaned.value]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("(04744) 3-12-34", UA, ["+380474431234"]),
        ("8-067-123-45-67", UA, ["+380671234567"]),
        ("+38(067)1234567", UA, ["+380671234567"]),
        ("380671234567", UA, ["+380671234567"]),
        ("669973252", UA, ["+380669973252"]),
        ("(0432) 65-50-50, 65-50-51", UA, ["+380432655050", "+380432655051"]),
        ("063-298-19-42 097-508-08-95", UA, ["+380632981942", "+380975080895"]),
        ("685945187, 0979446753", UA, ["+380685945187", "+380979446753"]),
        ("тел./факс (0432) 65-50-50 вн. 12", UA, ["+380432655050;ext=12"]),
        ("05134 9-61-47      моб.тел. 977111065", UA, ["+380513496147", "+380977111065"]),
        ("тел. (04744) 3-12-34\nмоб.: 067 123 45 67", UA, ["+380474431234", "+380671234567"]),
        ("приймальня (0432)655050 або 067-123-45-67", UA, ["+380432655050", "+380671234567"]),
        ("0 800 500 335", UA, ["+380800500335"]),
        ("8 (3812) 24-12-34, доб. 105", RU, ["+73812241234;ext=105"]),
        ("8 913 123-45-67", RU, ["+79131234567"]),
        ("8 (7152) 46-12-34", KZ, ["+77152461234"]),
        ("7152461234", KZ, ["+77152461234"]),
        ("8 777 123 45 67", KZ, ["+77771234567"]),
        ("-", UA, []),
        ("немає", UA, []),
    ],
)
def test_numbers(text: str, country: Country, expected: list[str]) -> None:
    assert numbers(text, country) == expected


def test_kinds() -> None:
    assert clean_phones("(04744) 3-12-34; 067-123-45-67; 0 800 500 335", UA).value == (
        Phone("+380474431234", PhoneKind.FIXED),
        Phone("+380671234567", PhoneKind.MOBILE),
        Phone("+380800500335", PhoneKind.TOLL_FREE),
    )


def test_a_number_twice_is_one() -> None:
    assert numbers("0671234567, 067-123-45-67", UA) == ["+380671234567"]


@pytest.mark.parametrize("text", ["30990700280", "097-210-11-9", "2545", "3-12-34", "123456789012345678"])
def test_invalid_numbers_are_reported(text: str) -> None:
    cleaned = clean_phones(text, UA)
    assert cleaned.value == ()
    assert [trouble.code for trouble in cleaned.troubles] == ["PHONE_INVALID"]


def test_good_numbers_survive_beside_bad_ones() -> None:
    cleaned = clean_phones("097-210-11-9; 097-210-11-90", UA)
    assert [phone.e164 for phone in cleaned.value] == ["+380972101190"]
    assert [trouble.code for trouble in cleaned.troubles] == ["PHONE_INVALID"]


def test_plus_seven_is_told_apart_between_russia_and_kazakhstan() -> None:
    cleaned = clean_phones("+7 7152 46-12-34", RU)
    assert [phone.e164 for phone in cleaned.value] == ["+77152461234"]
    assert [trouble.code for trouble in cleaned.troubles] == ["PHONE_OTHER_COUNTRY"]
    assert clean_phones("+7 777 123 45 67", KZ).troubles == ()


@pytest.mark.parametrize("text", ["Іванова О.П. 067-123-45-67", "Іванова Олена Петрівна, 0671234567"])
def test_mobile_numbers_of_named_persons_are_not_published(text: str) -> None:
    cleaned = clean_phones(text + "; (0432) 65-50-50", UA)
    assert [phone.e164 for phone in cleaned.value] == ["+380432655050"]
    assert [trouble.code for trouble in cleaned.troubles] == ["PHONE_OF_PERSON"]


def test_the_name_of_a_person_is_not_repeated_with_an_invalid_number() -> None:
    (trouble,) = clean_phones("Іванова О.П. 12-34", UA).troubles
    assert trouble.message == "The number is not a valid telephone number of UA; correct it in the source."
    assert trouble.personal


@given(st.integers(0, 9_999_999), st.sampled_from(["067", "050", "063", "098"]))
def test_ukrainian_mobile_numbers_are_read_from_every_spelling(number: int, operator: str) -> None:
    digits = f"{number:07}"
    split = f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
    spellings = (
        f"8-{operator}-{split}",
        f"+38({operator}){digits}",
        f"({operator}) {split}",
        operator[1:] + digits,
    )
    assert {clean_phones(spelling, UA) for spelling in spellings} == {
        Cleaned((Phone(f"+38{operator}{digits}", PhoneKind.MOBILE),))
    }


@given(st.text(max_size=40), st.sampled_from(Country))
def test_any_text_is_cleaned_without_raising(text: str, country: Country) -> None:
    clean_phones(text, country)


def test_the_share_of_the_real_register_that_is_understood(shared_data: Path) -> None:
    path = shared_data / "providers/ua_cnap_register_admin_service_centres.xlsx"
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    counts: Counter[str] = Counter()
    for row in sheet[2:]:
        text = str(row[11]).removesuffix(".0")
        if text.strip(" -"):
            counts["WITHOUT_TROUBLE" if not clean_phones(text, UA).troubles else "WITH_TROUBLE"] += 1
    assert counts == {"WITHOUT_TROUBLE": 2186, "WITH_TROUBLE": 133}


@pytest.mark.parametrize(
    ("text", "numbers", "codes"),
    [
        ("+044(33)-120-45", ["+380443312045"], []),
        ("+804(46)-312-04-5", ["+380446312045"], []),
        ("+044(33)-120-4", [], ["PHONE_INVALID"]),
        ("15-45, 103", [], ["PHONE_SHORT", "PHONE_SHORT"]),
        ("(0432) 55-12-34 вн. 12", ["+380432551234"], ["PHONE_EXTENSION"]),
    ],
)
def test_masks_short_numbers_and_extensions(text: str, numbers: list[str], codes: list[str]) -> None:
    cleaned = clean_phones(text, "UA")
    assert [phone.e164 for phone in cleaned.value] == numbers
    assert [trouble.code for trouble in cleaned.troubles] == codes
