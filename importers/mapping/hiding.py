"""Which places are confidential: shelters, what region.yml names, and the homes of people who provide."""

from dataclasses import replace

from hub.domain.confidential import CONFIDENTIAL_CATEGORIES, CONFIDENTIAL_KINDS
from hub.domain.records import ProviderRecord
from hub.domain.vocabulary import Sector
from importers.region import Confidential

#: Kinds of providers who are people: their addresses and telephones are their own.
PERSONS = frozenset({"natural-person", "sole-trader", "patronage-family"})


def with_hidden_places(record: ProviderRecord, rule: Confidential) -> ProviderRecord:
    """The provider with its confidential locations marked; a person is left without telephones and e-mail."""
    if record.kind in PERSONS or record.sector is Sector.NATURAL_PERSON:
        return replace(_hide(record, None), phones=(), emails=())
    if record.kind in CONFIDENTIAL_KINDS | set(rule.kinds):
        return _hide(record, None)
    categories = CONFIDENTIAL_CATEGORIES | set(rule.categories)
    secret = [service for service in record.services if service.category in categories]
    if any(not service.locations for service in secret):
        return _hide(record, None)
    keys = {key for service in secret for key in service.locations}
    return _hide(record, keys) if keys else record


def _hide(record: ProviderRecord, keys: set[str] | None) -> ProviderRecord:
    """The provider with these locations confidential; None means all of them."""
    locations = (
        replace(location, confidential=True) if keys is None or location.key in keys else location
        for location in record.locations
    )
    return replace(record, locations=tuple(locations))
