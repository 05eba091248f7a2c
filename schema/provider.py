"""Providers: the organisations of the hub, and the lists of them."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from hub.domain.filter_checks import centre_of, check_orders
from hub.domain.filters import AccessPointFilter, FacetField, ProviderFilter, Window
from hub.domain.vocabulary import Lang, Sector
from hub.store.facets import TAXONOMY
from hub.store.filters import AccessPointScope
from hub.store.listings import AccessPointListing, On, ProgrammeListing, ProviderListing
from hub.store.nearest import NearRow
from hub.store.reads.providers import ProviderRow
from schema.conflict import ConflictConnection, ConflictField, ConflictSource, conflict_connection
from schema.connection import After, Before, Connection, First, Last, Paged, window_of
from schema.context import Info
from schema.inputs import (
    ProviderFilterInput,
    ProviderOrderInput,
    provider_orders,
)
from schema.languages import in_language
from schema.location import Location, location_by_id, location_of
from schema.node import Node, encode_id
from schema.resolved import resolved
from schema.service import Service, service_of
from schema.source import Change, Claim, Source, history_of, provenance_of, source_by_id
from schema.standing import Seated, standing_of
from schema.statement import Statement, statement_of
from schema.taxonomy import LangArgument, TaxonomyTerm, term

if TYPE_CHECKING:
    from schema.access_point import AccessPointConnection
    from schema.programme import ProgrammeConnection


@strawberry.type(description="A national identifier (HSDS: organization_identifier).")
class Identifier:
    """An identifier."""

    scheme: str = strawberry.field(description="UA-EDRPOU, RU-INN-10, RU-OGRN, KZ-BIN…")
    value: str = strawberry.field(description="The identifier, leading zeros included.")
    is_valid: bool | None = strawberry.field(
        description="Whether its check digit holds; null when the scheme has none."
    )


@strawberry.type(description="Another name of a provider.")
class ProviderName:
    """A name."""

    name: str = strawberry.field(description="The name.")
    lang: Lang = strawberry.field(description="Its language.")
    kind: str = strawberry.field(description="`alternate`, `former` or `translation`.")


@strawberry.type(
    description="An organisation that gives social services, or a unit of one (HSDS: organization)."
)
class Provider(Node, Seated):
    """A provider."""

    row: strawberry.Private[ProviderRow]
    answers_for: strawberry.ID | None = strawberry.field(
        description="The id that was asked for, when that is of a record which was merged into this one; "
        "else null.",
        default=None,
    )
    name: str = strawberry.field(description="Its name, as its source gives it.")
    short_name: str | None = strawberry.field(description="A short name.")
    lang: Lang = strawberry.field(description="The language of `name`.")
    sector: Sector = strawberry.field(description="Who owns it.")
    legal_form: str | None = strawberry.field(description="Its legal form, in its state's words.")
    founded: date | None = strawberry.field(description="When it was founded.")
    phones: list[str] = strawberry.field(description="The organisation's telephone numbers, E.164.")
    emails: list[str] = strawberry.field(description="The organisation's addresses.")
    url: str | None = strawberry.field(description="Its web site.")
    attributes: JSON = strawberry.field(description="Further facts of the source, by name.")
    is_synthetic: bool = strawberry.field(description="Whether the record is made up, to fill a sample.")
    cites: str | None = strawberry.field(description="Of sample records: where their facts were published.")

    @resolved(description="What kind of institution it is; null when not known.")
    def kind(self) -> TaxonomyTerm | None:
        """A term of the taxonomy kind."""
        return term("kind", self.row.kind, self.row.lang)

    @resolved(description="Other names.")
    async def names(self, info: Info) -> list[ProviderName]:
        """Alternate, former and translated names."""
        rows = await info.context.loaders.names.load(self.row.id)
        return [ProviderName(name=row.name, lang=Lang(row.lang), kind=row.kind) for row in rows]

    @resolved(description="National identifiers. Those of natural persons are never published.")
    async def identifiers(self, info: Info) -> list[Identifier]:
        """Its identifiers."""
        rows = await info.context.loaders.identifiers.load(self.row.id)
        return [Identifier(scheme=row.scheme, value=row.value, is_valid=row.valid) for row in rows]

    @resolved(description="Its locations, those where it works first.")
    async def locations(self, info: Info) -> list[Location]:
        """Its locations."""
        rows = await info.context.loaders.locations_of_providers.load(self.row.id)
        return [location_of(row) for row in rows]

    @resolved(description="All its services, by name, whatever their status.")
    async def services(self, info: Info) -> list[Service]:
        """Its services."""
        return [service_of(row) for row in await info.context.loaders.services_of_providers.load(self.row.id)]

    @resolved(description="The provider it is a unit of.")
    async def parent(self, info: Info) -> "Provider | None":
        """One step up."""
        return await provider_by_id(info, self.row.parent_id)

    @resolved(description="Providers that are units of it.")
    async def units(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> "ProviderConnection":
        """One step down."""
        window = window_of(info, first, after, last, before)
        return await provider_connection(info, None, None, window, On.PROVIDER, self.row.id)

    @resolved(description="Access points that it runs.")
    async def access_points(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Annotated["AccessPointConnection", strawberry.lazy("schema.access_point")]:
        """Where its services are requested."""
        from schema.access_point import AccessPointConnection

        listing = AccessPointListing(AccessPointScope(AccessPointFilter()), On.PROVIDER)
        window = window_of(info, first, after, last, before)
        return AccessPointConnection(listing=listing, window=window, group=self.row.id)

    @resolved(description="Programmes that it takes part in.")
    async def programmes(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Annotated["ProgrammeConnection", strawberry.lazy("schema.programme")]:
        """Its programmes."""
        from schema.programme import ProgrammeConnection

        window = window_of(info, first, after, last, before)
        return ProgrammeConnection(listing=ProgrammeListing(On.PROVIDER), window=window, group=self.row.id)

    @resolved(description="The source that named it first; see `sources` for all that do.")
    async def source(self, info: Info) -> Source:
        """Its source."""
        return await source_by_id(info, self.row.source_id)

    @resolved(description="Every source that names it, the one that did so first before the others.")
    async def sources(self, info: Info) -> list[Source]:
        """Sources of its statements."""
        rows = await info.context.loaders.statements.load(self.row.id)
        ids = dict.fromkeys((self.row.source_id, *(row.source_id for row in rows)))
        return [await source_by_id(info, identity) for identity in ids]

    @resolved(
        description="What speaks of it: one statement for each record of a source that is this provider."
    )
    async def statements(self, info: Info) -> list[Statement]:
        """Its statements."""
        return [statement_of(row) for row in await info.context.loaders.statements.load(self.row.id)]

    @resolved(description="Ids of records that were merged into it; `node` answers for them with it.")
    async def merged_ids(self, info: Info) -> list[strawberry.ID]:
        """What it answers for besides its own id."""
        rows = await info.context.loaders.statements.load(self.row.id)
        return [encode_id("Provider", row.id) for row in rows if row.id != self.row.id]

    @resolved(description="Fields in which sources, or a steward and a source, say different things of it.")
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
        return await conflict_connection(info, source, field, window, of=self.row.id)

    @resolved(description="What each source says of each field, and which claim is published.")
    async def provenance(self, info: Info) -> list[Claim]:
        """Its claims."""
        return await provenance_of(info, self.row.id)

    @resolved(description="What releases did to it, the newest first.")
    async def history(self, info: Info) -> list[Change]:
        """Its changes."""
        return await history_of(info, self.row.id)


def provider_of(row: ProviderRow) -> Provider:
    """The provider of a row."""
    return Provider(
        id=encode_id("Provider", row.id),
        row=row,
        name=row.name,
        short_name=row.short_name,
        lang=Lang(row.lang),
        sector=Sector(row.sector),
        **standing_of(row),
        legal_form=row.legal_form,
        founded=row.founded,
        phones=row.phones,
        emails=row.emails,
        url=row.url,
        attributes=JSON(row.attributes),
        is_synthetic=row.synthetic,
        cites=row.cites,
    )


async def provider_by_id(info: Info, identity: UUID | None) -> Provider | None:
    """The provider that a record refers to, if any."""
    if identity is None:
        return None
    row = await info.context.loaders.providers.load(identity)
    return provider_of(row) if row else None


@strawberry.type(description="A value and how many providers of the list have it.")
class Bucket:
    """A bucket of a facet."""

    taxonomy: strawberry.Private[str]
    code: str = strawberry.field(description="The term's code.")
    count: int = strawberry.field(description="Providers that have the term or one below it.")

    @resolved(description="The term itself.")
    def term(self) -> TaxonomyTerm:
        """With its parent, so that buckets form a tree."""
        found = term(self.taxonomy, self.code)
        assert found is not None
        return found

    @resolved(description="The term's name in the wanted language or the next one that has it.")
    async def label(self, info: Info, lang: LangArgument = None) -> str:
        """Falls back to the code itself."""
        row = await info.context.loaders.terms.load((self.taxonomy, self.code))
        return in_language(row.labels if row else {}, lang, info.context.languages, None) or self.code


@strawberry.type(description="The providers of a list, counted by the values of one field.")
class Facet:
    """A facet."""

    by: FacetField = strawberry.field(description="What is counted by.")
    buckets: list[Bucket] = strawberry.field(description="Values that occur, the fullest first.")


@strawberry.type(description="Providers that can be counted by their values.")
class Faceted(Paged):
    """A list with facets."""

    @resolved(
        description="Counts over the whole list, not over the page. A provider counts once under each "
        "value of its "
        "working services and under all terms above it; what is not stated is in no bucket."
    )
    async def facets(
        self,
        info: Info,
        by: Annotated[list[FacetField], strawberry.argument(description="What to count by.")],
    ) -> list[Facet]:
        """One facet for each field, in their order."""
        wanted = tuple(dict.fromkeys(by))
        found = await info.context.loaders.facets.load((self.listing, wanted, self.group))  # type: ignore[arg-type]
        return [
            Facet(
                by=field,
                buckets=[
                    Bucket(taxonomy=TAXONOMY[field], code=bucket.code, count=bucket.count)
                    for bucket in found[field]
                ],
            )
            for field in wanted
        ]


@strawberry.type(description="Providers, page by page.")
class ProviderConnection(Connection[Provider], Faceted):
    """A list of providers."""

    def node_of(self, row: ProviderRow | NearRow) -> Provider:
        """The provider of a row, with or without a distance."""
        return provider_of(row.provider if isinstance(row, NearRow) else row)


@strawberry.type(description="A provider and how far away it is.")
class NearestProviderEdge:
    """An edge with a distance."""

    cursor: str = strawberry.field(description="Opaque place of the node in this list and order.")
    node: Provider = strawberry.field(description="The provider.")
    distance_metres: float = strawberry.field(
        description="Metres to its nearest location that the filter means, as the crow flies, on the sphere."
    )
    uncertainty_metres: int | None = strawberry.field(
        description="By how many metres the distance may be off, from the location's precision; null when "
        "not known."
    )
    location_id: strawberry.Private[UUID]

    @resolved(description="The location the distance leads to.")
    async def location(self, info: Info) -> Location:
        """Its nearest location."""
        return await location_by_id(info, self.location_id)


@strawberry.type(description="Providers, nearest first. Those without a known point are not in it.")
class NearestProviderConnection(Faceted):
    """A list of providers by distance."""

    @resolved(description="The nodes of the page with cursors and distances.")
    async def edges(self, info: Info) -> list[NearestProviderEdge]:
        """Relay's edges."""
        return [_near_edge(item.row, item.cursor) for item in (await self.page(info)).items]


def _near_edge(row: NearRow, cursor: str) -> NearestProviderEdge:
    return NearestProviderEdge(
        cursor=cursor,
        node=provider_of(row.provider),
        distance_metres=row.distance,
        uncertainty_metres=row.radius_m,
        location_id=row.location_id,
    )


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
