"""The services of one row, by the shape that region.yml declares."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hub.domain.records import CapacityRecord, ServiceRecord
from hub.domain.text import tidy
from hub.domain.vocabulary import Severity
from importers.cleaning.numbers import clean_integer
from importers.columns import HubField
from importers.lookups import Lookups
from importers.mapping.categories import Categories, Decision
from importers.mapping.cells import RowView
from importers.mapping.facets import Facets
from importers.mapping.facts import RowFacts, column_capacity, read_facts, row_capacity
from importers.mapping.kinds import Kinds
from importers.mapping.places import Places
from importers.mapping.service import context_of, named_services, service, unique_keys
from importers.mapping.splitting import Splitter
from importers.region import Region
from importers.shapes import (
    CellShape,
    ColumnsShape,
    FormColumns,
    KindsByFormShape,
    OfferedColumn,
    RowShape,
    ServiceDefaults,
)

URGENT = "SR"


class Services:
    """Makes the services of one region's rows; the shape was checked when region.yml was read."""

    def __init__(self, region: Region, lookups: Lookups, facets: Facets, places: Places) -> None:
        self._region = region
        self._facets = facets
        self._places = places
        self._categories = Categories(region.country, lookups)
        self._kinds = Kinds(region.country, lookups, self._categories)
        known = region.services.known if isinstance(region.services, CellShape) else ()
        self._splitter = Splitter(region.country, lookups, known)

    def of_row(self, view: RowView, key: str) -> tuple[ServiceRecord, ...]:
        """The row's services; `key` is the row's own key where a row is a service or a department."""
        shape = self._region.services
        if shape is None:
            return ()
        facts = read_facts(view, self._facets, self._places, self._region.as_of)
        if isinstance(shape, ColumnsShape):
            return unique_keys(self._offered(view, facts, shape))
        if isinstance(shape, CellShape):
            return self._listed(view, facts, shape)
        if isinstance(shape, KindsByFormShape):
            return unique_keys(self._by_form(view, facts, shape))
        return unique_keys(self._row(view, facts, shape, key))

    def _offered(self, view: RowView, facts: RowFacts, shape: ColumnsShape) -> Iterator[ServiceRecord]:
        for item in shape.items:
            offered, number = self._read_offer(view, item.column)
            if not offered:
                continue
            label = item.label or item.column
            capacities = column_capacity(view, facts, item.capacity, **{item.number: number})
            if item.category:
                decision = self._categories.stated(item.category, label)
                yield service(facts, decision, label, key=item.column, defaults=item, capacities=capacities)
                continue
            yield from named_services(
                view,
                self._categories,
                facts,
                label,
                key=item.column,
                column=item.column,
                defaults=item,
                capacities=capacities,
            )

    def _read_offer(self, view: RowView, column: str) -> tuple[bool, int | None]:
        """Whether the column offers its service, and the number in it; zero is "not offered"."""
        cell = view.column(column)
        if any(char.isdigit() for char in cell.text):
            number = view.cleaned(cell, clean_integer)
            return bool(number), number
        return bool(self._facets.flag(view, cell)), None

    def _listed(self, view: RowView, facts: RowFacts, shape: CellShape) -> tuple[ServiceRecord, ...]:
        cell = view.column(shape.column)
        named = (
            one
            for label in self._splitter.parts(view, cell)
            for one in named_services(
                view, self._categories, facts, label, key=tidy(label), column=shape.column, defaults=shape
            )
        )
        services = unique_keys(named)
        return _with_shared_places(view, services, row_capacity(view, facts))

    def _by_form(self, view: RowView, facts: RowFacts, shape: KindsByFormShape) -> Iterator[ServiceRecord]:
        for columns in shape.forms:
            yield from self._one_form(view, facts, columns)
        if shape.urgent:
            yield from self._urgent(view, facts, shape.urgent)

    def _one_form(self, view: RowView, facts: RowFacts, columns: FormColumns) -> Iterator[ServiceRecord]:
        labels = self._splitter.parts(view, view.column(columns.kinds)) if columns.kinds else []
        offered = self._facets.flag(view, view.column(columns.offered)) if columns.offered else bool(labels)
        if not offered:
            return
        facts = replace(facts, forms=(columns.form,))
        defaults = ServiceDefaults(target_groups=columns.target_groups)
        capacities = column_capacity(view, facts, columns.capacity)
        key = columns.form.value
        package = self._kinds.package(
            view,
            facts,
            columns.form,
            key=key,
            category=columns.package,
            capacities=capacities,
            defaults=defaults,
        )
        if package:
            yield package
        yield from self._kinds.functions(
            view,
            facts,
            labels,
            columns.form,
            key=key,
            column=columns.kinds,
            package=package,
            defaults=defaults,
        )

    def _urgent(self, view: RowView, facts: RowFacts, column: str) -> Iterator[ServiceRecord]:
        """Urgent services have no form: the column says yes, or lists them."""
        cell = view.column(column)
        labels = self._splitter.parts(view, cell)
        facts = replace(facts, forms=())
        if len(labels) == 1 and (labels[0] in _YES or self._kinds.kind(labels[0]) == URGENT):
            labels = ["срочные социальные услуги"]
        for label in labels:
            if label in _NO:
                continue
            key = f"urgent | {tidy(label)}"
            yield from named_services(view, self._categories, facts, label, key=key, column=column)

    def _row(self, view: RowView, facts: RowFacts, shape: RowShape, key: str) -> Iterator[ServiceRecord]:
        name = view.text(HubField.SERVICE_NAME) or view.text(HubField.SERVICE_CATEGORY)
        label = view.text(HubField.SERVICE_CATEGORY) or name
        capacities = row_capacity(view, facts, shape.unit)
        package = None
        if shape.by_form and label and self._known(label, facts, shape) is None:
            package = self._package_of_row(view, facts, shape, key, label, capacities)
        if package:
            yield package
        elif label:
            cell = view.cell(HubField.SERVICE_CATEGORY) or view.cell(HubField.SERVICE_NAME)
            for one in named_services(
                view,
                self._categories,
                facts,
                label,
                key=key,
                column=cell.column if cell else None,
                code=view.text(HubField.SERVICE_CODE),
                defaults=shape,
                capacities=capacities,
            ):
                package = package or one
                yield replace(one, name=name or one.name)
        yield from self._kinds_of_row(view, facts, shape, key, package)

    def _known(self, label: str, facts: RowFacts, shape: RowShape) -> Decision | None:
        """What the department's own name decides, which goes before its form."""
        decisions = self._categories.decide(label, None, context_of(facts, shape, label))
        return decisions[0] if decisions else None

    def _package_of_row(
        self,
        view: RowView,
        facts: RowFacts,
        shape: RowShape,
        key: str,
        label: str,
        capacities: tuple[CapacityRecord, ...],
    ) -> ServiceRecord | None:
        forms = facts.forms or shape.forms
        if len(forms) != 1:
            return None
        return self._kinds.package(
            view, facts, forms[0], key=key, capacities=capacities, defaults=shape, name=label
        )

    def _kinds_of_row(
        self, view: RowView, facts: RowFacts, shape: RowShape, key: str, package: ServiceRecord | None
    ) -> Iterator[ServiceRecord]:
        for cell in view.cells(HubField.SERVICE_KINDS):
            labels = cell.text.split(cell.target.separator) if cell.target.separator else None
            for form in facts.forms or shape.forms or (None,):
                yield from self._kinds.functions(
                    view,
                    facts if form is None else replace(facts, forms=(form,)),
                    labels or self._splitter.parts(view, cell),
                    form,
                    key=f"{key} | {form}" if form else key,
                    column=cell.column,
                    package=package,
                    defaults=shape,
                )


def _with_shared_places(
    view: RowView, services: Sequence[ServiceRecord], capacities: tuple[CapacityRecord, ...]
) -> tuple[ServiceRecord, ...]:
    """Numbers of a row with several services belong to none of them: only a single service gets them."""
    if len(services) == 1:
        return (replace(services[0], capacities=capacities),)
    if capacities:
        message = (
            f"The row's numbers of places belong to {len(services)} services together and cannot be divided; "
            "they are kept in the raw row only. Ask the publisher for places by service."
        )
        view.complain("CAPACITY_NOT_DIVIDED", message, Severity.INFO)
    return tuple(services)


def mentioned_columns(region: Region) -> Iterable[str]:
    """The columns that the services section of region.yml reads."""
    shape = region.services
    if isinstance(shape, ColumnsShape):
        for item in shape.items:
            yield from _of_item(item)
    elif isinstance(shape, CellShape):
        yield shape.column
    elif isinstance(shape, KindsByFormShape):
        for columns in shape.forms:
            named = (columns.offered, columns.kinds, *_of_capacity(columns))
            yield from (column for column in named if column)
        if shape.urgent:
            yield shape.urgent


def _of_item(item: OfferedColumn) -> Iterator[str]:
    yield item.column
    yield from (column for column in _of_capacity(item) if column)


def _of_capacity(owner: OfferedColumn | FormColumns) -> tuple[str | None, ...]:
    capacity = owner.capacity
    return capacity.total, capacity.available, capacity.served, capacity.waiting


_YES = {"так", "да", "иә", "+", "yes"}
_NO = {"ні", "нет", "жоқ", "-", "–", "—", "no"}
