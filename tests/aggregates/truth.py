"""Holds what is kept against what is counted, and against what would be kept if all were added up anew."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from hub.domain.filters import FacetQuestion, ProviderFilter, Within
from hub.domain.vocabulary import CountBasis, TerritoryLevel
from hub.store.aggregates.reads import KEPT as ADDED_UP
from hub.store.aggregates.upkeep import recount
from hub.store.basic_services import basic_services, live_basic_services
from hub.store.connection import connect
from hub.store.coverage import CoverageRow, coverage, live_coverage
from hub.store.engine import Reader, ReadSession
from hub.store.facets import Facets, facets, live_facets
from hub.store.filters import ProviderScope
from hub.store.listings import On, ProviderListing
from tests.patience import PATIENT

PLAIN = ProviderScope(ProviderFilter())
FIELDS = FacetQuestion(ADDED_UP)
KEPT = ("coverage_cell", "capacity_sum", "facet_count")

#: Every territory with a location in it, and one without any.
_UNITS = """
    WITH used AS (SELECT DISTINCT c.ancestor_id AS id
                  FROM hub.location l JOIN hub.territory_closure c USING (territory_id))
    SELECT id FROM used
    UNION (SELECT id FROM hub.territory WHERE id NOT IN (SELECT id FROM used) LIMIT 1) ORDER BY id
"""

T = TypeVar("T")


def ask(url: str, question: Callable[[ReadSession], Awaitable[T]]) -> T:
    """What a question to a fresh session gives."""

    async def answer() -> T:
        reader = Reader(url, PATIENT)
        try:
            async with reader.session() as session:
                return await question(session)
        finally:
            await reader.close()

    return asyncio.run(answer())


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """What the database holds."""
    with connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def unmask(url: str) -> None:
    """Tell small counts of people too: here counting is compared; tests/small_cells holds the mask."""
    with connect(url, autocommit=True) as connection:
        for table in ("hidden_figure", "hidden_sum"):
            connection.execute(f"DELETE FROM hub.{table}".encode())


def kept(url: str, *, anew: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of both tables as they are, or as adding all up would make them."""
    with connect(url) as connection:
        if anew:
            recount(connection)
        found = {
            name: sorted(connection.execute(f"SELECT * FROM hub.{name}".encode()).fetchall()) for name in KEPT
        }
        connection.rollback()
    return found


def hold_against_the_count(url: str) -> dict[str, int]:
    """Assert that every answer from the aggregates is that of the live count; gives how many rows are kept.

    Compared are all facets of the hub and of every territory that any location lies in or below, and of
    one without any, and all cells of all territories of every level.
    """
    as_they_are = kept(url)
    assert as_they_are == kept(url, anew=True)
    unmask(url)
    _compare_facets(url)
    _compare_coverage(url)
    _compare_basic_services(url)
    return {name: len(found) for name, found in as_they_are.items()}


def _compare_facets(url: str) -> None:
    units = [row[0] for row in rows(url, _UNITS)]
    everywhere = ProviderListing(PLAIN)
    in_units = ProviderListing(PLAIN, on=On.TERRITORY)
    inside = [
        ProviderListing(ProviderScope(ProviderFilter(within=Within(territory="x")), territory_id=unit))
        for unit in units[:5]
    ]

    async def of(session: ReadSession, how: Callable[..., Awaitable[list[Facets]]]) -> Any:
        return [
            await how(session, everywhere, FIELDS, [None]),
            await how(session, in_units, FIELDS, units),
            *[await how(session, one, FIELDS, [None]) for one in inside],
        ]

    assert ask(url, lambda session: of(session, facets)) == ask(url, lambda session: of(session, live_facets))


def _compare_basic_services(url: str) -> None:
    asked = [(row[0], count) for row in rows(url, _UNITS) for count in CountBasis]
    found = ask(url, lambda session: basic_services(session, asked))
    assert found == ask(url, lambda session: live_basic_services(session, asked))


def _compare_coverage(url: str) -> None:
    roots = [row[0] for row in rows(url, "SELECT id FROM hub.territory WHERE parent_id IS NULL ORDER BY id")]
    codes = [row[0] for row in rows(url, "SELECT code FROM hub.term WHERE taxonomy = 'category' ORDER BY 1")]

    async def of(session: ReadSession, how: Callable[..., Awaitable[list[CoverageRow]]]) -> Any:
        return {
            (root, level, count): await how(session, root, level, codes, PLAIN, count)
            for root in roots
            for level in TerritoryLevel
            for count in CountBasis
        }

    kept_rows = ask(url, lambda session: of(session, coverage))
    assert kept_rows == ask(url, lambda session: of(session, live_coverage))
