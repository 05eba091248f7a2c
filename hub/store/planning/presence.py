"""Which categories of services each territory of a rank has."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, CTE, Integer, Select, func, literal, select

from hub.domain.vocabulary import CountBasis
from hub.store.aggregates.reads import kept_coverage
from hub.store.cells import kept_categories, live_categories, live_sources
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope
from hub.store.reads.batch import one_of
from hub.store.tables import term


@dataclass(frozen=True, slots=True)
class SourceRow:
    """How many providers of a source were looked at, and how many of them are made up."""

    source_id: int
    providers: int
    synthetic: int


async def read_presence(
    session: ReadSession, units: Sequence[int], categories: Sequence[str], scope: ProviderScope
) -> dict[int, set[str]]:
    """The categories of which somebody serves each unit or a part of it, as `coverage` counts by SERVED.

    One statement; of the present without a filter it reads what the release has counted.
    """
    if kept_coverage(session, scope, categories):
        cells = kept_categories(CountBasis.SERVED, lambda unit: one_of(unit, units)).subquery()
        had = select(cells).where(cells.c.category.in_(categories))
    else:
        had = live_categories(_ids(units), _own(categories), scope, CountBasis.SERVED)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for row in await session.rows(had):
        found[row.territory_id].add(row.category)
    return found


async def read_sources(
    session: ReadSession, within: int, categories: Sequence[str], scope: ProviderScope
) -> list[SourceRow]:
    """Whose providers `read_presence` looks at: those that give a category and stand in a territory or around
    it, or serve it. One statement.
    """
    statement = live_sources(_ids([within]), _own(categories), scope, CountBasis.SERVED)
    return await session.all(statement, SourceRow)


def _ids(units: Sequence[int]) -> CTE:
    ids = select(func.unnest(literal(list(units), ARRAY(Integer))).label("id")).cte("units")
    return ids.prefix_with("MATERIALIZED")


def _own(categories: Sequence[str]) -> Select[str]:
    """The hub's own terms alone: what a national code stands for was looked up before."""
    return select(term.c.code).where(term.c.taxonomy == "category", term.c.code.in_(categories))
