"""Reasons of stewards' acts, which everybody may read: what they must not tell of a place that is secret."""

from collections.abc import Iterable, Sequence

from hub.domain.confidentiality import is_confidential
from hub.domain.confidentiality.addresses import holds_address, street_of
from hub.domain.records import AccessPointRecord, LocationRecord, ProviderRecord
from hub.domain.statements import record_of
from hub.domain.stewards import BadSignature, Signature
from hub.store.stewarding.records import Said


def is_secret(said: Said) -> bool:
    """Whether a statement hides a place."""
    record = record_of(said.record_type, said.content)
    return isinstance(record, ProviderRecord | AccessPointRecord) and is_confidential(record)


def check_reason(statements: Sequence[Said], signed: Signature) -> None:
    """Raise BadSignature where the reason leads to the place that these statements tell of."""
    streets = {street for said in statements for place in _places(said) for street in _streets(place)}
    if holds_address(signed.reason, streets):
        why = (
            "the reason holds an address, a telephone or a link, and others will read it, while the place "
            "is secret"
        )
        raise BadSignature(why=why)


def _places(said: Said) -> Iterable[LocationRecord]:
    record = record_of(said.record_type, said.content)
    if isinstance(record, ProviderRecord):
        return record.locations
    return (record.location,) if isinstance(record, AccessPointRecord) else ()


def _streets(place: LocationRecord) -> Iterable[str]:
    told = (place.street or "", street_of(place.address or ""))
    return (street for street in told if street)
