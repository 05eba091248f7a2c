"""Services of the network as records that capacities are summed of."""

from collections.abc import Sequence
from uuid import UUID

from hub.planning.composition.gathering import offer_of
from hub.planning.composition.records import Offer
from hub.store.engine import ReadSession
from hub.store.planning.candidates import read_measurements
from hub.store.planning.network import GivenRow


async def offers_of(session: ReadSession, rows: Sequence[GivenRow]) -> dict[UUID, Offer]:
    """Each service with its measurements. One statement."""
    by_id = {row.service_id: row for row in rows}
    measured = await read_measurements(session, list(by_id)) if by_id else {}
    return {
        identity: offer_of(row.provider_id, identity, row.name, measured.get(identity, ()), row.category)
        for identity, row in by_id.items()
    }
