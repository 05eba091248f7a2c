"""Numbers of persons in texts: found however they are written, and nothing else taken for one."""

import pytest

from hub.domain.persons import contacts
from hub.domain.persons.numbers import personal_numbers_in

#: Made by the rules of the schemes, of nobody.
RNOKPP, INN, IIN, OGRNIP = "3184710691", "500100732259", "880125300100", "304500116000157"
#: Of a person in Ukraine, and of no organisation in Russia.
ABROAD = "2876104214"


def found(text: str, country: str | None = "UA") -> list[str]:
    return [text[one.start : one.end] for one in personal_numbers_in(text, country)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (RNOKPP, RNOKPP),
        (f"'{RNOKPP}", RNOKPP),
        (f"{RNOKPP}.0", f"{RNOKPP}.0"),
        (f"{RNOKPP},00", f"{RNOKPP},00"),
        ("3 184 710 691", "3 184 710 691"),
        ("31847-10691", "31847-10691"),
        ("31 84 71 06 91", "31 84 71 06 91"),
        ("3184\u00a0710\u00a0691", "3184\u00a0710\u00a0691"),
        (f"РНОКПП{RNOKPP}", RNOKPP),
        (f"ІПН:{RNOKPP}, тел. (0432) 55-12-34", RNOKPP),
        (f"кв. 12 {RNOKPP}", RNOKPP),
        (f"{RNOKPP}@mail.example", RNOKPP),
        ("9999900013", "9999900013"),
        ("РНОКПП: 0671234503", "0671234503"),
        ("0123456700", "0123456700"),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str, part: str) -> None:
    assert found(text) == [part]


@pytest.mark.parametrize(
    "text",
    [
        "3184710692",  # the check digit is wrong
        "0671234567",
        "0671234503",
        "+380671234567",
        f"UA21{RNOKPP}",  # inside of an account's number
        f"49.{RNOKPP}",
        "https://rada.example/visocka-iii-st-12-17-17-12-02-2018",
        "2020-05-12 14",
        "10-00 19-00",
        "38047312345",
    ],
)
def test_other_numbers_are_left(text: str) -> None:
    assert found(text) == []


def test_each_state_has_its_own_schemes() -> None:
    assert found(INN, "RU") == [INN]
    assert found(OGRNIP, "RU") == [OGRNIP]
    assert found(IIN, "KZ") == [IIN]
    assert found(OGRNIP, "UA") == []
    assert found("7707083893", "RU") == []  # of an organisation


def test_without_a_country_ten_digits_are_anybodys() -> None:
    assert found(f"{RNOKPP}; {INN}", None) == [INN]


def test_a_number_is_not_shown_by_repr() -> None:
    assert RNOKPP not in repr(list(personal_numbers_in(RNOKPP, "UA")))


@pytest.mark.parametrize("country", ["UA", "KZ", "RU"])
def test_a_number_is_found_in_sources_of_other_countries(country: str) -> None:
    assert found(f"керівник {IIN}", country) == [IIN]
    assert found(f"директор {ABROAD}", country) == [ABROAD]
    assert found(IIN, country) == [IIN]


def test_a_foreign_cell_of_ten_digits_alone_is_a_code() -> None:
    assert found(ABROAD, "KZ") == found(ABROAD, "RU") == []
    assert found(ABROAD, "UA") == [ABROAD]


def test_numbers_of_organisations_and_telephones_abroad_are_left() -> None:
    assert found("7012345674", "KZ") == found("9161234560", "RU") == []
    assert found(RNOKPP, "RU") == []  # also the ИНН of an organisation
    assert found("ИНН 7707083893", "RU") == found("380501234567", "UA") == []


@pytest.mark.parametrize(
    "number",
    [
        "３１８４７１０６９１", "٣١٨٤٧١٠٦٩١", "3184\u200b710\u2060691", "3.184.710.691",
        "31847/10691", "3184_710691",
        "31847 / 10691", "31847 — 10691", "31847\u201110691", "318 471 06 91", "31847  10691",
        "880125 300100", "8801-2530-0100", "880125/300100", "880125.300100", "８８０１２５\u200d300100",
    ],
)  # fmt: skip
def test_a_disguised_number_is_found(number: str) -> None:
    assert found(f"Засновник — {number}; прийом щодня") == [number]
    assert contacts.MAY_HOLD.search(number)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("РНОКПП ", "3І847І069І"), ("PНOKПП: ", "3I8471O691"), ("ІПН: ", "ЗІ84 7IO6 91"),
        ("ИИН № ", "88O125З00100"),
        ("ЖСН: ", "88-01.25/300_100"), ("tax number is ", "3 1 8 4 7 1 0 6 9 1"), ("ІНН_", "31847.10691"),
        ("податковий номер — ", "3184,710,691"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("country", ["UA", "KZ", None])
def test_letters_stand_for_digits_after_the_name_of_a_number(
    label: str, number: str, country: str | None
) -> None:
    assert found(f"{label}{number}, вул. Нова", country) == [number]
    assert contacts.MAY_HOLD.search(f"{label}{number}")


@pytest.mark.parametrize(
    "text",
    [
        "3І847І069І",  # no name before it
        "3.184.710.691 грн", "3 184 710 691 ₸", "192.168.100.101", "12.05.2020 10:00", "2020/05/12 14",
        "067.123.45.03", "ЄДРПОУ 40.123.456", "UA05020030010063857", "БИН 990440001234", "ІПН: 3184710692",
        "https://page.example/31847/10691",
    ],
)  # fmt: skip
def test_what_looks_like_a_disguise_and_is_none_is_left(text: str) -> None:
    assert found(text) == []
