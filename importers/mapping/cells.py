"""One row seen through its region's columns: values by hub field, and the issues met while reading them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, tzinfo
from functools import lru_cache
from typing import NamedTuple, TypeVar

from hub.domain.confidentiality import Text, row_texts
from hub.domain.records import HidingReason, Issue, RawRow
from hub.domain.text import shortened, tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.result import Cleaned
from importers.columns import HubField, Target
from importers.mapping.readings import ADDRESS_FIELDS, SILENT_FIELDS
from importers.region import Region

T = TypeVar("T")


#: Signs of a cell, and of a sentence that quotes it, which an issue repeats at most.
_LONGEST_VALUE = 500
_LONGEST_MESSAGE = 1000

#: What a column of the services section fills is said there.
_BARE = Target.model_construct(to=HubField.SERVICE_NAME)


class Cell(NamedTuple):
    """A text, the column it stands in (None for a constant of the region), and what it fills."""

    text: str
    column: str | None
    target: Target


class Layout:
    """Which columns fill which field, worked out once per region, and the day that its file speaks for."""

    def __init__(self, region: Region, day: date | None = None) -> None:
        """`day` is today where nobody says another one."""
        self.day = day or region.today
        self.zone = region.zone
        self.sources: dict[HubField, list[tuple[str, Target]]] = {}
        for column, targets in region.columns.items():
            for target in targets:
                self.sources.setdefault(target.to, []).append((column, target))
        by_column = {
            column: frozenset(target.to for target in targets) for column, targets in region.columns.items()
        }
        #: What each column fills; columns of services fill what services are told by.
        self.fields = dict.fromkeys(
            region.services.mentioned() if region.services else (), frozenset({HubField.SERVICE_CATEGORY})
        )
        self.fields |= by_column
        #: Columns whose words are not the row's own, and those that hold addresses.
        self.silent = frozenset(column for column, fields in by_column.items() if fields <= SILENT_FIELDS)
        self.addresses = frozenset(column for column, fields in by_column.items() if fields & ADDRESS_FIELDS)
        self.constants = {
            field: (Cell(text, None, Target.model_construct(to=field)),)
            for field, text in region.constants.items()
        }
        #: What every row has in the fields that no column fills.
        self.unread: dict[HubField, tuple[Cell, ...]] = {
            field: self.constants.get(field, ()) for field in HubField if field not in self.sources
        }


class RowView:
    """A raw row through a layout.

    `issues` gathers what its readers complain of, `personal` the columns in which they met data of a person,
    `doubts` the reasons to hide the row that only they see.
    """

    def __init__(self, layout: Layout, row: RawRow) -> None:
        self._layout = layout
        self._cells = layout.unread.copy()
        self.row = row
        self.issues: list[Issue] = []
        self.personal: set[str] = set()
        self.doubts: list[HidingReason] = []

    def cells(self, field: HubField) -> tuple[Cell, ...]:
        """Every cell that fills the field and is not blank; the region's constant if there is none."""
        found = self._cells.get(field)
        if found is None:
            found = self._cells[field] = self._read(field)
        return found

    def cell(self, field: HubField) -> Cell | None:
        """The first cell that fills the field."""
        found = self._cells.get(field)
        if found is None:
            found = self._cells[field] = self._read(field)
        return found[0] if found else None

    def _read(self, field: HubField) -> tuple[Cell, ...]:
        found = []
        for column, target in self._layout.sources[field]:
            text = self.row.values.get(column, "")
            if target.take is not None:
                text = _taken(text, target.take)
            if text and not text.isspace():
                found.append(Cell(text, column, target))
        return tuple(found) or self._layout.constants.get(field, ())

    def column(self, name: str) -> Cell:
        """The cell of a column that a shape of services names, as it stands."""
        return Cell(self.row.values.get(name, ""), name, _BARE)

    @property
    def day(self) -> date:
        """The day that the file speaks for: nothing in it can have happened much later."""
        return self._layout.day

    @property
    def zone(self) -> tzinfo:
        """The time zone of the source."""
        return self._layout.zone

    def text(self, field: HubField) -> str | None:
        """The field's first text, tidied; None when blank."""
        cell = self.cell(field)
        return (tidy(cell.text) or None) if cell else None

    def clean(self, field: HubField, stage: Callable[[str], Cleaned[T | None]]) -> T | None:
        """The first cell's value after a cleaning stage; its troubles become issues of this row."""
        cell = self.cell(field)
        return self.cleaned(cell, stage) if cell else None

    def cleaned(self, cell: Cell, stage: Callable[[str], Cleaned[T]]) -> T:
        """A cell's value after a cleaning stage; its troubles become issues of this row."""
        result = stage(cell.text)
        for trouble in result.troubles:
            value = None if trouble.personal else cell.text
            if trouble.personal and cell.column:
                self.personal.add(cell.column)
            self.complain(trouble.code, trouble.message, trouble.severity, cell.column, value)
        return result.value

    def fields(self, column: str | None) -> frozenset[HubField]:
        """What the column fills; nothing where it is ignored, unmapped or none."""
        return self._layout.fields.get(column or "", frozenset())

    def texts(self, *locations: str) -> Iterator[Text]:
        """Every text of the row, of these places."""
        return row_texts(self.row.values, self._layout.silent, self._layout.addresses, locations)

    def raw_row(self) -> RawRow:
        """The row as it may be stored: without what was found to be personal."""
        if not self.personal:
            return self.row
        values = {name: "" if name in self.personal else text for name, text in self.row.values.items()}
        return replace(self.row, values=values)

    def complain(
        self,
        code: str,
        message: str,
        severity: Severity = Severity.WARNING,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add an issue of this row; of a long cell it repeats the beginning."""
        self.issues.append(
            Issue(
                code=code,
                message=shortened(message, _LONGEST_MESSAGE),
                severity=severity,
                row=self.row.number,
                sheet=self.row.sheet,
                column=column,
                value=shortened(value, _LONGEST_VALUE) if value else value,
            )
        )


def _taken(text: str, pattern: str) -> str:
    """What the pattern takes of a text: its first group, or the whole match; '' without a match."""
    match = _compiled(pattern).search(text)
    if match is None:
        return ""
    return (match.group(1) if match.re.groups else match.group()) or ""


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
