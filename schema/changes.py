"""What a client that keeps a copy of the hub has to do since a release."""

from typing import Annotated
from uuid import UUID

import strawberry

from hub.domain.copies import GONE
from hub.domain.filters import Window
from hub.domain.vocabulary import ChangeKind, RecordType
from hub.store.reads.copies import CopyListing, CopyRow, newest_number
from schema.access_point import access_point_of
from schema.connection import Paged
from schema.context import Info
from schema.node import Node
from schema.programme import programme_of
from schema.provider import provider_by_id
from schema.resolved import resolved
from schema.tombstone import Tombstone, global_id, tombstone_by_id

SinceArgument = Annotated[
    int,
    strawberry.argument(
        description="The release that the copy is of, 0 for an empty one; an error when there is none such."
    ),
]
TypesArgument = Annotated[
    list[RecordType] | None, strawberry.argument(description="Only records of these types; all without it.")
]


async def changed_node(info: Info, record_type: RecordType, identity: UUID) -> Node | None:
    """The record of this type and id, if there is one."""
    if record_type is RecordType.PROVIDER:
        return await provider_by_id(info, identity)
    if record_type is RecordType.ACCESS_POINT:
        point = await info.context.loaders.access_points.load(identity)
        return access_point_of(point) if point else None
    programme = await info.context.loaders.programmes.load(identity)
    return programme_of(programme) if programme else None


@strawberry.type(description="A record that changed, and what a copy has to do with it.")
class ChangesEdge:
    """An edge of the list of changes."""

    row: strawberry.Private[CopyRow]
    cursor: str = strawberry.field(description="Opaque place of the record in this list.")
    release: int = strawberry.field(description="Number of the release that changed it last.")
    kind: ChangeKind = strawberry.field(
        description="What happened to it in sum since then. MERGED and WITHDRAWN: take it out of the copy; "
        "all others: put `node` into it."
    )
    record_id: strawberry.ID = strawberry.field(description="Id of the record.")
    type: RecordType = strawberry.field(description="What it is.")

    @resolved(description="The record as it is now; null when it was merged or withdrawn.")
    async def node(self, info: Info) -> Node | None:
        """The record."""
        return None if self.kind in GONE else await changed_node(info, self.type, self.row.record_id)

    @resolved(description="What became of it, when it was merged or withdrawn.")
    async def tombstone(self, info: Info) -> Tombstone | None:
        """Its tombstone."""
        return await tombstone_by_id(info, self.row.record_id) if self.kind in GONE else None


@strawberry.type(description="Records that changed, those that changed longest ago first.")
class ChangesConnection(Paged):
    """A list of changed records."""

    release: int = strawberry.field(
        description="The release that this page shows. A client that has read all pages gives the one of the "
        "first page as its next `since`: what was published between two pages is then told again."
    )

    @resolved(description="The changed records of the page.")
    async def edges(self, info: Info) -> list[ChangesEdge]:
        """Relay's edges."""
        return [_edge(item.row, item.cursor) for item in (await self.page(info)).items]


def _edge(row: CopyRow, cursor: str) -> ChangesEdge:
    kind = RecordType(row.record_type)
    return ChangesEdge(
        row=row,
        cursor=cursor,
        release=row.release,
        kind=row.kind,
        record_id=global_id(kind, row.record_id),
        type=kind,
    )


async def changes_connection(
    info: Info, since: int, types: list[RecordType] | None, window: Window
) -> ChangesConnection:
    """Records that changed since a release. Raises UnknownRelease."""
    newest = await newest_number(info.context.session, since)
    listing = CopyListing(since, tuple(sorted({one.value for one in types or ()})))
    return ChangesConnection(listing=listing, window=window, release=newest)
