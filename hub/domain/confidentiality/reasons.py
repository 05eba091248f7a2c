"""Why a record is hidden: every reason with its code, the field that gives it and the word that matched."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from hub.domain.confidentiality.people import person_reasons
from hub.domain.confidentiality.refuge import refuge_reasons
from hub.domain.records import AccessPointRecord, HidingReason, ProviderRecord

Hideable = TypeVar("Hideable", bound=ProviderRecord | AccessPointRecord)

STATED = "STATED_CONFIDENTIAL"
REGION_KIND = "REGION_KIND"
REGION_CATEGORY = "REGION_CATEGORY"


@dataclass(frozen=True, slots=True)
class RegionRule:
    """Kinds and categories that a source hides beside those which every source hides."""

    kinds: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()


NO_RULE = RegionRule()


def reasons_of(
    record: ProviderRecord | AccessPointRecord, rule: RegionRule = NO_RULE
) -> tuple[HidingReason, ...]:
    """Every reason why the record is hidden, those that were noted when its row was read first."""
    reasons = (
        *record.hidden,
        *_stated(record),
        *_ruled(record, rule),
        *refuge_reasons(record),
        *person_reasons(record),
    )
    return tuple(dict.fromkeys(reasons))


def with_reasons(record: Hideable, rule: RegionRule = NO_RULE) -> Hideable:
    """The record with its reasons noted: who protects it later does not know the source's rule."""
    reasons = reasons_of(record, rule)
    return record if reasons == record.hidden else replace(record, hidden=reasons)


def _stated(record: ProviderRecord | AccessPointRecord) -> Iterator[HidingReason]:
    """The source itself marks a place."""
    places = record.locations if isinstance(record, ProviderRecord) else (record.location,)
    marked = tuple(place.key for place in places if place.confidential)
    if marked:
        yield HidingReason(STATED, "location.confidential", "true", marked)


def _ruled(record: ProviderRecord | AccessPointRecord, rule: RegionRule) -> Iterator[HidingReason]:
    if not isinstance(record, ProviderRecord):
        return
    if record.kind in rule.kinds:
        yield HidingReason(REGION_KIND, "kind", record.kind or "")
    for service in record.services:
        if service.category in rule.categories:
            yield HidingReason(REGION_CATEGORY, "services", service.category or "", service.locations)
