"""Whose file a claim is of: day, file and row stay together through every edition."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from hub.domain.ids import record_id
from hub.domain.records import CapacityRecord, ProviderRecord
from hub.ingest import FileDescription, RunOptions, RunReport, run_import
from hub.store.engine import Reader
from hub.store.reads.provenance import ClaimRow, claims
from tests.patience import PATIENT

from .builders import SOURCE, items, provider, service

JANUARY, MARCH, MAY = date(2024, 1, 15), date(2024, 3, 15), date(2024, 5, 15)
PLACES = "service.care.home.capacity.2024-01-01.place"
NEW_PLACES = "service.care.home.capacity.2024-04-01.place"


class Origin(NamedTuple):
    """Where a claim stands."""

    value: str
    day: date
    file: str
    row: int | None


def import_file(url: str, name: str, day: date, *records: ProviderRecord, **options: Any) -> RunReport:
    """Import records as the file of a day."""
    file = FileDescription(name, f"{hash((name, repr(records))):x}", "mapping")
    return run_import(url, SOURCE, file, items(records), RunOptions(as_of=day, **options))


def claims_of(url: str, key: str = "1") -> dict[str, ClaimRow]:
    """The claims about the record that the source calls `key`, by field."""

    async def read() -> Iterable[ClaimRow]:
        reader = Reader(url, PATIENT)
        try:
            async with reader.session() as session:
                return (await claims(session, [UUID(hex=record_id("test_05", "provider", key))]))[0]
        finally:
            await reader.close()

    return {one.field: one for one in asyncio.run(read())}


def origins(url: str) -> dict[str, Origin]:
    """Field → where its claim stands."""
    return {
        field: Origin(one.value, one.claimed_at, one.file, one.row) for field, one in claims_of(url).items()
    }


def test_the_same_file_again_and_an_unchanged_row_keep_the_first_edition(hub_url: str) -> None:
    import_file(hub_url, "a.csv", JANUARY, provider("1"))
    first = origins(hub_url)
    assert first["name"] == Origin("Центр 1", JANUARY, "a.csv", 2)
    import_file(hub_url, "a.csv", JANUARY, provider("1"))
    import_file(hub_url, "b.csv", MARCH, provider("1"), provider("2"))
    assert origins(hub_url) == first


def test_a_row_that_moved_but_says_the_same_keeps_the_first_edition(hub_url: str) -> None:
    import_file(hub_url, "a.csv", JANUARY, provider("1"))
    first = origins(hub_url)
    import_file(hub_url, "b.csv", MARCH, provider("2"), provider("1", rows=(9,)))
    assert origins(hub_url) == first


def test_only_what_a_file_changed_is_of_that_file(hub_url: str) -> None:
    import_file(hub_url, "a.csv", JANUARY, provider("1"))
    import_file(hub_url, "b.csv", MARCH, provider("1", rows=(9,), url="https://example.org/"))
    import_file(hub_url, "c.csv", MAY, provider("1", "Дім", rows=(7,), url="https://example.org/"))
    found = origins(hub_url)
    assert found["name"] == Origin("Дім 1", MAY, "c.csv", 7)
    assert found["url"] == Origin("https://example.org/", MARCH, "b.csv", 9)
    assert found["kind"] == Origin("territorial-centre", JANUARY, "a.csv", 2)


def test_a_part_of_another_row_is_of_that_row_until_a_file_says_it_otherwise(hub_url: str) -> None:
    second = service(key="rehab", category="rehab.social", row=3)
    import_file(hub_url, "a.csv", JANUARY, provider("1", rows=(2, 3), services=(service(), second)))
    found = origins(hub_url)
    assert found["service.care.home"] == Origin("care.home", JANUARY, "a.csv", 2)
    assert found["service.rehab"] == Origin("rehab.social", JANUARY, "a.csv", 3)
    moved = replace(second, row=9)
    import_file(hub_url, "b.csv", MARCH, provider("1", "Дім", rows=(8, 9), services=(service(), moved)))
    assert origins(hub_url) == {**found, "name": Origin("Дім 1", MARCH, "b.csv", 8)}
    changed = replace(moved, category="care.home", row=5)
    import_file(hub_url, "c.csv", MAY, provider("1", "Дім", rows=(4, 5), services=(service(), changed)))
    assert origins(hub_url)["service.rehab"] == Origin("care.home", MAY, "c.csv", 5)


def test_what_was_taken_back_and_said_again_is_of_the_file_that_said_it_again(hub_url: str) -> None:
    import_file(hub_url, "a.csv", JANUARY, provider("1"))
    import_file(hub_url, "b.csv", MARCH, provider("1", "Дім", rows=(9,)))
    import_file(hub_url, "c.csv", MAY, provider("1", rows=(7,)))
    found = origins(hub_url)
    assert found["name"] == Origin("Центр 1", MAY, "c.csv", 7)
    assert found["kind"] == Origin("territorial-centre", JANUARY, "a.csv", 2)


def test_a_trial_and_a_broken_file_between_leave_no_trace(hub_url: str) -> None:
    import_file(hub_url, "a.csv", JANUARY, provider("1"))
    first = origins(hub_url)
    import_file(hub_url, "b.csv", MARCH, provider("1", "Дім", rows=(9,)), dry_run=True)
    assert origins(hub_url) == first
    broken = (provider(str(1 // left), "Дім") for left in (1, 0))
    with pytest.raises(ZeroDivisionError):
        run_import(hub_url, SOURCE, FileDescription("c.csv", "cc", "mapping"), broken)
    assert origins(hub_url) == first
    import_file(hub_url, "d.csv", MAY, provider("1", "Сад", rows=(5,)))
    assert origins(hub_url) == {**first, "name": Origin("Сад 1", MAY, "d.csv", 5)}


def test_capacities_are_claimed_with_their_day_and_older_ones_stay(hub_url: str) -> None:
    import_file(hub_url, "a.csv", JANUARY, provider("1"))
    newer = service(capacities=(CapacityRecord(as_of=date(2024, 4, 1), total=50, waiting=0),))
    import_file(hub_url, "b.csv", MAY, provider("1", rows=(6,), services=(newer,)))
    found = {field: one for field, one in origins(hub_url).items() if ".capacity." in field}
    assert found == {
        f"{PLACES}.total": Origin("40", JANUARY, "a.csv", 2),
        f"{PLACES}.served": Origin("38", JANUARY, "a.csv", 2),
        f"{NEW_PLACES}.total": Origin("50", MAY, "b.csv", 6),
        f"{NEW_PLACES}.waiting": Origin("0", MAY, "b.csv", 6),
    }


def test_a_number_that_a_file_no_longer_gives_of_the_same_day_is_claimed_no_more(hub_url: str) -> None:
    import_file(hub_url, "a.csv", JANUARY, provider("1"))
    fewer = service(capacities=(CapacityRecord(as_of=date(2024, 1, 1), total=41),))
    import_file(hub_url, "b.csv", MAY, provider("1", rows=(6,), services=(fewer,)))
    found = {field: one for field, one in origins(hub_url).items() if ".capacity." in field}
    assert found == {f"{PLACES}.total": Origin("41", MAY, "b.csv", 6)}


def test_a_claim_tells_what_it_rests_on_and_a_default_is_none(hub_url: str) -> None:
    record = provider(
        "1",
        short_name="ТЦ",
        derived={"status": "", "short_name": "name"},
        columns={"name": "Назва", "status": "Стан"},
        services=(
            service(matched_by="crosswalk ua-classifier-429", derived={"status": "", "forms": "alias"}),
        ),
    )
    import_file(hub_url, "a.csv", JANUARY, record)
    found = {field: (one.how, one.rule, one.column) for field, one in claims_of(hub_url).items()}
    assert found["name"] == ("stated", None, "Назва")
    assert found["short_name"] == ("derived", "name", None)
    assert found["service.care.home"] == ("derived", "crosswalk ua-classifier-429:exact", None)
    assert found["service.care.home.forms"] == ("derived", "alias", None)
    assert "status" not in found
    assert "service.care.home.status" not in found
