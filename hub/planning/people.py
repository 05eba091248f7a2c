"""People at points: what the model (hub/planning/people_model.py) or a file of points gives to planning.

Where no population is known, the points are hromadas or settlements that are counted, and their unit says so.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hub.planning.distance import Bools, Floats, Ints, unit_vectors
from hub.planning.errors import UnusablePoints
from hub.planning.estimate import Unit


class PopulationBasis(StrEnum):
    """What the people of an answer rest on."""

    STATED_PLACES_AND_REST = "stated-places-and-rest"
    POINTS_FILE = "points-file"
    POINTS_ONLY = "points-only"  # known places, and nothing of those who live elsewhere
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PeoplePoints:
    """People at points, arrays of the shape (points,), and what is not in them."""

    lat: Floats
    lon: Floats
    people: Floats
    #: Index of the hromada, −1 where it is not known.
    territory: Ints
    at_known_place: Bools
    #: Metres around the point in which the people that it stands for live.
    uncertainty: Floats
    #: Points of one place, or of the rest of one hromada, have the same number.
    group: Ints
    basis: PopulationBasis
    unit: Unit = Unit.PEOPLE
    #: Oldest day of the populations that were used.
    as_of: date | None = None
    #: Hromadas of which no population is known.
    hromadas_without_people: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    #: People who are stated and have no point, or whose points are all outside of the state.
    people_without_point: float = 0.0
    #: Points of a file that are outside of the state.
    points_outside: int = 0

    @property
    def vectors(self) -> Floats:
        """The points as unit vectors, shape (points, 3)."""
        return unit_vectors(self.lat, self.lon)

    def chosen(self, kept: Bools) -> "PeoplePoints":
        """The points of a mask of the shape (points,)."""
        return replace(self, **{name: getattr(self, name)[kept] for name in _ARRAYS})


_ARRAYS = ("lat", "lon", "people", "territory", "at_known_place", "uncertainty", "group")


def points_of_file(
    lat: Floats,
    lon: Floats,
    people: Floats,
    *,
    territory: Ints | None = None,
    uncertainty: float = 0.0,
    boundary: BaseGeometry | None = None,
    day: date | None = None,
) -> PeoplePoints:
    """Points of a file `lat,lon,people` instead of the model; those outside of the boundary are left out.

    Raises UnusablePoints for what is no place, and for a number of people that is negative or no number.
    """
    unit_vectors(lat, lon)
    check_people(people)
    inside = np.ones(lat.size, np.bool_) if boundary is None else shapely.intersects_xy(boundary, lon, lat)
    whole = PeoplePoints(
        lat=np.asarray(lat, np.float64),
        lon=np.asarray(lon, np.float64),
        people=np.asarray(people, np.float64),
        territory=np.full(lat.size, -1, np.int64) if territory is None else territory,
        at_known_place=np.ones(lat.size, np.bool_),
        uncertainty=np.full(lat.size, uncertainty),
        group=np.arange(lat.size),
        basis=PopulationBasis.POINTS_FILE,
        as_of=day,
        points_outside=int((~inside).sum()),
        people_without_point=float(people[~inside].sum()),
    )
    return whole.chosen(inside)


def counted_places(lat: Floats, lon: Floats, territory: Ints, unit: Unit) -> PeoplePoints:
    """Settlements or hromadas to be counted, one for each point, where no population is known."""
    return PeoplePoints(
        lat=lat,
        lon=lon,
        people=np.ones(lat.size),
        territory=territory,
        at_known_place=np.ones(lat.size, np.bool_),
        uncertainty=np.zeros(lat.size),
        group=np.arange(lat.size),
        basis=PopulationBasis.NONE,
        unit=unit,
    )


def check_people(people: Floats) -> None:
    """Raise UnusablePoints where a number of people is negative or no finite number."""
    wrong = ~(np.isfinite(people) & (people >= 0))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise UnusablePoints(
            count=int(wrong.sum()), of=people.size, row=row, why=f"its people are {people[row]}"
        )
