"""The source's own stable key of a record, unchanged by cleaning; a person's number never is one."""

from collections.abc import Iterator

from hub.domain.confidentiality import hidden_number, is_hidden_number
from hub.domain.text import tidy
from importers.cleaning.identifiers import clean_identifier
from importers.columns import HubField
from importers.mapping.cells import RowView
from importers.region import Region

JOINT = " | "


class Keys:
    """Makes the keys of one region's rows."""

    def __init__(self, region: Region) -> None:
        self._region = region.code
        self._column = (region.group_by or region.key)[0]
        self._schemes = {
            column: target.scheme
            for column, targets in region.columns.items()
            for target in targets
            if target.to is HubField.IDENTIFIER and target.scheme
        }

    def of(self, view: RowView, columns: tuple[str, ...]) -> str | None:
        """The texts of the columns as they stand, joined; None when all of them are blank."""
        parts = [self._part(column, view.row.values.get(column, "").strip()) for column in columns]
        return JOINT.join(parts) if any(parts) else None

    def named(self, view: RowView, field: HubField) -> Iterator[str]:
        """The keys of other records that a row names: several only where the column has a separator."""
        for cell in view.cells(field):
            separator = cell.target.separator
            for text in cell.text.split(separator) if separator else [cell.text]:
                named = tidy(text)
                key = self._part(self._column, named)
                if key != named and cell.column:
                    view.personal.add(cell.column)
                if key:
                    yield key

    def _part(self, column: str, text: str) -> str:
        scheme = None if is_hidden_number(text) else self._schemes.get(column)
        if scheme and any(trouble.personal for trouble in clean_identifier(text, scheme).troubles):
            return hidden_number(text, self._region)
        return text
