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
    nearest, left = problem.now, sorted(int(site) for site in sites)
    ranked: list[RankedSite] = []
    while left:
        best = max(left, key=lambda site: (*gains.added(nearest, site), -site))
        ranked.append(
            RankedSite(
                rank=len(ranked) + 1,
                site=int(problem.order[best]),
                code=problem.codes[best],
                gained=gains.added(nearest, best)[0],
                alone=gains.added(gains.without(best), best)[0],
            )
        )
        nearest = np.minimum(nearest, gains.distances[best])
        left.remove(best)
    return ranked


class SiteGains:
    """What each of some sites adds to any state of distances."""

    def __init__(self, problem: SitingProblem, sites: Ints, reach: float | None) -> None:
        self._problem, self._reach = problem, reach
        self.distances = {int(site): self._to(int(site)) for site in sites}
        self._far = problem.horizon

    def added(self, nearest: Floats, site: int) -> tuple[float, float]:
        """People that a site brings within reach of something, and people × distance that it saves."""
        then = np.minimum(nearest, self.distances[site])
        reach, people = self._reach, self._problem.people
        changed = then < nearest if reach is None else (then <= reach) & (nearest > reach)
        saved = np.minimum(nearest, self._far) - np.minimum(then, self._far)
        return float(people[changed].sum()), float(people @ saved)

    def without(self, site: int) -> Floats:
        """The distances with all sites but one."""
        others = [distance for each, distance in self.distances.items() if each != site]
        nearest: Floats = np.min([self._problem.now, *others], axis=0)
        return nearest

    def _to(self, site: int) -> Floats:
        distance = np.full(len(self._problem.people), np.inf)
        begin, end = np.searchsorted(self._problem.candidate, (site, site + 1))
        distance[self._problem.demand[begin:end]] = self._problem.distance[begin:end]
        return distance
