"""Counting what control totals ask for."""

from collections.abc import Sequence
from typing import Any

from hub.domain.records import (
    CapacityRecord,
    HarmonisedRecord,
    LocationRecord,
    ProgrammeRecord,
    ProviderRecord,
    ServiceRecord,
)
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


def _found(**count: Any) -> int | None:
    region = Region.model_validate(
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
    totals = ControlTotals(region, GAZETTEER)
    for record in RECORDS:
        totals.add(record)
    (total,) = totals.found()
    return total.found


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
