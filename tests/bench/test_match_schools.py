"""Matching a register against a copy worded worse: every way is counted, and plain copies are joined."""

import random

from bench.match_schools import WAYS, measure
from hub.domain.features import Features, TerritoryPath
from hub.domain.ids import record_id
from hub.domain.records import ProviderRecord
from hub.domain.vocabulary import Lang


def school(number: int) -> tuple[ProviderRecord, Features]:
    """A made-up school in a hromada of its own."""
    name, place = f"Вигаданський ліцей № {number} «Вербиченька»", f"UA9900{number:03}"
    features = Features(
        id=record_id("register", "provider", str(number)),
        source="register",
        name=name,
        territories=TerritoryPath("UA99", "UA9900", place, f"{place}1"),
        street="вул. Вигадана",
        house="1",
    )
    return ProviderRecord(key=str(number), name=name, lang=Lang.UK), features


def test_each_way_is_counted_and_only_numbers_that_changed_are_not_joined() -> None:
    measured = measure([school(number) for number in range(1, 301)], random.Random(1))
    assert measured.cases.keys() == WAYS.keys()
    assert sum(pairs for pairs, _, _ in measured.cases.values()) == measured.join.wanted > 100
    assert measured.join.right == measured.join.found == sum(joins for _, joins, _ in measured.cases.values())
    for way in ("as it is", "capitals", "other quotes"):
        pairs, joins, _ = measured.cases[way]
        assert pairs == joins > 5
    assert measured.cases["another number"][1] == 0
