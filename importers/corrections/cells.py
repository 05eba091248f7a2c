"""A table of one row whose columns are the fields that stewards correct, read by the mapping of a region."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from hub.domain.composing.corrections import UncorrectableField, shown
from hub.domain.records import Issue, RawRow
from hub.domain.vocabulary import Severity
from hub.ingest.stewarding.reading import Asked
from importers.cleaning.markup import unwrapped
from importers.columns import HubField, Target
from importers.lookups import Lookups
from importers.mapping.cells import Layout, RowView
from importers.region import Region

T = TypeVar("T")

_COLUMNS = {
    **{
        name: HubField(name)
        for name in (
            "name", "short_name", "kind", "sector", "status", "status_since", "registered", "closed",
            "legal_form", "founded", "url", "phones", "emails",
        )
    },
    "category": HubField.SERVICE_NAME,
    "territory": HubField.LOCATION_CODE,
    "address": HubField.LOCATION_ADDRESS,
    "point": HubField.LOCATION_POINT,
    "lat": HubField.LOCATION_LAT,
    "lon": HubField.LOCATION_LON,
    "opening_hours": HubField.LOCATION_OPENING_HOURS,
}  # fmt: skip


class Table:
    """The table of one correction: its region with the columns above, and nothing of the region's own."""

    def __init__(self, region: Region, lookups: Lookups, asked: Asked) -> None:
        columns = {name: (Target.model_construct(to=field),) for name, field in _COLUMNS.items()}
        self.region = region.model_copy(update={"columns": columns, "constants": {}})
        self.lookups = lookups
        self.asked = asked
        self._layout = Layout(self.region)

    def row(self, cells: Mapping[str, str]) -> RowView:
        """The row with these cells; columns that it does not name are blank."""
        return RowView(self._layout, RawRow(1, {name: unwrapped(text) for name, text in cells.items()}))

    def refuse(self, issue: Issue) -> UncorrectableField:
        """The error of a value that an import leaves out with this issue."""
        # A cell that names a person is not repeated, as in the issues of an import.
        value = "…" if issue.value is None else shown(issue.value)
        return UncorrectableField(field=self.asked.field, value=value, reason=issue.message, issue=issue.code)


def whole(table: Table, view: RowView, read: Callable[[RowView], T], empty: Iterable[Any] = (None,)) -> T:
    """What a cell gives; raises UncorrectableField where an import complains and publishes nothing of it."""
    value = read(view)
    if value in tuple(empty):
        for issue in view.issues:
            if issue.severity is not Severity.INFO:
                raise table.refuse(issue)
    return value
