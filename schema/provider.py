"""Providers: the organisations of the hub, and the lists of them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from hub.domain.filter_checks import centre_of, check_orders
from hub.domain.filters import AccessPointFilter, ProviderFilter, Window
from hub.domain.vocabulary import Lang, Sector
from hub.store.filters import AccessPointScope
from hub.store.listings import AccessPointListing, On, ProgrammeListing, ProviderListing
from hub.store.nearest import NearRow
from hub.store.reads import identity
from hub.store.reads import providers as reads
from hub.store.reads.identity import StatementRow, naming_sources, statements
from hub.store.reads.provenance import claims
from hub.store.reads.providers import IdentifierRow, NameRow, ProviderRow
from hub.store.reads.sources import changes
from hub.store.reads.sources import sources as all_sources
from schema.conflict import ConflictConnection, ConflictField, ConflictSource, conflict_connection
from schema.connection import After, Before, Connection, First, Last, window_of
from schema.context import Info
from schema.facets import Faceted
from schema.inputs import (
    ProviderFilterInput,
    ProviderOrderInput,
    provider_orders,
)
from schema.location import Location
from schema.made import (
    column,
    computed,
    global_id,
    listed,
    related,
    same_row,
    term_of,
    valued,
)
from schema.node import Node, encode_id
from schema.resolved import resolved
from schema.service import Service
from schema.source import Change, Claim, Source
from schema.staff import StaffPost
from schema.standing import Seated
from schema.statement import Statement
from schema.taxonomy import TaxonomyTerm

if TYPE_CHECKING:
    from schema.access_point import AccessPointConnection
    from schema.programme import ProgrammeConnection


@strawberry.type(description="A national identifier (HSDS: organization_identifier).")
class Identifier:
    """An identifier."""

    row: strawberry.Private[IdentifierRow]
    scheme: str = column("scheme", description="UA-EDRPOU, RU-INN-10, RU-OGRN, KZ-BIN…")
    value: str = column("value", description="The identifier, leading zeros included.")
    is_valid: bool | None = column(
        "valid", description="Whether its check digit holds; null when the scheme has none."
    )


@strawberry.type(description="Another name of a provider.")
class ProviderName:
    """A name."""

    row: strawberry.Private[NameRow]
    name: str = column("name", description="The name.")
    lang: Lang = column("lang", description="Its language.")
    kind: str = column("kind", description="`alternate`, `former` or `translation`.")


def merged_ids(rows: Sequence[StatementRow], own: UUID) -> list[strawberry.ID]:
    """Ids of a record's statements apart from the record's own."""
    return [encode_id("Provider", row.id) for row in rows if str(row.id) != str(own)]


@strawberry.type(
    description="An organisation that gives social services, or a unit of one (HSDS: organization)."
)
class Provider(Node, Seated):
    """A provider."""

    row: strawberry.Private[ProviderRow]
    id: strawberry.ID = global_id("Provider", "id")
    asked_id: strawberry.Private[UUID | None] = None

    @computed(
        description="The id that was asked for, when that is of a record which was merged into this one; "
        "else null."
    )
    def answers_for(self) -> strawberry.ID | None:
        """Told where `node` was asked for a merged id."""
        return None if self.asked_id is None else encode_id("Provider", self.asked_id)

    name: str = column("name", description="Its name, as its source gives it.")
    short_name: str | None = column("short_name", description="A short name.")
    lang: Lang = column("lang", description="The language of `name`.")
    sector: Sector = column("sector", description="Who owns it.")
    legal_form: str | None = column("legal_form", description="Its legal form, in its state's words.")
    founded: date | None = column("founded", description="When it was founded.")
    phones: list[str] = column("phones", description="The organisation's telephone numbers, E.164.")
    emails: list[str] = column("emails", description="The organisation's addresses.")
    url: str | None = column("url", description="Its web site.")
    attributes: JSON = column("attributes", description="Further facts of the source, by name.")
    is_synthetic: bool = column("synthetic", description="Whether the record is made up, to fill a sample.")
    cites: str | None = column("cites", description="Of sample records: where their facts were published.")

    kind: TaxonomyTerm | None = term_of(
        "kind", "kind", description="What kind of institution it is; null when not known."
    )

    names: list[ProviderName] = related(reads.names, "id", description="Other names.")

    identifiers: list[Identifier] = related(
        reads.identifiers,
        "id",
        description="National identifiers. Those of natural persons are never published.",
    )

    locations: list[Location] = related(
        reads.locations_of_providers, "id", description="Its locations, those where it works first."
    )

    services: list[Service] = related(
        reads.services_of_providers, "id", description="All its services, by name, whatever their status."
    )

    staff: list[StaffPost] = related(
        reads.staff_of_providers,
        "id",
        description="Posts of its staff and of each of its services, by title, the newest count first.",
    )

    parent: "Provider | None" = related(
        reads.providers, "parent_id", description="The provider it is a unit of."
    )

    @listed("id", description="Providers that are units of it.")
    async def units(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> "ProviderConnection":
        """One step down."""
        window = window_of(info, first, after, last, before)
        return await provider_connection(info, None, None, window, On.PROVIDER, self.row.id)

    @listed("id", description="Access points that it runs.")
    async def access_points(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Annotated["AccessPointConnection", strawberry.lazy("schema.access_point")]:
        """Where its services are requested."""
        from schema.access_point import AccessPointConnection

        listing = AccessPointListing(AccessPointScope(AccessPointFilter()), On.PROVIDER)
        window = window_of(info, first, after, last, before)
        return AccessPointConnection(listing=listing, window=window, group=self.row.id)

    @listed("id", description="Programmes that it takes part in.")
    async def programmes(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Annotated["ProgrammeConnection", strawberry.lazy("schema.programme")]:
        """Its programmes."""
        from schema.programme import ProgrammeConnection

        window = window_of(info, first, after, last, before)
        return ProgrammeConnection(listing=ProgrammeListing(On.PROVIDER), window=window, group=self.row.id)

    source: Source = related(
        all_sources, "source_id", description="The source that named it first; see `sources` for all that do."
    )

    sources: list[Source] = related(
        naming_sources,
        "id",
        via=("source_id", all_sources),
        description="Every source that names it, the one that did so first before the others.",
    )

    statements: list[Statement] = related(
        statements,
        "id",
        description="What speaks of it: one statement for each record of a source that is this provider.",
    )

    @valued(
        identity.statements,
        "id",
        value=merged_ids,
        needs=("id",),
        own="id",
        description="Ids of records that were merged into it; `node` answers for them with it.",
    )
    def merged_ids(self) -> list[strawberry.ID]:
        """What it answers for besides its own id."""
        raise NotImplementedError

    @listed(
        "id", description="Fields in which sources, or a steward and a source, say different things of it."
    )
    async def conflicts(
        self,
        info: Info,
        source: ConflictSource = None,
        field: ConflictField = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> ConflictConnection:
        """Its conflicts, by field."""
        window = window_of(info, first, after, last, before)
        return await conflict_connection(info, source, field, window, of_provider=True, of=self.row.id)

    provenance: list[Claim] = related(
        claims, "id", description="What each source says of each field, and which claim is published."
    )

    history: list[Change] = related(changes, "id", description="What releases did to it, the newest first.")


def provider_of(row: ProviderRow) -> Provider:
    """The provider of a row."""
    return Provider(row=row)


async def provider_by_id(info: Info, identity: UUID | None) -> Provider | None:
    """The provider that a record refers to, if any."""
    if identity is None:
        return None
    row = await info.context.loaders.providers.load(identity)
    return provider_of(row) if row else None


@strawberry.type(description="Providers, page by page.")
class ProviderConnection(Connection[Provider], Faceted):
    """A list of providers."""

    def node_of(self, row: ProviderRow) -> Provider:
        """The provider of a row, with or without a distance."""
        return provider_of(row)


@strawberry.type(description="A provider and how far away it is.")
class NearestProviderEdge:
    """An edge with a distance."""

    row: strawberry.Private[NearRow]
    cursor: str = strawberry.field(description="Opaque place of the node in this list and order.")
    node: Provider = same_row(description="The provider.")
    distance_metres: float = column(
        "distance",
        description="Metres to its nearest location that the filter means, as the crow flies, on the sphere.",
    )
    uncertainty_metres: int | None = column(
        "radius_m",
        description="By how many metres the distance may be off, from the location's precision; null when "
        "not known.",
    )
    location: Location = related(
        reads.locations, "location_id", description="The location the distance leads to."
    )


@strawberry.type(description="Providers, nearest first. Those without a known point are not in it.")
class NearestProviderConnection(Faceted):
    """A list of providers by distance."""

    @resolved(description="The nodes of the page with cursors and distances.")
    async def edges(self, info: Info) -> list[NearestProviderEdge]:
        """Relay's edges."""
        return [
            NearestProviderEdge(row=item.row, cursor=item.cursor) for item in (await self.page(info)).items
        ]


async def provider_connection(
    info: Info,
    filter: ProviderFilterInput | None,
    order_by: list[ProviderOrderInput] | None,
    window: Window,
    on: On = On.NOTHING,
    group: Any = None,
) -> ProviderConnection:
    """Providers of the hub or of what the list hangs on."""
    wanted = filter.value(info.context.limits) if filter else ProviderFilter()
    orders = provider_orders(order_by)
    check_orders(orders)
    centre = centre_of(wanted, orders)
    scope = await info.context.loaders.provider_scopes.load(wanted)
    listing = ProviderListing(scope, orders, centre, on)
    return ProviderConnection(listing=listing, window=window, group=group)
