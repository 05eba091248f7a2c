"""The share of people within reach of providers, and where the others live."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from hub.planning.answers.ages import PeopleAsked, counted_people
from hub.planning.answers.ground import Ground, ground_of
from hub.planning.answers.keeping import computed, once
from hub.planning.answers.sites import Network, network_of, rows_of
from hub.planning.answers.travel import TravelAsked, Ways, ways_of
from hub.planning.reach import Middles, Reach, ReachRow, Rows, middles_of, reach_within
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.places import Place


@dataclass(frozen=True, slots=True)
class CoverageArrays:
    """What does not hang on the limit: people, sites, travel and its medians."""

    ground: Ground
    network: Network
    rows: Rows
    ways: Ways
    middles: Middles


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """Who is within reach, with the arrays that it was computed of."""

    reach: Reach
    arrays: CoverageArrays


async def coverage_within(
    session: ReadSession,
    within: Place,
    units: Sequence[Place],
    scope: ProviderScope,
    travel: TravelAsked,
    people: PeopleAsked | None = None,
) -> CoverageAnswer:
    """Who is within reach, in the territory and in each unit. Raises NoPopulation and NoMatrix."""
    ids = tuple(unit.id for unit in units)
    question = ("coverage", within.id, ids, scope, travel.is_minutes, travel.strict, people)
    asked = _Asked(session, question)
    arrays = await once(session, question, lambda: _arrays(asked, within, units, scope, travel, people))
    reach = await once(session, (*question, travel.limit), lambda: _reach(asked, arrays, travel.limit))
    return CoverageAnswer(replace(reach, total=_whole(reach.total, arrays)), arrays)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom to ask, and what marks the parts of a question."""

    session: ReadSession
    question: Hashable


async def _reach(asked: _Asked, arrays: CoverageArrays, limit: float) -> Reach:
    points, sites = arrays.ground.points, arrays.network.sites
    return await computed(
        asked.session,
        ("reach", asked.question, limit),
        lambda: reach_within(points, arrays.ways.travel, limit, sites, arrays.rows, arrays.middles),
    )


async def _arrays(
    asked: _Asked,
    within: Place,
    units: Sequence[Place],
    scope: ProviderScope,
    travel: TravelAsked,
    people: PeopleAsked | None,
) -> CoverageArrays:
    session, question = asked.session, asked.question
    ground = await counted_people(session, await ground_of(session, within), people)
    network = await network_of(session, within, units, scope)
    rows = await rows_of(session, ground, units)
    # Kept, as the medians may not be ready in the time of the request that made it.
    ways = await once(
        session, ("ways of", question), lambda: ways_of(session, question, ground, network, travel)
    )
    middles = await computed(
        session, ("middles", question), lambda: middles_of(ground.points, ways.travel, rows)
    )
    return CoverageArrays(ground, network, rows, ways, middles)


def _whole(total: ReachRow, arrays: CoverageArrays) -> ReachRow:
    """The total with every site of the territory, those too that lie in none of the rows."""
    ground = arrays.ground
    return replace(
        total,
        people=replace(total.people, stated=ground.stated, of=len(ground.units)),
        sites=int(arrays.network.inside.sum()),
        sites_without_point=arrays.network.without_point,
    )
