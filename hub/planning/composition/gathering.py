"""Gathers the candidates of a composition out of what the hub has published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from hub.domain.text import search_key
from hub.domain.vocabulary import CapacityFigure, RecordStatus
from hub.planning.composition.records import Candidate, Measurement, Offer
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning import candidates as reads
from hub.store.planning.candidates import CandidateRow, MeasurementRow, OfferRow
from hub.store.planning.places import Place
from hub.store.planning.services_asked import AskedService, categories_above


async def gather(
    session: ReadSession,
    place: Place,
    asked: Sequence[AskedService],
    scope: ProviderScope,
    metres: float = 0.0,
    named: Sequence[UUID] = (),
) -> list[Candidate]:
    """Providers placed in a territory, `metres` around its point, or named, with all that they offer there.

    They are not counted yet: one provider stands once for each of its places. Six statements at most.
    """
    rows = await reads.read_candidates(session, place, scope, metres, named)
    offers = await reads.read_offers(session, scope, [row.location_id for row in rows])
    made = await _offers(session, asked, offers)
    joined = await reads.read_joined(session, list({row.provider_id for row in rows}))
    return [replace(_candidate(row, made), joined=tuple(joined.get(row.provider_id, ()))) for row in rows]


async def _offers(
    session: ReadSession, asked: Sequence[AskedService], rows: Sequence[OfferRow]
) -> dict[UUID, list[Offer]]:
    """The offers of each provider."""
    measured = await reads.read_measurements(session, [row.service_id for row in rows])
    known = sorted({row.category for row in rows if row.category is not None})
    above = await categories_above(session, known)
    found: defaultdict[UUID, list[Offer]] = defaultdict(list)
    for row in rows:
        found[row.provider_id].append(_offer(row, asked, above, measured.get(row.service_id, ())))
    return found


def _candidate(row: CandidateRow, offers: Mapping[UUID, Sequence[Offer]]) -> Candidate:
    return Candidate(
        provider_id=row.provider_id,
        status=RecordStatus(row.status),
        source_id=row.source_id,
        is_synthetic=row.synthetic,
        parent_id=row.parent_id,
        distance=row.distance,
        radius=row.radius_m,
        location_id=row.location_id,
        offers=tuple(offers.get(row.provider_id, ())),
    )


def _offer(
    row: OfferRow,
    asked: Sequence[AskedService],
    above: Mapping[str, frozenset[str]],
    measured: Sequence[MeasurementRow],
) -> Offer:
    needs = frozenset(one.code for one in asked if row.category in one.categories)
    return Offer(
        service_id=row.service_id,
        provider_id=row.provider_id,
        category=row.category,
        needs=needs,
        words=search_key(row.name),
        status=RecordStatus(row.status),
        above=above.get(row.category or "", frozenset()),
        is_function=row.is_function,
        is_second_tier=row.second_tier is not None,
        measurements=tuple(measurement_of(one) for one in measured),
    )


def measurement_of(row: MeasurementRow) -> Measurement:
    """A measurement with the figures that it states."""
    figures = ((figure, getattr(row, figure.value)) for figure in CapacityFigure)
    stated = ((of, value) for of, value in figures if value is not None or of.value in row.suppressed)
    return Measurement(row.as_of, row.unit, tuple(stated))


def offer_of(
    provider_id: UUID,
    service_id: UUID,
    name: str,
    measured: Sequence[MeasurementRow],
    category: str | None = None,
) -> Offer:
    """A service as capacities are summed of it; words tell apart nothing but what is measured."""
    return Offer(
        service_id=service_id,
        provider_id=provider_id,
        category=category,
        needs=frozenset(),
        words=search_key(name) if measured else "",
        measurements=tuple(measurement_of(one) for one in measured),
    )
