"""Why a record is hidden: every reason with its code, the field that gives it and the word that matched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hub.domain.confidentiality.people import person_reasons
from hub.domain.confidentiality.refuge import Text, refuge_reasons
from hub.domain.records import AccessPointRecord, HidingReason, ProviderRecord

Hideable = TypeVar("Hideable", bound=ProviderRecord | AccessPointRecord)

STATED = "STATED_CONFIDENTIAL"
REGION_KIND = "REGION_KIND"
REGION_CATEGORY = "REGION_CATEGORY"


@dataclass(frozen=True, slots=True)
class RegionRule:
    """What a source adds: kinds and categories that it hides, and keys of records that somebody opened."""

    kinds: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    opened: Mapping[str, str] = field(default_factory=dict)  # key → by whom, when and why


NO_RULE = RegionRule()


def reasons_of(
    record: ProviderRecord | AccessPointRecord, rule: RegionRule = NO_RULE, texts: Sequence[Text] = ()
) -> tuple[HidingReason, ...]:
    """Every reason why the record is hidden, those that were noted when its row was read first.

    `texts` are those of its rows that the record does not keep.
    """
    reasons = (
        *record.hidden,
        *_stated(record),
        *rule_reasons(record, rule),
        *refuge_reasons(record, texts),
        *person_reasons(record),
    )
    found: dict[tuple[str, str, tuple[str, ...]], HidingReason] = {}
    for one in reasons:
        found.setdefault((one.code, one.word, one.locations), one)
    return tuple(found.values())


def with_reasons(
    record: Hideable,
    rule: RegionRule = NO_RULE,
    texts: Sequence[Text] = (),
    doubts: Sequence[HidingReason] = (),
) -> Hideable:
    """The record with its reasons and its opening noted: who protects it later does not know the rule.

    `doubts` are reasons that only the reader of its rows saw.
    """
    reasons = (*reasons_of(record, rule, texts), *doubts)
    if not reasons:
        return record
    return replace(record, hidden=reasons, opened=rule.opened.get(record.key, record.opened))


def _stated(record: ProviderRecord | AccessPointRecord) -> Iterator[HidingReason]:
    """The source itself marks a place; of a protected record its own reasons tell which were marked."""
    if record.hidden:
        return
    places = record.locations if isinstance(record, ProviderRecord) else (record.location,)
    marked = tuple(place.key for place in places if place.confidential)
    if marked:
        yield HidingReason(STATED, "location.confidential", "true", marked)


def rule_reasons(record: ProviderRecord | AccessPointRecord, rule: RegionRule) -> Iterator[HidingReason]:
    """What the source's own rule hides of the record."""
    if not isinstance(record, ProviderRecord):
        return
    if record.kind in rule.kinds:
        yield HidingReason(REGION_KIND, "kind", record.kind or "")
    for service in record.services:
        if service.category in rule.categories:
            yield HidingReason(REGION_CATEGORY, "services", service.category or "", service.locations)
