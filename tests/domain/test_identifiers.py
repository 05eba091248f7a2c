"""Identifier schemes: known numbers, lost zeros, damage by spreadsheets, and persons' numbers kept back."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.identifiers import (
    SCHEMES,
    IdentifierReading,
    IdentifierTrouble,
    guess_scheme,
    read_identifier,
)
from hub.domain.records import IdentifierRecord

#: Numbers of organisations in public registers, by which the schemes' check digits were verified.
KNOWN = {
    "UA-EDRPOU": ["38422948", "19280108", "26510514", "44106679", "40195208", "32855961", "00032129"],
    "RU-INN-10": ["7723861614"],
    "RU-OGRN": ["1137746072375", "1037739010891"],
    "KZ-BIN": ["950440001673", "990940003030", "000640002067", "940140000385"],
}
NUMBERS = [(scheme, number) for scheme, numbers in KNOWN.items() for number in numbers]
PERSON = "1759013776"  # the number in python-stdnum's own documentation


@pytest.mark.parametrize(("scheme", "number"), NUMBERS)
def test_known_numbers_are_valid(scheme: str, number: str) -> None:
    assert read_identifier(number, scheme) == IdentifierReading(IdentifierRecord(scheme, number, True))


@pytest.mark.parametrize(("scheme", "number"), NUMBERS)
def test_every_wrong_last_digit_is_kept_and_marked(scheme: str, number: str) -> None:
    for digit in set("0123456789") - {number[-1]}:
        wrong = number[:-1] + digit
        reading = read_identifier(wrong, scheme)
        assert reading.record == IdentifierRecord(scheme, wrong, False)
        assert reading.trouble is IdentifierTrouble.CHECK_FAILED


@pytest.mark.parametrize(
    ("raw", "scheme", "value"),
    [
        ("32129", "UA-EDRPOU", "00032129"),
        ("640002067", "KZ-BIN", "000640002067"),
    ],
)
def test_lost_zeros_come_back_when_the_check_digit_agrees(raw: str, scheme: str, value: str) -> None:
    assert read_identifier(raw, scheme) == IdentifierReading(
        IdentifierRecord(scheme, value, True), IdentifierTrouble.ZEROS_RESTORED
    )


def test_zeros_are_not_invented() -> None:
    assert read_identifier("32128", "UA-EDRPOU") == IdentifierReading(
        IdentifierRecord("UA-EDRPOU", "32128", False), IdentifierTrouble.MALFORMED
    )
    assert read_identifier("51", "UA-EDRPOU").record == IdentifierRecord("UA-EDRPOU", "51", False)


@pytest.mark.parametrize(
    "raw", ["00032129", " 000 321 29 ", "ЄДРПОУ: 00032129", "'00032129", "код ЄДРПОУ 00032129", "00032129.0"]
)
def test_labels_spaces_and_float_tails_are_taken_off(raw: str) -> None:
    assert read_identifier(raw, "UA-EDRPOU").record == IdentifierRecord("UA-EDRPOU", "00032129", True)


@pytest.mark.parametrize("raw", ["1.02E+12", "1,02E+12", "1,13775E+12", "1.02Е+12"])
def test_scientific_notation_is_refused(raw: str) -> None:
    assert read_identifier(raw, "RU-OGRN") == IdentifierReading(trouble=IdentifierTrouble.SCIENTIFIC)


@pytest.mark.parametrize("raw", ["", " ", "-", "—", "немає", "нет", "0", "00000000", "жоқ"])
def test_empty_words_are_no_identifier_and_no_trouble(raw: str) -> None:
    assert read_identifier(raw, "UA-EDRPOU") == IdentifierReading()


def test_words_are_malformed() -> None:
    assert read_identifier("у стадії реєстрації", "UA-EDRPOU") == IdentifierReading(
        trouble=IdentifierTrouble.MALFORMED
    )


@pytest.mark.parametrize(
    ("raw", "scheme"),
    [
        (PERSON, "UA-RNOKPP"),
        (PERSON, "UA-EDRPOU"),  # a sole trader in an organisation's column
        (PERSON[:-1] + "0", "UA-EDRPOU"),  # mistyped, still a person's
        ("500100732259", "RU-INN-10"),
        ("304500116000157", "RU-OGRN"),
        ("850101300128", "KZ-BIN"),
    ],
)
def test_numbers_of_persons_never_come_out(raw: str, scheme: str) -> None:
    assert read_identifier(raw, scheme) == IdentifierReading(trouble=IdentifierTrouble.PERSONAL)


def test_schemes_without_check_digit_have_unknown_validity() -> None:
    assert read_identifier("550101001", "RU-KPP").record == IdentifierRecord("RU-KPP", "550101001", None)


@pytest.mark.parametrize(
    ("raw", "country", "scheme"),
    [
        ("00032129", "UA", "UA-EDRPOU"),
        ("32129", "UA", "UA-EDRPOU"),
        (PERSON, "UA", "UA-RNOKPP"),
        ("0003212901", "UA", "UA-EDRPOU-10"),
        ("7723861614", "RU", "RU-INN-10"),
        ("500100732259", "RU", "RU-INN-12"),
        ("1137746072375", "RU", "RU-OGRN"),
        ("304500116000157", "RU", "RU-OGRNIP"),
        ("550101001", "RU", "RU-KPP"),
        ("950440001673", "KZ", "KZ-BIN"),
        ("640002067", "KZ", "KZ-BIN"),
        ("123", "UA", None),
        ("код", "UA", None),
        ("950440001674", "KZ", None),
    ],
)
def test_guess_scheme(raw: str, country: str, scheme: str | None) -> None:
    assert guess_scheme(raw, country) == scheme


def test_a_kazakh_number_that_fails_both_check_rounds_was_never_issued() -> None:
    never = next(
        f"{serial:011d}"
        for serial in range(95044000000, 95044010000)
        if all(
            sum(w * int(d) for w, d in zip(weights, f"{serial:011d}", strict=True)) % 11 == 10
            for weights in (range(1, 12), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
        )
    )
    assert not any(SCHEMES["KZ-BIN"].fits(never + digit) for digit in "0123456789")


@given(st.text(max_size=20), st.sampled_from(sorted(SCHEMES)))
def test_any_text_is_read_without_raising_and_valid_values_are_stable(raw: str, scheme: str) -> None:
    record = read_identifier(raw, scheme).record
    if record and record.valid:
        assert read_identifier(record.value, scheme).record == record


def test_schemes_are_those_of_the_shared_table() -> None:
    table = Path(__file__).parents[2] / "../shared/domain/identifiers.csv"
    if not table.exists():
        pytest.skip("the shared table of schemes is not beside this checkout")
    with table.open(encoding="utf-8") as file:
        rows = {row["scheme"]: row for row in csv.DictReader(file)}
    assert list(SCHEMES) == list(rows)
    for code, row in rows.items():
        scheme = SCHEMES[code]
        assert (scheme.country.value, scheme.digits) == (row["country"], int(row["digits"]))
        assert scheme.personal == row["personal_data"].startswith("YES")
        assert (scheme.org_id or "") == row["org_id_guide"]
