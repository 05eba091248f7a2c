"""All pairs of a point and a site within a radius, and the nearest site of each point.

The unit vectors of the sites are put into cubes whose edge is the chord of the radius, so all sites within
the radius of a point lie in the 27 cubes around it: nine columns, in each of which three cubes follow one
another in the sorted order. Cubes know no poles and no antimeridian. Work is proportional to the pairs that
are compared; they are compared in blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from hub.planning.distance import EARTH_METRES, FARTHEST_METRES, Bools, Floats, Ints, chord_of, metres_between

#: Pairs that are compared at once: 2^18 × (3 + 3) floats are 13 MB.
_BLOCK = 1 << 18
#: Cubes along an axis at most, so that three numbers of cubes fit into 63 bits.
_CUBES = 1 << 20
#: Sites that the first search for the nearest one should find around an average point.
_FIRST_GUESS = 4
_LEAST_RADIUS = 1_000.0


class TravelUnit(StrEnum):
    """What travel is measured in."""

    METRES = "metres"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sparse pairs, sorted by point and then by site, as a matrix in compressed rows.

    The pairs of point i are `site[start[i]:start[i + 1]]`, and `cost` beside them, in metres, or in minutes
    where they come from a matrix of travel times.
    """

    start: Ints
    site: Ints
    cost: Floats
    sites: int
    unit: TravelUnit = TravelUnit.METRES

    @property
    def points(self) -> int:
        """How many points there are, those without a pair included."""
        return self.start.size - 1

    @property
    def point(self) -> Ints:
        """The point of each pair, shape (pairs,)."""
        return np.repeat(np.arange(self.points), np.diff(self.start))

    def within(self, limit: float) -> "Pairs":
        """The pairs whose cost is at most the limit."""
        return self.chosen(self.cost <= limit)

    def chosen(self, kept: Bools) -> "Pairs":
        """The pairs of a mask of shape (pairs,)."""
        before = np.concatenate(([0], np.cumsum(kept)))
        return Pairs(before[self.start], self.site[kept], self.cost[kept], self.sites, self.unit)

    def by_site(self) -> "Pairs":
        """The same pairs seen from the sites: its points are the sites, and the other way round."""
        order = np.argsort(self.site, kind="stable")
        starts = np.concatenate(([0], np.cumsum(np.bincount(self.site, minlength=self.sites))))
        return Pairs(starts, self.point[order], self.cost[order], self.points, self.unit)


def matrix_pairs(point: Ints, site: Ints, minutes: Floats, points: int, sites: int) -> Pairs:
    """Pairs of a matrix of travel times from points to sites, in any order, sorted.

    Of a pair stated twice the least time counts; one without a finite time that is not negative is no road.
    """
    road = np.isfinite(minutes) & (minutes >= 0)
    return pairs_of(point[road], site[road], minutes[road], points, sites, TravelUnit.MINUTES)


def pairs_of(
    point: Ints, site: Ints, cost: Floats, points: int, sites: int, unit: TravelUnit = TravelUnit.METRES
) -> Pairs:
    """Pairs in any order, sorted; of a pair stated twice the least cost counts."""
    order = np.lexsort((cost, site, point))
    point, site, cost = point[order], site[order], cost[order]
    first = np.ones(point.size, np.bool_)
    first[1:] = (np.diff(point) != 0) | (np.diff(site) != 0)
    starts = np.concatenate(([0], np.cumsum(np.bincount(point[first], minlength=points))))
    return Pairs(starts, site[first], cost[first], sites, unit)


def pairs_within(points: Floats, sites: Floats, radius: float) -> Pairs:
    """All pairs at most `radius` metres apart; points (n, 3) and sites (m, 3) are unit vectors."""
    if not radius >= 0:
        raise ValueError(f"a radius of {radius} metres")
    return _gathered(_compared(points, sites, radius), len(points), len(sites))


def pairs_nearer(points: Floats, sites: Floats, limit: Floats) -> Pairs:
    """All pairs that are less apart than the limit of their point, metres of the shape (n,).

    A limit may be infinite. Points are compared in classes whose limits are at most twice each other, so one
    far point does not make all others look far.
    """
    if limit.shape != (len(points),) or np.isnan(limit).any():
        raise ValueError("a limit for each point")
    return _gathered(_compared_below(points, sites, limit), len(points), len(sites))


def _compared_below(points: Floats, sites: Floats, limit: Floats) -> Iterator["_Block"]:
    """The pairs below the limit of each point, block by block."""
    bound = np.minimum(limit, FARTHEST_METRES)
    doublings = np.ceil(np.log2(np.maximum(bound, _LEAST_RADIUS) / _LEAST_RADIUS))
    for each in np.unique(doublings[limit > 0]):
        rows = np.flatnonzero((doublings == each) & (limit > 0))
        for block in _compared(points[rows], sites, float(bound[rows].max())):
            point = rows[block.point]
            nearer = block.metres < limit[point]
            yield _Block(point[nearer], block.site[nearer], block.metres[nearer])


def _gathered(blocks: Iterator["_Block"], points: int, sites: int) -> Pairs:
    """The pairs of all blocks, sorted."""
    found = list(blocks)
    point = np.concatenate([np.empty(0, np.int64), *(block.point for block in found)])
    site = np.concatenate([np.empty(0, np.int64), *(block.site for block in found)])
    cost = np.concatenate([np.empty(0), *(block.metres for block in found)])
    order = np.argsort(point * sites + site)
    starts = np.concatenate(([0], np.cumsum(np.bincount(point, minlength=points))))
    return Pairs(starts, site[order], cost[order], sites)


class Nearest(NamedTuple):
    """The nearest site of each point and metres to it, shape (n,); −1 and infinity where no sites are."""

    site: Ints
    metres: Floats


def nearest_sites(points: Floats, sites: Floats) -> Nearest:
    """The nearest site of each point, of equally near ones the first; unit vectors as in `pairs_within`.

    The radius grows threefold until every point has a site.
    """
    nearest = Nearest(np.full(len(points), -1, np.int64), np.full(len(points), np.inf))
    if not len(sites):
        return nearest
    radius = _first_radius(sites)
    left = np.arange(len(points))
    while left.size:
        for block in _compared(points[left], sites, min(radius, FARTHEST_METRES)):
            if block.point.size:
                _keep_least(block, left, nearest)
        left = left[nearest.site[left] < 0]
        radius *= 3
    return nearest


def _first_radius(sites: Floats) -> float:
    """Metres within which an average place has a few sites: of a disc the area is 2 π times the variance."""
    variance = float(np.var(sites, axis=0).sum())
    return max(EARTH_METRES * float(np.sqrt(2 * variance * _FIRST_GUESS / len(sites))), _LEAST_RADIUS)


def _keep_least(block: "_Block", rows: Ints, nearest: Nearest) -> None:
    """Write the nearest site of each point of the block into the rows that its points stand for."""
    begin = np.flatnonzero(np.concatenate(([True], np.diff(block.point) != 0)))
    lengths = np.diff(np.append(begin, block.point.size))
    least = np.minimum.reduceat(block.metres, begin)
    equal = block.metres == np.repeat(least, lengths)
    row = rows[block.point[begin]]
    nearest.metres[row] = least
    nearest.site[row] = np.minimum.reduceat(np.where(equal, block.site, np.iinfo(np.int64).max), begin)


class _Block(NamedTuple):
    """Pairs within the radius, sorted by point; all pairs of a point are in one block."""

    point: Ints
    site: Ints
    metres: Floats


def _compared(points: Floats, sites: Floats, radius: float) -> Iterator[_Block]:
    """The pairs within the radius, block by block."""
    if not len(points) or not len(sites):
        return
    # A rounding error must not push a site at exactly the radius out of the cubes around.
    edge = max(chord_of(radius) * (1 + 1e-9) + 1e-12, 2 / _CUBES)
    keys = _keys(_cubes(sites, edge))
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    # Many points share a cube, and with it the sites around.
    cubes, cube = np.unique(_keys(_cubes(points, edge)), return_inverse=True)
    begin, end = (each[cube] for each in _ranges(cubes, keys))
    compared = np.concatenate(([0], np.cumsum((end - begin).sum(axis=1))))
    lower = 0
    while lower < len(points):
        upper = max(lower + 1, int(np.searchsorted(compared, compared[lower] + _BLOCK, "right")) - 1)
        lengths = (end[lower:upper] - begin[lower:upper]).ravel()
        point = np.repeat(np.repeat(np.arange(lower, upper), begin.shape[1]), lengths)
        offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        site = order[np.repeat(begin[lower:upper].ravel(), lengths) + offset]
        distance = metres_between(points[point], sites[site])
        near = distance <= radius
        yield _Block(point[near], site[near], distance[near])
        lower = upper


def _cubes(vectors: Floats, edge: float) -> Ints:
    """The cube of each vector, counted from 1 along each axis, shape (n, 3)."""
    return np.floor((vectors + 1) / edge).astype(np.int64) + 1


def _keys(cubes: Ints) -> Ints:
    """One number for each cube; neighbours along the last axis follow one another."""
    return np.asarray((cubes[..., 0] * (2 * _CUBES) + cubes[..., 1]) * (2 * _CUBES) + cubes[..., 2])


def _ranges(cubes: Ints, keys: Ints) -> tuple[Ints, Ints]:
    """Where in the sorted keys the sites of the nine columns around each cube begin and end, shape (n, 9)."""
    around = np.array([(x, y, 0) for x in (-1, 0, 1) for y in (-1, 0, 1)], np.int64)
    key = cubes[:, None] + _keys(around)
    return np.searchsorted(keys, key - 1, "left"), np.searchsorted(keys, key + 1, "right")
