"""One service or department per row: its category by its name or by its form, and the kinds it names."""

from collections.abc import Iterator
from dataclasses import replace

from hub.domain.records import CapacityRecord, ServiceRecord
from hub.domain.text import normalise_apostrophe, tidy
from importers.cleaning.no_service import names_no_service
from importers.columns import HubField
from importers.mapping.cells import Cell, RowView
from importers.mapping.choosing import Decision
from importers.mapping.facts import RowFacts, row_capacity
from importers.mapping.service import context_of, named_services
from importers.mapping.service_tools import ServiceTools
from importers.shapes import RowShape


class ServicesByRow:
    """Reads the shape `row`."""

    def __init__(self, tools: ServiceTools) -> None:
        self._tools = tools

    def services(self, view: RowView, facts: RowFacts, shape: RowShape, key: str) -> Iterator[ServiceRecord]:
        """The row's service with its places under the row's key, then one for each kind that it names."""
        cell = self._telling_cell(view, facts, shape)
        label = tidy(cell.text) if cell else None
        name = view.text(HubField.SERVICE_NAME) or label
        capacities = row_capacity(view, facts, shape.unit)
        package = None
        if shape.by_form and label and not self._decisions(label, facts, shape):
            package = self._package_of_row(view, facts, shape, key, label, capacities, cell)
        if package:
            yield package
        elif cell and label:
            for one in named_services(
                view,
                self._tools.categories,
                facts,
                label,
                key=key,
                column=cell.column,
                code=view.text(HubField.SERVICE_CODE),
                defaults=shape,
                capacities=capacities,
            ):
                package = package or one
                yield replace(one, name=normalise_apostrophe(name or one.name))
        yield from self._kinds_of_row(view, facts, shape, key, package)

    def _telling_cell(self, view: RowView, facts: RowFacts, shape: RowShape) -> Cell | None:
        """The first cell of category or name whose words decide; the first one when none does.

        A register may name a service, the heading that it stands under and its kind, each in a column.
        """
        fields = (HubField.SERVICE_CATEGORY, HubField.SERVICE_NAME)
        told = (cell for field in fields for cell in view.cells(field))
        cells = [cell for cell in told if not names_no_service(cell.text)]
        for cell in cells if len(cells) > 1 else ():
            decisions = self._decisions(tidy(cell.text), facts, shape)
            if decisions and not any(decision.candidates for decision in decisions):
                return cell
        return cells[0] if cells else None

    def _decisions(self, label: str, facts: RowFacts, shape: RowShape) -> list[Decision]:
        """What the words alone decide; a department's own name goes before its form."""
        return self._tools.categories.decide(label, None, context_of(facts, shape, label))

    def _package_of_row(
        self,
        view: RowView,
        facts: RowFacts,
        shape: RowShape,
        key: str,
        label: str,
        capacities: tuple[CapacityRecord, ...],
        cell: Cell | None,
    ) -> ServiceRecord | None:
        forms = facts.forms or shape.forms
        if len(forms) != 1:
            return None
        return self._tools.kinds.package(
            view,
            facts,
            forms[0],
            key=key,
            capacities=capacities,
            defaults=shape,
            name=label,
            column=cell.column if cell else None,
        )

    def _kinds_of_row(
        self, view: RowView, facts: RowFacts, shape: RowShape, key: str, package: ServiceRecord | None
    ) -> Iterator[ServiceRecord]:
        for cell in view.cells(HubField.SERVICE_KINDS):
            labels = _divided(cell)
            for form in facts.forms or shape.forms or (None,):
                yield from self._tools.kinds.functions(
                    view,
                    facts if form is None else facts.of_form(form),
                    labels or self._tools.splitter.parts(view, cell),
                    form,
                    key=f"{key} | {form}" if form else key,
                    column=cell.column,
                    package=package,
                    defaults=shape,
                )


def _divided(cell: Cell) -> list[str]:
    """The parts of a cell at the separator that region.yml states; none where it states none."""
    parts = cell.text.split(cell.target.separator) if cell.target.separator else ()
    return [part for part in parts if not names_no_service(part)]
