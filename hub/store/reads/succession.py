"""Who became whom: providers that were re-registered, merged or divided."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select

from hub.store.engine import ReadSession
from hub.store.reads.batch import columns_for, one_of
from hub.store.reads.providers import ProviderRow
from hub.store.tables import provider, succession


async def successors(session: ReadSession, ids: Sequence[UUID]) -> list[list[ProviderRow]]:
    """The providers that each became, by name."""
    return await _named(session, succession.c.predecessor_id, succession.c.successor_id, ids)


async def predecessors(session: ReadSession, ids: Sequence[UUID]) -> list[list[ProviderRow]]:
    """The providers that each was before, by name."""
    return await _named(session, succession.c.successor_id, succession.c.predecessor_id, ids)


async def _named(
    session: ReadSession, of: ColumnElement[UUID], other: ColumnElement[UUID], ids: Sequence[UUID]
) -> list[list[ProviderRow]]:
    # Both registers may say so: the predecessor's and the successor's.
    pairs = select(of.label("of"), other.label("other")).where(one_of(of, ids)).distinct().subquery()
    statement = (
        select(pairs.c.of, *columns_for(provider, ProviderRow))
        .join(provider, provider.c.id == pairs.c.other)
        .order_by(provider.c.name, provider.c.id)
    )
    found: dict[UUID, list[ProviderRow]] = {identity: [] for identity in ids}
    for row in await session.rows(statement):
        values = dict(row._mapping)
        found[values.pop("of")].append(ProviderRow(**values))
    return [found[identity] for identity in ids]
