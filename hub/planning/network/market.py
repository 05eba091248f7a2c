"""The market of social services: providers by sector, kind, form and group, and how concentrated they are.

Concentration is the index of `hub.planning.concentration` over the stated capacities of providers. Where
fewer than half of the providers state a capacity there is none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TypeVar
from uuid import UUID

from hub.domain.vocabulary import Absence, CapacityFigure
from hub.planning.answers.keeping import once
from hub.planning.composition.capacities import Sum, sum_of, sums_of
from hub.planning.composition.records import Offer
from hub.planning.concentration import concentration
from hub.planning.estimate import Estimate, Unit, absent, known
from hub.planning.network.offers import offers_of
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.network import GivenRow, SeatRow, count_not_placed, read_given, read_seats
from hub.store.planning.places import Place

Row = TypeVar("Row", SeatRow, GivenRow)


class MarketAxis(StrEnum):
    """What providers are told apart by."""

    SECTOR = "sector"
    KIND = "kind"
    FORM = "form"
    TARGET_GROUP = "target-group"


#: Axes on which all services of a provider have one value.
_OF_PROVIDERS = frozenset({MarketAxis.SECTOR, MarketAxis.KIND})


@dataclass(frozen=True, slots=True)
class MarketCell:
    """Providers that have one value on each axis; a value of None is not stated.

    Shares are of all providers of the territory: a provider with several forms or groups is in several
    cells, so that shares may add up to more than 1.
    """

    values: tuple[str | None, ...]
    providers: int
    services: int
    share: Estimate
    capacity: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class MarketRow:
    """A territory with its cells, the fullest first, and its concentration by places and by clients."""

    place: Place
    providers: int
    synthetic: int
    services: int
    cells: tuple[MarketCell, ...]
    capacity: tuple[Sum, ...]
    concentration: tuple[tuple[CapacityFigure, Estimate], ...]


@dataclass(frozen=True, slots=True)
class MarketAnswer:
    """The whole, its territories by name, and how many providers are in none of them.

    `sources` counts providers by the source that named them first.
    """

    total: MarketRow
    rows: tuple[MarketRow, ...]
    not_placed: int
    sources: Mapping[int, int]


async def market(
    session: ReadSession,
    within: Place,
    units: Sequence[Place],
    axes: Sequence[MarketAxis],
    scope: ProviderScope,
) -> MarketAnswer:
    """The market of a territory and of units in it. Four statements, or none of what was asked before."""
    question = ("market", within.id, tuple(unit.id for unit in units), tuple(axes), scope)
    return await once(session, question, lambda: _market(session, within, units, axes, scope))


async def _market(
    session: ReadSession,
    within: Place,
    units: Sequence[Place],
    axes: Sequence[MarketAxis],
    scope: ProviderScope,
) -> MarketAnswer:
    ids = [within.id, *(unit.id for unit in units)]
    seats = await read_seats(session, within.id, ids, scope)
    given = await read_given(session, within.id, ids, scope)
    offers = await offers_of(session, given)
    seats_of = _by_unit(seats)
    given_of = _by_unit(given)
    rows = [_row(place, seats_of[place.id], given_of[place.id], offers, axes) for place in (within, *units)]
    beside = await count_not_placed(session, within.id, ids[1:], scope) if units else 0
    sources: defaultdict[int, int] = defaultdict(int)
    for seat in seats_of[within.id]:
        sources[seat.source_id] += 1
    return MarketAnswer(rows[0], tuple(rows[1:]), beside, dict(sources))


def _by_unit(rows: Iterable[Row]) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(row)
    return found


def _row(
    place: Place,
    seats: Sequence[SeatRow],
    given: Sequence[GivenRow],
    offers: Mapping[UUID, Offer],
    axes: Sequence[MarketAxis],
) -> MarketRow:
    services: defaultdict[UUID, list[GivenRow]] = defaultdict(list)
    for row in given:
        services[row.provider_id].append(row)
    cells: defaultdict[tuple[str | None, ...], tuple[set[UUID], list[Offer]]] = defaultdict(
        lambda: (set(), [])
    )
    for seat in seats:
        own = services[seat.provider_id]
        for values, rows in _placed(seat, own, axes).items():
            cells[values][0].add(seat.provider_id)
            cells[values][1].extend(offers[row.service_id] for row in rows)
    every = [offers[row.service_id] for row in given]
    # Of a service without a measurement nothing is stated, and nothing is hidden.
    measured = [offer for offer in every if offer.measurements]
    made = [_cell(values, ids, held, len(seats)) for values, (ids, held) in cells.items()]
    return MarketRow(
        place=place,
        providers=len(seats),
        synthetic=sum(1 for seat in seats if seat.synthetic),
        services=len(every),
        cells=tuple(sorted(made, key=lambda cell: (-cell.providers, str(cell.values)))),
        capacity=tuple(sums_of(every)[0]),
        concentration=tuple(
            (figure, concentration_of(measured, figure, len(seats)))
            for figure in (CapacityFigure.TOTAL, CapacityFigure.SERVED)
        ),
    )


def _placed(
    seat: SeatRow, own: Sequence[GivenRow], axes: Sequence[MarketAxis]
) -> dict[tuple[str | None, ...], list[GivenRow]]:
    """The cells of a provider, each with its services there; without services it is in one cell."""
    if not own or _OF_PROVIDERS.issuperset(axes):
        return {tuple(_values(axis, seat, None)[0] for axis in axes): list(own)}
    found: defaultdict[tuple[str | None, ...], list[GivenRow]] = defaultdict(list)
    for row in own:
        for values in product(*(_values(axis, seat, row) for axis in axes)):
            found[values].append(row)
    return found


def _values(axis: MarketAxis, seat: SeatRow, row: GivenRow | None) -> Sequence[str | None]:
    if axis is MarketAxis.SECTOR:
        return [seat.sector]
    if axis is MarketAxis.KIND:
        return [seat.kind]
    if row is None:
        return [None]
    return (row.forms if axis is MarketAxis.FORM else row.target_groups) or [None]


def _cell(
    values: tuple[str | None, ...], providers: set[UUID], offers: Sequence[Offer], of: int
) -> MarketCell:
    share = known(len(providers) / of, Unit.SHARE, stated=of)
    return MarketCell(values, len(providers), len(offers), share, tuple(sums_of(offers)[0]))


def concentration_of(offers: Sequence[Offer], figure: CapacityFigure, providers: int) -> Estimate:
    """The index over providers' stated sums of one figure, 0 to 1; it holds for those that state it."""
    by_provider: defaultdict[UUID, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_provider[offer.provider_id].append(offer)
    sums = [sum_of(own, figure) for own in by_provider.values()]
    stated = [each.value for each in sums if each.value is not None]
    if hidden := sum(each.hidden for each in sums):
        return absent(Absence.SUPPRESSED, Unit.INDEX, stated=len(stated) + hidden, of=providers)
    found = concentration([*stated, *(None for _ in range(providers - len(stated)))])
    if not providers:
        return absent(Absence.NOT_APPLICABLE, Unit.INDEX)
    if found.index is None:
        return absent(Absence.NOT_STATED, Unit.INDEX, stated=found.stated, of=providers)
    if 2 * found.stated < providers:
        return absent(Absence.TOO_FEW_STATED, Unit.INDEX, stated=found.stated, of=providers)
    if found.stated == providers:
        return known(found.index, Unit.INDEX, stated=providers)
    return Estimate(found.index, None, None, Unit.INDEX, found.stated, providers)
