"""Counting what a region's control totals ask for, while its records pass by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from hub.domain.programmes import ProgrammeRecord
from hub.domain.records import (
    AccessPointRecord,
    HarmonisedRecord,
    LocationRecord,
    ProviderRecord,
    ServiceRecord,
)
from hub.domain.results import ControlTotal
from hub.domain.territory import Gazetteer
from importers.reference.load import basic_services
from importers.region import ControlTotal as DeclaredTotal
from importers.region import Counting, Region, Where


@dataclass(slots=True)
class Tally:
    """One count in the making: a sum, and the different codes met where those are counted."""

    number: int = 0
    known: bool = False  # whether any number of places was told at all
    codes: set[str] = field(default_factory=set)

    def join(self, more: "Tally") -> None:
        """Add what was counted elsewhere."""
        self.number += more.number
        self.known = self.known or more.known
        self.codes |= more.codes


@dataclass(slots=True)
class Tallies:
    """One control total in the making: what real rows and what made-up rows give."""

    real: Tally = field(default_factory=Tally)
    synthetic: Tally = field(default_factory=Tally)

    def of(self, *, synthetic: bool) -> Tally:
        """The tally of one kind of rows."""
        return self.synthetic if synthetic else self.real

    def together(self) -> Tally:
        """What all rows give."""
        total = Tally()
        total.join(self.real)
        total.join(self.synthetic)
        return total


class ControlTotals:
    """Counts one import, in `tallies` by label. `found()` is complete when all records were added."""

    def __init__(self, region: Region, gazetteer: Gazetteer) -> None:
        self._region = region
        self._gazetteer = gazetteer
        self._basic = {
            service.category: service.code
            for service in basic_services()
            if service.country is region.country
        }
        self.tallies = {total.label: Tallies() for total in region.control_totals}

    def add(self, record: HarmonisedRecord) -> None:
        """Count a record wherever it belongs."""
        for total in self._region.control_totals:
            if total.count:
                self._count(self.tallies[total.label].of(synthetic=record.synthetic), total.count, record)

    def found(self) -> list[ControlTotal]:
        """The region's control totals with what was counted, in the order of region.yml."""
        return [_total(total, self.tallies[total.label]) for total in self._region.control_totals]

    def join(self, counted: Mapping[str, Tallies]) -> None:
        """Add what was counted elsewhere."""
        for label, more in counted.items():
            self.tallies[label].real.join(more.real)
            self.tallies[label].synthetic.join(more.synthetic)

    def _count(self, tally: Tally, counting: Counting, record: HarmonisedRecord) -> None:
        if isinstance(record, ProgrammeRecord):
            if counting.of == "programme_territories" and counting.programme in (None, record.key):
                tally.codes.update(record.territories)
        elif isinstance(record, AccessPointRecord):
            if counting.of == "access_points" and self._holds(counting.where, record, (record.location,)):
                tally.number += 1
        elif self._holds(counting.where, record, record.locations):
            self._count_provider(tally, counting, record)

    def _count_provider(self, tally: Tally, counting: Counting, record: ProviderRecord) -> None:
        services = [service for service in record.services if self._serves(counting.where, service)]
        if counting.of == "providers":
            asks_for_service = any(
                (counting.where.category, counting.where.form, counting.where.target_group)
            )
            tally.number += 1 if services or not asks_for_service else 0
        elif counting.of == "services":
            tally.number += len(services)
        elif counting.of == "capacity":
            numbers = list(_numbers(services, counting.field))
            tally.number += sum(numbers)
            tally.known = tally.known or bool(numbers)
        elif counting.of == "attributes":
            values = (record.attributes.get(name) for name in counting.attributes)
            tally.number += sum(value for value in values if type(value) is int)
        elif counting.of == "categories":
            tally.codes.update(service.category for service in services if service.category)
        elif counting.of == "basic_services":
            codes = (self._basic.get(service.category or "") for service in services)
            tally.codes.update(code for code in codes if code)

    def _holds(
        self, where: Where, record: ProviderRecord | AccessPointRecord, locations: Iterable[LocationRecord]
    ) -> bool:
        if isinstance(record, ProviderRecord):
            if where.kind and record.kind not in where.kind:
                return False
            if where.sector and record.sector.value not in where.sector:
                return False
        if where.status and record.status.value not in where.status:
            return False
        if where.synthetic is not None and record.synthetic != where.synthetic:
            return False
        if any(str(record.attributes.get(name)) != value for name, value in where.attribute.items()):
            return False
        return not where.territory or any(self._lies_in(place, where.territory) for place in locations)

    def _lies_in(self, place: LocationRecord, codes: tuple[str, ...]) -> bool:
        unit = self._gazetteer.by_code(place.territory) if place.territory else None
        return bool(unit and any(one.code in codes for one in self._gazetteer.lineage(unit)))

    def _serves(self, where: Where, service: ServiceRecord) -> bool:
        if where.category and not any(
            service.category == wanted or (service.category or "").startswith(f"{wanted}.")
            for wanted in where.category
        ):
            return False
        if where.form and not set(where.form) & {form.value for form in service.forms}:
            return False
        if where.target_group and not set(where.target_group) & set(service.target_groups):
            return False
        return where.basic is None or where.basic == ((service.category or "") in self._basic)


def _numbers(services: Iterable[ServiceRecord], name: str) -> Iterable[int]:
    for service in services:
        for capacity in service.capacities:
            number = getattr(capacity, name)
            if number is not None:
                yield number


def _total(declared: DeclaredTotal, tallies: Tallies) -> ControlTotal:
    total = ControlTotal(label=declared.label, declared=declared.declared, cites=declared.cites)
    if declared.count is None:
        return total
    return replace(
        total,
        # A total may be of clients as well: units are not asked for.
        of_people=declared.count.of == "capacity" and declared.count.field != "available",
        found=_result(declared.count, tallies.together()),
        found_real=_result(declared.count, tallies.real),
        found_synthetic=_result(declared.count, tallies.synthetic),
    )


def _result(counting: Counting, tally: Tally) -> int | None:
    if counting.of == "capacity" and not tally.known:
        return None
    by_code = counting.of in {"categories", "basic_services", "programme_territories"}
    return len(tally.codes) if by_code else tally.number
