"""The answer to a question for a composition: candidates, the best sets or a given one, and what is near."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isfinite
from uuid import UUID

from hub.domain.filter_errors import BadId
from hub.domain.vocabulary import RecordStatus
from hub.planning.composition.choice import MOST_SERVICES
from hub.planning.composition.counting import codes_of, count_once
from hub.planning.composition.errors import (
    BadReach,
    BadSetCount,
    EmptyServices,
    NoDistances,
    NoServicesAsked,
    TooManyMembers,
    TooManyServices,
)
from hub.planning.composition.gathering import gather
from hub.planning.composition.judging import CompositionSet, judge
from hub.planning.composition.nearest import NearestSupplier, SupplierFacts, Suppliers
from hub.planning.composition.records import Candidate, NotCounted
from hub.planning.composition.seeking import CompositionObjective, Sought, is_known, measured, seek
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.candidates import read_catchments, read_records
from hub.store.planning.places import Place, read_lines
from hub.store.planning.services_asked import AskedService, basic_services_of, categories_of, named_services
from hub.store.planning.suppliers import read_suppliers

MOST_MEMBERS = 150
MOST_SETS = 5
MOST_REACH = 200_000.0


@dataclass(frozen=True, slots=True)
class CompositionQuestion:
    """What is asked: `members` to judge, or None to seek `first` sets, `reach` metres around the place."""

    place: Place
    scope: ProviderScope
    asked: tuple[AskedService, ...]
    objective: CompositionObjective
    members: tuple[UUID, ...] | None = None
    reach: float = 0.0
    first: int = 1


@dataclass(frozen=True, slots=True)
class CompositionAnswer:
    """The sets, the best first, each with the nearest suppliers of what it lacks and whom it serves.

    `looked_at` candidates were counted, and `giving` of them give something that was asked for; `beyond`
    more did, but were too far away to be looked at.
    """

    sets: tuple[CompositionSet, ...]
    nearest: tuple[dict[str, list[NearestSupplier]], ...]
    catchments: tuple[tuple[int, ...], ...]
    sought: Sought
    candidates: tuple[Candidate, ...]
    not_counted: tuple[NotCounted, ...]
    facts: SupplierFacts
    line: frozenset[int]
    beyond: int = 0
    by_id: dict[UUID, Candidate] = field(default_factory=dict)

    @property
    def giving(self) -> int:
        """How many candidates give something that was asked for."""
        return sum(1 for one in self.candidates if codes_of(one))


def check_composition(reach: float, first: int, members: Sequence[object] | None) -> None:
    """Raises BadReach, BadSetCount and TooManyMembers."""
    if not isfinite(reach) or not 0 <= reach <= MOST_REACH:
        raise BadReach(metres=reach, limit=f"{MOST_REACH:,.0f}")
    if not 1 <= first <= MOST_SETS:
        raise BadSetCount(count=first, limit=MOST_SETS)
    if members is not None and len(members) > MOST_MEMBERS:
        raise TooManyMembers(count=len(members), limit=MOST_MEMBERS)


async def services_asked(
    session: ReadSession, country: str, codes: Sequence[str] | None
) -> tuple[AskedService, ...]:
    """The services named, else the basic services of the state.

    Raises NoServicesAsked, EmptyServices, TooManyServices.
    """
    if codes is not None and not codes:
        raise EmptyServices
    if codes is not None and len(codes) > MOST_SERVICES:
        raise TooManyServices(count=len(codes), limit=MOST_SERVICES)
    found = (
        await named_services(session, codes)
        if codes is not None
        else await basic_services_of(session, country)
    )
    if not found:
        raise NoServicesAsked(country=country)
    return tuple(found)


async def compose(session: ReadSession, question: CompositionQuestion) -> CompositionAnswer:
    """Answer the question. Some ten statements, whatever the number of candidates.

    Raises BadId, and NoDistances where the least distance is sought from a territory without a point.
    """
    if question.objective is CompositionObjective.LEAST_DISTANCE and question.place.lat is None:
        raise NoDistances(territory=question.place.code)
    named = await _records(session, question.members or ())
    place, scope = question.place, question.scope
    gathered = await gather(session, place, question.asked, scope, question.reach, named)
    counted = count_once(gathered, frozenset(map(RecordStatus, scope.wanted.status)))
    codes = [one.code for one in question.asked]
    candidates, beyond = _nearest_givers(counted.candidates, frozenset(named))
    sought = seek(candidates, codes, question.objective, question.first)
    if question.members is None:
        sets = [judge(candidates, chosen, codes) for chosen in sought.sets or ((),)]
    else:
        sets = [judge(candidates, named, codes)]
        sought = _held_against(sets[0], candidates, codes, question.objective)
    return await _around(session, question, sets, sought, candidates, counted.left_out, beyond)


async def _around(
    session: ReadSession,
    question: CompositionQuestion,
    sets: Sequence[CompositionSet],
    sought: Sought,
    candidates: Sequence[Candidate],
    left_out: Sequence[NotCounted],
    beyond: int,
) -> CompositionAnswer:
    """The answer with what is read of the neighbours."""
    lacking = {code for each in sets for code in each.missing}
    wanted = [one for one in question.asked if one.code in lacking]
    categories = categories_of(wanted)
    scope = _anywhere(question.scope)
    rows = await read_suppliers(session, question.place.country, categories, scope) if categories else []
    suppliers = Suppliers(rows)
    nearest = tuple(
        {
            one.code: suppliers.nearest(question.place, one, {m.candidate.provider_id for m in each.members})
            for one in wanted
            if one.code in each.missing
        }
        for each in sets
    )
    facts = await SupplierFacts.read(session, [s for each in nearest for of in each.values() for s in of])
    return CompositionAnswer(
        sets=tuple(sets),
        nearest=nearest,
        catchments=await _catchments(session, sets),
        sought=sought,
        candidates=tuple(candidates),
        not_counted=tuple(left_out),
        facts=facts,
        line=(await read_lines(session, [question.place.id]))[question.place.id],
        beyond=beyond,
        by_id={one.provider_id: one for one in candidates},
    )


async def _catchments(session: ReadSession, sets: Sequence[CompositionSet]) -> tuple[tuple[int, ...], ...]:
    services = {o.service_id for each in sets for m in each.members for o in m.candidate.offers if o.needs}
    reached = await read_catchments(session, sorted(services)) if services else {}
    return tuple(
        tuple(
            sorted(
                set[int]().union(
                    *(reached.get(o.service_id, set()) for m in each.members for o in m.candidate.offers)
                )
            )
        )
        for each in sets
    )


async def _records(session: ReadSession, members: Sequence[UUID]) -> tuple[UUID, ...]:
    """The records that answer for the ids, each once. Raises BadId for one that the hub does not hold."""
    if not members:
        return ()
    known = await read_records(session, members)
    for one in members:
        if one not in known:
            raise BadId(id=str(one))
    return tuple(dict.fromkeys(known[one] for one in members))


def _nearest_givers(
    candidates: Sequence[Candidate], named: frozenset[UUID]
) -> tuple[tuple[Candidate, ...], int]:
    """At most MOST_MEMBERS candidates that give something, the nearest, beside all that give nothing."""
    giving = [one for one in candidates if codes_of(one)]
    farthest = sorted(
        giving,
        key=lambda one: (one.provider_id not in named, one.distance is None, one.distance or 0.0),
    )[MOST_MEMBERS:]
    beyond = {one.provider_id for one in farthest}
    return tuple(one for one in candidates if one.provider_id not in beyond), len(beyond)


def _held_against(
    judged: CompositionSet,
    candidates: Sequence[Candidate],
    codes: Sequence[str],
    objective: CompositionObjective,
) -> Sought:
    """A given set beside the best one that brings the same services."""
    brought = [each.code for each in judged.covered]
    best = seek(candidates, [code for code in codes if code in brought], objective, 1)
    members = [each.candidate for each in judged.members]
    value, bound = measured(members, objective), best.bound if is_known(members, objective) else None
    if bound is not None and objective is CompositionObjective.LEAST_DISTANCE:
        # The best set is sought by whole metres.
        bound = min(bound, value)
    if bound is not None and objective is CompositionObjective.MOST_CAPACITY and value > bound:
        # Only sets with the fewest members are sought, and this has more.
        bound = None
    chosen = (tuple(one.provider_id for one in members),)
    return Sought(chosen, value, bound, best.alternatives, best.seconds)


def _anywhere(scope: ProviderScope) -> ProviderScope:
    """The same filter wherever the place is: who is near is looked for beyond what was asked for."""
    return replace(scope, wanted=replace(scope.wanted, within=None), territory_id=None)
