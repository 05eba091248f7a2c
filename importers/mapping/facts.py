"""What a row says of all its services, read once: forms, duration, groups, ages, costs, areas, places."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from hub.domain.records import AreaRecord, CapacityRecord, CostRecord
from hub.domain.text import normalise_apostrophe
from hub.domain.vocabulary import DeliveryForm, Duration, RecordStatus
from importers.cleaning.bounds import COUNTS, MONEY
from importers.cleaning.numbers import clean_integer, clean_number
from importers.columns import HubField
from importers.mapping.ages import Ages, clean_ages
from importers.mapping.cells import Cell, RowView
from importers.mapping.common import past_day
from importers.mapping.evidence import BY_REGION, service_rules
from importers.mapping.facets import Facets
from importers.mapping.places import Places
from importers.mapping.teams import NO_TEAM, TeamFacts, read_team
from importers.shapes import CapacityColumns

_NUMBERS = {
    "total": HubField.CAPACITY_TOTAL,
    "available": HubField.CAPACITY_AVAILABLE,
    "served": HubField.CAPACITY_SERVED,
    "waiting": HubField.CAPACITY_WAITING,
}


@dataclass(frozen=True, slots=True)
class RowFacts:
    """Facts common to the services of one row; `words` help to choose between categories."""

    forms: tuple[DeliveryForm, ...]
    duration: Duration | None
    target_groups: tuple[str, ...]
    ages: Ages
    status: RecordStatus
    description: str | None
    funding: tuple[str, ...]
    costs: tuple[CostRecord, ...]
    areas: tuple[AreaRecord, ...]
    as_of: date | None
    words: str
    team: TeamFacts = NO_TEAM
    #: Part → the rule that gave it, where no cell of the row did.
    derived: dict[str, str] = field(default_factory=dict)
    #: Part → the columns that it was read from.
    columns: dict[str, str] = field(default_factory=dict)

    def of_form(self, form: DeliveryForm) -> "RowFacts":
        """The facts of services of one form; a form that the row does not state is that of region.yml."""
        derived = self.derived if self.forms else {**self.derived, "forms": BY_REGION}
        return replace(self, forms=(form,), derived=derived)

    def counted_in(self, columns: CapacityColumns, **known: str) -> "RowFacts":
        """The facts of a service whose numbers stand in columns of its own; `known` were read before."""
        named = {name: getattr(columns, name) for name in _NUMBERS} | known
        found = {f"capacity.{name}": column for name, column in named.items() if column}
        return replace(self, columns=self.columns | found)


def read_facts(
    view: RowView,
    facets: Facets,
    places: Places,
    as_of: date | None,
    columns: dict[str, str] | None = None,
) -> RowFacts:
    """The facts of a row; `as_of` is the date of its numbers where no column tells one.

    `columns` are those of `service_columns`.
    """
    description = view.text(HubField.SERVICE_DESCRIPTION)
    said = (view.text(field) for field in (HubField.NAME, HubField.SERVICE_NAME))
    return RowFacts(
        forms=facets.forms(view),
        duration=facets.duration(view),
        target_groups=facets.target_groups(view),
        ages=view.clean(HubField.SERVICE_AGES, clean_ages) or (None, None),
        status=facets.status(view, HubField.SERVICE_STATUS),
        description=normalise_apostrophe(description) if description else None,
        funding=facets.funding(view),
        costs=_costs(view),
        areas=places.areas(view),
        as_of=past_day(view, HubField.CAPACITY_AS_OF) or as_of,
        words=" ".join(text for text in (*said, description) if text),
        team=read_team(view),
        derived=service_rules(view),
        columns=columns or {},
    )


def row_capacity(view: RowView, facts: RowFacts, unit: str | None = None) -> tuple[CapacityRecord, ...]:
    """The numbers of a row from the columns mapped to `capacity.*`; none at all where it has no numbers.

    Where no unit is said, numbers that hold no places (only people served or waiting) count clients.
    """
    numbers = {
        name: view.clean(field, partial(clean_integer, bounds=COUNTS[name]))
        for name, field in _NUMBERS.items()
    }
    holds_places = numbers["total"] is not None or numbers["available"] is not None
    return dated(view, facts, numbers, unit or ("place" if holds_places else "client"))


def column_capacity(
    view: RowView, facts: RowFacts, columns: CapacityColumns, **known: int | None
) -> tuple[CapacityRecord, ...]:
    """The places in columns that a shape of services names; `known` are numbers read already."""
    numbers = {name: count(view, getattr(columns, name), name) for name in _NUMBERS}
    numbers.update((name, number) for name, number in known.items() if number is not None)
    return dated(view, facts, numbers, columns.unit)


def count(view: RowView, column: str | None, name: str) -> int | None:
    """The number of places or people in a column, by what it counts; None for no column and a blank cell."""
    if column is None or not view.row.values.get(column, "").strip():
        return None
    return view.cleaned(view.column(column), partial(clean_integer, bounds=COUNTS[name]))


def dated(
    view: RowView, facts: RowFacts, numbers: dict[str, int | None], unit: str
) -> tuple[CapacityRecord, ...]:
    """The numbers as a capacity, unless there are none; where nobody says of which day, they stay undated."""
    if all(number is None for number in numbers.values()):
        return ()
    total, available = numbers["total"], numbers["available"]
    if total is not None and available is not None and available > total:
        message = (
            f"{available} places are available of {total} altogether; the former are left out. Correct it."
        )
        view.complain("AVAILABLE_ABOVE_TOTAL", message, value=str(available))
        numbers = {**numbers, "available": None}
    if facts.as_of is None:
        message = "The numbers of places have no date; map capacity.as_of, or give as_of in region.yml."
        view.complain("CAPACITY_UNDATED", message)
    return (CapacityRecord(as_of=facts.as_of, unit=unit, **numbers),)


def _costs(view: RowView) -> tuple[CostRecord, ...]:
    costs = (_cost(view, cell) for cell in view.cells(HubField.SERVICE_COST))
    return tuple(cost for cost in costs if cost)


def _cost(view: RowView, cell: Cell) -> CostRecord | None:
    amount = view.cleaned(cell, partial(clean_number, bounds=MONEY))
    if amount is None or cell.target.currency is None:
        return None
    return CostRecord(amount=str(amount), currency=cell.target.currency, unit=cell.target.unit)
