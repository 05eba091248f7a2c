"""Which norms are certain on a day, and why the others are not."""

from dataclasses import replace
from datetime import date

import pytest

from hub.domain.norms import Norm, uncertainty_of
from hub.domain.vocabulary import (
    Confidence,
    Country,
    Lang,
    NormFormula,
    NormStatus,
    NormUncertainty,
)

DAY = date(2026, 1, 1)
NORM = Norm(
    id="X-1",
    country=Country.UA,
    document="Order 1",
    formula=NormFormula.UNITS_PER_POPULATION,
    status=NormStatus.NORM,
    confidence=Confidence.HIGH,
    unit="posts",
    citation="Order 1, annex 2",
    subjects={Lang.EN: "posts"},
    valid_from=date(2020, 1, 1),
    numerator=1,
    denominator=1000,
)


def test_a_number_of_high_confidence_in_force_is_certain() -> None:
    assert uncertainty_of(NORM, DAY) is None
    assert uncertainty_of(NORM, date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"formula": NormFormula.METHOD_ONLY, "numerator": None}, NormUncertainty.METHOD_ONLY),
        ({"numerator": None}, NormUncertainty.NUMBER_NOT_KNOWN),
        ({"denominator": None}, NormUncertainty.NUMBER_NOT_KNOWN),
        ({"formula": NormFormula.BAND}, NormUncertainty.NUMBER_NOT_KNOWN),
        ({"confidence": Confidence.MEDIUM}, NormUncertainty.LOW_CONFIDENCE),
        ({"void": True}, NormUncertainty.VOID),
        ({"void": True, "valid_to": DAY}, NormUncertainty.NO_LONGER_VALID),
        ({"valid_from": date(2026, 1, 2)}, NormUncertainty.NOT_YET_VALID),
        ({"valid_from": None}, NormUncertainty.VALIDITY_NOT_KNOWN),
    ],
)
def test_what_is_not_certain_says_why(changes: dict[str, object], why: NormUncertainty) -> None:
    assert uncertainty_of(replace(NORM, **changes), DAY) is why


def test_what_binds_nobody_needs_no_day_of_coming_into_force() -> None:
    for status in (NormStatus.BENCHMARK, NormStatus.RECOMMENDATION, NormStatus.SCENARIO):
        assert uncertainty_of(replace(NORM, status=status, valid_from=None), DAY) is None
