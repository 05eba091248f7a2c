"""Which locations are confidential, and what may be said of them.

Addresses of shelters for people who suffered violence or trafficking are never exact in any
output. The exact place is dropped before a record is staged, so no table that a reader can see,
no claim and no search key ever holds it.
"""

from dataclasses import replace

from hub.domain.records import AccessPointRecord, LocationRecord, ProviderRecord
from hub.domain.vocabulary import PrecisionClass

CONFIDENTIAL_CATEGORIES = frozenset({"crisis.shelter-violence"})
CONFIDENTIAL_KINDS = frozenset({"crisis-centre"})

#: Claims and raw values of these fields would give the place away.
PLACE_FIELDS = frozenset({"address", "point", "street", "house", "postal_code", "phones"})


def coarsen(location: LocationRecord) -> LocationRecord:
    """The location without anything finer than its territory; ingest lifts the territory to the hromada."""
    return replace(
        location,
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


def protect(record: ProviderRecord) -> ProviderRecord:
    """The provider with each confidential location coarsened, and its place dropped from raw values.

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
    locations = tuple(coarsen(place) if place.key in hidden else place for place in record.locations)
    raw = {name: text for name, text in record.raw.items() if name not in PLACE_FIELDS}
    return replace(record, locations=locations, raw=raw, phones=())


def protect_access_point(record: AccessPointRecord) -> AccessPointRecord:
    """The access point with its location coarsened when its source marks it confidential."""
    if not record.location.confidential:
        return record
    raw = {name: text for name, text in record.raw.items() if name not in PLACE_FIELDS}
    return replace(record, location=coarsen(record.location), raw=raw, phones=())
