"""Access to providers by floating catchments: places for each 10,000 people, near ones counting more."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from hub.planning.answers.ages import PeopleAsked, counted_people
from hub.planning.answers.errors import BadBands
from hub.planning.answers.ground import Ground, ground_of
from hub.planning.answers.keeping import computed, once
from hub.planning.answers.sites import Network, network_of, rows_of, stated_places
from hub.planning.answers.travel import (
    LEAST_METRES,
    LEAST_MINUTES,
    MOST_METRES,
    MOST_MINUTES,
    Matrix,
    Measure,
    TravelAsked,
    matrix_of,
)
from hub.planning.catchment import StepDecay, three_step, two_step, weights_of
from hub.planning.distance import Floats, Ints, unit_vectors
from hub.planning.estimate import Absence, Estimate, Unit, absent, known, rounded_people
from hub.planning.pairs import Pairs, TravelUnit, pairs_within
from hub.planning.raam import raam
from hub.planning.reach import Rows
from hub.planning.roads import minute_pairs, minutes_of
from hub.planning.travel import rule_metres
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.planning.places import Place

_RATE: Final = 10_000
MOST_BANDS: Final = 10
#: A weight below this is as good as none, and the quotients of smaller ones leave the range of numbers.
LEAST_WEIGHT: Final = 0.001


class AccessMethod(StrEnum):
    """How access is computed; the formulas are in `hub.planning.catchment` and `hub.planning.raam`."""

    E2SFCA = "e2sfca"
    TWO_STEP = "2sfca"
    THREE_STEP = "3sfca"
    RAAM = "raam"


@dataclass(frozen=True, slots=True)
class Bands:
    """How much a place counts by how far it is: `weights[k]` up to and with `limits[k]`, 0 beyond."""

    limits: tuple[float, ...]
    weights: tuple[float, ...]
    unit: TravelUnit = TravelUnit.METRES

    def __post_init__(self) -> None:
        """Raise BadBands where they are none."""
        metres = self.unit is TravelUnit.METRES
        least, most = (LEAST_METRES, MOST_METRES) if metres else (LEAST_MINUTES, MOST_MINUTES)
        if not 0 < len(self.limits) <= MOST_BANDS:
            raise BadBands(why=f"give 1 to {MOST_BANDS} of them")
        if not all(least <= limit <= most for limit in self.limits):
            raise BadBands(why=f"each ends at {least:g} to {most:,.0f} {self.unit.value}")
        if any(low >= high for low, high in zip(self.limits, self.limits[1:], strict=False)):
            raise BadBands(why="each ends farther away than the one before it")
        if not all(LEAST_WEIGHT <= weight <= 1 for weight in self.weights):
            raise BadBands(why=f"a weight is at least {LEAST_WEIGHT:g} and at most 1")
        if any(near < far for near, far in zip(self.weights, self.weights[1:], strict=False)):
            raise BadBands(why="none weighs more than the one before it, as near providers count more")

    def check(self, method: AccessMethod) -> None:
        """Raise BadBands where the method would not use all of them."""
        if method in _OF_ONE_LIMIT and self.weights != (1.0,):
            why = f"{method.name} has one limit, so give one band with a weight of 1, or ask for E2SFCA"
            raise BadBands(why=why)


#: Methods in which everybody within one limit counts alike.
_OF_ONE_LIMIT: Final = (AccessMethod.TWO_STEP, AccessMethod.RAAM)
#: Weights of Luo and Qi (2009) for thirds of the reach; of methods with one limit, that limit.
_STEPS: Final = Bands((10_000.0, 20_000.0, 30_000.0), (1.0, 0.68, 0.22))
_ONE: Final = Bands((15_000.0,), (1.0,))
DEFAULT_BANDS: Final = {
    AccessMethod.E2SFCA: _STEPS,
    AccessMethod.THREE_STEP: _STEPS,
    AccessMethod.TWO_STEP: _ONE,
    AccessMethod.RAAM: Bands((30_000.0,), (1.0,)),
}


@dataclass(frozen=True, slots=True)
class AccessRow:
    """Access of the people of one territory, the mean over them, and what stands beside it."""

    people: Estimate
    supply: Estimate
    access: Estimate
    without_site: Estimate


@dataclass(frozen=True, slots=True)
class AccessAnswer:
    """Access of all and in each unit; `is_stated`: places are counted, else providers, as none states any."""

    total: AccessRow
    rows: tuple[AccessRow, ...]
    ground: Ground
    network: Network
    is_stated: bool
    gap: float | None
    measure: Measure


@dataclass(frozen=True, slots=True)
class _Arrays:
    """What does not hang on the method: people, sites with what they state, rows."""

    ground: Ground
    network: Network
    rows: Rows
    supply: Floats
    matrix: Matrix | None


async def accessibility(
    session: ReadSession,
    within: Place,
    units: Sequence[Place],
    scope: ProviderScope,
    method: AccessMethod,
    bands: Bands,
    people: PeopleAsked | None = None,
) -> AccessAnswer:
    """Access in a territory and in each unit; absent where nobody's people are known. Raises NoPopulation."""
    question = ("access", within.id, tuple(unit.id for unit in units), scope, people, bands.unit)
    arrays = await once(session, question, lambda: _arrays(session, within, units, scope, people, bands.unit))
    return await computed(session, (*question, method, bands), lambda: _answer(arrays, method, bands))


async def _arrays(
    session: ReadSession,
    within: Place,
    units: Sequence[Place],
    scope: ProviderScope,
    people: PeopleAsked | None,
    unit: TravelUnit,
) -> _Arrays:
    ground = await counted_people(session, await ground_of(session, within), people)
    network = await network_of(session, within, units, scope)
    supply = await stated_places(session, network, scope)
    minutes = TravelAsked(minutes=MOST_MINUTES) if unit is TravelUnit.MINUTES else None
    matrix = await matrix_of(session, ground, minutes) if minutes else None
    return _Arrays(ground, network, await rows_of(session, ground, units), supply, matrix)


def _answer(arrays: _Arrays, method: AccessMethod, bands: Bands) -> AccessAnswer:
    points, sites = arrays.ground.points, arrays.network.sites
    is_stated = bool(np.isfinite(arrays.supply).any())
    supply = arrays.supply if is_stated else np.ones(arrays.supply.size)
    located = np.flatnonzero(sites.located)
    ends = arrays.matrix.ends_of(arrays.network.records) if arrays.matrix else []
    near = [end[located] for end in ends]
    places = unit_vectors(sites.lat[located], sites.lon[located])
    pairs = _pairs(points.vectors, places, bands, near, arrays.matrix)
    by_rule = 0
    if bands.unit is TravelUnit.MINUTES:
        told = np.zeros(pairs.site.size, np.bool_)
        if arrays.matrix is not None:
            told = arrays.matrix.roads.told(pairs.point, pairs.site, near)
        by_rule = int(np.unique(pairs.point[~told]).size)
    lacking = np.all([end < 0 for end in near], axis=0).sum() if near else 0
    access, gap = _access(pairs, points.people, supply[located], method, bands)
    rows = arrays.rows
    inside = np.where(arrays.network.inside > 0, 0, -1)
    rows_told = [
        _Rows(arrays, supply, is_stated, method, access).of(group, site_row, count, stated)
        for group, site_row, count, stated in (
            (np.zeros(points.people.size, np.int64), inside, 1, None),
            (rows.of_point, sites.row, rows.count, rows),
        )
    ]
    ways = Measure(arrays.matrix, by_rule, int(lacking))
    (total,), rows_ = rows_told
    return AccessAnswer(total, tuple(rows_), arrays.ground, arrays.network, is_stated, gap, ways)


def _pairs(points: Floats, sites: Floats, bands: Bands, ends: Sequence[Ints], matrix: Matrix | None) -> Pairs:
    """Pairs within the last band; minutes of the matrix, of the rule for pairs that it lacks."""
    limit = bands.limits[-1]
    if bands.unit is TravelUnit.METRES:
        return pairs_within(points, sites, limit)
    if matrix is not None:
        return minute_pairs(points, sites, ends, limit, matrix.roads)
    found = pairs_within(points, sites, max(0.0, rule_metres(limit)))
    minutes = Pairs(found.start, found.site, minutes_of(found.cost), found.sites, TravelUnit.MINUTES)
    return minutes.within(limit)


def _access(
    pairs: Pairs, people: Floats, supply: Floats, method: AccessMethod, bands: Bands
) -> tuple[Floats, float | None]:
    """Access of each point, NaN where no site is in reach; and the gap of RAAM."""
    if method is AccessMethod.RAAM:
        found = raam(pairs, people, supply, bands.limits[-1])
        cost = np.full(people.size, np.nan)
        cost[found.point] = found.cost
        return cost, found.gap
    weights = weights_of(pairs, StepDecay(bands.limits, bands.weights, bands.unit))
    step = three_step if method is AccessMethod.THREE_STEP else two_step
    access = step(pairs, weights, people, supply).access * _RATE
    reached = np.diff(pairs.start) > 0
    return np.where(reached, access, np.nan), None


@dataclass(frozen=True, slots=True)
class _Rows:
    """Adds up points and sites by row."""

    arrays: _Arrays
    supply: Floats
    is_stated: bool
    method: AccessMethod
    access: Floats

    def of(self, group: Ints, site_row: Ints, count: int, rows: Rows | None) -> list[AccessRow]:
        """One row for each territory."""
        people, inside = self.arrays.ground.points.people, group >= 0
        reached = inside & np.isfinite(self.access)
        sums = np.bincount(group[inside], people[inside], count)
        served = np.bincount(group[reached], people[reached], count)
        total = np.bincount(group[reached], people[reached] * self.access[reached], count)
        counted = site_row >= 0
        sites = np.bincount(site_row[counted], minlength=count)
        known_sites = counted & np.isfinite(self.supply)
        stated = np.bincount(site_row[known_sites], minlength=count)
        places = np.bincount(site_row[known_sites], self.supply[known_sites], count)
        ground = self.arrays.ground
        return [
            self._row(
                float(sums[row]),
                float(served[row]),
                float(total[row]),
                (int(rows.stated[row]), int(rows.of[row]))
                if rows is not None and rows.stated is not None and rows.of is not None
                else (ground.stated, len(ground.units)),
                (float(places[row]), int(stated[row]), int(sites[row])),
            )
            for row in range(count)
        ]

    def _row(
        self,
        people: float,
        served: float,
        total: float,
        units: tuple[int, int],
        supply: tuple[float, int, int],
    ) -> AccessRow:
        places, stated, of = supply
        unit = Unit.PLACES if self.is_stated else Unit.PROVIDERS
        given = (
            known(places, unit, stated=stated, of=of)
            if stated or not of
            else absent(Absence.NOT_STATED, unit, of=of)
        )
        rate = self._unit()
        if not self.arrays.ground.is_counted or not people > 0:
            why = Absence.NO_POPULATION
            nobody = absent(why, Unit.PEOPLE, of=units[1])
            return AccessRow(nobody, given, absent(why, rate, of=of), nobody)
        # Of RAAM the mean is over those who reach a site; else those who reach none have an access of 0.
        over = served if self.method is AccessMethod.RAAM else people
        everybody = known(people, Unit.PEOPLE, stated=units[0], of=units[1])
        return AccessRow(
            rounded_people(everybody),
            given,
            Estimate(total / over, None, None, rate, stated, of)
            if over > 0
            else absent(Absence.NOT_APPLICABLE, rate, stated=stated, of=of),
            rounded_people(known(max(people - served, 0.0), Unit.PEOPLE, stated=units[0], of=units[1])),
        )

    def _unit(self) -> Unit:
        if self.method is AccessMethod.RAAM:
            return Unit.INDEX
        return Unit.PLACES_PER_10K if self.is_stated else Unit.SITES_PER_10K
