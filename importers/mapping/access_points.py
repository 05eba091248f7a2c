"""One access point from one row."""

from hub.domain.confidentiality import with_reasons
from hub.domain.records import AccessPointRecord
from importers.columns import HubField
from importers.mapping.attributes import attributes
from importers.mapping.cells import Layout, RowView
from importers.mapping.common import (
    emails,
    phones,
    raw_texts,
    read_name,
    said_synthetic,
    state,
    status_on,
    website,
)
from importers.mapping.evidence import BY_CLOSING_DAY, place_texts, record_columns, record_rules
from importers.mapping.facets import Facets
from importers.mapping.locations import MAIN, Locations
from importers.mapping.places import Outside
from importers.region import Region


class AccessPoints:
    """Makes the access points of one region."""

    def __init__(self, region: Region, facets: Facets, locations: Locations) -> None:
        self._region = region
        self._facets = facets
        self._locations = locations
        self._columns = record_columns(Layout(region))

    def of_row(self, key: str, view: RowView) -> AccessPointRecord | None:
        """The access point, or None when its row was rejected; the reason is in the view."""
        name = read_name(view, self._region.country)
        if name is None:
            return None
        try:
            location = self._locations.actual(view, MAIN)
        except Outside:
            return None
        site = website(view)
        times = state(view)
        said = self._facets.status(view)
        status = status_on(view, said, times["closed"])
        record = AccessPointRecord(
            key=key,
            name=name.full,
            lang=self._region.lang,
            location=location,
            status=status,
            **times,
            operator_key=view.text(HubField.OPERATOR_KEY),
            operator_name=view.text(HubField.OPERATOR_NAME),
            phones=phones(view, self._region.numbering_plan),
            emails=emails(view),
            url=site,
            attributes=attributes(view, HubField.ATTRIBUTE, self._facets),
            synthetic=said_synthetic(view, self._facets),
            cites=view.text(HubField.CITES),
            rows=(view.row.number,),
            derived=record_rules(view, status=None if status is said else BY_CLOSING_DAY),
            columns=self._columns,
            raw=raw_texts(view, name=name.full, url=site) | place_texts(view, location),
        )
        return with_reasons(record, self._region.confidential.rule, tuple(view.texts()))
