"""Which existing providers would make a comprehensive centre together, in the schema."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from hub.domain.filters import ProviderFilter
from hub.domain.territory.codes import read_code
from hub.planning.basis import Caveat, NotUsed, TravelKind
from hub.planning.composition import answer as domain
from hub.planning.composition.judging import Given, Member
from hub.planning.composition.nearest import NearestSupplier, distance_of
from hub.planning.composition.records import NotCountedReason
from hub.planning.composition.seeking import CompositionObjective
from hub.planning.composition.sentences import proof_sentence, why_sentence
from hub.planning.questions import question_of
from hub.planning.siting.proof import relative_gap
from hub.planning.siting.sentences import ProofStatus
from hub.store.filters import resolve_providers, territory_id_of
from hub.store.planning.places import Place, read_place
from hub.store.planning.services_asked import AskedService
from hub.store.planning.staff import read_posts, read_staff_norms, staff_lines
from hub.store.reads import providers as reads
from hub.store.reads.territories import territories
from schema.as_of import AsOfArgument
from schema.context import Info
from schema.coverage import CapacitySum
from schema.inputs import ProviderFilterArgument
from schema.made import gathered, related
from schema.node import uuid_of
from schema.planning.basis import Basis, Ground, basis_of
from schema.planning.capacity import capacities
from schema.planning.estimate import Estimate, shown
from schema.planning.moment import look_back
from schema.planning.nearest import MissingService, NearestElsewhere, nearest_elsewhere
from schema.planning.norm import day_of
from schema.planning.proof import Proof, language
from schema.planning.question import filter_as_json, moment_as_json
from schema.planning.staff import StaffLine, staff_line
from schema.provider import Provider
from schema.resolved import resolved
from schema.service import Service
from schema.taxonomy import LangArgument, TaxonomyTerm, known_term, label_in
from schema.territory import Territory

#: Places whose precision is so many metres or more are known by their hromada or a larger unit.
COARSE_METRES = 15_000


@dataclass(frozen=True, slots=True)
class Ids:
    """Keys of what a field leads to."""

    provider_id: UUID | None = None
    service_id: UUID | None = None
    by: tuple[UUID, ...] = ()
    units: tuple[int, ...] = ()


@strawberry.type(name="Member", description="A member of a set, and why it is one.")
class CompositionMember:
    """A member."""

    row: strawberry.Private[Ids]
    provider: Provider = related(reads.providers, "provider_id", description="The provider.")
    distance: Estimate = strawberry.field(
        description="Kilometres from the territory's point as the crow flies, with the precision of the "
        "provider's place as bounds."
    )
    brings: list[TaxonomyTerm] = strawberry.field(description="Services that only it gives in the set.")
    doubles: list[TaxonomyTerm] = strawberry.field(
        description="Services that another member of the set gives too."
    )

    @resolved(description="Why it is a member: the services that only it brings, and those that it doubles.")
    async def why(self, info: Info, lang: LangArgument = None) -> str:
        """Names and sentence in the same language, as far as the services have names in it."""
        told = language(info, lang)
        brings = [await label_in(info, one.row, told) for one in self.brings]
        return why_sentence(brings, [await label_in(info, one.row, told) for one in self.doubles], told)


@strawberry.type(description="A service that the members of a set give.")
class CoveredService:
    """A service with who gives it."""

    row: strawberry.Private[Ids]
    service: TaxonomyTerm = strawberry.field(description="The service.")
    by: list[Provider] = gathered(reads.providers, "by", description="The members that give it.")
    capacity: list[CapacitySum] = strawberry.field(
        description="What they state of it: a sum for each figure, each with the number of services that "
        "state it. Places and people are never added to each other."
    )


@strawberry.type(description="A service that several candidates give, whether they are in the set or not.")
class DuplicatedService:
    """A service with everybody here who gives it."""

    row: strawberry.Private[Ids]
    service: TaxonomyTerm = strawberry.field(description="The service.")
    by: list[Provider] = gathered(reads.providers, "by", description="All candidates that give it.")
    members: int = strawberry.field(description="How many of them are in the set.")
    capacity: list[CapacitySum] = strawberry.field(description="What all of them state of it.")


@strawberry.type(description="A provider or a service that was left out of the count.")
class NotCounted:
    """What was left out."""

    row: strawberry.Private[Ids]
    reason: NotCountedReason = strawberry.field(description="Why.")
    provider: Provider = related(reads.providers, "provider_id", description="The provider.")
    service: Service | None = related(
        reads.services, "service_id", description="The service; null where the provider as a whole is out."
    )
    code: str | None = strawberry.field(
        description="The service that was asked for and that it was not counted for; null for any."
    )


@strawberry.type(description="Providers that could make one centre together.")
class CompositionSet:
    """A set."""

    row: strawberry.Private[Ids]
    members: list[CompositionMember] = strawberry.field(description="The members, the nearest first.")
    covered: list[CoveredService] = strawberry.field(
        description="The services asked for that the members give."
    )
    missing: list[MissingService] = strawberry.field(
        description="The others, each with who is nearest that gives it."
    )
    duplicated: list[DuplicatedService] = strawberry.field(
        description="Services that more than one candidate gives: who could give way, or share the work."
    )
    others: list[CoveredService] = strawberry.field(
        description="What the members give beside what was asked for, by category."
    )
    not_counted: list[NotCounted] = strawberry.field(
        description="Candidates and services of candidates that were left out of the count, and why."
    )
    catchment: list[Territory] = gathered(
        territories, "units", description="The territories that the members' services reach."
    )
    staff: list[StaffLine] = strawberry.field(
        description="The members' posts by title, each provider's once; empty where none states any."
    )


@strawberry.type(
    description="Which existing providers, together, would make a comprehensive centre, and what it would "
    "still lack."
)
class Composition:
    """Sets with their proof and basis."""

    sets: list[CompositionSet] = strawberry.field(description="The sets, the best first.")
    candidates: int = strawberry.field(description="Providers that were looked at and count.")
    giving: int = strawberry.field(description="How many of them give anything that was asked for.")
    basis: Basis = strawberry.field(description="What the answer rests on.")
    proof: Proof = strawberry.field(
        description="How good the first set is: members, kilometres or places, as `objective` says."
    )


async def composition(
    info: Info,
    territory: Annotated[
        str, strawberry.argument(description="Where the centre would be, by code in any scheme.")
    ],
    providers: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(description="Judge this very set; without it the best sets are sought."),
    ] = None,
    reach_metres: Annotated[
        float,
        strawberry.argument(description="Also providers so far from the territory's point; 0 for none."),
    ] = 0,
    filter: ProviderFilterArgument = None,
    services: Annotated[
        list[str] | None,
        strawberry.argument(
            description="Services to bring together, by code, at most 20; by default the basic services of "
            "the state."
        ),
    ] = None,
    objective: Annotated[
        CompositionObjective, strawberry.argument(description="What the best set has least or most of.")
    ] = CompositionObjective.FEWEST_MEMBERS,
    first: Annotated[
        int, strawberry.argument(description="How many different sets, best first: 1 to 5.")
    ] = 1,
    as_of: AsOfArgument = None,
) -> Composition | None:
    """The sets. Raises what the arguments may be wrong in."""
    domain.check_composition(reach_metres, first, providers)
    members = None if providers is None else tuple(uuid_of(one, "Provider") for one in providers)
    await look_back(info, as_of)
    session = info.context.session
    wanted = filter.value(info.context.limits) if filter else ProviderFilter()
    place = await read_place(session, await info.context.known(territory_id_of, read_code(territory).text))
    asked = await domain.services_asked(session, place.country, services)
    scope = await info.context.known(resolve_providers, wanted)
    question = domain.CompositionQuestion(place, scope, asked, objective, members, reach_metres, first)
    found = await domain.compose(session, question)
    form = question_of(
        "composition",
        {
            "territory": place.code,
            "providers": None if members is None else [str(one) for one in members],
            "reachMetres": reach_metres,
            "services": [one.code for one in asked],
            "objective": objective.name,
            "first": first,
            "filter": filter_as_json(wanted),
            "asOf": moment_as_json(info.context),
        },
    )
    ground = Ground(
        question=form,
        method="SET_COVER" if members is None else "JUDGED_SET",
        sources=_sources(found),
        travel=TravelKind.STRAIGHT_LINE,
        caveats=_caveats(found, place, asked),
        not_used=_not_used(found),
        country=place.country,
        on_basic_services=services is None,
    )
    staff = await _staff(info, found, place)
    return Composition(
        sets=[_set(found, at, place, asked, staff[at]) for at in range(len(found.sets))],
        candidates=len(found.candidates),
        giving=found.giving,
        basis=await basis_of(info, ground),
        proof=_proof(found, objective),
    )


async def _staff(info: Info, found: domain.CompositionAnswer, place: Place) -> list[list[StaffLine]]:
    """The posts of each set's members."""
    members = [{each.candidate.provider_id for each in one.members} for one in found.sets]
    posts = await read_posts(info.context.session, set[UUID]().union(*members))
    norms = await read_staff_norms(info.context.session, place, day_of(info)) if posts else []
    return [[staff_line(line) for line in staff_lines(posts, each, norms)] for each in members]


def _set(
    found: domain.CompositionAnswer,
    at: int,
    place: Place,
    asked: Sequence[AskedService],
    staff: list[StaffLine],
) -> CompositionSet:
    judged, nearest = found.sets[at], found.nearest[at]
    of = terms_of_codes(asked, place.lang)
    left_out = (*found.not_counted, *judged.not_counted)
    return CompositionSet(
        row=Ids(units=found.catchments[at]),
        members=[_member(each, of) for each in judged.members],
        covered=[_covered(each, of) for each in judged.covered],
        missing=[
            MissingService(near=partial(_nearest, found, nearest[code]), service=of(code))
            for code in judged.missing
        ],
        duplicated=[
            DuplicatedService(
                row=Ids(by=each.by),
                service=of(each.code),
                members=each.in_set,
                capacity=capacities(each.capacity),
            )
            for each in judged.duplicated
        ],
        others=[
            _covered(each, lambda code: known_term("category", code, place.lang)) for each in judged.others
        ],
        not_counted=[
            NotCounted(row=Ids(each.provider_id, each.service_id), reason=each.reason, code=each.code)
            for each in left_out
        ],
        staff=staff,
    )


async def _nearest(
    found: domain.CompositionAnswer, suppliers: Sequence[NearestSupplier]
) -> list[NearestElsewhere]:
    return nearest_elsewhere(suppliers, found.facts, found.line)


def terms_of_codes(asked: Sequence[AskedService], lang: str) -> Callable[[str], TaxonomyTerm]:
    """What makes a term of a code that was asked for."""
    taxonomies = {one.code: one.taxonomy for one in asked}
    return lambda code: known_term(taxonomies[code], code, lang)


def _member(each: Member, of: Callable[[str], TaxonomyTerm]) -> CompositionMember:
    candidate = each.candidate
    return CompositionMember(
        row=Ids(candidate.provider_id),
        distance=shown(distance_of(candidate.distance, candidate.radius)),
        brings=[of(code) for code in each.brings],
        doubles=[of(code) for code in each.doubles],
    )


def _covered(each: Given, of: Callable[[str], TaxonomyTerm]) -> CoveredService:
    return CoveredService(row=Ids(by=each.by), service=of(each.code), capacity=capacities(each.capacity))


def _proof(found: domain.CompositionAnswer, objective: CompositionObjective) -> Proof:
    sought = found.sought
    # Kilometres to the metre; the other objectives are whole.
    value, bound = round(sought.objective, 3), None if sought.bound is None else round(sought.bound, 3)
    if not sought.sets or not found.sets[0].covered:
        status, bound = ProofStatus.INFEASIBLE, None
    elif bound is None:
        status = ProofStatus.HEURISTIC_ONLY
    else:
        status = ProofStatus.OPTIMAL if value == bound else ProofStatus.WITHIN_BOUND
    return Proof(
        told=lambda lang: proof_sentence(objective, status, value, bound, lang),
        status=status,
        objective=value,
        bound=bound,
        gap=None if bound is None else relative_gap(value, bound),
        tolerance=0.0,
        alternatives=sought.alternatives,
        # Whole seconds, so that the same question has the same answer.
        seconds=float(int(sought.seconds)),
        solver="dynamic programming",
    )


def _sources(found: domain.CompositionAnswer) -> dict[int, int]:
    counted: dict[int, int] = {}
    for one in found.candidates:
        counted[one.source_id] = counted.get(one.source_id, 0) + 1
    return counted


def _caveats(found: domain.CompositionAnswer, place: Place, asked: Sequence[AskedService]) -> list[Caveat]:
    caveats = [Caveat("STRAIGHT_LINE" if place.lat is not None else "TERRITORY_WITHOUT_POINT")]
    made_up = sum(1 for one in found.candidates if one.is_synthetic)
    coarse = sum(1 for one in found.candidates if (one.radius or 0) >= COARSE_METRES)
    members = {m.candidate.provider_id: m.candidate for one in found.sets for m in one.members}
    far = sum(1 for one in members.values() if one.distance is None)
    if far and place.lat is not None:
        caveats.append(Caveat("MEMBERS_WITHOUT_DISTANCE", {"count": far}))
    stated = [each for one in found.sets for each in (*one.covered, *one.duplicated)]
    if made_up:
        caveats.append(Caveat("SYNTHETIC_INCLUDED", {"count": made_up}))
    if any(one.is_recalled for one in asked):
        caveats.append(Caveat("LIST_RECALLED"))
    if coarse:
        caveats.append(Caveat("COARSE_PLACES", {"count": coarse}))
    if any(sum_.stated < sum_.of for each in stated for sum_ in each.capacity):
        caveats.append(Caveat("CAPACITY_PARTLY_STATED"))
    if found.beyond:
        caveats.append(Caveat("BEYOND_LIMIT", {"count": found.beyond}))
    return caveats


def _not_used(found: domain.CompositionAnswer) -> list[NotUsed]:
    counts: dict[tuple[str, str], int] = {}
    for each in found.not_counted:
        key = ("providers" if each.service_id is None else "services", each.reason.name)
        counts[key] = counts.get(key, 0) + 1
    if found.beyond:
        counts["providers", "BEYOND_LIMIT"] = found.beyond
    return [NotUsed(what, reason, count) for (what, reason), count in sorted(counts.items())]
