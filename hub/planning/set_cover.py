"""Which members together give all services: minimum set cover, with a second objective and several best sets.

Exact by a recursion over services that are still open, each state solved once: the service that fewest
members
give must come from one of them. No member is needed twice, since after it none of its services is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hub.errors import MerezhaError

#: At most so many members are composed exactly; offer the nearest.
MEMBERS = 150
#: At most so many sets are returned.
SETS = 5
#: States of open services that the search may hold; above it the answer would take too long.
STATES = 200_000


class TooManyMembers(MerezhaError):
    """{members} members are too many to compose: at most {limit}. Offer the nearest ones."""

    code = "TOO_MANY_MEMBERS"


class CoverTooHard(MerezhaError):
    """The {members} members share their {services} services in too many ways to find the fewest. Ask for
    fewer services.
    """

    code = "COVER_TOO_HARD"


@dataclass(frozen=True)
class CoverSet:
    """Members (indices, rising) that cover every coverable service, with their cost in all."""

    members: tuple[int, ...]
    cost: float


@dataclass(frozen=True)
class SetCover:
    """The best sets, all of the fewest members, and the services that no member gives."""

    sets: tuple[CoverSet, ...]
    missing: tuple[int, ...]
    fewest: int


def cover_services(
    gives: Sequence[frozenset[int]], services: int, cost: Sequence[float], first: int = 1
) -> SetCover:
    """Up to `first` sets with the fewest members that cover all of services 0…n−1 that anybody gives.

    gives: for each member the services it gives. cost: what is least in all among sets of the fewest
    members: a
    distance, or the negative of a capacity where the most is sought; to a thousandth. Of equal sets that with
    the lowest indices comes first. Raises TooManyMembers, CoverTooHard; ValueError for arguments that do not
    fit.
    """
    if len(gives) > MEMBERS:
        raise TooManyMembers(members=len(gives), limit=MEMBERS)
    if len(cost) != len(gives) or not 1 <= first <= SETS:
        raise ValueError(f"one cost for each member, and 1 to {SETS} sets")
    if any(not 0 <= service < services for given in gives for service in given):
        raise ValueError("a member gives a service that is not asked for")
    masks = [sum(1 << service for service in given) for given in gives]
    coverable = 0
    for mask in masks:
        coverable |= mask
    missing = tuple(service for service in range(services) if not coverable >> service & 1)
    # Whole thousandths, so that sums do not depend on the order in which a set is built.
    search = _Search(masks, [round(each * 1000) for each in cost], services, first)
    fewest = search.fewest(coverable)
    sets = tuple(CoverSet(members, total / 1000) for total, members in search.best(coverable, fewest))
    return SetCover(sets, missing, fewest)


class _Search:
    """States of open services (bit masks), each with the fewest members and the best sets that close it."""

    def __init__(self, masks: Sequence[int], costs: Sequence[int], services: int, first: int) -> None:
        self._masks, self._costs, self._first = masks, costs, first
        self._givers = [
            [member for member, mask in enumerate(masks) if mask >> service & 1]
            for service in range(services)
        ]
        self._useful = undominated(masks)
        self._states = 0
        self.closes = lru_cache(maxsize=None)(self._closes)
        self.best = lru_cache(maxsize=None)(self._best)

    def fewest(self, open_services: int) -> int:
        """The least number of members that close a state."""
        return next(count for count in range(len(self._masks) + 1) if self.closes(open_services, count))

    def _closes(self, open_services: int, count: int) -> bool:
        """Whether `count` members can close a state; a member whose services another has too is not tried."""
        if not open_services:
            return True
        if not count or open_services.bit_count() > self._reach(open_services, count):
            return False
        self._count_state()
        pivot = self._pivot(open_services)
        givers = [member for member in self._givers[pivot] if member in self._useful]
        givers.sort(key=lambda member: -(self._masks[member] & open_services).bit_count())
        return any(self.closes(open_services & ~self._masks[member], count - 1) for member in givers)

    def _best(self, open_services: int, count: int) -> list[tuple[int, tuple[int, ...]]]:
        """The best sets of exactly `count` members that close a state: cost and members, best first."""
        if not open_services:
            return [(0, ())] if not count else []
        if not self.closes(open_services, count):
            return []
        self._count_state()
        sets = {
            (cost + self._costs[member], tuple(sorted((member, *others))))
            for member in self._givers[self._pivot(open_services)]
            for cost, others in self.best(open_services & ~self._masks[member], count - 1)
        }
        return sorted(sets)[: self._first]

    def _reach(self, open_services: int, count: int) -> int:
        """No `count` members give more of the open services than this."""
        given = sorted(
            ((self._masks[member] & open_services).bit_count() for member in self._useful), reverse=True
        )
        return sum(given[:count])

    def _pivot(self, open_services: int) -> int:
        """The open service with the fewest givers, the first of equal ones."""
        services = (each for each in range(len(self._givers)) if open_services >> each & 1)
        return min(services, key=lambda service: len(self._givers[service]))

    def _count_state(self) -> None:
        self._states += 1
        if self._states > STATES:
            raise CoverTooHard(members=len(self._masks), services=len(self._givers))


def undominated(masks: Sequence[int]) -> frozenset[int]:
    """Members whose services no other has too; the first of equal ones."""
    first: dict[int, int] = {}
    for member, mask in enumerate(masks):
        first.setdefault(mask, member)
    return frozenset(
        member for mask, member in first.items() if not any(mask | other == other != mask for other in first)
    )
