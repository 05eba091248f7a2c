"""Of cells of the planning matrix: what the whole has of a category, but none of the rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hub.domain.vocabulary import CountBasis, TerritoryLevel
from hub.store.cells import live_rest
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope


@dataclass(frozen=True, slots=True)
class MatrixQuestion:
    """The whole that a planning matrix is of, the rank of its rows, and what its cells count."""

    within: int
    level: TerritoryLevel
    scope: ProviderScope
    count: CountBasis


class NotPlacedInCells(NamedTuple):
    """Providers that are counted in no cell of a category, and services that are counted in none."""

    providers: int
    services: int


async def not_placed_in_cells(
    session: ReadSession, asked: Sequence[tuple[MatrixQuestion, str]]
) -> list[NotPlacedInCells]:
    """What is in no row, for each matrix and category. One statement for a matrix."""
    categories: defaultdict[MatrixQuestion, list[str]] = defaultdict(list)
    for question, category in dict.fromkeys(asked):
        categories[question].append(category)
    found: dict[tuple[MatrixQuestion, str], NotPlacedInCells] = {}
    for question, codes in categories.items():
        rest = live_rest(question.within, question.level, tuple(codes), question.scope, question.count)
        for row in await session.rows(rest):
            found[question, row.category] = NotPlacedInCells(row.providers, row.services)
    return [found.get(one, NotPlacedInCells(0, 0)) for one in asked]
