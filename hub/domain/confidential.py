"""Which locations are confidential, and what may be said of them.

Addresses of shelters for people who suffered violence or trafficking are never exact in any
output. The exact place is dropped before a record is staged, so no table that a reader can see,
no claim and no search key ever holds it.
"""

from dataclasses import replace
from typing import Any

from hub.domain.records import AccessPointRecord, LocationRecord, ProviderRecord
from hub.domain.vocabulary import PrecisionClass

CONFIDENTIAL_CATEGORIES = frozenset({"crisis.shelter-violence"})
CONFIDENTIAL_KINDS = frozenset({"crisis-centre"})

#: Raw values that may stay: a source's words for any other field may give the place away.
_HARMLESS_RAW = frozenset({"name", "kind", "sector", "status", "founded"})

#: Keys of locations that say nothing. Others are made of addresses, and ids are made of keys.
_HARMLESS_KEYS = frozenset({"main", "legal"})


#: Ways to the door that are no place: a number, an address or a page leads there as surely as a street.
_SILENT: dict[str, Any] = {
    "phones": (), "emails": (), "url": None, "attributes": {}, "status_evidence": None
}  # fmt: skip


def coarsen(location: LocationRecord, key: str) -> LocationRecord:
    """The location without anything finer than its territory; ingest lifts the territory to the hromada."""
    return replace(
        location,
        id=None,
        key=key,
        territory_how=None,
        territory_distance_m=None,
        point=None,
        precision=PrecisionClass.TERRITORY,
        address=None,
        street=None,
        house=None,
        postal_code=None,
        name=None,
        confidential=True,
        attributes={},
    )


def is_confidential(record: ProviderRecord) -> bool:
    """Whether the source's record has a place that must not be told."""
    return any(location.confidential for location in record.locations)


def protect_all(record: ProviderRecord) -> ProviderRecord:
    """The provider with every location coarsened: another source calls one of them confidential."""
    marked = tuple(replace(location, confidential=True) for location in record.locations)
    return protect(replace(record, locations=marked))


def protect(record: ProviderRecord) -> ProviderRecord:
    """The provider with each confidential location coarsened, and without anything else that leads there.

    A location is confidential when its source says so, when a confidential service is given there,
    or when the provider is of a kind that shelters people.
    """
    hidden: set[str] = {location.key for location in record.locations if location.confidential}
    everywhere = record.kind in CONFIDENTIAL_KINDS
    for service in record.services:
        shelters = service.category in CONFIDENTIAL_CATEGORIES
        if shelters and not service.locations:
            everywhere = True
        elif shelters:
            hidden.update(service.locations)
    if everywhere:
        hidden = {location.key for location in record.locations}
    if not hidden:
        return record
    keys = {place.key: _harmless(place.key, number) for number, place in enumerate(record.locations, 1)}
    return replace(
        record,
        locations=tuple(
            coarsen(place, keys[place.key]) if place.key in hidden else place for place in record.locations
        ),
        services=tuple(
            replace(
                service,
                locations=tuple(keys.get(key, key) if key in hidden else key for key in service.locations),
                description=None,
            )
            for service in record.services
        ),
        **_SILENT,
        raw=_harmless_raw(record.raw),
    )


def _harmless(key: str, number: int) -> str:
    """The key itself where it says nothing, else the location's number among those of its provider."""
    hidden = f"confidential-{number}"
    return key if key in _HARMLESS_KEYS or key == hidden else hidden


def _harmless_raw(raw: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in raw.items() if name in _HARMLESS_RAW}


def protect_access_point(record: AccessPointRecord) -> AccessPointRecord:
    """The access point with its location coarsened when its source marks it confidential."""
    if not record.location.confidential:
        return record
    location = coarsen(record.location, record.location.key)
    return replace(record, location=location, raw=_harmless_raw(record.raw), **_SILENT)
