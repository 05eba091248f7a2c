"""The share of people within reach of providers, in the schema."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import strawberry

from hub.domain.filters import ProviderFilter
from hub.planning import reach as domain
from hub.planning.answers.coverage import CoverageAnswer, coverage_within
from hub.planning.answers.ground import Ground as People
from hub.planning.answers.resting import (
    kind_of,
    left_out,
    measured,
    people_assumptions,
    people_caveats,
    site_caveats,
    sources_of,
    travel_caveats,
)
from hub.planning.answers.travel import TravelAsked
from hub.planning.basis import PopulationBasis
from hub.planning.questions import question_of
from hub.store.filters import resolve_providers
from hub.store.planning.places import read_place
from hub.store.reads import providers as provider_reads
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.connection import After, First, PageInfo
from schema.context import Info
from schema.inputs import ProviderFilterArgument
from schema.made import related
from schema.planning.basis import Basis, Ground, PopulationUse, basis_of
from schema.planning.estimate import Estimate, shown
from schema.planning.features import collection, existing_features, standing_features
from schema.planning.inputs import PeopleArgument, ReachArgument, TravelInput, people_as_json, travel_as_json
from schema.planning.missing import UnitId
from schema.planning.moment import look_back
from schema.planning.pages import held_page
from schema.planning.question import filter_as_json, moment_as_json
from schema.planning.within import LevelArgument, WithinArgument, extent_of
from schema.provider import Provider
from schema.resolved import resolved
from schema.scalars import GeoJSON
from schema.territory import Territory


@strawberry.type(
    description="Who is within reach in one territory. `unit` of the numbers is `hromadas` where nobody's "
    "people are known. `low` counts who surely is within reach, `high` who possibly is, by how exactly "
    "places are known."
)
class ReachRow:
    """A territory."""

    row: strawberry.Private[UnitId]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    people: Estimate = strawberry.field(description="The people, in tens; their hromadas state them.")
    covered: Estimate = strawberry.field(description="Those within reach, in tens.")
    share: Estimate = strawberry.field(description="The part within reach, 0 to 1.")
    median: Estimate = strawberry.field(
        description="Kilometres or minutes to the nearest provider that half of the people do not exceed."
    )
    sites: int = strawberry.field(
        description="Places of providers in the territory. Those around it serve its people too, and are not "
        "counted here."
    )
    sites_without_point: int = strawberry.field(
        description="How many of them have no point: they cover nobody."
    )


@dataclass(frozen=True, slots=True)
class FarIds:
    """The keys of a place that is not within reach."""

    territory_id: int | None
    provider_id: UUID | None


@strawberry.type(description="People of one settlement, or of the rest of one hromada, beyond the reach.")
class UncoveredPlace:
    """A place."""

    row: strawberry.Private[FarIds]
    territory: Territory | None = related(
        territories,
        "territory_id",
        description="The settlement or hromada; null for a point of a file that lies in none that is known.",
    )
    is_rest: bool = strawberry.field(
        description="Whether these are the people of the hromada who live at no place of a known population."
    )
    people: Estimate = strawberry.field(description="Who is beyond the reach, in tens.")
    nearest: Provider | None = related(
        provider_reads.providers, "provider_id", description="The nearest provider; null where there is none."
    )
    distance: Estimate = strawberry.field(
        description="Kilometres or minutes to it, of the middle one of these people."
    )


@strawberry.type(description="A place in the list.")
class UncoveredEdge:
    """Relay's edge."""

    cursor: str = strawberry.field(description="Opaque place in this list.")
    node: UncoveredPlace = strawberry.field(description="The place.")


@strawberry.type(description="Places beyond the reach, most people first, page by page.")
class UncoveredConnection:
    """A list of places."""

    edges: list[UncoveredEdge] = strawberry.field(description="The places of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page stands in the list.")
    total_count: int = strawberry.field(description="How many places the whole list holds.")


@strawberry.type(description="Who is within reach of providers, and where the others live.")
class Reach:
    """An answer."""

    found: strawberry.Private[CoverageAnswer]
    limit: strawberry.Private[float]
    total: ReachRow = strawberry.field(description="The whole territory.")
    rows: list[ReachRow] = strawberry.field(description="A row for each territory of the rank, by name.")
    basis: Basis = strawberry.field(description="What the answer rests on.")

    @resolved(description="Where those live who are not within reach, most people first.")
    def uncovered(self, info: Info, first: First = None, after: After = None) -> UncoveredConnection:
        """A page of the list."""
        return uncovered_connection(
            info, self.found.reach.uncovered, self.found.arrays.ground, self.providers(), first, after
        )

    @resolved(
        description="Places of providers in the territory with their precision, and places of people, as a "
        "GeoJSON FeatureCollection. `kind` is existing; covered (all people surely within reach), possible "
        "(a part of them, or by how exactly places are known), uncovered (nobody, even possibly). Of a "
        "confidential place the point is its hromada's. Of a file of points people are told by hromada."
    )
    def geojson(self) -> GeoJSON:
        """Points."""
        network = self.found.arrays.network
        people = standing_features(self.found.arrays, self.limit)
        return GeoJSON(collection([*existing_features(network.counted), *people]))

    def providers(self) -> list[UUID]:
        """The provider of each site."""
        return [site.provider_id for site in self.found.arrays.network.records]


def uncovered_connection(
    info: Info,
    places: tuple[domain.UncoveredPlace, ...],
    people: People,
    providers: Sequence[UUID | None],
    first: int | None,
    after: str | None,
) -> UncoveredConnection:
    """A page of places beyond a reach; `providers` are those of the sites."""
    page = held_page(info, places, "uncovered", first, after)
    return UncoveredConnection(
        edges=[
            UncoveredEdge(cursor=cursor, node=_place(place, people, providers))
            for cursor, place in page.items
        ],
        page_info=page.info,
        total_count=page.total,
    )


def _place(place: domain.UncoveredPlace, people: People, providers: Sequence[UUID | None]) -> UncoveredPlace:
    territory = people.units[place.territory].id if place.territory >= 0 else None
    if place.at_known_place and people.places:
        territory = people.places[place.group].id
    return UncoveredPlace(
        row=FarIds(territory, None if place.nearest is None else providers[place.nearest]),
        is_rest=not place.at_known_place,
        people=shown(place.people),
        distance=shown(place.distance),
    )


async def coverage(
    info: Info,
    within: WithinArgument,
    level: LevelArgument,
    reach: ReachArgument,
    filter: ProviderFilterArgument = None,
    people: PeopleArgument = None,
    as_of: AsOfArgument = None,
) -> Reach | None:
    """The answer. Raises what the arguments may be wrong in, and NoPopulation."""
    await look_back(info, as_of)
    travel, whom = reach.value(), people.value() if people else None
    extent = await extent_of(info, within, level, filter)
    found = await coverage_within(
        info.context.session, extent.within, extent.units, extent.scope, travel, whom
    )
    form = question_of(
        "coverageWithin",
        {
            "within": extent.within.code,
            "level": level.name,
            "reach": travel_as_json(travel),
            "people": people_as_json(whom),
            "filter": filter_as_json(extent.wanted),
            "asOf": moment_as_json(info.context),
        },
    )
    arrays = found.arrays
    ground = Ground(
        form,
        "NEAREST_SITE",
        sources_of(arrays.ground, arrays.network),
        kind_of(arrays.ways),
        [
            *people_caveats(arrays.ground),
            *site_caveats(arrays.network),
            *travel_caveats(arrays.ways, travel),
        ],
        left_out(arrays.ground, arrays.network, arrays.ways),
        people_assumptions(arrays.ground, whom),
        population_of(arrays.ground),
        measured=measured(arrays.ways, travel),
        country=extent.within.country,
    )
    return Reach(
        found=found,
        limit=travel.limit,
        total=reach_row(found.reach.total, extent.within.id),
        rows=[reach_row(row, unit.id) for row, unit in zip(found.reach.rows, extent.units, strict=True)],
        basis=await basis_of(info, ground),
    )


async def coverage_of_territory(info: Info, territory_id: int, reach: TravelInput) -> ReachRow:
    """The row of one territory, all its providers and people."""
    place_ = await read_place(info.context.session, territory_id)
    travel: TravelAsked = reach.value()
    scope = await info.context.known(resolve_providers, ProviderFilter())
    found = await coverage_within(info.context.session, place_, [], scope, travel)
    return reach_row(found.reach.total, territory_id)


def reach_row(row: domain.ReachRow, territory_id: int) -> ReachRow:
    """A row of reach as the schema shows it."""
    return ReachRow(
        row=UnitId(territory_id),
        people=shown(row.people),
        covered=shown(row.covered),
        share=shown(row.share),
        median=shown(row.median),
        sites=row.sites,
        sites_without_point=row.sites_without_point,
    )


def population_of(people: People) -> PopulationUse:
    """The people of an answer as the schema shows them."""
    total = float(people.points.people.sum()) if people.is_counted else None
    return PopulationUse(
        basis=PopulationBasis(people.points.basis.value),
        as_of=people.day,
        people=None if total is None else float(round(total, -1)),
        share_at_stated_places=people.share_at_places,
    )
