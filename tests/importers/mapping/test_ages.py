"""Ages in words."""

import pytest

from importers.mapping.ages import clean_ages


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("3–18", (3, 18)),
        ("від 3 до 18 років", (3, 18)),
        ("від 60", (60, None)),
        ("60+", (60, None)),
        ("старше 18 лет", (18, None)),
        ("до 4 років", (None, 3)),
        ("до 18 лет", (None, 17)),
        ("18 жастан бастап", (18, None)),
        ("", None),
        ("без обмежень", None),
        ("from 60", (60, None)),
        ("under 18", (None, 17)),
        ("all ages", None),
    ],
)
def test_bounds_of_an_age(text: str, ages: tuple[int | None, int | None] | None) -> None:
    cleaned = clean_ages(text)
    assert (cleaned.value, cleaned.troubles) == (ages, ())


@pytest.mark.parametrize("text", ["18–3", "діти", "до 0", "3, 18", "від 5 до 500"])
def test_what_is_no_age_is_said(text: str) -> None:
    cleaned = clean_ages(text)
    assert cleaned.value is None
    assert [trouble.code for trouble in cleaned.troubles] == ["AGE_UNCLEAR"]
