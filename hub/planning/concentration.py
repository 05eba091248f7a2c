"""How concentrated a market is: the Herfindahl–Hirschman index over stated capacity."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Concentration:
    """HHI from 1/n (equal) to 1 (one provider has all), over the providers that state a capacity.

    index is None when nobody states any. stated, of: how many providers state it, of how many.
    """

    index: float | None
    stated: int
    of: int

    @property
    def stated_share(self) -> float | None:
        """The share of providers that state a capacity; None without providers."""
        return self.stated / self.of if self.of else None


def concentration(capacities: Iterable[float | None]) -> Concentration:
    """HHI = Σ (capacity / total)² (Hirschman 1945, Herfindahl 1950); None stands for a capacity not stated.

    Raises ValueError for a capacity that is negative or no number.
    """
    given = list(capacities)
    stated = [capacity for capacity in given if capacity is not None]
    if any(not math.isfinite(capacity) or capacity < 0 for capacity in stated):
        raise ValueError("a capacity is a number from 0")
    total = math.fsum(stated)
    index = math.fsum((capacity / total) ** 2 for capacity in stated) if total > 0 else None
    return Concentration(index, len(stated), len(given))
