"""What a hidden record loses, and how its places are coarsened.

The exact place is dropped before a record is staged, so no table that a reader can see, no claim and
no search key ever holds it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hub.domain.confidentiality.reasons import Hideable, reasons_of
from hub.domain.records import AccessPointRecord, HidingReason, LocationRecord, ProviderRecord
from hub.domain.vocabulary import PrecisionClass

#: Raw values that may stay: a source's words for any other field may give the place away.
_HARMLESS_RAW = frozenset({"name", "kind", "sector", "status", "founded"})

#: Keys of locations that say nothing. Others are made of addresses, and ids are made of keys.
_HARMLESS_KEYS = frozenset({"main", "legal"})

#: The reason of a record that is hidden for what another source says.
ELSEWHERE = "HIDDEN_ELSEWHERE"

#: Ways to the door that are no place: a number, an address or a page leads there as surely as a street.
_SILENT: dict[str, Any] = {
    "phones": (), "emails": (), "url": None, "attributes": {}, "status_evidence": None
}  # fmt: skip


def is_confidential(record: ProviderRecord | AccessPointRecord) -> bool:
    """Whether something of the record must not be told, and is not."""
    places = record.locations if isinstance(record, ProviderRecord) else (record.location,)
    return bool(record.hidden) or any(place.confidential for place in places)


def protect(record: Hideable) -> Hideable:
    """The record as it may be published: without what leads to a place that anything in it hides."""
    return apply(record, reasons_of(record))


def protect_all(record: ProviderRecord) -> ProviderRecord:
    """The provider with every location coarsened, be it only for what another source says of it."""
    reasons = reasons_of(record)
    if all(reason.locations for reason in reasons):
        reasons = (*reasons, HidingReason(ELSEWHERE, "", ""))
    return apply(record, reasons)


def leads_there(record: ProviderRecord) -> bool:
    """Whether the record, all of whose places are secret, holds anything that leads to one of them."""
    return replace(protect_all(record), hidden=record.hidden) != record


def apply(record: Hideable, reasons: Sequence[HidingReason]) -> Hideable:
    """The record without what leads to the places that the reasons name, each of which it keeps.

    A drawn service area goes, since it may be drawn around the door; ingest lifts named ones to the hromada.
    """
    if not reasons:
        return record
    raw = _harmless_raw(record.raw)
    if isinstance(record, AccessPointRecord):
        location = coarsen(record.location, _harmless(record.location.key, 1))
        hidden = _with_keys(reasons, {record.location.key: location.key})
        return replace(record, location=location, hidden=hidden, raw=raw, **_SILENT)
    everywhere = any(not reason.locations for reason in reasons)
    named = {key for reason in reasons for key in reason.locations}
    keys = {
        place.key: _harmless(place.key, number)
        for number, place in enumerate(record.locations, 1)
        if everywhere or place.key in named
    }
    return replace(
        record,
        locations=tuple(
            coarsen(place, keys[place.key]) if place.key in keys else place for place in record.locations
        ),
        services=tuple(
            replace(
                service,
                locations=tuple(keys.get(key, key) for key in service.locations),
                areas=tuple(area for area in service.areas if area.polygon is None),
                description=None,
            )
            for service in record.services
        ),
        hidden=_with_keys(reasons, keys),
        raw=raw,
        **_SILENT,
    )


def _with_keys(reasons: Sequence[HidingReason], keys: dict[str, str]) -> tuple[HidingReason, ...]:
    """The reasons with the keys that the coarse places have."""
    found = (
        replace(reason, locations=tuple(keys.get(key, key) for key in reason.locations)) for reason in reasons
    )
    return tuple(dict.fromkeys(found))


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


def _harmless(key: str, number: int) -> str:
    """The key itself where it says nothing, else the location's number among those of its provider."""
    hidden = f"confidential-{number}"
    return key if key in _HARMLESS_KEYS or key == hidden else hidden


def _harmless_raw(raw: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in raw.items() if name in _HARMLESS_RAW}
