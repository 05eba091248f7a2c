"""Records and streams for the tests of hub.ingest."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hub.domain.records import (
    CapacityRecord,
    IdentifierRecord,
    LocationRecord,
    ProviderRecord,
    RawRow,
    ServiceRecord,
)
from hub.domain.vocabulary import DeliveryForm, Lang, MatchRelation
from hub.ingest import Item, SourceDescription

REGION, HROMADA, CITY, ELSEWHERE = "UA05", "UA0502", "UA050201", "UA71"

SOURCE = SourceDescription(code="test_05", title="A register", lang=Lang.UK, jurisdiction=REGION)


def provider(key: str, name: str = "Центр", **changes: Any) -> ProviderRecord:
    """A provider with one location and one measured service."""
    values: dict[str, Any] = {
        "key": key,
        "name": f"{name} {key}",
        "lang": Lang.UK,
        "kind": "territorial-centre",
        "identifiers": (IdentifierRecord("UA-EDRPOU", "00032129", valid=True),),
        "locations": (LocationRecord("main", CITY, address="вул. Соборна, 1", street="Соборна", house="1"),),
        "services": (service(),),
        "rows": (int(key) + 1,),
        "synthetic": True,
    }
    return ProviderRecord(**(values | changes))


def service(**changes: Any) -> ServiceRecord:
    """Home care with 40 places on the first of January 2024."""
    values: dict[str, Any] = {
        "key": "care.home",
        "name": "Догляд вдома",
        "category": "care.home",
        "matched_via": MatchRelation.EXACT,
        "forms": (DeliveryForm.HOME,),
        "capacities": (CapacityRecord(as_of=date(2024, 1, 1), total=40, served=38),),
    }
    return ServiceRecord(**(values | changes))


def items(records: Iterable[Any]) -> Iterable[Item]:
    """The raw rows of the records, each followed by its record."""
    for record in records:
        for row in record.rows:
            yield RawRow(row, {"name": record.name})
        yield record
