"""The best sets of providers: an exact weighted set cover by dynamic programming over sets of services.

    least  Σ cost(i)  over sets S of candidates  with  ∪ covers(i) ⊇ what all candidates together cover

With h the last service of a set M, the cost of covering it is (Held and Karp 1962)

    f(∅) = 0,   f(M) = min over candidates i that give h  cost(i) + f(M \\ covers(i)),

one array of 2ⁿ numbers for n services. Services that whoever covers another one covers too are left out
first, so that n is far below the number asked for. Further sets come by Lawler's rule (1972): what is
left after a best set {a, b, c} is in three smaller problems: without a; with a, without b; with a and b,
without c.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

import numpy as np

#: Services that may be asked for: the array of the programme has 2²⁰ numbers then, 8 MB.
MOST_SERVICES: Final = 20
#: Problems that further sets may take; beyond, fewer sets are told.
_MOST_PROBLEMS: Final = 100
_NEVER: Final = np.iinfo(np.int64).max // 4


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate: the services that it gives as bits, and its cost, a whole number above 0."""

    covers: int
    cost: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A set as sorted positions of options, with its cost."""

    members: tuple[int, ...]
    cost: int


def choose(options: Sequence[Option], count: int) -> list[Choice]:
    """The best `count` sets, the best first, of equal ones those of earlier options.

    Each covers what all options cover together, and loses a service with each of its members. None where
    nothing is given. Raises ValueError for more than MOST_SERVICES services.
    """
    whole = _union(options, range(len(options)))
    if whole.bit_length() > MOST_SERVICES:
        raise ValueError(f"more than {MOST_SERVICES} services")
    found: list[Choice] = []
    for choice in _in_order(options, whole):
        if _needs_each(options, choice.members, whole):
            found.append(choice)
        if len(found) == count:
            break
    return found


def _in_order(options: Sequence[Option], whole: int) -> Iterator[Choice]:
    """Covering sets, the cheapest first."""
    problems: list[tuple[int, tuple[int, ...], frozenset[int], frozenset[int]]] = []

    def look(taken: frozenset[int], without: frozenset[int]) -> None:
        members = _best(options, whole, taken, without)
        if members is not None:
            heappush(problems, (_cost(options, members), members, taken, without))

    if whole:
        look(frozenset(), frozenset())
    solved = 1
    while problems:
        cost, members, taken, without = heappop(problems)
        yield Choice(members, cost)
        for one in members:
            if one not in taken and solved < _MOST_PROBLEMS:
                solved += 1
                look(taken, without | {one})
                taken |= {one}


def _best(
    options: Sequence[Option], whole: int, taken: frozenset[int], without: frozenset[int]
) -> tuple[int, ...] | None:
    """The cheapest set with all of `taken` and none of `without`, None where these cannot cover the rest."""
    missing = whole & ~_union(options, taken)
    left = [i for i in range(len(options)) if i not in taken | without and options[i].covers & missing]
    if _union(options, left) & missing != missing:
        return None
    rows = _telling(options, left, missing)
    packed = [sum(1 << n for n, bit in enumerate(rows) if options[i].covers & bit) for i in left]
    costs = _programme(packed, [options[i].cost for i in left], len(rows))
    chosen = set(taken)
    mask = (1 << len(rows)) - 1
    while mask:
        top = 1 << (mask.bit_length() - 1)
        for place, i in enumerate(left):
            after = mask & ~packed[place]
            if packed[place] & top and costs[mask] == options[i].cost + costs[after]:
                chosen.add(i)
                mask = after
                break
    return tuple(sorted(chosen))


def _programme(
    covers: Sequence[int], prices: Sequence[int], count: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The least cost of covering each set of services, shape (2 ** count,)."""
    least = np.full(1 << count, _NEVER, np.int64)
    least[0] = 0
    cheapest: dict[int, int] = {}
    for mask, price in zip(covers, prices, strict=True):
        cheapest[mask] = min(price, cheapest.get(mask, price))
    useful = {
        mask: price
        for mask, price in cheapest.items()
        if not any(mask != other and mask & ~other == 0 and less <= price for other, less in cheapest.items())
    }
    for service in range(count):
        top = 1 << service
        block = np.arange(top, 2 * top, dtype=np.int64)
        for mask, price in useful.items():
            if mask & top:
                np.minimum(least[top : 2 * top], least[block & ~mask] + price, out=least[top : 2 * top])
    return least


def _telling(options: Sequence[Option], left: Sequence[int], missing: int) -> list[int]:
    """Bits of the services that must be looked at: none is covered by whoever covers another of them."""
    givers = {bit: frozenset(i for i in left if options[i].covers & bit) for bit in bits_of(missing)}
    kept: list[int] = []
    for bit in sorted(givers, key=lambda each: (len(givers[each]), each)):
        if not any(givers[other] <= givers[bit] for other in kept):
            kept.append(bit)
    return kept


def _needs_each(options: Sequence[Option], members: Sequence[int], whole: int) -> bool:
    return all(_union(options, [i for i in members if i != one]) != whole for one in members)


def _union(options: Sequence[Option], which: Sequence[int] | range | frozenset[int]) -> int:
    together = 0
    for i in which:
        together |= options[i].covers
    return together


def _cost(options: Sequence[Option], members: Sequence[int]) -> int:
    return sum(options[i].cost for i in members)


def bits_of(mask: int) -> list[int]:
    """The single bits of a mask, the least first."""
    return [1 << place for place in range(mask.bit_length()) if mask >> place & 1]
