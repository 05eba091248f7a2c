"""Minutes of a matrix of travel times, and of the rule from straight lines for pairs that it does not have.

A pair of a point of people and a site is *told* where the matrix has a row for their places: so many
minutes, or no way (no road, or a place that lies too far from the road that it was snapped to). Every other
pair is a hole: its minutes are of the rule (hub/planning/travel.py), or it has none where `strict` is asked
for. No hole and no missing road is ever 0 minutes.

A place of a matrix stands for people around it: a point d km away from its place has minutes that are
uncertain by 1.24 × d, beside what places are uncertain by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hub.planning.distance import FARTHEST_METRES, Bools, Floats, Ints, metres_between, unit_vectors
from hub.planning.pairs import Pairs, TravelUnit, matrix_pairs, pairs_within
from hub.planning.people import PeoplePoints
from hub.planning.travel import (
    MINUTES_AT_LEAST,
    MINUTES_ERROR,
    MINUTES_PER_KM,
    Sites,
    Travel,
    radius_of,
    rule_metres,
)

_PER_METRE = MINUTES_PER_KM / 1_000


@dataclass(frozen=True)
class Roads:
    """A matrix beside the points of a question.

    `row`, `column`, `minutes` (told,): places by number, sorted by row and then by column, each pair once;
    infinite minutes are no way. `places`: how many places there are. `origin` (points,): the place that each
    point is counted from, −1 where the matrix has none. `away` (points,): metres from the point to that
    place. `strict`: nothing is taken by the rule.
    """

    row: Ints
    column: Ints
    minutes: Floats
    places: int
    origin: Ints
    away: Floats
    strict: bool = False

    @classmethod
    def of(
        cls,
        row: Ints,
        column: Ints,
        minutes: Floats,
        places: int,
        origin: Ints,
        away: Floats,
        *,
        strict: bool = False,
    ) -> "Roads":
        """Sort the pairs; of a pair that stands twice the least counts, and what is no time is no way."""
        usable = np.where(np.isfinite(minutes) & (minutes >= 0), minutes, np.inf)
        order = np.lexsort((usable, column, row))
        row, column, usable = row[order], column[order], usable[order]
        first = np.ones(row.size, np.bool_)
        first[1:] = (np.diff(row) != 0) | (np.diff(column) != 0)
        return cls(row[first], column[first], usable[first], places, origin, away, strict)

    @cached_property
    def _keys(self) -> Ints:
        return self.row * self.places + self.column

    def look_up(self, origin: Ints, destination: Ints) -> Floats:
        """Minutes of pairs of places, of one shape; infinite is no way, NaN a hole. −1 is no place."""
        found = np.full(origin.shape, np.nan)
        if not self.row.size:
            return found
        wanted = origin * self.places + destination
        at = np.minimum(np.searchsorted(self._keys, wanted), self.row.size - 1)
        told = (origin >= 0) & (destination >= 0) & (self._keys[at] == wanted)
        found[told] = self.minutes[at[told]]
        return found

    def from_place(self, origin: int, ends: Sequence[Ints]) -> Floats:
        """Minutes from one place to every site, by the first of its `ends` that the matrix has."""
        begin, end = np.searchsorted(self.row, (origin, origin + 1))
        line = np.full(self.places + 1, np.nan)
        line[self.column[begin:end]] = self.minutes[begin:end]
        found = line[ends[0]]
        for other in ends[1:]:
            found = np.where(np.isnan(found), line[other], found)
        return found

    def told(self, point: Ints, site: Ints, ends: Sequence[Ints]) -> Bools:
        """Which pairs of a point and a site the matrix has a row for."""
        known = np.zeros(point.size, np.bool_)
        for end in ends:
            known |= ~np.isnan(self.look_up(self.origin[point], end[site]))
        return known

    def reaching(self, end: Ints, limit: float) -> tuple[Ints, Ints, Floats]:
        """Points, sites and minutes (pairs,) of the told pairs that take at most the limit.

        end (sites,): the place that stands for each site, −1 for none.
        """
        near = np.flatnonzero(self.minutes <= min(limit, np.finfo(np.float64).max))
        points, first, count = _by_place(self.origin, self.places)
        sites, begin, many = _by_place(end, self.places)
        row = self.row[near]
        pair, point = _spread(first[row], count[row])
        pair = near[pair]
        again, site = _spread(begin[self.column[pair]], many[self.column[pair]])
        return points[point[again]], sites[site], self.minutes[pair[again]]


def minutes_of(metres: Floats) -> Floats:
    """Minutes by the rule."""
    return np.asarray(MINUTES_AT_LEAST + MINUTES_PER_KM * metres / 1_000)


def minute_pairs(vectors: Floats, places: Floats, ends: Sequence[Ints], limit: float, roads: Roads) -> Pairs:
    """Pairs of a point and a site that take at most so many minutes.

    vectors (points, 3), places (sites, 3): unit vectors. ends, each (sites,): places of the matrix that may
    stand for a site, the first that has a row counts.
    """
    parts = [] if roads.strict else [_by_rule(vectors, places, ends, limit, roads)]
    for number, end in enumerate(ends):
        point, site, minutes = roads.reaching(end, limit)
        fresh = ~roads.told(point, site, ends[:number])
        parts.append((point[fresh], site[fresh], minutes[fresh]))
    point, site = (np.concatenate([part[axis] for part in parts]).astype(np.int64) for axis in (0, 1))
    minutes = np.concatenate([part[2] for part in parts])
    return matrix_pairs(point, site, minutes, len(vectors), len(places))


def _by_rule(
    vectors: Floats, places: Floats, ends: Sequence[Ints], limit: float, roads: Roads
) -> tuple[Ints, Ints, Floats]:
    """The holes within the limit, with minutes by the rule."""
    if rule_metres(limit) < 0:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    pairs = pairs_within(vectors, places, min(rule_metres(limit), FARTHEST_METRES))
    point, minutes = pairs.point, minutes_of(pairs.cost)
    holes = ~roads.told(point, pairs.site, ends) & (minutes <= limit)
    return point[holes], pairs.site[holes], minutes[holes]


@dataclass(frozen=True, slots=True)
class BlendedTravel:
    """Travel to the nearest site, and which points have it by the rule: shape (points,)."""

    travel: Travel
    by_rule: Bools


def blended_travel(
    points: PeoplePoints, sites: Sites, ends: Sequence[Ints], roads: Roads, rule: Travel
) -> BlendedTravel:
    """Minutes to the nearest site: by the matrix where it tells them, else by the rule.

    rule: what the rule alone gives, for points that are at no place of the matrix.
    """
    if roads.strict:
        nothing = np.full(rule.value.size, np.inf)
        rule = Travel(np.full(rule.value.size, -1, np.int64), nothing, nothing, nothing, rule.unit)
    site, ruled = rule.site.copy(), (rule.site >= 0)
    value, sure, possible = rule.value.copy(), rule.sure.copy(), rule.possible.copy()
    located = np.flatnonzero(sites.located)
    if located.size:
        vectors, places = points.vectors, unit_vectors(sites.lat[located], sites.lon[located])
        doubt, own = radius_of(sites)[located], points.uncertainty
        near = [end[located] for end in ends]
        members, first, count = _by_place(roads.origin, roads.places)
        for origin in np.flatnonzero(count).tolist():
            rows = members[first[origin] : first[origin] + count[origin]]
            told = roads.from_place(origin, near)
            hole = np.isnan(told)
            metres = metres_between(vectors[rows][:, None], places[None])
            spread = doubt + own[rows][:, None]
            wide = _PER_METRE * (spread + roads.away[rows][:, None])
            none = np.inf if roads.strict else 0.0
            middle = np.where(hole, minutes_of(metres) + none, told)
            most = np.where(hole, minutes_of(metres + spread) * (1 + MINUTES_ERROR) + none, told + wide)
            least = minutes_of(np.maximum(metres - spread, 0.0)) * (1 - MINUTES_ERROR) + none
            nearest = middle.argmin(axis=1)
            value[rows] = middle[np.arange(rows.size), nearest]
            sure[rows] = most.min(axis=1)
            possible[rows] = np.maximum(np.where(hole, least, told - wide).min(axis=1), 0.0)
            reached = np.isfinite(value[rows])
            site[rows] = np.where(reached, located[nearest], -1)
            ruled[rows] = reached & hole[nearest]
    return BlendedTravel(Travel(site, value, sure, possible, TravelUnit.MINUTES), ruled)


def _by_place(of: Ints, places: int) -> tuple[Ints, Ints, Ints]:
    """Numbers sorted by their place, and where those of each place begin and how many they are."""
    members = np.argsort(of, kind="stable")
    count = np.bincount(of[of >= 0], minlength=places)
    first = int((of < 0).sum()) + np.concatenate(([0], np.cumsum(count)[:-1]))
    return members, first.astype(np.int64)[:places], count.astype(np.int64)


def _spread(begin: Ints, count: Ints) -> tuple[Ints, Ints]:
    """For each of many ranges, its number as often as it is long, and the numbers in it."""
    number = np.repeat(np.arange(count.size), count)
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return number, begin[number] + offset
