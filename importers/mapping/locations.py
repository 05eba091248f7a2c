"""A row's location: address, point, hours, accessibility, and whether it may be shown exactly."""

from hub.domain.records import LocationRecord
from hub.domain.territory import Gazetteer
from importers.cleaning.addresses import clean_address
from importers.cleaning.opening_hours import clean_opening_hours
from importers.columns import HubField
from importers.mapping.attributes import attributes
from importers.mapping.cells import Layout, RowView
from importers.mapping.evidence import BY_PLACE_NAME, legal_columns, location_columns, place_rules
from importers.mapping.facets import Facets
from importers.mapping.places import Places
from importers.mapping.points import point_of
from importers.region import Region

MAIN = "main"
LEGAL = "legal"


class Locations:
    """Makes the locations of one region's rows."""

    def __init__(self, region: Region, gazetteer: Gazetteer, places: Places, facets: Facets) -> None:
        self._country = region.country
        self._columns = location_columns(Layout(region))
        self._legal_columns = legal_columns(Layout(region))
        self._gazetteer = gazetteer
        self._places = places
        self._facets = facets

    def actual(self, view: RowView, key: str) -> LocationRecord:
        """The place where the row's provider works; raises Outside when it lies beyond the jurisdiction."""
        placed = self._places.placed(view)
        unit = placed.unit
        point, precision = point_of(view, unit, self._gazetteer, self._country)
        address = view.clean(HubField.LOCATION_ADDRESS, clean_address)
        return LocationRecord(
            key=key,
            territory=unit.code if unit else None,
            territory_how=placed.how,
            point=point,
            point_tells=placed.point_tells,
            precision=precision,
            address=address.text if address else None,
            street=view.text(HubField.LOCATION_STREET) or (address.street if address else None),
            house=view.text(HubField.LOCATION_HOUSE) or (address.house if address else None),
            postal_code=view.text(HubField.LOCATION_POSTAL_CODE) or (address.postcode if address else None),
            name=view.text(HubField.LOCATION_NAME),
            confidential=self._said_confidential(view),
            opening_hours=view.clean(HubField.LOCATION_OPENING_HOURS, clean_opening_hours),
            accessibility=self._accessibility(view),
            attributes=attributes(view, HubField.LOCATION_ATTRIBUTE, self._facets),
            derived=place_rules(view, unit, self._gazetteer),
            columns=self._columns,
        )

    def legal(self, view: RowView) -> LocationRecord | None:
        """The registered address, where the row has one beside the actual one."""
        address = view.clean(HubField.LEGAL_ADDRESS, clean_address)
        if address is None:
            return None
        unit = self._places.of_address(address.text)
        return LocationRecord(
            key=LEGAL,
            kind="legal",
            territory=unit.code if unit else None,
            address=address.text,
            street=address.street,
            house=address.house,
            postal_code=address.postcode,
            derived={"territory": BY_PLACE_NAME} if unit else {},
            columns=self._legal_columns,
        )

    def _said_confidential(self, view: RowView) -> bool:
        cell = view.cell(HubField.LOCATION_CONFIDENTIAL)
        return bool(cell and self._facets.flag(view, cell))

    def _accessibility(self, view: RowView) -> tuple[str, ...]:
        cells = view.cells(HubField.LOCATION_ACCESSIBILITY)
        codes = (cell.target.flag for cell in cells if self._facets.flag(view, cell))
        return tuple(dict.fromkeys(code for code in codes if code))
