"""How far each point is from its nearest site: as measured, surely at most, and possibly at least.

A site with the radius of uncertainty r and a point with u may be r + u nearer or farther than their points
are:

    value = min_j d_ij      sure = min_j (d_ij + r_j) + u_i      possible = max(0, min_j (d_ij − r_j) − u_i)

Minutes come from a matrix, whose places are uncertain by 1.24 minutes/km (hub/planning/roads.py); or by a
rule from the straight line,

    minutes = 9.1 + 1.24 × km,   ± 37 % (90 % of cases),

fitted on 1,377 driving times (OSRM, car) from hromada centres to oblast centres of Ukraine (R² 0.85, median
error 12 %). The rule is not to be trusted across rivers without a bridge, mountains and front lines, nor for
walking and buses.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from hub.domain.precision import radius_metres
from hub.domain.vocabulary import PrecisionClass, TerritoryLevel
from hub.planning.distance import Bools, Floats, Ints, unit_vectors
from hub.planning.pairs import TravelUnit, nearest_sites
from hub.planning.people import PeoplePoints

#: A number, or an array of numbers.
Number = TypeVar("Number", float, Floats)

MINUTES_AT_LEAST = 9.1
MINUTES_PER_KM = 1.24
MINUTES_ERROR = 0.37
#: A site whose precision is not known may stand anywhere in its district.
_UNKNOWN_RADIUS = float(radius_metres(PrecisionClass.TERRITORY, TerritoryLevel.DISTRICT) or 0)


@dataclass(frozen=True, slots=True)
class Sites:
    """Where sites stand, arrays of the shape (sites,); `lat` and `lon` are NaN where there is no point.

    `radius` is the uncertainty in metres (`hub.domain.precision`), NaN where it is not known. `row` is the
    territory of an answer that the site is counted in, −1 for one outside: it serves, and is not counted.
    """

    lat: Floats
    lon: Floats
    radius: Floats
    row: Ints

    @property
    def located(self) -> Bools:
        """Whether a site has a point."""
        return np.isfinite(self.lat) & np.isfinite(self.lon)


@dataclass(frozen=True, slots=True)
class Travel:
    """From each point to the nearest site, arrays of the shape (points,); infinite where there is no way.

    The index of the site is −1 there. `value`, `sure` and `possible` are in the unit; possible ≤ value ≤
    sure.
    """

    site: Ints
    value: Floats
    sure: Floats
    possible: Floats
    unit: TravelUnit


def radius_of(sites: Sites) -> Floats:
    """The uncertainty of each site in metres; of one where nobody knows it, that of a whole district."""
    return np.where(np.isfinite(sites.radius), sites.radius, _UNKNOWN_RADIUS)


def rule_metres(minutes: Number) -> Number:
    """The straight line that the rule allows; below 0 where it lets nobody arrive in time."""
    return (minutes - MINUTES_AT_LEAST) / MINUTES_PER_KM * 1_000


def straight_travel(points: PeoplePoints, sites: Sites) -> Travel:
    """Metres in a straight line; sites without a point are left out."""
    rows = np.flatnonzero(sites.located)
    vectors, places = points.vectors, unit_vectors(sites.lat[rows], sites.lon[rows])
    radius = radius_of(sites)[rows]
    count = len(vectors)
    site, value = np.full(count, -1, np.int64), np.full(count, np.inf)
    sure, possible = np.full(count, np.inf), np.full(count, np.inf)
    # Precision has a handful of classes: the nearest site of each gives the exact minimum over all.
    for each in np.unique(radius):
        members = np.flatnonzero(radius == each)
        nearest = nearest_sites(vectors, places[members])
        index = rows[members[nearest.site]]
        nearer = (nearest.metres < value) | ((nearest.metres == value) & (index < site))
        site, value = np.where(nearer, index, site), np.where(nearer, nearest.metres, value)
        sure = np.minimum(sure, nearest.metres + each)
        possible = np.minimum(possible, nearest.metres - each)
    doubt = points.uncertainty
    return Travel(site, value, sure + doubt, np.maximum(possible - doubt, 0.0), TravelUnit.METRES)


def minutes_by_rule(travel: Travel) -> Travel:
    """Minutes by car from straight metres, by the rule above with its error."""
    value, sure, possible = (
        MINUTES_AT_LEAST + MINUTES_PER_KM * each / 1_000
        for each in (travel.value, travel.sure, travel.possible)
    )
    return Travel(
        travel.site, value, sure * (1 + MINUTES_ERROR), possible * (1 - MINUTES_ERROR), TravelUnit.MINUTES
    )
