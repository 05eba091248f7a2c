"""Programmes over many territories and providers."""

from datetime import date

import strawberry

from hub.domain.filters import TerritoryFilter
from hub.domain.vocabulary import Lang, ProgrammeKind, ProgrammeRole
from hub.store.filters import TerritoryScope
from hub.store.listings import On, TerritoryListing
from hub.store.reads import offices
from hub.store.reads import providers as provider_reads
from hub.store.reads.offices import ProgrammeRow, ProviderPartRow, TerritoryPartRow
from hub.store.reads.sources import changes, sources
from hub.store.reads.territories import territories as territory_reads
from schema.connection import After, Before, Connection, First, Last, window_of
from schema.context import Info
from schema.inputs import ProviderFilterArgument, ProviderOrderArgument
from schema.made import column, global_id, listed, related
from schema.node import Node
from schema.provider import Provider, ProviderConnection, provider_connection
from schema.source import Change, Source
from schema.territory import Territory, TerritoryConnection


@strawberry.type(description="The part that a territory has in a programme, a practice or a visit.")
class TerritoryPart:
    """A part of a territory."""

    row: strawberry.Private[TerritoryPartRow]
    role: ProgrammeRole = column("role", description="What part it has.")
    since: date | None = column("since", description="Since when; null where not stated.")
    until: date | None = column("until", description="The first day without it; null where not stated.")
    territory: Territory = related(territory_reads, "territory_id", description="The territory.")


@strawberry.type(description="The part that a provider has in a programme, a practice or a visit.")
class ProviderPart:
    """A part of a provider."""

    row: strawberry.Private[ProviderPartRow]
    role: ProgrammeRole = column("role", description="What part it has.")
    since: date | None = column("since", description="Since when; null where not stated.")
    until: date | None = column("until", description="The first day without it; null where not stated.")
    provider: Provider = related(provider_reads.providers, "provider_id", description="The provider.")


@strawberry.type(
    description="A programme over several territories and providers (HSDS: program); also a practice with "
    "those who took it over, and a visit with its hosts and guests."
)
class Programme(Node):
    """A programme."""

    row: strawberry.Private[ProgrammeRow]
    id: strawberry.ID = global_id("Programme", "id")
    name: str = column("name", description="Its name, as its source gives it.")
    lang: Lang = column("lang", description="The language of `name`.")
    description: str | None = column("description", description="What it does.")
    kind: ProgrammeKind = column("kind", description="Whether it is a programme, a practice or a visit.")
    owner: str | None = column(
        "owner", description="Whose it is, in the source's words, where no record of the hub is meant."
    )
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

    territory_parts: list[TerritoryPart] = related(
        offices.territory_parts,
        "id",
        description="What part each territory has, by role: who owns a practice and who took it over, who "
        "was visited and who came.",
    )
    provider_parts: list[ProviderPart] = related(
        offices.provider_parts, "id", description="What part each provider has, by role."
    )

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
