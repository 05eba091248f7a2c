"""Travel of a question: straight lines, or minutes of a loaded matrix, else by the rule from lines."""

import asyncio
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hub.planning.answers.errors import BadTravel, NoMatrix
from hub.planning.answers.ground import Ground
from hub.planning.answers.keeping import computed, once
from hub.planning.answers.sites import Network
from hub.planning.distance import Bools, Floats, Ints, metres
from hub.planning.people import PeoplePoints
from hub.planning.roads import Roads, blended_travel
from hub.planning.travel import Sites, Travel, minutes_by_rule, straight_travel
from hub.store.engine import ReadSession
from hub.store.planning.rows import read_release
from hub.store.planning.sites import Site
from hub.store.planning.travel import MatrixSource, TravelTimes, read_travel

#: Places are known to metres at best, and times to minutes.
LEAST_METRES: Final = 1.0
LEAST_MINUTES: Final = 1.0
MOST_METRES: Final = 200_000.0
MOST_MINUTES: Final = 240.0


@dataclass(frozen=True, slots=True)
class TravelAsked:
    """How far people go: metres or minutes, one of them; `strict` takes no minutes by the rule."""

    metres: float | None = None
    minutes: float | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        """Raise BadTravel where it is no reach."""
        bounds = (
            (LEAST_METRES, self.metres, MOST_METRES),
            (LEAST_MINUTES, self.minutes, MOST_MINUTES),
        )
        usable = [least <= value <= most for least, value, most in bounds if value is not None]
        if usable != [True] or (self.strict and not self.is_minutes):
            raise BadTravel(
                metres=f"{LEAST_METRES:g} to {MOST_METRES:,.0f}",
                minutes=f"{LEAST_MINUTES:g} to {MOST_MINUTES:,.0f}",
            )

    @property
    def limit(self) -> float:
        """The number of metres or minutes."""
        return float(self.metres if self.metres is not None else self.minutes or 0)

    @property
    def is_minutes(self) -> bool:
        """Whether minutes are meant."""
        return self.minutes is not None


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix beside the points of a question, and what has to be told of it.

    `numbers` are those of its places by the id of a unit or record. `newest` is the release of the hub where
    that is another than the one at which the matrix was made.
    """

    roads: Roads
    source: MatrixSource
    numbers: dict[object, int]
    no_road: int
    unusable: int
    holes: int
    newest: int | None

    def ends_of(self, records: Sequence[Site]) -> list[Ints]:
        """For each record the places that may stand for it: its own, its provider's, its unit."""
        lists: tuple[list[object], ...] = (
            [each.location_id for each in records],
            [each.provider_id for each in records],
            [each.territory_id for each in records],
        )
        return [self.ends(ids) for ids in lists]

    def ends(self, ids: Sequence[object]) -> Ints:
        """The numbers of places by the ids of units or records, −1 for those that the matrix lacks."""
        return np.array([self.numbers.get(each, -1) for each in ids], np.int64)


@dataclass(frozen=True, slots=True)
class Measure:
    """What travel was measured by.

    `matrix` is None for straight lines and for the rule. `by_rule` are points whose minutes are of the rule,
    `not_in_matrix` sites in the question that no place of the matrix stands for.
    """

    matrix: Matrix | None
    by_rule: int
    not_in_matrix: int


@dataclass(frozen=True, slots=True)
class Ways(Measure):
    """Travel of people to their nearest site, and what it was measured by."""

    travel: Travel


async def ways_of(
    session: ReadSession, question: Hashable, ground: Ground, network: Network, asked: TravelAsked
) -> Ways:
    """The travel of a question. Raises NoMatrix where minutes are asked for with `strict`."""
    matrix = await matrix_of(session, ground, asked)
    ends = matrix.ends_of(network.records) if matrix else []
    return await computed(
        session,
        ("ways", question),
        lambda: ways_to(ground.points, network.sites, ends, asked.is_minutes, matrix),
    )


def ways_to(
    points: PeoplePoints, sites: Sites, ends: Sequence[Ints], is_minutes: bool, matrix: Matrix | None
) -> Ways:
    """Travel to the nearest of some sites; `ends` are their places in the matrix."""
    straight = straight_travel(points, sites)
    if not is_minutes:
        return Ways(None, 0, 0, straight)
    rule = minutes_by_rule(straight)
    if matrix is None:
        return Ways(None, points.people.size, 0, rule)
    found = blended_travel(points, sites, ends, matrix.roads, rule)
    lacking = sites.located & np.all([end < 0 for end in ends], axis=0)
    return Ways(matrix, int(found.by_rule.sum()), int(lacking.sum()), found.travel)


async def matrix_of(session: ReadSession, ground: Ground, asked: TravelAsked) -> Matrix | None:
    """The newest matrix with origins in the territory; None without one, and for metres. Raises NoMatrix."""
    if not asked.is_minutes:
        return None
    within = ground.within.id
    times = await once(session, ("travel", within), lambda: read_travel(session, within))
    if times is None:
        if asked.strict:
            raise NoMatrix(territory=ground.within.code, why="none has an origin there")
        return None
    found = await asyncio.to_thread(_matrix, ground, times, await read_release(session), asked.strict)
    lacking = int((found.roads.origin < 0).sum())
    if asked.strict and lacking:
        why = f"{lacking} of {found.roads.origin.size} points of people are at none of its origins"
        raise NoMatrix(territory=ground.within.code, why=why)
    return found


def _matrix(ground: Ground, times: TravelTimes, newest: int | None, strict: bool) -> Matrix:
    """The times beside the points. Origins are settlements, else their hromadas."""
    numbers: dict[object, int] = {}
    for number, place in enumerate(times.places):
        numbers[place.territory_id if place.record_id is None else place.record_id] = number
    starts = np.zeros(len(times.places), np.bool_)
    starts[times.origin] = True
    starts[times.no_way[:, 0]] = True
    own = _starts(ground.finest.tolist(), numbers, starts)
    ids = [unit.id for unit in ground.units]
    of_unit = np.append(_starts(ids, numbers, starts), -1)[ground.points.territory]
    origin = np.where(own >= 0, own, of_unit)
    roads = Roads.of(
        np.concatenate([times.origin, times.no_way[:, 0]]),
        np.concatenate([times.destination, times.no_way[:, 1]]),
        np.concatenate([times.minutes, np.full(len(times.no_way), np.inf)]),
        len(times.places),
        origin,
        _away(ground, own >= 0),
        strict=strict,
    )
    other = newest if newest != times.matrix.release else None
    return Matrix(roads, times.matrix, numbers, times.no_road, times.unusable, times.holes, other)


def _starts(ids: Sequence[int], numbers: dict[object, int], starts: Bools) -> Ints:
    """The origins of units by their ids, −1 where the matrix starts at none."""
    found = np.array([numbers.get(each, -1) for each in ids], np.int64)
    return np.where((found >= 0) & np.append(starts, False)[found], found, -1)


def _away(ground: Ground, is_own: Bools) -> Floats:
    """Metres from each point to the place that its times are counted from; 0 where that has no point."""
    spots = {each.id: (each.lat, each.lon) for each in (*ground.units, *ground.places)}
    units = [unit.id for unit in ground.units] + [0]
    ids = [
        finest if own else units[unit]
        for finest, own, unit in zip(
            ground.finest.tolist(), is_own.tolist(), ground.points.territory.tolist(), strict=True
        )
    ]
    places = [spots.get(each, (None, None)) for each in ids]
    lat, lon = (
        np.array([np.nan if place[axis] is None else place[axis] for place in places], np.float64)
        for axis in (0, 1)
    )
    known = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon))
    away = np.zeros(ground.points.people.size)
    away[known] = metres(ground.points.lat[known], ground.points.lon[known], lat[known], lon[known])
    return away
