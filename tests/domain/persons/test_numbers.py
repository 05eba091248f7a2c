"""Numbers of persons in texts: found however they are written, and nothing else taken for one."""

import pytest

from hub.domain.persons.numbers import personal_numbers_in

#: Made by the rules of the schemes, of nobody.
RNOKPP, INN, IIN, OGRNIP = "3184710691", "500100732259", "880125300100", "304500116000157"


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
    assert found(RNOKPP, "RU") == found(INN, "UA") == found(IIN, "UA") == []
    assert found("7707083893", "RU") == []  # of an organisation


def test_without_a_country_ten_digits_are_anybodys() -> None:
    assert found(f"{RNOKPP}; {INN}", None) == [INN]


def test_a_number_is_not_shown_by_repr() -> None:
    assert RNOKPP not in repr(list(personal_numbers_in(RNOKPP, "UA")))
