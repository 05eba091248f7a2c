"""Shares and ages, with the cases in which there is nothing to measure."""

from datetime import date

import pytest

from hub.domain.quality import Fill, QualityRecord, age_days, share


def test_a_share_of_nothing_is_not_known() -> None:
    assert share(0, 0) is None
    assert share(0, 4) == 0.0
    assert Fill(QualityRecord.PROVIDER, "kind", 3, 4).share == 0.75
    assert Fill(QualityRecord.SERVICE, "forms", 0, 0).share is None


@pytest.mark.parametrize(
    ("since", "days"), [(None, None), (date(2024, 2, 29), 1), (date(2024, 3, 1), 0), (date(2025, 1, 1), 0)]
)
def test_an_age_counts_days_and_is_never_negative(since: date | None, days: int | None) -> None:
    assert age_days(since, date(2024, 3, 1)) == days
