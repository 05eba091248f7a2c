"""What a question about new sites is computed of: people, existing sites, candidates and rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from hub.domain.filter_checks import Limits, check_provider_filter
from hub.domain.moments import parse_as_of
from hub.domain.territory.codes import read_code
from hub.domain.vocabulary import PrecisionClass, TerritoryLevel
from hub.planning.answers.ages import counted_people
from hub.planning.answers.ground import Ground, ground_of
from hub.planning.answers.keeping import once
from hub.planning.answers.sites import Network, network_of, rows_of, stated_places
from hub.planning.answers.travel import Matrix, Ways, matrix_of, ways_to
from hub.planning.basis import NotUsed
from hub.planning.distance import Floats, Ints
from hub.planning.moments import require_past
from hub.planning.plans.question import CandidateKind, PlanQuestion
from hub.planning.reach import Rows
from hub.planning.siting import NoCandidates
from hub.planning.travel import Sites
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
    `capacity` (sites,) are places that existing sites state, NaN where they state none; None where the
    question does not count them.
    """

    people: Ground
    network: Network
    rows: Rows
    candidates: tuple[PlanningTerritory, ...]
    candidate_rows: Ints
    not_used: tuple[NotUsed, ...]
    matrix: Matrix | None
    capacity: Floats | None

    def ways(self, sites: Sites, new: Sequence[PlanningTerritory], is_minutes: bool) -> Ways:
        """Travel to the existing sites and to new ones behind them at some candidates."""
        return ways_to(self.people.points, sites, self.ends(new), is_minutes, self.matrix)

    def ends(self, new: Sequence[PlanningTerritory]) -> list[Ints]:
        """Places in the matrix of existing sites and of new ones behind them."""
        if self.matrix is None:
            return []
        existing = self.matrix.ends_of(self.network.records)
        nowhere = np.full(len(new), -1, np.int64)
        added = [nowhere, nowhere, self.matrix.ends([each.id for each in new])]
        return [np.concatenate(pair) for pair in zip(existing, added, strict=True)]

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

    Kept for all questions about the same people, sites, candidates, travel and capacity to the same state of
    the hub. Raises UnknownTerritory, AmbiguousTerritory, NoPopulation, NoMatrix, and what a filter may be
    wrong in.
    """
    check_provider_filter(question.keep, limits)
    question.check_lists(limits)
    if question.as_of is not None:
        require_past(parse_as_of(question.as_of))
    within = await read_place(session, await territory_id_of(session, read_code(question.within).text))
    scope = await session.known(resolve_providers, question.keep)
    travel = question.reach if question.reach.is_minutes else None
    with_capacity = question.capacity is not None
    about = (question.people, question.candidates, question.codes, question.exclude, travel, with_capacity)
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
    capacity = None
    if question.capacity is not None:
        capacity = await stated_places(session, network, scope)
        told.append(("sites", "NO_CAPACITY_STATED", int(np.isnan(capacity).sum())))
    row_of = {unit.id: row for row, unit in enumerate(units)}
    above = await read_units_above(session, [each.id for each in candidates], list(row_of))
    return PlanGround(
        people,
        network,
        await rows_of(session, people, units),
        candidates,
        np.array([row_of.get(above.get(each.id, 0), -1) for each in candidates], np.int64),
        tuple(NotUsed(*each) for each in told if each[2]),
        await matrix_of(session, people, question.reach),
        capacity,
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
    if not kept:
        counts = (outside, len(meant) - len(located), len(located))
        raise NoCandidates(why=why_none(question.candidates, people.within.code, *counts))
    left_out = [
        ("exclude", "NO_CANDIDATE_THERE", len(set(shut) - set(closed.values()))),
        ("candidates", "OUTSIDE", outside),
        ("candidates", "NO_POINT", len(meant) - len(located)),
        ("candidates", "EXCLUDED", len(located) - len(kept)),
    ]
    return tuple(sorted(kept, key=lambda each: each.code)), left_out


def why_none(kind: CandidateKind, within: str, outside: int, without_point: int, excluded: int) -> str:
    """Why no candidate is left, and how to mend it."""
    told = [
        f"{count} {why}"
        for count, why in (
            (outside, f"of those named lie outside {within}, so name places in it"),
            (without_point, "have no point, so name others"),
            (excluded, "are excluded, so exclude fewer"),
        )
        if count
    ]
    others = " or ".join(each.name for each in CandidateKind if each is not kind)
    return "; ".join(told) or f"the hub knows none of {kind.name} in {within}, so ask for {others}"


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
    """The question with the hub's own code in place of every code that answers to a territory.

    Raises UnknownTerritory, AmbiguousTerritory, and BadGoalArguments for one that is wanted and excluded.
    """

    async def own(code: str) -> str:
        return (await read_place(session, await territory_id_of(session, read_code(code).text))).code

    keep = question.keep
    if keep.within is not None and keep.within.territory is not None:
        keep = replace(keep, within=replace(keep.within, territory=await own(keep.within.territory)))
    if keep.serves_territory is not None:
        keep = replace(keep, serves_territory=await own(keep.serves_territory))
    made = replace(
        question,
        within=await own(question.within),
        keep=keep,
        codes=tuple(sorted({await own(code) for code in question.codes})),
        exclude=tuple(sorted({await own(code) for code in question.exclude})),
    )
    made.check()
    return made
