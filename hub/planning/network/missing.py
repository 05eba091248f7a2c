"""For each territory of a rank the services that nobody is known to give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.domain.filters import ProviderFilter
from hub.planning.composition.nearest import NearestSupplier, SupplierFacts, Suppliers
from hub.planning.network.presence import presence_of
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.places import Place, read_lines, read_places
from hub.store.planning.services_asked import AskedService, basic_services_of, categories_of
from hub.store.planning.suppliers import read_suppliers

#: Asks for nothing in particular.
_PLAIN = ProviderScope(ProviderFilter())


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
    """A row for each unit, in an order; units are by name. At most one statement, whatever their number."""
    present = await presence_of(session, [unit.id for unit in units], categories_of(asked), scope)
    nothing: frozenset[str] = frozenset()
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


@dataclass(frozen=True, slots=True)
class NearRows:
    """Who is nearest to each of some territories of each service that it lacks, as (territory, code).

    `lines` are the ids of each territory, of all above and all below it.
    """

    suppliers: Mapping[tuple[int, str], Sequence[NearestSupplier]]
    facts: SupplierFacts
    lines: Mapping[int, frozenset[int]]


async def read_near(
    session: ReadSession, rows: Sequence[MissingRow], asked: Sequence[AskedService], scope: ProviderScope
) -> NearRows:
    """The nearest suppliers of rows of one state. Five statements, whatever their number."""
    lacking = {code for row in rows for code in row.missing}
    wanted = {one.code: one for one in asked if one.code in lacking}
    if not wanted:
        return NearRows({}, SupplierFacts({}, {}), {})
    offered = await read_suppliers(session, rows[0].place.country, categories_of(wanted.values()), scope)
    near = Suppliers(offered)
    suppliers = {
        (row.place.id, code): near.nearest(row.place, wanted[code]) for row in rows for code in row.missing
    }
    facts = await SupplierFacts.read(session, [one for each in suppliers.values() for one in each])
    return NearRows(suppliers, facts, await read_lines(session, [row.place.id for row in rows]))


@dataclass(frozen=True, slots=True)
class OwnMissing:
    """What one territory lacks of the basic services of its state, which were `asked` for."""

    row: MissingRow
    asked: tuple[AskedService, ...]


async def missing_of_territories(session: ReadSession, territories: Sequence[int]) -> list[OwnMissing | None]:
    """For each territory what it lacks, None where its state has no list. Two statements for each state."""
    found: dict[int, OwnMissing] = {}
    places = await read_places(session, territories)
    for country in sorted({place.country for place in places}):
        asked = tuple(await basic_services_of(session, country))
        own = [place for place in places if place.country == country]
        rows = await missing_services(session, own, asked, _PLAIN, MissingOrder.NAME) if asked else []
        found |= {row.place.id: OwnMissing(row, asked) for row in rows}
    return [found.get(identity) for identity in territories]


async def near_of_territories(session: ReadSession, own: Sequence[OwnMissing]) -> list[NearRows]:
    """Who is nearest to each, read once for each state."""
    by_country = {
        country: await read_near(session, [each.row for each in those], those[0].asked, _PLAIN)
        for country in {each.row.place.country for each in own}
        if (those := [each for each in own if each.row.place.country == country])
    }
    return [by_country[each.row.place.country] for each in own]
