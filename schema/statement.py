"""Statements: the records of sources that speak of a provider."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import strawberry

from hub.store.reads.identity import StatementRow
from hub.store.reads.providers import providers
from hub.store.reads.sources import sources
from schema.made import column, identity_of, related
from schema.source import Source

if TYPE_CHECKING:
    from schema.provider import Provider


@strawberry.type(description="A record of one source, and the provider that it speaks of.")
class Statement:
    """A statement."""

    row: strawberry.Private[StatementRow]
    record_id: strawberry.ID = identity_of(
        "Provider",
        "id",
        description="The provider id that it has when it stands alone; `node` answers for it.",
    )
    key: str = column("key", description="The source's own key of the record.")
    claimed_on: date = column("claimed_on", description="The day of the file that first held it.")
    missing_since: date | None = column(
        "missing_since", description="The day a file of its source first no longer held it."
    )

    source: Source = related(sources, "source_id", description="The source that says it.")

    provider: Annotated["Provider", strawberry.lazy("schema.provider")] | None = related(
        providers, "record_id", description="The provider that it speaks of; null when that was withdrawn."
    )


def statement_of(row: StatementRow) -> Statement:
    """The statement of a row."""
    return Statement(row=row)
