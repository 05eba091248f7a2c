"""Counting what control totals ask for."""

from collections.abc import Sequence
from typing import Any

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import (
    CapacityRecord,
    HarmonisedRecord,
    LocationRecord,
    ProviderRecord,
    ServiceRecord,
)
from hub.domain.results import ControlTotal
from hub.domain.vocabulary import DeliveryForm, Lang, Sector
from importers.control_totals import ControlTotals
from importers.region import Region
from tests.importers.mapping.builders import GAZETTEER

RECORDS: Sequence[HarmonisedRecord] = (
    ProviderRecord(
        key="1",
        name="А",
        lang=Lang.UK,
        kind="comprehensive-centre",
        sector=Sector.MUNICIPAL,
        locations=(LocationRecord("main", "UA-1-1-1"),),
        services=(
            ServiceRecord(
                key="1",
                name="Догляд вдома",
                category="care.home",
                forms=(DeliveryForm.HOME,),
                capacities=(CapacityRecord(served=466),),
                target_groups=("older",),
            ),
            ServiceRecord(key="2", name="Життєстійкість", category="prevention.resilience"),
        ),
    ),
    ProviderRecord(
        key="2",
        name="Б",
        lang=Lang.UK,
        sector=Sector.NONPROFIT,
        synthetic=True,
        services=(
            ServiceRecord(
                key="1",
                name="Догляд вдома",
                category="care.home",
                capacities=(CapacityRecord(served=83, waiting=None),),
            ),
            ServiceRecord(key="2", name="йога"),
        ),
    ),
    ProgrammeRecord(key="pilot", name="Пілот", lang=Lang.UK, territories=("UA-1", "UA-2")),
)


def _region(count: dict[str, Any]) -> Region:
    return Region.model_validate(
        {
            "code": "ua_99",
            "title": "Зразок",
            "publisher": "Зразок",
            "licence": "CC0-1.0",
            "lang": "uk",
            "country": "UA",
            "jurisdiction": "UA",
            "row": "provider",
            "key": ["Назва"],
            "columns": {"Назва": "name"},
            "control_totals": [{"label": "Всього", "declared": 1, "cites": "Зразок", "count": count or None}],
        }
    )


def _total(**count: Any) -> ControlTotal:
    totals = ControlTotals(_region(count), GAZETTEER)
    for record in RECORDS:
        totals.add(record)
    (total,) = totals.found()
    return total


def _found(**count: Any) -> int | None:
    return _total(**count).found


def _apart(**count: Any) -> tuple[int | None, int | None, int | None]:
    total = _total(**count)
    return total.found, total.found_real, total.found_synthetic


def test_what_the_file_cannot_count_has_no_number() -> None:
    assert _found() is None


def test_providers_by_kind_sector_place_and_whether_they_are_made_up() -> None:
    assert _found(of="providers") == 2
    assert _found(of="providers", where={"sector": ["nonprofit", "religious"]}) == 1
    assert _found(of="providers", where={"kind": ["comprehensive-centre"]}) == 1
    assert _found(of="providers", where={"synthetic": False}) == 1
    assert _found(of="providers", where={"territory": ["UA-1"]}) == 1
    assert _found(of="providers", where={"territory": ["UA-2"]}) == 0
    assert _found(of="providers", where={"category": ["prevention"]}) == 1


def test_services_and_their_different_categories() -> None:
    assert _found(of="services") == 4
    assert _found(of="services", where={"category": ["care"]}) == 2
    assert _found(of="services", where={"form": ["home"]}) == 1
    assert _found(of="categories") == 2
    assert _found(of="categories", where={"basic": True}) == 1
    assert _found(of="categories", where={"basic": False}) == 1
    assert _found(of="basic_services") == 1


def test_people_served_are_added_up_and_unknown_is_not_zero() -> None:
    assert _found(of="capacity", field="served") == 549
    assert _found(of="capacity", field="served", where={"target_group": ["older"]}) == 466
    assert _found(of="capacity", field="waiting") is None


def test_territories_of_a_programme() -> None:
    assert _found(of="programme_territories", programme="pilot") == 2
    assert _found(of="programme_territories", programme="other") == 0


def test_real_and_synthetic_rows_are_told_apart() -> None:
    assert _apart() == (None, None, None)
    assert _apart(of="providers") == (2, 1, 1)
    assert _apart(of="services") == (4, 2, 2)
    assert _apart(of="capacity", field="served") == (549, 466, 83)
    assert _apart(of="programme_territories") == (2, 2, 0)


def test_a_code_that_both_kinds_of_rows_have_counts_in_both() -> None:
    assert _apart(of="categories") == (2, 2, 1)


def test_what_only_one_kind_states_is_not_zero_of_the_other() -> None:
    older = {"target_group": ["older"]}
    assert _apart(of="capacity", field="served", where=older) == (466, 466, None)


def test_the_split_survives_counting_in_batches() -> None:
    region = _region({"of": "providers"})
    whole, first, second = (ControlTotals(region, GAZETTEER) for _ in range(3))
    first.add(RECORDS[0])
    second.add(RECORDS[1])
    whole.join(first.tallies)
    whole.join(second.tallies)
    (total,) = whole.found()
    assert (total.found, total.found_real, total.found_synthetic) == (2, 1, 1)


def test_what_was_found_in_words() -> None:
    assert ControlTotal("x", 45, "c", 45, 9, 36).finding == "45: 9 real and 36 synthetic"
    assert ControlTotal("x", 45, "c", 45, None, 45).finding == "45: 0 real and 45 synthetic"
    assert ControlTotal("x", 45, "c", 39, 39, 0).finding == "39"
    assert ControlTotal("x", 45, "c").finding == ""
