"""New sites in the order of what they gain, and the people each of them gains."""

from dataclasses import dataclass

import numpy as np

from hub.planning.siting.problem import Floats, Ints, SitingProblem


@dataclass(frozen=True)
class RankedSite:
    """A new site: rank from 1, index in the caller's list of candidates, its code, and people.

    gained: people that come within reach when the sites are opened in this order. alone: people that only
    this
    site has within reach, who would lose it without. Where the question has no reach, "within reach" reads
    "nearer than before".
    """

    rank: int
    site: int
    code: str
    gained: float
    alone: float


def rank_sites(problem: SitingProblem, sites: Ints, reach: float | None = None) -> list[RankedSite]:
    """Order sites (numbers in the problem) by the people each adds to those before it, then by distance
    saved.
    """
    gains = SiteGains(problem, sites, reach)
    nearest, left = problem.now.copy(), sorted(int(site) for site in sites)
    ranked: list[RankedSite] = []
    while left:
        best = max(left, key=lambda site: (*gains.added(nearest, site), -site))
        ranked.append(
            RankedSite(
                rank=len(ranked) + 1,
                site=int(problem.order[best]),
                code=problem.codes[best],
                gained=gains.added(nearest, best)[0],
                alone=gains.alone(best),
            )
        )
        gains.open(nearest, best)
        left.remove(best)
    return ranked


class SiteGains:
    """What each of some sites adds to any state of distances; only the points that it serves matter."""

    def __init__(self, problem: SitingProblem, sites: Ints, reach: float | None) -> None:
        self._problem, self._reach, self._far = problem, reach, problem.horizon
        self._served = {int(site): self._arcs(int(site)) for site in sites}
        self._best, self._second = problem.now.copy(), np.full(len(problem.now), np.inf)
        self._owner = np.full(len(problem.now), -1, np.int64)
        for site, (points, distance) in self._served.items():
            nearer = distance < self._best[points]
            self._second[points] = np.where(
                nearer, self._best[points], np.minimum(self._second[points], distance)
            )
            self._best[points] = np.where(nearer, distance, self._best[points])
            self._owner[points[nearer]] = site

    def added(self, nearest: Floats, site: int) -> tuple[float, float]:
        """People that a site brings within reach of something, and people × distance that it saves."""
        return self._added(nearest[self._served[site][0]], site)

    def alone(self, site: int) -> float:
        """People that would be without, were the site alone left out of all."""
        points, _ = self._served[site]
        others = np.where(self._owner[points] == site, self._second[points], self._best[points])
        return self._added(others, site)[0]

    def open(self, nearest: Floats, site: int) -> None:
        """Let the distances take a site into account."""
        points, distance = self._served[site]
        nearest[points] = np.minimum(nearest[points], distance)

    def _added(self, before: Floats, site: int) -> tuple[float, float]:
        points, distance = self._served[site]
        then, people, reach = np.minimum(before, distance), self._problem.people[points], self._reach
        changed = then < before if reach is None else (then <= reach) & (before > reach)
        saved = np.minimum(before, self._far) - np.minimum(then, self._far)
        return float(people[changed].sum()), float(people @ saved)

    def _arcs(self, site: int) -> tuple[Ints, Floats]:
        """The points that a site could serve, and their distances to it."""
        begin, end = np.searchsorted(self._problem.candidate, (site, site + 1))
        return self._problem.demand[begin:end], self._problem.distance[begin:end]
