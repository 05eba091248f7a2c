"""How far teams go and whom second-tier services support, as registers write it."""

import pytest

from hub.domain.vocabulary import SecondTier
from importers.cleaning.team_reach import clean_reach, clean_second_tier


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("30 хв", (30.0, None)),
        ("до 45 хвилин", (45.0, None)),
        ("1,5 год", (90.0, None)),
        ("60 минут", (60.0, None)),
        ("2 часа", (120.0, None)),
        ("до 40 км", (None, 40.0)),
        ("12.5 km", (None, 12.5)),
        ("немає", None),
        ("", None),
    ],
)
def test_a_reach_is_minutes_or_kilometres(text: str, reach: tuple[float | None, float | None] | None) -> None:
    assert (clean_reach(text).value, clean_reach(text).troubles) == (reach, ())


@pytest.mark.parametrize("text", ["40", "далеко", "0 км", "5000 км", "30 хв або 40 км"])
def test_a_reach_without_a_unit_or_beyond_reason_is_told(text: str) -> None:
    found = clean_reach(text)
    assert found.value is None
    assert [trouble.code for trouble in found.troubles] == ["REACH_UNCLEAR"]


def test_second_tier_is_whom_a_service_supports() -> None:
    assert clean_second_tier("громади").value is SecondTier.HROMADAS
    assert clean_second_tier("Установи").value is SecondTier.INSTITUTIONS
    assert (clean_second_tier("люди").value, clean_second_tier("люди").troubles) == (None, ())
    assert [trouble.code for trouble in clean_second_tier("усі").troubles] == ["SECOND_TIER_UNCLEAR"]
