"""Cells of the planning matrix are what a second count of plain rows finds."""

from datetime import date
from typing import Any

import pytest

from hub.domain.vocabulary import CapacityFigure, CountBasis, TerritoryLevel
from hub.store.capacities import CapacitySum
from hub.store.coverage import coverage
from tests.schema.world import build

from .recount import Counted, recount
from .truth import PLAIN, ask, rows, unmask

LEVELS = (TerritoryLevel.COUNTRY, TerritoryLevel.REGION, TerritoryLevel.DISTRICT, TerritoryLevel.HROMADA)


def answered(url: str, count: CountBasis, *levels: TerritoryLevel) -> dict[tuple[int, str], Counted]:
    """The cells of the matrix that are not empty, in the words of the recount."""
    roots = [row[0] for row in rows(url, "SELECT id FROM hub.territory WHERE parent_id IS NULL")]
    codes = [row[0] for row in rows(url, "SELECT code FROM hub.term WHERE taxonomy = 'category' ORDER BY 1")]
    found: dict[tuple[int, str], Counted] = {}
    for level in levels:
        for root in roots:
            asked = (root, level, codes, PLAIN, count)
            for row in ask(url, lambda session, asked=asked: coverage(session, *asked)):
                for cell in row.cells:
                    sums = {figure.value: getattr(cell, figure.value) for figure in CapacityFigure}
                    assert {one.of for one in sums.values()} == {cell.services - cell.functions}
                    if cell.services:
                        told = {name: _told(one) for name, one in sums.items() if one.stated}
                        numbers = (cell.providers, cell.services, cell.functions)
                        found[row.territory_id, cell.category] = (*numbers, told)
    return found


def _told(found: CapacitySum) -> Any:
    return (found.value, found.stated, found.shared, found.as_of_oldest, found.as_of_newest)


def of_levels(url: str, cells: dict[tuple[int, str], Counted], *levels: TerritoryLevel) -> Any:
    """The cells of current units of these levels."""
    names = ", ".join(f"'{level.value}'" for level in levels)
    current = rows(url, f"SELECT id FROM hub.territory WHERE valid_to IS NULL AND level IN ({names})")
    ids = {row[0] for row in current}
    return {key: cell for key, cell in cells.items() if key[0] in ids}


@pytest.mark.parametrize("count", CountBasis)
def test_over_the_demo(demo_copy_url: str, count: CountBasis) -> None:
    unmask(demo_copy_url)
    second = recount(demo_copy_url, served=count is CountBasis.SERVED)
    assert answered(demo_copy_url, count, *LEVELS) == of_levels(demo_copy_url, second, *LEVELS)


@pytest.mark.parametrize("count", CountBasis)
def test_over_the_small_hub(database_url: str, count: CountBasis) -> None:
    build(database_url)
    unmask(database_url)
    second = recount(database_url, served=count is CountBasis.SERVED)
    assert answered(database_url, count, *TerritoryLevel) == of_levels(database_url, second, *TerritoryLevel)


def test_what_the_small_hub_has(database_url: str) -> None:
    build(database_url)
    unmask(database_url)
    seats, served = (answered(database_url, count, *TerritoryLevel) for count in CountBasis)
    # The mobile team stands in Lyman (17, with 18 and 19) and serves Velyka Novosilka (14, with 15) too; the
    # centre of Lyman has no areas.
    assert [seats.get((unit, "care.home"), (0,))[0] for unit in (14, 15, 17, 18, 19)] == [0, 0, 2, 2, 0]
    assert [served.get((unit, "care.home"), (0,))[0] for unit in (14, 15, 17, 18, 19)] == [1, 1, 2, 2, 2]
    # A service that is drawn around Velyka Novosilka serves that village, and nothing where it stands.
    assert [served.get((unit, "access"), (0,))[0] for unit in (12, 13, 14, 15, 17)] == [1, 1, 1, 1, 0]
    # Of two measurements of one day places go before clients, and the newest day before others.
    day = date(2026, 1, 1)
    assert seats[4, "rehab.early-intervention"][3] == {
        "total": (50, 1, 0, day, day),
        "available": (5, 1, 0, day, day),
        "served": (45, 1, 0, day, day),
        "waiting": (13, 1, 0, day, day),
    }
    # Below the hromada that it serves, a service is shared with the other villages.
    assert served[5, "rehab.early-intervention"][3]["total"] == (50, 1, 50, day, day)
