"""What services state of the places where they are given, each service counted once."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hub.domain.vocabulary import CapacityFigure
from hub.store.planning.services import PlannedService


@dataclass(frozen=True, slots=True)
class SiteCapacity:
    """One figure of a site: what `stated` of `of` services state together, None where none does.

    `shared` services are given at other places too, so that what they state belongs to no one place: they are
    in `of`, and never in `value` or `stated`.
    """

    value: int | None
    stated: int
    of: int
    shared: int


def capacities_at(
    services: Iterable[PlannedService], figure: CapacityFigure = CapacityFigure.TOTAL
) -> dict[UUID, SiteCapacity]:
    """Location id → its capacity. Parts of packages (`is_function`) are not counted beside the package."""
    found: dict[UUID, SiteCapacity] = {}
    for service in services:
        if service.is_function:
            continue
        alone = len(service.locations) == 1
        capacity = service.capacities.get(figure) if alone else None
        stated = None if capacity is None else capacity.value
        for place in service.locations:
            before = found.get(place, SiteCapacity(None, 0, 0, 0))
            value = before.value if stated is None else (before.value or 0) + stated
            found[place] = SiteCapacity(
                value, before.stated + (stated is not None), before.of + 1, before.shared + (not alone)
            )
    return found
