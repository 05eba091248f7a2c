"""Services of 442-FZ and Kazakh rows: for each form a package with its places, and the kinds under it."""

from collections.abc import Iterator
from dataclasses import replace

from hub.domain.records import ServiceRecord
from hub.domain.text import tidy
from importers.mapping.cells import RowView
from importers.mapping.facts import RowFacts, column_capacity
from importers.mapping.service import named_services
from importers.mapping.service_tools import ServiceTools
from importers.shapes import FormColumns, KindsByFormShape, ServiceDefaults

#: The eighth kind of 442-FZ, which has no form.
_URGENT = "SR"
_URGENT_SERVICES = "срочные социальные услуги"


class ServicesByForm:
    """Reads the shape `kinds-by-form`."""

    def __init__(self, tools: ServiceTools) -> None:
        self._tools = tools

    def services(self, view: RowView, facts: RowFacts, shape: KindsByFormShape) -> Iterator[ServiceRecord]:
        """The packages of the forms that the row offers, their kinds, and its urgent services."""
        for columns in shape.forms:
            yield from self._one_form(view, facts, columns)
        if shape.urgent:
            yield from self._urgent(view, facts, shape.urgent)

    def _one_form(self, view: RowView, facts: RowFacts, columns: FormColumns) -> Iterator[ServiceRecord]:
        labels = self._tools.splitter.parts(view, view.column(columns.kinds)) if columns.kinds else []
        offered = (
            self._tools.facets.flag(view, view.column(columns.offered)) if columns.offered else bool(labels)
        )
        if not offered:
            return
        facts = replace(facts, forms=()).of_form(columns.form).counted_in(columns.capacity)
        defaults = ServiceDefaults(target_groups=columns.target_groups)
        capacities = column_capacity(view, facts, columns.capacity)
        key = columns.form.value
        package = self._tools.kinds.package(
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
        yield from self._tools.kinds.functions(
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
        """Urgent services have no form: the column says yes or no, or lists them."""
        cell = view.column(column)
        if self._tools.facets.is_flag(cell.text):
            labels = [_URGENT_SERVICES] if self._tools.facets.flag(view, cell) else []
        else:
            labels = self._tools.splitter.parts(view, cell)
        facts = replace(facts, forms=())
        for label in labels:
            shown = _URGENT_SERVICES if self._tools.kinds.kind(label) == _URGENT else label
            key = f"urgent | {tidy(shown)}"
            yield from named_services(view, self._tools.categories, facts, shown, key=key, column=column)
