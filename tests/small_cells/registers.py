"""Registers of providers that serve few people, and what the hub holds and tells of them."""

from datetime import date
from typing import Any

from hub.domain.records import CapacityRecord, LocationRecord, ProviderRecord
from tests.aggregates.conftest import FAR
from tests.aggregates.truth import rows
from tests.ingest.builders import CITY, provider, service


def clients(number: int | None, day: int = 1, **more: Any) -> tuple[CapacityRecord, ...]:
    """A measurement of clients on a day of January."""
    return (CapacityRecord(as_of=date(2024, 1, day), served=number, unit="client", **more),)


def serving(key: str, number: int | None, *, far: bool = False, **changes: Any) -> ProviderRecord:
    """A provider of home care with so many clients, in one of two hromadas."""
    place = LocationRecord("main", FAR if far else CITY)
    values: dict[str, Any] = {
        "locations": (place,),
        "services": (service(capacities=clients(number)),),
        "identifiers": (),
        "synthetic": False,
    }
    return provider(key, **(values | changes))


def hidden_sums(url: str) -> set[tuple[str, str, str]]:
    """(territory, category, reach) of sums of people served that are not told."""
    found = rows(
        url,
        "SELECT t.code, h.category, h.reach FROM hub.hidden_sum h JOIN hub.territory t "
        "ON t.id = h.territory_id WHERE h.figure = 'served'",
    )
    return set(found)


def figures(url: str) -> dict[int, int]:
    """Number → value of every hidden figure."""
    return dict(rows(url, "SELECT number, value FROM hub.hidden_figure"))
