"""What a raw row says in words, mapped or not: the rule of secret places reads all of it."""

from collections.abc import Collection, Iterator, Mapping

from hub.domain.confidentiality import REFUGE_CATEGORIES, REFUGE_CATEGORY, Text
from hub.domain.records import HidingReason
from hub.domain.text import fold
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

#: Cells that deny what their column's heading says, folded.
_DENIED = frozenset(
    {"", "0", "ні", "нi", "нет", "no", "none", "жоқ", "жок", "false", "немає", "відсутній", "відсутня",
     "відсутнє", "відсутні", "отсутствует", "не надається", "не предоставляется", "н", "n"}
)  # fmt: skip


def row_texts(
    values: Mapping[str, str],
    silent: frozenset[str],
    addresses: frozenset[str],
    locations: tuple[str, ...] = (),
) -> Iterator[Text]:
    """The cells of a row, and the headings of those that say "yes" or anything else to them.

    `silent` columns are left out; `locations` are the keys of the places that the row speaks of.
    """
    for column, text in values.items():
        if column in silent or fold(text) in _DENIED:
            continue
        yield Text(column, text, locations, address=column in addresses)
        if column not in addresses:
            yield Text(column, column, locations)


def doubts_of(candidates: Collection[str], column: str | None) -> list[HidingReason]:
    """A reason to hide for each category of secret places that ambiguous words may mean."""
    return [
        HidingReason(REFUGE_CATEGORY, column or "services", one)
        for one in sorted(REFUGE_CATEGORIES.intersection(candidates))
    ]
