"""Columns by what the rule of secret places reads in them, and its doubts where words are ambiguous."""

from collections.abc import Collection

from hub.domain.confidentiality import REFUGE_CATEGORIES, REFUGE_CATEGORY
from hub.domain.records import HidingReason
from importers.columns import HubField

#: Columns that say which place, which number or which day: no words of the row's own.
SILENT_FIELDS = frozenset(
    {
        HubField.IDENTIFIER,
        HubField.PHONES,
        HubField.STATUS,
        HubField.STATUS_SINCE,
        HubField.REGISTERED,
        HubField.CLOSED,
        HubField.FOUNDED,
        HubField.CITES,
        HubField.SYNTHETIC,
        HubField.LOCATION_HOUSE,
        HubField.LOCATION_POSTAL_CODE,
        HubField.LOCATION_LAT,
        HubField.LOCATION_LON,
        HubField.LOCATION_POINT,
        HubField.LOCATION_CODE,
        HubField.LOCATION_REGION,
        HubField.LOCATION_DISTRICT,
        HubField.LOCATION_HROMADA,
        HubField.LOCATION_SETTLEMENT,
        HubField.LOCATION_OPENING_HOURS,
    }
)
ADDRESS_FIELDS = frozenset({HubField.LOCATION_ADDRESS, HubField.LOCATION_STREET, HubField.LEGAL_ADDRESS})


def doubts_of(candidates: Collection[str], column: str | None) -> list[HidingReason]:
    """A reason to hide for each category of secret places that ambiguous words may mean."""
    return [
        HidingReason(REFUGE_CATEGORY, column or "services", one)
        for one in sorted(REFUGE_CATEGORIES.intersection(candidates))
    ]
