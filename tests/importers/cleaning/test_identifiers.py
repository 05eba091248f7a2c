"""Identifiers of a cell, with their troubles in sentences."""

import pytest

from hub.domain.records import IdentifierRecord
from hub.domain.vocabulary import Severity
from importers.cleaning.identifiers import clean_identifier
from importers.cleaning.result import Cleaned, Trouble


def test_a_sound_number_has_no_trouble() -> None:
    assert clean_identifier(" 00032129 ", "UA-EDRPOU") == Cleaned(
        IdentifierRecord("UA-EDRPOU", "00032129", True)
    )
    assert clean_identifier("-", "UA-EDRPOU") == Cleaned(None)


def test_restored_zeros_are_told() -> None:
    assert clean_identifier("32129", "UA-EDRPOU") == Cleaned(
        IdentifierRecord("UA-EDRPOU", "00032129", True),
        (
            Trouble(
                "IDENTIFIER_ZEROS_RESTORED",
                "«32129» had lost its leading zeros in a spreadsheet; they were restored.",
                Severity.INFO,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("text", "scheme", "code", "kept"),
    [
        ("00032128", "UA-EDRPOU", "IDENTIFIER_CHECK_FAILED", True),
        ("1.02E+12", "RU-OGRN", "IDENTIFIER_SCIENTIFIC", False),
        ("оформлюється", "UA-EDRPOU", "IDENTIFIER_MALFORMED", False),
        ("1759013776", "UA-EDRPOU", "IDENTIFIER_PERSONAL", False),
    ],
)
def test_troubles(text: str, scheme: str, code: str, kept: bool) -> None:
    cleaned = clean_identifier(text, scheme)
    assert ([trouble.code for trouble in cleaned.troubles], cleaned.value is not None) == ([code], kept)


def test_a_personal_number_is_not_repeated_in_the_message() -> None:
    (trouble,) = clean_identifier("1759013776", "UA-EDRPOU").troubles
    assert "1759013776" not in trouble.message
    assert trouble.personal
