"""Travel of a question: straight lines, or minutes of a loaded matrix, else by the rule from lines."""

import asyncio
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from hub.planning.answers.errors import BadTravel
from hub.planning.answers.ground import Ground
from hub.planning.answers.sites import Network
from hub.planning.pairs import matrix_pairs
from hub.planning.travel import Travel, matrix_travel, minutes_by_rule, straight_travel
from hub.store.engine import ReadSession
from hub.store.planning.travel import MatrixSource, TravelTimes, read_travel

MOST_METRES: Final = 200_000.0
MOST_MINUTES: Final = 240.0


@dataclass(frozen=True, slots=True)
class TravelAsked:
    """How far people go: metres or minutes, one of them."""

    metres: float | None = None
    minutes: float | None = None

    def __post_init__(self) -> None:
        """Raise BadTravel where it is no reach."""
        given = [
            (value, most)
            for value, most in ((self.metres, MOST_METRES), (self.minutes, MOST_MINUTES))
            if value is not None
        ]
        if len(given) != 1 or not 0 < given[0][0] <= given[0][1]:
            raise BadTravel(metres=f"{MOST_METRES:,.0f}", minutes=f"{MOST_MINUTES:,.0f}")

    @property
    def limit(self) -> float:
        """The number of metres or minutes."""
        return float(self.metres if self.metres is not None else self.minutes or 0)

    @property
    def is_minutes(self) -> bool:
        """Whether minutes are meant."""
        return self.minutes is not None


@dataclass(frozen=True, slots=True)
class Ways:
    """Travel of people to their nearest site, and what it was measured by.

    `matrix` is None for straight lines and for the rule. `by_rule` are points whose minutes are of the rule.
    """

    travel: Travel
    matrix: MatrixSource | None
    by_rule: int
    no_road: int = 0
    unusable: int = 0


async def ways_of(session: ReadSession, ground: Ground, network: Network, asked: TravelAsked) -> Ways:
    """The travel of a question. Origins of a matrix are settlements, else their hromadas."""
    straight = await asyncio.to_thread(straight_travel, ground.points, network.sites)
    if not asked.is_minutes:
        return Ways(straight, None, 0)
    rule = minutes_by_rule(straight)
    times = await read_travel(session, ground.within.id)
    if times is None:
        return Ways(rule, None, ground.points.people.size)
    return await asyncio.to_thread(_by_matrix, ground, network, rule, times)


def _by_matrix(ground: Ground, network: Network, rule: Travel, times: TravelTimes) -> Ways:
    """Minutes of the matrix for points whose place it has, of the rule for all others."""
    places = times.places
    origins = {places[each].territory_id: each for each in np.unique(times.origin).tolist()}
    index = np.array(
        [
            origins.get(finest, origins.get(ground.units[unit].id if unit >= 0 else 0, -1))
            for finest, unit in zip(ground.finest.tolist(), ground.points.territory.tolist(), strict=True)
        ],
        np.int64,
    )
    targets = _targets(network, times)
    pairs: dict[int, list[tuple[int, float]]] = {}
    for origin, destination, minutes in zip(
        times.origin.tolist(), times.destination.tolist(), times.minutes.tolist(), strict=True
    ):
        for site in targets.get(destination, ()):
            pairs.setdefault(origin, []).append((site, minutes))
    rows = [
        (point, site, minutes)
        for point, origin in enumerate(index.tolist())
        for site, minutes in pairs.get(origin, ())
    ]
    roads = matrix_pairs(
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.float64),
        index.size,
        len(network.records),
    )
    known = matrix_travel(ground.points, network.sites, roads)
    has = index >= 0
    travel = Travel(
        np.where(has, known.site, rule.site),
        np.where(has, known.value, rule.value),
        np.where(has, known.sure, rule.sure),
        np.where(has, known.possible, rule.possible),
        rule.unit,
    )
    return Ways(travel, times.matrix, int((~has).sum()), times.no_road, times.unusable)


def _targets(network: Network, times: TravelTimes) -> dict[int, list[int]]:
    """For each destination of the matrix the sites that stand there."""
    records: dict[UUID, list[int]] = {}
    units: dict[int, list[int]] = {}
    for number, site in enumerate(network.records):
        for identity in {site.provider_id, site.location_id or site.provider_id}:
            records.setdefault(identity, []).append(number)
        if site.territory_id is not None:
            units.setdefault(site.territory_id, []).append(number)
    found: dict[int, list[int]] = {}
    for each in np.unique(times.destination).tolist():
        place = times.places[each]
        if place.record_id is not None:
            found[each] = records.get(place.record_id, [])
        elif place.territory_id is not None:
            found[each] = units.get(place.territory_id, [])
    return found
