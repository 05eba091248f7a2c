"""Programmes over many territories and providers."""

from datetime import date

import strawberry

from hub.domain.filters import TerritoryFilter
from hub.domain.vocabulary import Lang
from hub.store.filters import TerritoryScope
from hub.store.listings import On, TerritoryListing
from hub.store.reads.offices import ProgrammeRow
from hub.store.reads.sources import changes, sources
from schema.connection import After, Before, Connection, First, Last, window_of
from schema.context import Info
from schema.inputs import ProviderFilterArgument, ProviderOrderArgument
from schema.made import column, global_id, listed, related
from schema.node import Node
from schema.provider import ProviderConnection, provider_connection
from schema.source import Change, Source
from schema.territory import TerritoryConnection


@strawberry.type(description="A programme over several territories and providers (HSDS: program).")
class Programme(Node):
    """A programme."""

    row: strawberry.Private[ProgrammeRow]
    id: strawberry.ID = global_id("Programme", "id")
    name: str = column("name", description="Its name, as its source gives it.")
    lang: Lang = column("lang", description="The language of `name`.")
    description: str | None = column("description", description="What it does.")
    starts: date | None = column("starts", description="When it begins.")
    ends: date | None = column("ends", description="When it ends.")
    is_synthetic: bool = column("synthetic", description="Whether the record is made up, to fill a sample.")
    cites: str | None = column("cites", description="Of sample records: where their facts were published.")

    @listed("id", description="The territories it covers, by name.")
    async def territories(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> TerritoryConnection:
        """Where it works."""
        listing = TerritoryListing(TerritoryScope(TerritoryFilter(abolished=True)), on=On.PROGRAMME)
        window = window_of(info, first, after, last, before)
        return TerritoryConnection(listing=listing, window=window, group=self.row.id)

    @listed("id", description="The providers that take part in it.")
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

    source: Source = related(sources, "source_id", description="The source that names it.")

    history: list[Change] = related(changes, "id", description="What releases did to it, the newest first.")


def programme_of(row: ProgrammeRow) -> Programme:
    """The programme of a row."""
    return Programme(row=row)


@strawberry.type(description="Programmes by name, page by page.")
class ProgrammeConnection(Connection[Programme]):
    """A list of programmes."""

    def node_of(self, row: ProgrammeRow) -> Programme:
        """The programme of a row."""
        return programme_of(row)
