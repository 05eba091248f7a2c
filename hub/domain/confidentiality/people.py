"""Which records are of natural persons: their addresses and telephones are their own."""

from collections.abc import Iterator

from hub.domain.persons.names import is_name_alone, is_person_name, is_trader
from hub.domain.records import AccessPointRecord, HidingReason, ProviderRecord
from hub.domain.vocabulary import Sector

#: Kinds of providers who are people.
PERSONS = frozenset({"natural-person", "sole-trader", "patronage-family"})
#: The legal form, as the hub codes it, of a person who trades.
SOLE_TRADER = "sole-trader"

PERSON_KIND = "PERSON_KIND"
PERSON_SECTOR = "PERSON_SECTOR"
PERSON_FORM = "PERSON_FORM"
PERSON_NAME = "PERSON_NAME"
#: Noted where a row is read, since the number itself is kept nowhere.
PERSON_NUMBER = "PERSON_NUMBER"


def person_reasons(record: ProviderRecord | AccessPointRecord) -> Iterator[HidingReason]:
    """Everything in the record that says it is a natural person, whatever else it says."""
    if is_person_name(record.name) or is_name_alone(record.name):
        yield HidingReason(PERSON_NAME, "name", "")
    if not isinstance(record, ProviderRecord):
        return
    if record.kind in PERSONS:
        yield HidingReason(PERSON_KIND, "kind", record.kind or "")
    if record.sector is Sector.NATURAL_PERSON:
        yield HidingReason(PERSON_SECTOR, "sector", record.sector.value)
    if record.legal_form and (record.legal_form == SOLE_TRADER or is_trader(record.legal_form)):
        yield HidingReason(PERSON_FORM, "legal_form", "")
    others = (record.short_name, *(other.name for other in record.names))
    if any(name and is_person_name(name) for name in others):
        yield HidingReason(PERSON_NAME, "other_name", "")


def number_reason() -> HidingReason:
    """The record bears a natural person's own number, which is not repeated."""
    return HidingReason(PERSON_NUMBER, "identifiers", "")
