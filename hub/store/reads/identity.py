"""Which record answers for an id, which statements speak of a record, and what became of those taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from hub.store.engine import ReadSession
from hub.store.reads.batch import one_of
from hub.store.reads.relation import ToMany, ToOne
from hub.store.tables import provider, release, statement, tombstone


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


#: Tombstones by id.
stones = ToOne(
    StoneRow,
    tombstone,
    tombstone.c.record_id,
    computed={"at": release.c.published_at},
    source=tombstone.join(release, release.c.number == tombstone.c.release),
)


#: The statements that speak of each record, that whose id it bears first.
statements = ToMany(
    StatementRow,
    statement,
    statement.c.record_id,
    (statement.c.id != statement.c.record_id, statement.c.source_id, statement.c.id),
)

#: Statements by their own ids.
statements_by_id = ToOne(StatementRow, statement, statement.c.id)

#: The same, those of the provider's own source first.
naming_sources = ToMany(
    StatementRow,
    statement,
    statement.c.record_id,
    (
        statement.c.source_id != provider.c.source_id,
        statement.c.id != statement.c.record_id,
        statement.c.source_id,
        statement.c.id,
    ),
    source=statement.join(provider, provider.c.id == statement.c.record_id),
)
