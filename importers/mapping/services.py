"""The services of one row, by the shape that region.yml declares."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from hub.domain.records import CapacityRecord, ServiceRecord
from hub.domain.text import tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.bounds import COUNTS
from importers.cleaning.no_service import says_not_given
from importers.cleaning.numbers import TOO_LARGE, clean_integer
from importers.lookups import Lookups
from importers.mapping.cells import Layout, RowView
from importers.mapping.evidence import service_columns
from importers.mapping.facets import Facets
from importers.mapping.facts import RowFacts, column_capacity, read_facts, row_capacity
from importers.mapping.places import Places
from importers.mapping.service import named_services, service, unique_keys
from importers.mapping.service_tools import ServiceTools
from importers.mapping.services_by_form import ServicesByForm
from importers.mapping.services_by_row import ServicesByRow
from importers.region import Region
from importers.shapes import CellShape, ColumnsShape, KindsByFormShape


class Services:
    """Makes the services of one region's rows; the shape was checked when region.yml was read."""

    def __init__(self, region: Region, lookups: Lookups, facets: Facets, places: Places) -> None:
        self._region = region
        self._places = places
        self._columns = service_columns(Layout(region))
        self._tools = ServiceTools.of(region, lookups, facets)
        self._by_form = ServicesByForm(self._tools)
        self._by_row = ServicesByRow(self._tools)

    def of_row(self, view: RowView, key: str) -> tuple[ServiceRecord, ...]:
        """The row's services; `key` is the row's own key where a row is a service or a department."""
        shape = self._region.services
        if shape is None:
            return ()
        facts = read_facts(view, self._tools.facets, self._places, self._region.as_of, self._columns)
        if isinstance(shape, ColumnsShape):
            return unique_keys(self._offered(view, facts, shape))
        if isinstance(shape, CellShape):
            return self._listed(view, facts, shape)
        if isinstance(shape, KindsByFormShape):
            return unique_keys(self._by_form.services(view, facts, shape))
        return unique_keys(self._by_row.services(view, facts, shape, key))

    def _offered(self, view: RowView, facts: RowFacts, shape: ColumnsShape) -> Iterator[ServiceRecord]:
        for item in shape.items:
            offered, number = self._read_offer(view, item.column, item.number)
            if not offered:
                continue
            label = item.label or item.column
            counted = {} if number is None else {item.number: item.column}
            own = facts.counted_in(item.capacity, **counted)
            capacities = column_capacity(view, facts, item.capacity, **{item.number: number})
            if item.category:
                decision = self._tools.categories.stated(item.category, label)
                yield service(
                    own,
                    decision,
                    label,
                    key=item.column,
                    defaults=item,
                    capacities=capacities,
                    column=item.column,
                )
                continue
            yield from named_services(
                view,
                self._tools.categories,
                own,
                label,
                key=item.column,
                column=item.column,
                defaults=item,
                capacities=capacities,
            )

    def _read_offer(self, view: RowView, column: str, counted: str) -> tuple[bool, int | None]:
        """Whether the column offers its service, and the number in it; zero is "not offered".

        A number that cannot be true still says that the service is offered, only not how much of it.
        """
        cell = view.column(column)
        if says_not_given(cell.text):
            return False, None
        if any(char.isdigit() for char in cell.text):
            read = partial(clean_integer, bounds=COUNTS[counted])
            number = view.cleaned(cell, read)
            too_large = any(trouble.code == TOO_LARGE for trouble in read(cell.text).troubles)
            return bool(number) or too_large, number
        return bool(self._tools.facets.flag(view, cell)), None

    def _listed(self, view: RowView, facts: RowFacts, shape: CellShape) -> tuple[ServiceRecord, ...]:
        cell = view.column(shape.column)
        named = (
            one
            for label in self._tools.splitter.parts(view, cell)
            for one in named_services(
                view,
                self._tools.categories,
                facts,
                label,
                key=tidy(label),
                column=shape.column,
                defaults=shape,
            )
        )
        services = unique_keys(named)
        return _with_shared_places(view, services, row_capacity(view, facts))


def _with_shared_places(
    view: RowView, services: Sequence[ServiceRecord], capacities: tuple[CapacityRecord, ...]
) -> tuple[ServiceRecord, ...]:
    """Numbers of a row with several services belong to none of them: only a single service gets them."""
    if len(services) == 1 and capacities:
        return (replace(services[0], capacities=capacities),)
    if capacities:
        message = (
            f"The row's numbers of places belong to {len(services)} services together and cannot be divided; "
            "they are kept in the raw row only. Ask the publisher for places by service."
        )
        view.complain("CAPACITY_NOT_DIVIDED", message, Severity.INFO)
    return tuple(services)
