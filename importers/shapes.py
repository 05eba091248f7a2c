"""How a file holds services: the `services` of region.yml, one model per shape of file."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from hub.domain.vocabulary import DeliveryForm, Duration
from importers.strict import Slug, Strict, Text

Unit = Literal["place", "client"]


class CapacityColumns(Strict):
    """Columns with numbers of places or clients; `as_of` of the region says the date."""

    total: Text | None = None
    available: Text | None = None
    served: Text | None = None
    waiting: Text | None = None
    unit: Unit = "place"

    def mentioned(self) -> Iterator[str]:
        """The columns that are named."""
        named = (self.total, self.available, self.served, self.waiting)
        return (column for column in named if column)


class ServiceDefaults(Strict):
    """What is true of a service whatever its row says; the row's own words win."""

    forms: tuple[DeliveryForm, ...] = ()
    duration: Duration | None = None
    target_groups: tuple[Slug, ...] = ()


class OfferedColumn(ServiceDefaults):
    """A service that has a column of its own, with yes or a number in it.

    `label` is what it is called (default: the column's name) and decides its category unless `category` is
    given. A number in the cell is the `number` field of its capacity; zero means "not offered".
    """

    column: Text
    label: Text | None = None
    category: Slug | None = None
    number: Literal["total", "available", "served", "waiting"] = "served"
    capacity: CapacityColumns = CapacityColumns(unit="client")


class ColumnsShape(Strict):
    """Wide rows: one column per service."""

    shape: Literal["columns"]
    items: Annotated[tuple[OfferedColumn, ...], Field(min_length=1)]

    def mentioned(self) -> Iterator[str]:
        """The columns that this shape reads."""
        for item in self.items:
            yield item.column
            yield from item.capacity.mentioned()


class CellShape(ServiceDefaults):
    """All services of a row in one cell, separated by line breaks, semicolons or numbers."""

    shape: Literal["cell"]
    column: Text
    known: tuple[Text, ...] = ()  # names with commas in them that the splitter must not break

    def mentioned(self) -> Iterator[str]:
        """The columns that this shape reads."""
        yield self.column


class FormColumns(Strict):
    """A delivery form of a 442-FZ register: its kinds of services and its places.

    The form is offered when `offered` says yes, or, without that column, when `kinds` is not empty.
    `package` is the hub category of the form's package row (default: home → care.home, semi-residential →
    care.day, residential → care.residential; another form has none unless it is given).
    """

    form: DeliveryForm
    offered: Text | None = None
    kinds: Text | None = None
    capacity: CapacityColumns = CapacityColumns()
    package: Slug | None = None
    target_groups: tuple[Slug, ...] = ()


class KindsByFormShape(Strict):
    """442-FZ and Kazakh rows: columns of kinds and of places for each form, and one of urgent services."""

    shape: Literal["kinds-by-form"]
    forms: Annotated[tuple[FormColumns, ...], Field(min_length=1)]
    urgent: Text | None = None

    def mentioned(self) -> Iterator[str]:
        """The columns that this shape reads."""
        for columns in self.forms:
            yield from (column for column in (columns.offered, columns.kinds) if column)
            yield from columns.capacity.mentioned()
        if self.urgent:
            yield self.urgent


class RowShape(ServiceDefaults):
    """One service or department per row: columns mapped to `service.*` and `capacity.*` describe it.

    `by_form`: the category is that of the form's package (the Kazakh standards are written by form).
    """

    shape: Literal["row"]
    by_form: bool = False
    unit: Unit | None = None  # default: client where only people served or waiting are counted

    def mentioned(self) -> Iterator[str]:
        """None: this shape reads mapped columns only."""
        yield from ()


ServicesShape = Annotated[
    ColumnsShape | CellShape | KindsByFormShape | RowShape, Field(discriminator="shape")
]
