"""Places of people by whether they are within reach: surely, possibly or in part, or surely not."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hub.planning.distance import Floats, Ints
from hub.planning.people import PeoplePoints
from hub.planning.sums import sums_by
from hub.planning.travel import Travel


class Standing(StrEnum):
    """Whether the people of a place are within reach."""

    COVERED = "covered"  # all of them surely
    POSSIBLE = "possible"  # a part of them, or all by how exactly places are known
    UNCOVERED = "uncovered"  # none of them, even possibly


@dataclass(frozen=True, slots=True)
class PlaceStanding:
    """The people of one place: `key` as it was given, `lat` and `lon` their middle in degrees (WGS 84).

    `covered` are those within reach: surely, by the points, and possibly.
    """

    key: int
    lat: float
    lon: float
    people: float
    covered: tuple[float, float, float]
    standing: Standing


def standings(points: PeoplePoints, travel: Travel, limit: float, place: Ints) -> list[PlaceStanding]:
    """Each place by its number, which is that of its points in `place` (points,); −1 is left out.

    `limit` is in the unit of the travel, and inside. Places without people are left out.
    """
    kept = np.flatnonzero((place >= 0) & (points.people > 0))
    keys, group = np.unique(place[kept], return_inverse=True)
    people = points.people[kept]

    def sums(numbers: Floats) -> Floats:
        return sums_by(group, numbers, keys.size)

    whole = sums(people)
    lat, lon = sums(people * points.lat[kept]) / whole, sums(people * points.lon[kept]) / whole
    # Whether all or none are within reach is counted in points: sums of people are rounded.
    number = sums(np.ones(people.size))
    within = [
        (each[kept] <= limit).astype(np.float64) for each in (travel.sure, travel.value, travel.possible)
    ]
    surely, possibly = sums(within[0]) == number, sums(within[2]) > 0
    covered = [np.minimum(sums(people * each), whole) for each in within]
    return [
        PlaceStanding(
            key=int(key),
            lat=float(lat[row]),
            lon=float(lon[row]),
            people=float(whole[row]),
            covered=(float(covered[0][row]), float(covered[1][row]), float(covered[2][row])),
            standing=Standing.COVERED
            if surely[row]
            else Standing.POSSIBLE
            if possibly[row]
            else Standing.UNCOVERED,
        )
        for row, key in enumerate(keys.tolist())
    ]
