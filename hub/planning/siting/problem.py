"""What a question of siting is made of: people, existing distances, candidates, and the pairs between
them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hub.planning.siting.errors import NobodyToServe, NoCandidates

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class SitingProblem:
    """Demand points and candidates as arrays, in the one order that makes answers reproducible.

    people (n,): inhabitants of each demand point. now (n,): distance to the nearest existing site, infinite
    where there is none. demand, candidate, distance (pairs,): which points a candidate could serve, sorted by
    candidate and then by point. order (m,): for each candidate its index in the caller's list. unit: metres
    or minutes, the same for all distances.
    """

    people: Floats
    now: Floats
    demand: Ints
    candidate: Ints
    distance: Floats
    codes: tuple[str, ...]
    order: Ints
    unit: str = "metres"

    @classmethod
    def of(
        cls,
        people: ArrayLike,
        now: ArrayLike,
        demand: ArrayLike,
        candidate: ArrayLike,
        distance: ArrayLike,
        codes: Sequence[str],
        *,
        excluded: Iterable[int] = (),
        unit: str = "metres",
    ) -> Self:
        """Order candidates by code and leave the excluded ones (indices) out.

        Raises NoCandidates when none is left and NobodyToServe without people; ValueError for arrays that are
        no problem: of different lengths, with negative or unknown numbers, or with a candidate's code twice.
        """
        amounts, before = np.asarray(people, dtype=np.float64), np.asarray(now, dtype=np.float64)
        points, places = np.asarray(demand, dtype=np.int64), np.asarray(candidate, dtype=np.int64)
        lengths = np.asarray(distance, dtype=np.float64)
        check(amounts, before, points, places, lengths, codes)
        left_out = set(excluded)
        order = np.array(sorted(set(range(len(codes))) - left_out, key=codes.__getitem__), dtype=np.int64)
        if not len(order):
            raise NoCandidates(why=f"all {len(left_out)} are excluded; exclude fewer")
        if not amounts.sum() > 0:
            raise NobodyToServe(points=len(amounts))
        rank = np.full(len(codes), -1, dtype=np.int64)
        rank[order] = np.arange(len(order))
        ranked = rank[places]
        kept = np.flatnonzero((ranked >= 0) & (amounts[points] > 0))
        kept = kept[np.lexsort((points[kept], ranked[kept]))]
        named = tuple(codes[index] for index in order)
        return cls(amounts, before, points[kept], ranked[kept], lengths[kept], named, order, unit)

    @property
    def total(self) -> float:
        """All people."""
        return float(self.people.sum())

    @property
    def horizon(self) -> float:
        """The distance at which somebody counts who has no site at all: the greatest that is known.

        A mean over people without a site needs some distance for them; with every pair given it never
        matters, because each new plan has a distance for everybody.
        """
        known = self.now[np.isfinite(self.now)]
        return float(max(self.distance.max(initial=0.0), known.max(initial=0.0)))

    @property
    def before(self) -> Floats:
        """Distance now of each point, at the horizon where there is no site."""
        return np.where(np.isfinite(self.now), self.now, self.horizon)

    def within(self, limit: float) -> "SitingProblem":
        """The same problem with the pairs up to a distance only."""
        kept = self.distance <= limit
        return replace(
            self, demand=self.demand[kept], candidate=self.candidate[kept], distance=self.distance[kept]
        )

    def then(self, sites: Ints) -> Floats:
        """Distance (n,) to the nearest site, existing or in `sites`; infinite where none is in the pairs."""
        nearest = self.now.copy()
        chosen = np.isin(self.candidate, sites)
        np.minimum.at(nearest, self.demand[chosen], self.distance[chosen])
        return nearest

    def covered(self, sites: Ints, reach: float) -> float:
        """People within reach (≤) of an existing site or one of `sites`."""
        return float(self.people[self.then(sites) <= reach].sum())

    def mean_distance(self, sites: Ints) -> float:
        """Mean over people of the distance to their nearest site, at the horizon for those without one."""
        return float(np.minimum(self.then(sites), self.horizon) @ self.people) / self.total

    def farthest(self, sites: Ints) -> float:
        """The greatest distance that anybody has; infinite when somebody has no site."""
        return float(self.then(sites)[self.people > 0].max())


def check(
    people: Floats, now: Floats, demand: Ints, candidate: Ints, distance: Floats, codes: Sequence[str]
) -> None:
    """Raise ValueError unless the arrays fit each other and hold numbers that can be."""
    if people.shape != now.shape or people.ndim != 1:
        raise ValueError("people and now must be of one length")
    if not demand.shape == candidate.shape == distance.shape:
        raise ValueError("demand, candidate and distance must be of one length")
    if not (np.isfinite(people).all() and (people >= 0).all()):
        raise ValueError("people must be finite and not negative")
    if np.isnan(now).any() or (now < 0).any():
        raise ValueError("distances now must be numbers from 0, infinite where there is no site")
    if not (np.isfinite(distance).all() and (distance >= 0).all()):
        raise ValueError("distances of pairs must be finite and not negative; leave pairs without a road out")
    if len(demand) and not (demand.min() >= 0 and demand.max() < len(people)):
        raise ValueError("demand names a point that is not there")
    if len(candidate) and not (candidate.min() >= 0 and candidate.max() < len(codes)):
        raise ValueError("candidate names a place that is not there")
    if len(set(codes)) != len(codes):
        raise ValueError("a code stands twice among the candidates")
