"""The entry points of the schema."""

from typing import Annotated

import strawberry

from hub.domain.filter_checks import check_orders, check_point
from hub.domain.filter_errors import TooManyValues
from hub.domain.filters import (
    AccessPointFilter,
    ProviderFilter,
    ProviderOrder,
    ProviderOrderField,
    TerritoryFilter,
)
from hub.domain.territory.codes import read_code
from hub.domain.vocabulary import ProgrammeKind
from hub.store.filters import resolve_access_points, resolve_territories, territory_id_of
from hub.store.filters.axes import check_point_axes
from hub.store.listings import (
    AccessPointListing,
    On,
    ProgrammeListing,
    ProviderListing,
    SourceListing,
    TerritoryListing,
)
from hub.store.reads.sources import newest_release
from schema.access_point import AccessPointConnection
from schema.as_of import AsOfArgument, look_back
from schema.changes import ChangesConnection, SinceArgument, TypesArgument, changes_connection
from schema.conflict import ConflictConnection, ConflictField, ConflictSource, conflict_connection
from schema.connection import After, Before, First, Last, window_of
from schema.context import Info
from schema.coverage import coverage
from schema.inputs import (
    AccessPointFilterInput,
    PointInput,
    ProviderFilterArgument,
    ProviderOrderArgument,
    TerritoryFilterInput,
    TerritoryOrderInput,
    territory_orders,
)
from schema.made import root
from schema.match import (
    DecisionConnection,
    MatchCandidateConnection,
    PairSource,
    PairTerritory,
    candidate_connection,
    decision_connection,
)
from schema.node import Node
from schema.nodes import node_by_id
from schema.planning.access import access
from schema.planning.care_balance import care_balance
from schema.planning.composition import composition
from schema.planning.coverage import coverage as reach_coverage
from schema.planning.job import planning_job
from schema.planning.market import market
from schema.planning.missing import missing_connection
from schema.planning.mobile import mobile
from schema.planning.norm import norm_list
from schema.planning.norm_gap import gap_by_norm
from schema.planning.peers import peers
from schema.planning.scenario_diff import scenario_diff
from schema.planning.siting import scenario, siting
from schema.programme import ProgrammeConnection
from schema.provider import NearestProviderConnection, ProviderConnection, provider_connection
from schema.resolved import resolved
from schema.source import Release, Source, SourceConnection, release_of, source_of
from schema.taxonomy import TaxonomyTerm, all_terms, top_terms
from schema.territory import Territory, TerritoryConnection, territory_by_id

IdArgument = Annotated[strawberry.ID, strawberry.argument(description="A global id.")]


@strawberry.type(description="What can be asked of the hub. Every answer is of one release.")
class Query:
    """The root."""

    coverage = root(
        description="The planning matrix: a row for each territory of a rank, a cell for each category, "
        "empty cells "
        "included. A cell counts what `providers` finds with the same `within.territory` and "
        "`categories.anyOf`.",
    )(coverage)

    composition = resolved(
        description="Which existing providers, together, would make a comprehensive centre here, and what it "
        "would still lack."
    )(composition)
    missing_services = resolved(
        description="For each territory the required services that nobody is known to give, and who could "
        "reach it."
    )(missing_connection)
    market = resolved(
        description="Who gives what: sector, kind, form and group, concentration, territories with one "
        "provider."
    )(market)
    care_balance = resolved(description="Care at home and in the community against care in institutions.")(
        care_balance
    )
    siting = resolved(description="Where new centres should stand, all existing ones kept.")(siting)
    scenario = resolved(
        description="A scenario by the id in its URL: the question itself, so nothing has to be stored."
    )(scenario)
    scenario_diff = resolved(description="Two scenarios, or one scenario at two releases, side by side.")(
        scenario_diff
    )
    planning_job = resolved(description="How far a job is; null when there is none of that id.")(planning_job)
    coverage_within = resolved(description="The share of people within reach, and where the others live.")(
        reach_coverage
    )
    accessibility = resolved(
        description="Two-step floating catchment: stated places for each 10,000 people, near ones counting "
        "more."
    )(access)
    norms = resolved(description="Norms of planning, by id: documents, days and numbers.")(norm_list)
    norm_gap = resolved(
        description="Need by the norm, supply, and what is short. Only norms whose number is certain."
    )(gap_by_norm)
    mobile_coverage = resolved(
        description="Home-care and mobile teams: covered on paper, covered by capacity."
    )(mobile)
    peers = resolved(description="Communities like this one, that already do it.")(peers)

    @root(
        description="Any record by its id; null when the hub does not hold it. "
        "`nodes` reads it as of a moment."
    )
    async def node(self, info: Info, id: IdArgument) -> Node | None:
        """Relay's node, which may take no other argument: its clients build this query themselves."""
        return await node_by_id(info, id)

    @root(description="Records by their ids, in their order; null for those the hub does not hold.")
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="Global ids, at most 100.")],
        as_of: AsOfArgument = None,
    ) -> list[Node | None] | None:
        """Relay's nodes."""
        await look_back(info, as_of, records=False)
        limit = info.context.limits.filter_ids
        if len(ids) > limit:
            raise TooManyValues(argument="ids", count=len(ids), limit=limit)
        return [await node_by_id(info, given) for given in ids]

    @root(
        description="Providers of social services. Closed, excluded, merged and missing ones only when "
        "asked for."
    )
    async def providers(
        self,
        info: Info,
        filter: ProviderFilterArgument = None,
        order_by: ProviderOrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        as_of: AsOfArgument = None,
    ) -> ProviderConnection | None:
        """The list of providers."""
        await look_back(info, as_of)
        window = window_of(info, first, after, last, before)
        return await provider_connection(info, filter, order_by, window)

    @root(
        description="Providers nearest first, each by its nearest location that the filter means. Those "
        "without a "
        "point are left out."
    )
    async def nearest_providers(
        self,
        info: Info,
        point: Annotated[PointInput, strawberry.argument(description="Where distances are measured from.")],
        filter: ProviderFilterArgument = None,
        first: First = None,
        after: After = None,
        as_of: AsOfArgument = None,
    ) -> NearestProviderConnection | None:
        """The list of providers by distance."""
        await look_back(info, as_of)
        centre = point.value()
        check_point(centre)
        await info.context.known(check_point_axes, ("point", centre))
        window = window_of(info, first, after)
        wanted = filter.value(info.context.limits) if filter else ProviderFilter()
        scope = await info.context.loaders.provider_scopes.load(wanted)
        listing = ProviderListing(scope, (ProviderOrder(ProviderOrderField.DISTANCE),), centre)
        return NearestProviderConnection(listing=listing, window=window)

    @root(description="Offices where services are requested.")
    async def access_points(
        self,
        info: Info,
        filter: Annotated[
            AccessPointFilterInput | None,
            strawberry.argument(description="Which access points are asked for."),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        as_of: AsOfArgument = None,
    ) -> AccessPointConnection | None:
        """The list of access points."""
        await look_back(info, as_of)
        window = window_of(info, first, after, last, before)
        wanted = filter.value(info.context.limits) if filter else AccessPointFilter()
        scope = await info.context.known(resolve_access_points, wanted)
        return AccessPointConnection(listing=AccessPointListing(scope), window=window)

    @root(description="Programmes, practices and visits, by name.")
    async def programmes(
        self,
        info: Info,
        kind: Annotated[
            ProgrammeKind | None, strawberry.argument(description="Of this kind only; null for all.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        as_of: AsOfArgument = None,
    ) -> ProgrammeConnection | None:
        """The list of programmes."""
        await look_back(info, as_of)
        window = window_of(info, first, after, last, before)
        return ProgrammeConnection(listing=ProgrammeListing(kind=kind), window=window)

    @root(description="One territory; an error when no or more than one unit answers to the code.")
    async def territory(
        self,
        info: Info,
        code: Annotated[
            str, strawberry.argument(description="Its code in any scheme the hub knows, or scheme:code.")
        ],
        as_of: AsOfArgument = None,
    ) -> Territory | None:
        """A territory by code."""
        await look_back(info, as_of, records=False)
        return await territory_by_id(info, await info.context.known(territory_id_of, read_code(code).text))

    @root(description="Territories of all states. Abolished ones only when asked for.")
    async def territories(
        self,
        info: Info,
        filter: Annotated[
            TerritoryFilterInput | None, strawberry.argument(description="Which territories are asked for.")
        ] = None,
        order_by: Annotated[
            list[TerritoryOrderInput] | None,
            strawberry.argument(description="The order; by relevance with a text, else by name."),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        as_of: AsOfArgument = None,
    ) -> TerritoryConnection | None:
        """The list of territories."""
        await look_back(info, as_of, records=False)
        window = window_of(info, first, after, last, before)
        wanted = filter.value(info.context.limits) if filter else TerritoryFilter()
        orders = territory_orders(order_by)
        check_orders(orders)
        scope = await info.context.known(resolve_territories, wanted)
        return TerritoryConnection(listing=TerritoryListing(scope, orders), window=window)

    @root(description="The groups of service categories; `children` leads further down.")
    async def categories(self, info: Info) -> list[TaxonomyTerm] | None:
        """The top of the taxonomy category."""
        return await top_terms(info, "category")

    @root(description="All target groups; `parent` tells which is below which.")
    async def target_groups(self, info: Info) -> list[TaxonomyTerm] | None:
        """Every term of the taxonomy target-group."""
        return await all_terms(info, "target-group")

    @root(description="All kinds of provider.")
    async def kinds(self, info: Info) -> list[TaxonomyTerm] | None:
        """Every term of the taxonomy kind."""
        return await all_terms(info, "kind")

    @root(
        description="Every term of one taxonomy: of the hub (`category`, `kind`, `form`…) or of a national "
        "system (`ua-basic-service`, `ua-classifier-429`, `ru-442-kind`, `kz-ssu-kind`); none for an unknown "
        "one."
    )
    async def terms(
        self,
        info: Info,
        taxonomy: Annotated[str, strawberry.argument(description="The taxonomy's code.")],
    ) -> list[TaxonomyTerm] | None:
        """Every term of a taxonomy."""
        return await all_terms(info, taxonomy)

    @root(description="Registers and reference data that the hub reads, by code.")
    async def sources(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> SourceConnection | None:
        """The list of sources."""
        window = window_of(info, first, after, last, before)
        return SourceConnection(listing=SourceListing(On.NOTHING), window=window)

    @root(description="One source by its code; null when there is none.")
    async def source(
        self, info: Info, code: Annotated[str, strawberry.argument(description="The source's code.")]
    ) -> Source | None:
        """A source by code."""
        row = await info.context.loaders.sources_by_code.load(code)
        return source_of(row) if row else None

    @resolved(description="Fields in which sources, or a steward and a source, say different things.")
    async def conflicts(
        self,
        info: Info,
        source: ConflictSource = None,
        field: ConflictField = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> ConflictConnection | None:
        """All conflicts, by provider and field."""
        window = window_of(info, first, after, last, before)
        return await conflict_connection(info, source, field, window)

    @resolved(
        description="What a client that keeps a copy has to do since a release: each record that changed, "
        "once, with what happened to it in sum."
    )
    async def changes(
        self,
        info: Info,
        since: SinceArgument,
        types: TypesArgument = None,
        first: First = None,
        after: After = None,
    ) -> ChangesConnection | None:
        """The list of changed records."""
        return await changes_connection(info, since, types, window_of(info, first, after))

    @resolved(description="Of stewards: pairs that wait for a decision, the most alike first. Needs a key.")
    async def match_candidates(
        self,
        info: Info,
        source: PairSource = None,
        territory: PairTerritory = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> MatchCandidateConnection | None:
        """The queue."""
        window = window_of(info, first, after, last, before)
        return await candidate_connection(info, source, territory, window)

    @resolved(description="Of stewards: what was decided about who is who, the newest first. Needs a key.")
    async def decisions(
        self,
        info: Info,
        source: PairSource = None,
        author: Annotated[
            str | None, strawberry.argument(description="Only those of this author; `rule` is the program.")
        ] = None,
        undone: Annotated[bool, strawberry.argument(description="Also those that were undone.")] = False,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> DecisionConnection | None:
        """The decisions."""
        window = window_of(info, first, after, last, before)
        return await decision_connection(info, source, author, undone, window)

    @root(description="A release of the hub: the newest without a number; null when there is none.")
    async def release(
        self,
        info: Info,
        number: Annotated[int | None, strawberry.argument(description="The release's number.")] = None,
    ) -> Release | None:
        """The newest release or the numbered one."""
        if number is None:
            row = await newest_release(info.context.session)
        else:
            row = await info.context.loaders.releases.load(number)
        return release_of(row) if row else None
