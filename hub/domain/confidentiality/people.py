"""Which providers are natural persons: their addresses and telephones are their own."""

from collections.abc import Iterator

from hub.domain.records import AccessPointRecord, HidingReason, ProviderRecord
from hub.domain.vocabulary import Sector

#: Kinds of providers who are people.
PERSONS = frozenset({"natural-person", "sole-trader", "patronage-family"})

PERSON_KIND = "PERSON_KIND"
PERSON_SECTOR = "PERSON_SECTOR"


def person_reasons(record: ProviderRecord | AccessPointRecord) -> Iterator[HidingReason]:
    """Everything in the record that says it is a natural person."""
    if not isinstance(record, ProviderRecord):
        return
    if record.kind in PERSONS:
        yield HidingReason(PERSON_KIND, "kind", record.kind or "")
    if record.sector is Sector.NATURAL_PERSON:
        yield HidingReason(PERSON_SECTOR, "sector", record.sector.value)
