"""For each territory of a rank the services that nobody is known to give."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.places import Place
from hub.store.planning.presence import read_presence
from hub.store.planning.services_asked import AskedService


class MissingOrder(StrEnum):
    """The order of territories; of equal ones by name."""

    MOST_MISSING = "most-missing"
    FEWEST_MISSING = "fewest-missing"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A territory, and the codes of the services that it lacks, in the order of the question."""

    place: Place
    missing: tuple[str, ...]
    required: int


async def missing_services(
    session: ReadSession,
    units: Sequence[Place],
    asked: Sequence[AskedService],
    scope: ProviderScope,
    order: MissingOrder,
) -> list[MissingRow]:
    """A row for each unit, in an order; units are by name. One statement, whatever their number."""
    categories = sorted(frozenset[str]().union(*(one.categories for one in asked)))
    present = await read_presence(session, [unit.id for unit in units], categories, scope)
    nothing: set[str] = set()
    rows = [
        MissingRow(
            unit,
            tuple(one.code for one in asked if not one.categories & present.get(unit.id, nothing)),
            len(asked),
        )
        for unit in units
    ]
    if order is MissingOrder.MOST_MISSING:
        return sorted(rows, key=lambda row: -len(row.missing))
    if order is MissingOrder.FEWEST_MISSING:
        return sorted(rows, key=lambda row: len(row.missing))
    return rows
