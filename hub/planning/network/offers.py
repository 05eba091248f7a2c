"""Services of the network as records that capacities are summed of."""

from collections.abc import Sequence
from uuid import UUID

from hub.domain.text import search_key
from hub.planning.composition.gathering import measurement_of
from hub.planning.composition.records import Offer
from hub.store.engine import ReadSession
from hub.store.planning.candidates import read_measurements
from hub.store.planning.network import GivenRow


async def offers_of(session: ReadSession, rows: Sequence[GivenRow]) -> dict[UUID, Offer]:
    """Each service with its measurements. One statement."""
    by_id = {row.service_id: row for row in rows}
    measured = await read_measurements(session, list(by_id)) if by_id else {}
    return {
        identity: Offer(
            service_id=identity,
            provider_id=row.provider_id,
            category=row.category,
            needs=frozenset(),
            words=search_key(row.name),
            measurements=tuple(measurement_of(one) for one in measured.get(identity, ())),
        )
        for identity, row in by_id.items()
    }
