"""Programmes over many territories and providers."""

from datetime import date

import strawberry

from hub.domain.filters import TerritoryFilter
from hub.domain.vocabulary import Lang
from hub.store.filters import TerritoryScope
from hub.store.listings import On, TerritoryListing
from hub.store.reads.offices import ProgrammeRow
from schema.connection import After, Before, Connection, First, Last, window_of
from schema.context import Info
from schema.inputs import ProviderFilterArgument, ProviderOrderArgument
from schema.node import Node, encode_id
from schema.provider import ProviderConnection, provider_connection
from schema.resolved import resolved
from schema.source import Change, Source, history_of, source_by_id
from schema.territory import TerritoryConnection


@strawberry.type(description="A programme over several territories and providers (HSDS: program).")
class Programme(Node):
    """A programme."""

    row: strawberry.Private[ProgrammeRow]
    name: str = strawberry.field(description="Its name, as its source gives it.")
    lang: Lang = strawberry.field(description="The language of `name`.")
    description: str | None = strawberry.field(description="What it does.")
    starts: date | None = strawberry.field(description="When it begins.")
    ends: date | None = strawberry.field(description="When it ends.")
    is_synthetic: bool = strawberry.field(description="Whether the record is made up, to fill a sample.")
    cites: str | None = strawberry.field(description="Of sample records: where their facts were published.")

    @resolved(description="The territories it covers, by name.")
    async def territories(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> TerritoryConnection:
        """Where it works."""
        listing = TerritoryListing(TerritoryScope(TerritoryFilter(abolished=True)), on=On.PROGRAMME)
        window = window_of(info, first, after, last, before)
        return TerritoryConnection(listing=listing, window=window, group=self.row.id)

    @resolved(description="The providers that take part in it.")
    async def providers(
        self,
        info: Info,
        filter: ProviderFilterArgument = None,
        order_by: ProviderOrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> ProviderConnection:
        """Who takes part."""
        window = window_of(info, first, after, last, before)
        return await provider_connection(info, filter, order_by, window, On.PROGRAMME, self.row.id)

    @resolved(description="The source that names it.")
    async def source(self, info: Info) -> Source:
        """Its source."""
        return await source_by_id(info, self.row.source_id)

    @resolved(description="What releases did to it, the newest first.")
    async def history(self, info: Info) -> list[Change]:
        """Its changes."""
        return await history_of(info, self.row.id)


def programme_of(row: ProgrammeRow) -> Programme:
    """The programme of a row."""
    return Programme(
        id=encode_id("Programme", row.id),
        row=row,
        name=row.name,
        lang=Lang(row.lang),
        description=row.description,
        starts=row.starts,
        ends=row.ends,
        is_synthetic=row.synthetic,
        cites=row.cites,
    )


@strawberry.type(description="Programmes by name, page by page.")
class ProgrammeConnection(Connection[Programme]):
    """A list of programmes."""

    def node_of(self, row: ProgrammeRow) -> Programme:
        """The programme of a row."""
        return programme_of(row)
