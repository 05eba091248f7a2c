"""Counts the planning matrix a second time: from plain rows, service by service, in Python's own words.

Nothing of the hub's code is used, so that a mistake in it is not made twice.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.aggregates.truth import rows

GONE = {"closed", "excluded", "merged", "missing"}
#: The units of measurements that count what a figure counts.
FIGURES = {
    "total": {"place"},
    "available": {"place"},
    "served": {"place", "client"},
    "waiting": {"place", "client"},
}

#: (value, stated, shared, oldest day, newest day)
Sum = tuple[int, int, int, date | None, date | None]
#: (providers, services, functions, sums by figure)
Counted = tuple[int, int, int, dict[str, Sum]]


@dataclass
class Tree:
    """The territories as they are: who is above whom, by the parents alone."""

    parent: dict[int, int | None]
    level: dict[int, str]
    current: set[int]
    below: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for unit in self.parent:
            for above in self.line(unit):
                self.below[above].add(unit)

    def line(self, unit: int | None) -> Iterator[int]:
        """The unit and all above it."""
        while unit is not None:
            yield unit
            unit = self.parent[unit]

    def home(self, unit: int) -> tuple[int, bool]:
        """What a service at a place in the unit serves, and whether all of it."""
        for above in self.line(unit):
            if self.level[above] == "hromada":
                return above, True
        coarse = any(self.level[one] == "hromada" for one in self.below[unit])
        return unit, self.level[unit] not in {"country", "region"} and not coarse


def tree(url: str) -> Tree:
    """The tree of a hub."""
    found = rows(url, "SELECT id, parent_id, level, valid_to FROM hub.territory")
    return Tree(
        {row[0]: row[1] for row in found},
        {row[0]: row[2] for row in found},
        {row[0] for row in found if not row[3]},
    )


def recount(url: str, *, served: bool) -> dict[tuple[int, str], Counted]:
    """Every cell that is not empty, of every unit and category."""
    units = tree(url)
    above = dict(rows(url, "SELECT code, parent FROM hub.term WHERE taxonomy = 'category'"))
    offers = _offers(url)
    elements = _served(url, units, _of_people(url, offers)) if served else _seats(url, offers)
    newest = _newest(url)
    cells: dict[tuple[int, str], list[tuple[Any, Any, bool, bool]]] = defaultdict(list)
    for service, (provider, category, is_function) in offers.items():
        reached: set[int] = set()
        for unit, whole in elements[service]:
            reached |= {*units.line(unit), *(units.below[unit] if whole else ())}
        for unit in reached:
            shared = any(unit not in units.line(one) for one, _ in elements[service])
            code = category if category in above else None
            while code is not None:
                cells[unit, code].append((provider, service, is_function, shared))
                code = above[code]
    return {key: _added_up(found, newest) for key, found in cells.items()}


def _offers(url: str) -> dict[Any, tuple[Any, str, bool]]:
    found = rows(
        url,
        "SELECT s.id, p.id, s.category, s.is_function, s.status, p.status FROM hub.service s "
        "JOIN hub.provider p ON p.id = s.provider_id WHERE s.category IS NOT NULL",
    )
    return {row[0]: row[1:4] for row in found if not {row[4], row[5]} & GONE}


def _of_people(url: str, offers: dict[Any, Any]) -> dict[Any, Any]:
    """Without services that support hromadas or institutions: these serve nobody."""
    second = {row[0] for row in rows(url, "SELECT id FROM hub.service WHERE second_tier IS NOT NULL")}
    return {service: offer for service, offer in offers.items() if service not in second}


def _places(url: str) -> Iterator[tuple[Any, int]]:
    """(service, unit) of places where services are given, mere legal seats of who has another place aside."""
    found = rows(
        url,
        "SELECT a.service_id, l.territory_id, l.kind, l.provider_id FROM hub.service_at_location a "
        "JOIN hub.location l ON l.id = a.location_id",
    )
    placed = rows(url, "SELECT DISTINCT provider_id FROM hub.location WHERE kind = 'actual'")
    working = {row[0] for row in placed}
    for service, unit, kind, provider in found:
        if unit is not None and (kind == "actual" or provider not in working):
            yield service, unit


def _seats(url: str, offers: dict[Any, Any]) -> dict[Any, set[tuple[int, bool]]]:
    found: dict[Any, set[tuple[int, bool]]] = defaultdict(set)
    for service, unit in _places(url):
        if service in offers:
            found[service].add((unit, False))
    return found


def _served(url: str, units: Tree, offers: dict[Any, Any]) -> dict[Any, set[tuple[int, bool]]]:
    found: dict[Any, set[tuple[int, bool]]] = defaultdict(set)
    areas = rows(url, "SELECT id, service_id, territory_id FROM hub.service_area")
    parents = {units.parent[unit] for unit in units.current}
    leaves = units.current - parents
    for _, service, unit in areas:
        if service in offers and unit is not None:
            found[service].add((unit, True))
    drawn = rows(
        url,
        "SELECT a.service_id, t.id, t.boundary IS NOT NULL AND ST_Area(ST_Intersection(t.boundary, "
        "a.polygon)) > 0, "
        "coalesce(ST_Covers(a.polygon, t.point), false) "
        "FROM hub.service_area a, hub.territory t WHERE a.polygon IS NOT NULL",
    )
    for service, unit, across, around in drawn:
        if service in offers and unit in units.current and (across or (around and unit in leaves)):
            found[service].add((unit, False))
    with_areas = {service for _, service, _ in areas}
    for service, unit in _places(url):
        if service in offers and service not in with_areas:
            found[service].add(units.home(unit))
    return found


def _newest(url: str) -> dict[tuple[Any, str], tuple[int, date | None]]:
    found: dict[tuple[Any, str], tuple[tuple[date, bool], int, date | None]] = {}
    stated = rows(url, "SELECT service_id, as_of, unit, total, available, served, waiting FROM hub.capacity")
    for service, day, unit, *numbers in stated:
        for (figure, counting), number in zip(FIGURES.items(), numbers, strict=True):
            rank = (day or date.min, unit == "place")
            known = found.get((service, figure))
            if number is not None and unit in counting and (known is None or known[0] < rank):
                found[service, figure] = (rank, number, day)
    return {key: (number, day) for key, (_, number, day) in found.items()}


def _added_up(found: list[tuple[Any, Any, bool, bool]], newest: dict[Any, Any]) -> Counted:
    sums: dict[str, Sum] = {}
    for figure in FIGURES:
        told = [
            (*newest[service, figure], shared)
            for _, service, is_function, shared in found
            if not is_function and (service, figure) in newest
        ]
        if told:
            days = [day for _, day, _ in told]
            oldest = None if None in days else min(days)
            latest = max((day for day in days if day is not None), default=None)
            shared = sum(number for number, _, is_shared in told if is_shared)
            sums[figure] = (sum(number for number, _, _ in told), len(told), shared, oldest, latest)
    functions = sum(is_function for _, _, is_function, _ in found)
    return len({provider for provider, *_ in found}), len(found), functions, sums
