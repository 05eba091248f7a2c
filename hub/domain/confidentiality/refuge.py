"""Which records may be a refuge from violence or trafficking."""

from collections.abc import Iterator

from hub.domain.records import AccessPointRecord, HidingReason, ProviderRecord

REFUGE_CATEGORIES = frozenset({"crisis.shelter-violence"})
REFUGE_KINDS = frozenset({"crisis-centre"})

REFUGE_CATEGORY = "REFUGE_CATEGORY"
REFUGE_KIND = "REFUGE_KIND"


def refuge_reasons(record: ProviderRecord | AccessPointRecord) -> Iterator[HidingReason]:
    """Everything in the record that says it may be a refuge."""
    if not isinstance(record, ProviderRecord):
        return
    if record.kind in REFUGE_KINDS:
        yield HidingReason(REFUGE_KIND, "kind", record.kind or "")
    for service in record.services:
        if service.category in REFUGE_CATEGORIES:
            yield HidingReason(REFUGE_CATEGORY, "services", service.category or "", service.locations)
