"""One row of a package while it is read: its texts, and the issues met in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from hub.domain.confidentiality import Text, row_texts
from hub.domain.records import RawRow
from hub.domain.text import tidy
from importers.cleaning.result import Cleaned
from importers.hsds.shelf import Stored
from importers.hsds.tables import OLD_NAMES
from importers.mapping.cells import Layout, RowView

T = TypeVar("T")

#: Columns of keys, numbers and days.
_SILENT = ("id", "latitude", "longitude", "number", "postal_code", "date", "valid_from", "valid_to")
ADDRESSES = frozenset({"address", "address_1", "address_2", "address_3", "address_4"})


class Line(RowView):
    """A stored row as a view, whose columns are named as in 3.x whatever the version of its file."""

    def __init__(self, layout: Layout, stored: Stored, more: Mapping[str, str] | None = None) -> None:
        """`more` are texts that other rows say of this one: they are read with it, not kept with it."""
        kept = raw_row(stored)
        super().__init__(layout, replace(kept, values={**kept.values, **more}) if more else kept)
        self.stored = stored

    @property
    def id(self) -> str:
        """The row's own id."""
        return self.stored.id

    def name_of(self, column: str) -> str:
        """What the file calls a column."""
        old = OLD_NAMES.get((self.stored.table, column), column)
        return column if column in self.row.values else old

    def said(self, column: str) -> str | None:
        """A column's text, tidied; None when blank."""
        return tidy(self.row.values.get(self.name_of(column), "")) or None

    def read(self, column: str, stage: Callable[[str], Cleaned[T]]) -> T:
        """A column's value after a cleaning stage; its troubles become issues of this row."""
        return self.cleaned(self.column(self.name_of(column)), stage)

    def texts(self, *locations: str) -> Iterator[Text]:
        """Every text of the row, of these places; columns of HSDS have English headings that say nothing."""
        values = {name: text for name, text in self.row.values.items() if not name.endswith(_SILENT)}
        return (one for one in row_texts(values, frozenset(), ADDRESSES, locations) if one.text != one.field)

    def raw_row(self) -> RawRow:
        """The row as it may be stored: its own columns, without what was found to be personal."""
        kept = super().raw_row().values
        return replace(self.row, values={name: kept[name] for name in self.stored.values})


def raw_row(stored: Stored) -> RawRow:
    """A stored row as the run keeps it."""
    return RawRow(number=stored.number, values=stored.values, sheet=stored.sheet)
