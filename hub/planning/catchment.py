"""Floating catchments: stated supply for each person, near supply counting more.

With the weight W of the cost of a pair (point i, site j), people P and supply S:

- 2SFCA (Luo and Wang 2003): W is 1 within the limit. E2SFCA (Luo and Qi 2009): W falls with the cost, by
steps
  or by a Gaussian (Dai 2010).
      R_j = S_j / Σ_i W_ij P_i        A_i = Σ_j W_ij R_j
- 3SFCA (Wan, Zou and Sternberg 2012): people choose among sites with G_ij = W_ij / Σ_j W_ij.
      R_j = S_j / Σ_i G_ij W_ij P_i   A_i = Σ_j G_ij W_ij R_j

A is in units of supply for each person. Always Σ_i P_i A_i = the supply of the sites that reach somebody.
Not to be trusted where supply is not stated, or where people may not use the site that is nearest.
"""

from dataclasses import dataclass

import numpy as np

from hub.planning.distance import Floats
from hub.planning.errors import MixedUnits
from hub.planning.pairs import Pairs, TravelUnit
from hub.planning.sums import sums_by

#: Weighted people below which nobody reaches a site: the rounding errors of a sum, no persons.
_NOBODY = 1e-9


@dataclass(frozen=True, slots=True)
class StepDecay:
    """Weights of bands: `weights[k]` up to and with `limits[k]`, 0 beyond the last."""

    limits: tuple[float, ...]
    weights: tuple[float, ...]
    unit: TravelUnit = TravelUnit.METRES

    def __post_init__(self) -> None:
        if not self.limits or len(self.limits) != len(self.weights):
            raise ValueError("as many limits as weights, and at least one")
        if not all(low < high for low, high in zip(self.limits, self.limits[1:], strict=False)):
            raise ValueError("the limits of bands rise")
        if not all(0 <= weight < np.inf for weight in self.weights):
            raise ValueError("a weight is a number that is not negative")

    def of(self, cost: Floats) -> Floats:
        """The weight of each cost, same shape."""
        band = np.searchsorted(np.array(self.limits, np.float64), cost, "left")
        return np.asarray(np.append(np.array(self.weights, np.float64), 0.0)[band])


@dataclass(frozen=True, slots=True)
class GaussianDecay:
    """Weights from 1 at cost 0 down to 0 at the limit d: (exp(−½ (c/d)²) − exp(−½)) / (1 − exp(−½))."""

    limit: float
    unit: TravelUnit = TravelUnit.METRES

    def __post_init__(self) -> None:
        if not 0 < self.limit < np.inf:
            raise ValueError(f"a limit of {self.limit}")

    def of(self, cost: Floats) -> Floats:
        """The weight of each cost, same shape."""
        edge = np.exp(-0.5)
        weights = (np.exp(-0.5 * (cost / self.limit) ** 2) - edge) / (1 - edge)
        return np.asarray(np.where(cost < self.limit, weights, 0.0))


Decay = StepDecay | GaussianDecay


@dataclass(frozen=True, slots=True)
class Catchment:
    """Access of each point, and what stands beside it."""

    #: Supply for each person, shape (points,); 0 where no site is in reach.
    access: Floats
    #: Points that have no site in reach, and the people there.
    points_without_site: int
    people_without_site: float
    #: Supply of the sites that somebody reaches: the sum of people × access.
    supply_in_reach: float
    #: Sites that state a supply, of all sites.
    stated: int
    of: int


def weights_of(pairs: Pairs, decay: Decay) -> Floats:
    """The weight of each pair. Raises MixedUnits where decay and travel are not in one unit."""
    if pairs.unit is not decay.unit:
        raise MixedUnits(travel=pairs.unit, decay=decay.unit)
    return decay.of(pairs.cost)


def two_step(pairs: Pairs, weights: Floats, people: Floats, supply: Floats) -> Catchment:
    """2SFCA and E2SFCA: people (points,), supply (sites,), NaN where it is not stated; weights (pairs,)."""
    return _catchment(pairs, weights, weights, people, supply)


def three_step(
    pairs: Pairs, weights: Floats, people: Floats, supply: Floats, choice: Floats | None = None
) -> Catchment:
    """3SFCA: as `two_step`, with people who choose among sites, whether these state a supply or not.

    `choice` (pairs,) weighs the choosing where it also looks beyond the limit, as it does in PySAL's
    `access`.
    """
    choice = weights if choice is None else choice
    total = sums_by(pairs.point, choice, pairs.points)[pairs.point]
    chosen = np.divide(choice, total, out=np.zeros_like(choice), where=total > 0)
    return _catchment(pairs, weights, chosen * weights, people, supply)


def _catchment(pairs: Pairs, weights: Floats, shares: Floats, people: Floats, supply: Floats) -> Catchment:
    """The two steps with the weight of each pair; a site is in reach of a point whose weight is above 0."""
    if people.shape != (pairs.points,) or supply.shape != (pairs.sites,):
        raise ValueError(f"people {people.shape} and supply {supply.shape} do not fit the pairs")
    stated = np.isfinite(supply)
    point = pairs.point
    demand = sums_by(pairs.site, shares * people[point], pairs.sites)
    reached = stated & (demand > _NOBODY)
    ratio = np.divide(supply, demand, out=np.zeros(pairs.sites), where=reached)
    inside = sums_by(point, weights > 0, pairs.points) > 0
    return Catchment(
        access=sums_by(point, shares * ratio[pairs.site], pairs.points),
        points_without_site=int((~inside).sum()),
        people_without_site=float(people[~inside].sum()),
        supply_in_reach=float(supply[reached].sum()),
        stated=int(stated.sum()),
        of=pairs.sites,
    )
