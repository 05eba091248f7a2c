"""Statements: the records of sources that speak of a provider."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.store.reads.identity import StatementRow
from schema.context import Info
from schema.node import encode_id
from schema.resolved import resolved
from schema.source import Source, source_by_id

if TYPE_CHECKING:
    from schema.provider import Provider


@strawberry.type(description="A record of one source, and the provider that it speaks of.")
class Statement:
    """A statement."""

    row: strawberry.Private[StatementRow]
    record_id: strawberry.ID = strawberry.field(
        description="The provider id that it has when it stands alone; `node` answers for it."
    )
    key: str = strawberry.field(description="The source's own key of the record.")
    claimed_on: date = strawberry.field(description="The day of the file that first held it.")
    missing_since: date | None = strawberry.field(
        description="The day a file of its source first no longer held it."
    )

    @resolved(description="The source that says it.")
    async def source(self, info: Info) -> Source:
        """Who says it."""
        return await source_by_id(info, self.row.source_id)

    @resolved(description="The provider that it speaks of; null when that was withdrawn.")
    async def provider(self, info: Info) -> Annotated["Provider", strawberry.lazy("schema.provider")] | None:
        """Whom it speaks of."""
        from schema.provider import provider_by_id

        return await provider_by_id(info, self.row.record_id)


def statement_of(row: StatementRow) -> Statement:
    """The statement of a row."""
    return Statement(
        row=row,
        record_id=encode_id("Provider", row.id),
        key=row.key,
        claimed_on=row.claimed_on,
        missing_since=row.missing_since,
    )
