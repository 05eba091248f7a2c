"""The source's own stable key of a record, in one spelling; a person's number never is one."""

from collections.abc import Iterator

from hub.domain.confidentiality import hidden_number, is_hidden_number
from hub.domain.text import tidy
from importers.cleaning.identifiers import clean_identifier
from importers.cleaning.markup import unwrapped
from importers.columns import HubField
from importers.mapping.cells import RowView
from importers.region import Region

JOINT = " | "


class Keys:
    """Makes the keys of one region's rows."""

    def __init__(self, region: Region) -> None:
        self._region = region.code
        self._columns = region.group_by or region.key
        self._column = self._columns[0]
        self._schemes = {
            column: target.scheme
            for column, targets in region.columns.items()
            for target in targets
            if target.to is HubField.IDENTIFIER and target.scheme
        }

    def of(self, view: RowView, columns: tuple[str, ...]) -> str | None:
        """The texts of the columns in one spelling, joined; None when all of them are blank."""
        parts = [self._part(column, tidy(view.row.values.get(column, ""))) for column in columns]
        return JOINT.join(parts) if any(parts) else None

    def spelled(self, key: str) -> str:
        """A key that was made of cells as they stood, in the spelling that `of` gives it today."""
        parts = key.split(JOINT) if len(self._columns) > 1 else [key]
        if len(parts) != len(self._columns):
            return key
        return JOINT.join(
            self._part(column, tidy(unwrapped(part)))
            for column, part in zip(self._columns, parts, strict=True)
        )

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
        """A key's part: spreadsheets take zeros off, or guard them, and people put signs between digits."""
        scheme = None if is_hidden_number(text) else self._schemes.get(column)
        if not scheme or not text:
            return text
        read = clean_identifier(text, scheme)
        if any(trouble.personal for trouble in read.troubles):
            return hidden_number(text, self._region)
        return read.value.value if read.value else text
