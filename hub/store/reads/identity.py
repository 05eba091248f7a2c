"""Which record answers for an id, which statements speak of a record, and what became of those taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from hub.store.engine import ReadSession
from hub.store.reads.batch import by_key, columns_for, grouped, one_of
from hub.store.tables import release, statement, tombstone


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What one source says of a record, in short."""

    id: UUID
    record_id: UUID
    source_id: int
    key: str
    claimed_on: date
    missing_since: date | None


@dataclass(frozen=True, slots=True)
class StoneRow:
    """What became of an id that was public: another answers for it, or it was withdrawn."""

    record_id: UUID
    record_type: str
    reason: str
    release: int
    at: datetime
    merged_into: UUID | None


async def answering(session: ReadSession, ids: Sequence[UUID]) -> list[UUID | None]:
    """The record that answers for the statement of each id, when that is another."""
    query = select(statement.c.id, statement.c.record_id).where(
        one_of(statement.c.id, ids), statement.c.record_id != statement.c.id
    )
    found = {row.id: row.record_id for row in await session.rows(query)}
    return [found.get(identity) for identity in ids]


async def stones(session: ReadSession, ids: Sequence[UUID]) -> list[StoneRow | None]:
    """Tombstones by id."""
    query = (
        select(*columns_for(tombstone, StoneRow, at=release.c.published_at))
        .join(release, release.c.number == tombstone.c.release)
        .where(one_of(tombstone.c.record_id, ids))
    )
    return await by_key(session, query, StoneRow, "record_id", ids)


async def statements(session: ReadSession, record_ids: Sequence[UUID]) -> list[list[StatementRow]]:
    """The statements that speak of each record, that whose id it bears first."""
    query = (
        select(*columns_for(statement, StatementRow))
        .where(one_of(statement.c.record_id, record_ids))
        .order_by(statement.c.id != statement.c.record_id, statement.c.source_id, statement.c.id)
    )
    return await grouped(session, query, StatementRow, "record_id", record_ids)


async def statements_by_id(session: ReadSession, ids: Sequence[UUID]) -> list[StatementRow | None]:
    """Statements by their own ids."""
    query = select(*columns_for(statement, StatementRow)).where(one_of(statement.c.id, ids))
    return await by_key(session, query, StatementRow, "id", ids)
