"""Identifiers of a cell, with their troubles in sentences."""

from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

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


def test_the_codes_of_the_real_register_of_schools(shared_data: Path) -> None:
    """16,434 schools: four codes had lost a zero, 76 are wrong in the register itself, 98 are missing."""
    path = shared_data / "providers/ua_schools_register_edebo_koatuu.xlsx"
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    column = header.index("Код ЄДРПОУ")
    counts: Counter[str] = Counter()
    for row in rows:
        cleaned = clean_identifier(str(row[column]), "UA-EDRPOU")
        trouble = cleaned.troubles[0].code if cleaned.troubles else None
        counts[trouble or ("VALID" if cleaned.value else "EMPTY")] += 1
    assert counts == {
        "VALID": 16256,
        "EMPTY": 98,
        "IDENTIFIER_CHECK_FAILED": 72,
        "IDENTIFIER_ZEROS_RESTORED": 4,
        "IDENTIFIER_MALFORMED": 4,
    }
