"""What a question about new sites is computed of: people, existing sites, candidates and rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from hub.domain.filter_checks import Limits, check_provider_filter
from hub.domain.territory.codes import read_code
from hub.domain.vocabulary import PrecisionClass, TerritoryLevel
from hub.planning.answers.ages import counted_people
from hub.planning.answers.ground import Ground, ground_of
from hub.planning.answers.keeping import once
from hub.planning.answers.sites import Network, network_of, rows_of
from hub.planning.basis import NotUsed
from hub.planning.distance import Ints
from hub.planning.plans.question import CandidateKind, PlanQuestion
from hub.planning.reach import Rows
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, resolve_providers, territory_id_of
from hub.store.planning.places import Place, read_place
from hub.store.planning.rows import read_units_above
from hub.store.planning.territories import PlanningTerritory, read_territories

_SETTLEMENTS = (TerritoryLevel.SETTLEMENT, TerritoryLevel.REGION)


@dataclass(frozen=True)
class PlanGround:
    """People with the units of the rows, existing sites, and candidates by code.

    `rows` has one row for each unit of the people; `candidate_rows` are those of candidates, −1 in none.
    """

    people: Ground
    network: Network
    rows: Rows
    candidates: tuple[PlanningTerritory, ...]
    candidate_rows: Ints
    not_used: tuple[NotUsed, ...]

    @property
    def within(self) -> Place:
        """The territory of the question."""
        return self.people.within

    @property
    def units(self) -> tuple[PlanningTerritory, ...]:
        """The territories of the rows."""
        return self.people.units


async def read_ground(session: ReadSession, question: PlanQuestion, limits: Limits) -> PlanGround:
    """Read what a question needs, in a number of statements that does not grow.

    Kept for all questions about the same people, sites and candidates to the same state of the hub. Raises
    UnknownTerritory, AmbiguousTerritory, NoPopulation, and what a filter may be wrong in.
    """
    check_provider_filter(question.keep, limits)
    within = await read_place(session, await territory_id_of(session, read_code(question.within).text))
    scope = await session.known(resolve_providers, question.keep)
    about = (question.people, question.candidates, question.codes, question.exclude)
    return await once(
        session, ("plan", within.id, scope, *about), lambda: _ground(session, question, within, scope)
    )


async def _ground(
    session: ReadSession, question: PlanQuestion, within: Place, scope: ProviderScope
) -> PlanGround:
    people = await counted_people(session, await ground_of(session, within), question.people)
    units = [_place(unit) for unit in people.units]
    network = await network_of(session, within, units, scope)
    candidates, left_out = await _candidates(session, question, people)
    told = [("sites", "NO_POINT", network.without_point), *left_out]
    row_of = {unit.id: row for row, unit in enumerate(units)}
    above = await read_units_above(session, [each.id for each in candidates], list(row_of))
    return PlanGround(
        people,
        network,
        await rows_of(session, people, units),
        candidates,
        np.array([row_of.get(above.get(each.id, 0), -1) for each in candidates], np.int64),
        tuple(NotUsed(*each) for each in told if each[2]),
    )


def _place(unit: PlanningTerritory) -> Place:
    return Place(unit.id, unit.code, unit.name, unit.country, unit.level, unit.lang, unit.lat, unit.lon)


async def _candidates(
    session: ReadSession, question: PlanQuestion, people: Ground
) -> tuple[tuple[PlanningTerritory, ...], list[tuple[str, str, int]]]:
    """Places that may be chosen, by code, and how many were left out for which reason."""
    meant, outside = await _meant(session, question, people)
    located = [each for each in meant if each.lat is not None]
    shut = [await territory_id_of(session, read_code(code).text) for code in question.exclude]
    closed = await read_units_above(session, [each.id for each in located], shut)
    kept = [each for each in located if each.id not in closed]
    left_out = [
        ("candidates", "OUTSIDE", outside),
        ("candidates", "NO_POINT", len(meant) - len(located)),
        ("candidates", "EXCLUDED", len(located) - len(kept)),
    ]
    return tuple(sorted(kept, key=lambda each: each.code)), left_out


async def _meant(
    session: ReadSession, question: PlanQuestion, people: Ground
) -> tuple[Sequence[PlanningTerritory], int]:
    """The territories that the question names as candidates, and how many of them lie outside."""
    if question.candidates is CandidateKind.HROMADA_SEATS:
        return people.units, 0
    if question.candidates is CandidateKind.SETTLEMENTS:
        found = await read_territories(session, people.within.id, _SETTLEMENTS)
        return [each for each in found if is_settlement(each)], 0
    below = {each.id: each for each in await read_territories(session, people.within.id)}
    ids = {await territory_id_of(session, read_code(code).text) for code in question.codes}
    return [below[each] for each in ids if each in below], len(ids - below.keys())


def is_settlement(each: PlanningTerritory) -> bool:
    """Whether a unit is a settlement, or a city with the rights of a region."""
    is_city = each.level is TerritoryLevel.REGION and each.precision is PrecisionClass.SETTLEMENT
    return each.level is TerritoryLevel.SETTLEMENT or is_city


async def resolved_codes(session: ReadSession, question: PlanQuestion) -> PlanQuestion:
    """The question with the hub's own code in place of every code that answers to a territory."""

    async def own(code: str) -> str:
        return (await read_place(session, await territory_id_of(session, read_code(code).text))).code

    keep = question.keep
    if keep.within is not None and keep.within.territory is not None:
        keep = replace(keep, within=replace(keep.within, territory=await own(keep.within.territory)))
    if keep.serves_territory is not None:
        keep = replace(keep, serves_territory=await own(keep.serves_territory))
    return replace(
        question,
        within=await own(question.within),
        keep=keep,
        codes=tuple(sorted({await own(code) for code in question.codes})),
        exclude=tuple(sorted({await own(code) for code in question.exclude})),
    )
