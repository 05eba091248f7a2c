"""Tombstones: what became of ids that no record has any more."""

from datetime import datetime
from uuid import UUID

import strawberry

from hub.domain.vocabulary import RecordType
from hub.store.reads.identity import StoneRow
from schema.context import Info
from schema.node import Node, encode_id

#: GraphQL's name of each type.
TYPENAMES = {
    RecordType.PROVIDER: "Provider",
    RecordType.ACCESS_POINT: "AccessPoint",
    RecordType.PROGRAMME: "Programme",
}


@strawberry.type(
    description="What became of a record that was taken out of the hub; its id goes on answering."
)
class Tombstone(Node):
    """A tombstone."""

    record_type: RecordType = strawberry.field(description="What it was.")
    reason: str = strawberry.field(description="`merged`, or why a steward withdrew it.")
    release: int = strawberry.field(description="Number of the release that took it out.")
    at: datetime = strawberry.field(description="When that release was published.")
    merged_into: strawberry.ID | None = strawberry.field(
        description="The record that answers for it; null when it was withdrawn."
    )


def global_id(record_type: RecordType, identity: UUID) -> strawberry.ID:
    """The id by which clients know a record of this type."""
    return encode_id(TYPENAMES[record_type], identity)


def tombstone_of(row: StoneRow) -> Tombstone:
    """The tombstone of a row."""
    kind = RecordType(row.record_type)
    return Tombstone(
        id=global_id(kind, row.record_id),
        record_type=kind,
        reason=row.reason,
        release=row.release,
        at=row.at,
        merged_into=None if row.merged_into is None else global_id(kind, row.merged_into),
    )


async def tombstone_by_id(info: Info, identity: UUID) -> Tombstone | None:
    """What became of the record, or of the one that had come to answer for it."""
    answering = await info.context.loaders.answering.load(identity)
    for one in (answering, identity):
        row = await info.context.loaders.stones.load(one) if one is not None else None
        if row is not None and (one is identity or row.merged_into is None):
            found = tombstone_of(row)
            found.id = global_id(found.record_type, identity)
            return found
    return None
