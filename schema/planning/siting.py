"""New sites in the schema: a plan with its proof, and who is within reach before and after it."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import numpy as np
import strawberry

from hub.domain.moments import Moment
from hub.domain.vocabulary import PrecisionClass
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
from hub.planning.basis import AssumedBy, Assumption, Caveat, NotUsed
from hub.planning.estimate import known, rounded_people
from hub.planning.plans import answer as domain
from hub.planning.plans.answer import PlanAnswer
from hub.planning.plans.asking import PlanFound, ask_plan
from hub.planning.plans.ground import resolved_codes
from hub.planning.plans.question import PlanQuestion
from hub.planning.scenario import decode, encode
from hub.planning.siting import Effort, SitingGoal
from hub.planning.siting import Proof as DomainProof
from hub.store.reads.sources import newest_release
from hub.store.reads.territories import territories
from schema.connection import After, First
from schema.context import Context, Info
from schema.geometry import Point
from schema.made import gathered, related
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.coverage import (
    ReachRow,
    UncoveredConnection,
    population_of,
    reach_row,
    uncovered_connection,
)
from schema.planning.estimate import Estimate, shown
from schema.planning.features import collection, existing_features, feature
from schema.planning.job import PlanningJob, job_of
from schema.planning.missing import UnitId
from schema.planning.moment import look_back
from schema.planning.proof import Proof
from schema.planning.siting_input import SitingArgument, SitingInput
from schema.resolved import resolved
from schema.scalars import AsOf, GeoJSON
from schema.territory import Territory


@dataclass(frozen=True, slots=True)
class _SiteIds:
    """The territory that a new site stands in, and those where it covers people."""

    territory_id: int
    covers: tuple[int, ...]


@strawberry.type(description="A place where a new centre should stand.")
class NewSite:
    """A new site."""

    row: strawberry.Private[_SiteIds]
    rank: int = strawberry.field(description="Its place in the order in which sites gain most, from 1.")
    territory: Territory = related(territories, "territory_id", description="The place.")
    point: Point = strawberry.field(description="The point of the place, which the plan counts from.")
    precision: PrecisionClass = strawberry.field(description="What the point stands for.")
    radius_metres: int | None = strawberry.field(
        description="Within how many metres of the point the place is; null when not known."
    )
    gained: Estimate = strawberry.field(
        description="People that it brings within reach when sites are opened in the order of their ranks."
    )
    alone: Estimate = strawberry.field(
        description="People that no other site has within reach: they would lose it without this one."
    )
    covers: list[Territory] = gathered(
        territories, "covers", description="Territories where it brings people within reach, or nearer."
    )
    takes: Estimate | None = strawberry.field(
        description="With `capacity`: the people whom it takes; else null."
    )


@strawberry.type(
    description="People for whom sites have a place within the reach. Unlike `covered`, which counts all who "
    "are within reach, nobody is counted whom the sites are too full for."
)
class PlacesUse:
    """Capacities in an answer."""

    before: Estimate = strawberry.field(
        description="By existing sites alone; `high` is what they can take at most."
    )
    after: Estimate = strawberry.field(
        description="With the new ones, which is the objective; `high` is the bound."
    )
    full_sites: int = strawberry.field(
        description="Existing sites that take nobody more after the plan, of those that have places."
    )


@strawberry.type(description="One territory before and after a plan.")
class BeforeAfter:
    """A territory."""

    row: strawberry.Private[UnitId]
    territory: Territory = related(territories, "territory_id", description="The territory.")
    before: ReachRow = strawberry.field(description="With existing sites alone.")
    after: ReachRow = strawberry.field(description="With the new ones.")


@strawberry.type(description="Where new sites should stand, all existing ones kept.")
class Siting:
    """A plan."""

    found: strawberry.Private[PlanAnswer]
    scenario: strawberry.ID = strawberry.field(
        description="The question itself as an id: whoever has it may ask `scenario` for the answer."
    )
    url: str = strawberry.field(description="The page of the scenario, for print and to share.")
    proof: Proof = strawberry.field(description="How good the plan is.")
    sites: list[NewSite] = strawberry.field(description="New sites by rank.")
    before: ReachRow = strawberry.field(description="The whole territory with existing sites alone.")
    after: ReachRow = strawberry.field(description="The whole territory with the new ones.")
    rows: list[BeforeAfter] = strawberry.field(
        description="Every hromada (district or city where there are none), unchanged ones too, by code."
    )
    cost: Estimate | None = strawberry.field(
        description="Null until unit costs are stated with a citation: none is known to the hub."
    )
    job: PlanningJob | None = strawberry.field(
        description="Of an EXACT question whose result is not there: the job that works on it, null where "
        "nobody asked `requestPlanning` for it. The answer is then QUICK's."
    )
    places: PlacesUse | None = strawberry.field(
        description="With `capacity`: for how many people there is a place; else null."
    )
    basis: Basis = strawberry.field(description="What the answer rests on.")

    @resolved(description="Where those live who are not within reach after the plan, most people first.")
    def uncovered(self, info: Info, first: First = None, after: After = None) -> UncoveredConnection:
        """A page of the list; of a new site that is nearest there is no provider yet."""
        providers: list[UUID | None] = [each.provider_id for each in self.found.ground.network.records]
        providers += [None] * len(self.found.sites)
        return uncovered_connection(
            info, self.found.uncovered, self.found.ground.people, providers, first, after
        )

    @resolved(
        description="Existing sites in the territory and new ones as a GeoJSON FeatureCollection; of a "
        "confidential place its hromada's point."
    )
    def geojson(self) -> GeoJSON:
        """Points with their precision."""
        return GeoJSON(feature_collection(self.found))


async def siting(info: Info, input: SitingArgument) -> Siting | None:
    """The plan. Raises NoPopulation, PlanningTooLarge, PlanningInfeasible, and what the input is wrong in."""
    await look_back(info, input.as_of)
    return await _shown(info, await question_of_input(info, input))


async def scenario(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The scenario's id, or that of its URL.")],
    release: Annotated[
        int | None,
        strawberry.argument(
            description="The release to look at, whatever moment the scenario names; without it that moment, "
            "else the newest."
        ),
    ] = None,
) -> Siting | None:
    """The plan of an id. Raises BadScenario for what is none, and what `siting` raises."""
    question = PlanQuestion.of(decode(id))
    moment = question.as_of if release is None else release
    await look_back(info, None if moment is None else AsOf(moment))
    return await _shown(info, question)


async def question_of_input(info: Info, given: SitingInput) -> PlanQuestion:
    """The question of an input, every code the hub's own."""
    question = PlanQuestion.asked(given.form(info.context))
    question.check_lists(info.context.limits)
    return await resolved_codes(info.context.session, question)


async def _shown(info: Info, question: PlanQuestion) -> Siting:
    limits = info.context.limits
    if question.effort is Effort.EXACT:
        # A job may end while nothing is published.
        info.context.note_clock()
    found = await ask_plan(
        info.context.session, question, await release_number(info), limits, limits.planning_pairs
    )
    return await siting_of(info, found)


async def release_number(info: Info) -> int:
    """The release that an answer is of."""
    return await release_of_context(info.context)


async def release_of_context(context: Context) -> int:
    """The release that a context sees; 0 before the first."""
    moment = context.moment
    if moment is not None and moment.release is not None:
        return moment.release
    newest = await newest_release(context.session)
    return newest.number if newest else 0


async def siting_of(info: Info, told: PlanFound) -> Siting:
    """An answer as the schema shows it."""
    found = told.answer
    identity = encode(found.form)
    units = found.ground.units
    pairs = zip(units, found.before.rows, found.after.rows, strict=True)
    within = found.ground.within.id
    return Siting(
        found=found,
        scenario=strawberry.ID(identity),
        url=f"/planning/{identity}",
        proof=proof_of(found.plan.proof),
        sites=[new_site(each, found) for each in found.sites],
        before=reach_row(found.before.total, within),
        after=reach_row(found.after.total, within),
        rows=[before_after(unit.id, before, after) for unit, before, after in pairs],
        cost=None,
        job=job_of(told.job) if told.job else None,
        places=places_of(found),
        basis=await basis_of(info, ground_of_basis(found, told.method, info.context.moment)),
    )


def places_of(found: PlanAnswer) -> PlacesUse | None:
    """For how many people there is a place, as the schema shows it."""
    loads, ground = found.plan.loads, found.ground
    if loads is None or ground.capacity is None or found.question.capacity is None:
        return None
    unit, bound = ground.people.points.unit, found.plan.proof.bound
    counts = {"stated": int(np.isfinite(ground.capacity).sum()), "of": ground.capacity.size}
    given = np.where(np.isnan(ground.capacity), found.question.capacity.existing or 0, ground.capacity)
    full = (given > 0) & (np.array(loads.existing) >= given * (1 - 1e-9))
    before, after = (
        rounded_people(known(value, unit, low=value, high=max(value, most), **counts))
        for value, most in (
            (loads.before, loads.most_before),
            (loads.served, loads.served if bound is None else bound),
        )
    )
    return PlacesUse(before=shown(before), after=shown(after), full_sites=int(full.sum()))


def before_after(territory_id: int, before: Any, after: Any) -> BeforeAfter:
    """A row as the schema shows it."""
    return BeforeAfter(
        row=UnitId(territory_id),
        before=reach_row(before, territory_id),
        after=reach_row(after, territory_id),
    )


def ground_of_basis(found: PlanAnswer, method: str, moment: Moment | None) -> Ground:
    """What an answer rests on."""
    ground, question = found.ground, found.question
    asked, ways = question.reach, found.ways
    return Ground(
        found.form,
        method,
        sources_of(ground.people, ground.network),
        kind_of(ways),
        [
            *people_caveats(ground.people),
            *site_caveats(ground.network),
            *travel_caveats(ways, asked),
            *_reach_caveats(question),
            *_moment_caveats(question, moment),
        ],
        [*left_out(ground.people, ground.network, ways), *ground.not_used, *_not_needed(found)],
        [*people_assumptions(ground.people, question.people), *_capacities_assumed(question)],
        population_of(ground.people),
        measured=measured(ways, asked),
        country=ground.people.within.country,
    )


def _reach_caveats(question: PlanQuestion) -> list[Caveat]:
    """That distances are sought, where the reach only says who is covered."""
    distances = (SitingGoal.LEAST_DISTANCE, SitingGoal.LEAST_FARTHEST)
    return [Caveat("REACH_DECIDES_NOTHING")] if question.goal in distances else []


def _moment_caveats(question: PlanQuestion, moment: Moment | None) -> list[Caveat]:
    """That the answer is of a release that was asked for beside the question, which names a moment."""
    own = question.as_of
    if own is None or moment is None or not moment.by_release or own == moment.release:
        return []
    return [Caveat("ANOTHER_MOMENT", {"asked": str(own), "release": moment.release})]


def _not_needed(found: PlanAnswer) -> list[NotUsed]:
    """Places that the question gives to existing sites, where each states its own."""
    asked, stated = found.question.capacity, found.ground.capacity
    if asked is None or asked.existing is None or stated is None or np.isnan(stated).any():
        return []
    return [NotUsed("capacity.existing", "NOT_NEEDED", 1)]


def _capacities_assumed(question: PlanQuestion) -> list[Assumption]:
    """Places that the question gives to sites."""
    asked = question.capacity
    if asked is None:
        return []
    found = [Assumption("places of a new site", f"{asked.new:g}", "places", AssumedBy.QUESTION)]
    if asked.existing is not None:
        name = "places of an existing site that states none"
        found.append(Assumption(name, f"{asked.existing:g}", "places", AssumedBy.QUESTION))
    return found


def new_site(site: domain.NewSite, found: PlanAnswer) -> NewSite:
    """A new site as the schema shows it."""
    place = site.place
    assert place.lat is not None
    assert place.lon is not None
    return NewSite(
        row=_SiteIds(place.id, tuple(found.ground.units[row].id for row in site.covers)),
        rank=site.rank,
        point=Point(lat=place.lat, lon=place.lon),
        precision=place.precision,
        radius_metres=place.radius_m,
        gained=shown(site.gained),
        alone=shown(site.alone),
        takes=None if site.load is None else shown(site.load),
    )


def proof_of(proof: DomainProof) -> Proof:
    """A proof as the schema shows it; in whole seconds, so that the same question has the same answer."""
    told = proof.told()
    return Proof(
        told=proof.sentence,
        status=told.status,
        objective=told.objective,
        bound=told.bound,
        gap=told.gap,
        tolerance=told.tolerance,
        alternatives=proof.alternatives,
        seconds=float(int(proof.seconds)),
        solver=proof.solver,
    )


def feature_collection(found: PlanAnswer) -> dict[str, Any]:
    """Existing sites in the territory, and new ones."""
    new = [
        feature(
            each.place.lon,
            each.place.lat,
            {
                "kind": "new",
                "rank": each.rank,
                "name": each.place.name,
                "code": each.place.code,
                "precision": each.place.precision.name,
                "radiusMetres": each.place.radius_m,
                "gained": each.gained.value,
            },
        )
        for each in found.sites
    ]
    return collection([*existing_features(found.ground.network.counted), *new])
