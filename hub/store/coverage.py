"""The planning matrix: what is offered in every territory of a rank, empty cells included; basic services."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, true, union
from sqlalchemy.dialects.postgresql import distinct_on

from hub.domain.vocabulary import TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, provider_condition
from hub.store.filters.provider import place_conditions
from hub.store.filters.service import service_conditions, works
from hub.store.filters.spatial import is_where_it_works
from hub.store.reads.batch import one_of
from hub.store.reads.providers import LATEST_FIRST
from hub.store.reads.territories import TerritoryRow, territory_columns
from hub.store.tables import (
    basic_service,
    capacity,
    location,
    provider,
    service,
    service_area,
    service_at_location,
    term,
    term_closure,
    territory,
    territory_closure,
    territory_population,
)

#: `per10k` is places for so many inhabitants.
INHABITANTS = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """What one territory has of one category; capacity is empty when no service of the cell states it."""

    category: str
    providers: int
    services: int
    capacity: int | None
    per10k: float | None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A territory with a cell for every category, in the order of the question."""

    territory: TerritoryRow
    cells: tuple[Cell, ...]


async def coverage(
    session: ReadSession,
    within: int,
    level: TerritoryLevel,
    categories: Sequence[str],
    scope: ProviderScope,
) -> list[CoverageRow]:
    """One row for each current territory of `level` in `within`, by name. Two statements.

    A cell counts what is given at locations that lie in its territory, as the filter
    `within.territory` with `categories.anyOf` does.
    """
    inside = select(territory_closure.c.territory_id).where(territory_closure.c.ancestor_id == within)
    rows = await session.all(
        select(*territory_columns())
        .where(territory.c.id.in_(inside), territory.c.level == level.value, territory.c.valid_to.is_(None))
        .order_by(func.lower(territory.c.name).collate("und-x-icu"), territory.c.code),
        TerritoryRow,
    )
    cells = await _cells(session, within, level, categories, scope)
    return [
        CoverageRow(
            row, tuple(cells.get((row.id, code), Cell(code, 0, 0, None, None)) for code in categories)
        )
        for row in rows
    ]


async def _cells(
    session: ReadSession,
    within: int,
    level: TerritoryLevel,
    categories: Sequence[str],
    scope: ProviderScope,
) -> dict[tuple[int, str], Cell]:
    """The cells that are not empty, by territory and category."""
    offered = _offered(within, level, categories, scope).cte("offered")
    latest = (
        select(capacity.c.service_id, capacity.c.total)
        .ext(distinct_on(capacity.c.service_id))
        .where(capacity.c.service_id.in_(select(offered.c.service_id)))
        .order_by(capacity.c.service_id, *LATEST_FIRST)
        .cte("latest")
    )
    people = (
        select(territory_population.c.territory_id, territory_population.c.value)
        .ext(distinct_on(territory_population.c.territory_id))
        .order_by(
            territory_population.c.territory_id,
            territory_population.c.as_of.desc().nulls_last(),
            territory_population.c.source_id,
        )
        .cte("people")
    )
    total = func.sum(latest.c.total)
    statement = (
        select(
            offered.c.territory_id,
            offered.c.category,
            func.count(offered.c.provider_id.distinct()).label("providers"),
            func.count().label("services"),
            total.label("capacity"),
            (total * float(INHABITANTS) / func.nullif(people.c.value, 0)).label("per10k"),
        )
        .select_from(
            offered.outerjoin(latest, latest.c.service_id == offered.c.service_id).outerjoin(
                people, people.c.territory_id == offered.c.territory_id
            )
        )
        .group_by(offered.c.territory_id, offered.c.category, people.c.value)
    )
    return {
        (row.territory_id, row.category): Cell(
            row.category, row.providers, row.services, row.capacity, row.per10k
        )
        for row in await session.rows(statement)
    }


def _offered(within: int, level: TerritoryLevel, categories: Sequence[str], scope: ProviderScope) -> Any:
    """Distinct (territory, category, service) of the matrix."""
    below, inside = territory_closure.alias("below"), territory_closure.alias("inside")
    place, link = location.alias("place_of_cell"), service_at_location.alias("link")
    # A list of its own, so that the planner starts from the rows of the matrix.
    units = (
        select(territory.c.id)
        .join(inside, and_(inside.c.territory_id == territory.c.id, inside.c.ancestor_id == within))
        .where(territory.c.level == level.value, territory.c.valid_to.is_(None))
        .cte("units")
        .prefix_with("MATERIALIZED")
    )
    joined = (
        units.join(below, below.c.ancestor_id == units.c.id)
        .join(place, place.c.territory_id == below.c.territory_id)
        .join(link, link.c.location_id == place.c.id)
        .join(service, service.c.id == link.c.service_id)
        .join(provider, provider.c.id == service.c.provider_id)
        .join(
            term_closure,
            and_(
                term_closure.c.taxonomy == "category",
                term_closure.c.code == service.c.category,
                term_closure.c.ancestor.in_(categories),
            ),
        )
    )
    return (
        select(
            units.c.id.label("territory_id"),
            term_closure.c.ancestor.label("category"),
            service.c.id.label("service_id"),
            provider.c.id.label("provider_id"),
        )
        .distinct()
        .select_from(joined)
        .where(
            works(service),
            *place_conditions(scope, place),
            or_(*(and_(true(), *asked) for asked in service_conditions(scope, service))),
            provider_condition(scope, provider),
        )
    )


@dataclass(frozen=True, slots=True)
class BasicService:
    """A basic service of a territory's state, and whether the territory has it."""

    territory_id: int
    taxonomy: str
    code: str
    present: bool


async def basic_services(session: ReadSession, ids: Sequence[int]) -> list[list[BasicService]]:
    """The basic services of each territory's state; none where the state has none. One statement.

    A service is present when a working service of one of its categories reaches the territory: it is
    given at a location there, or one of its service areas lies in the territory or around it.
    """
    # Materialised, since every basic service looks into it.
    reached = _reached(ids).cte("reached").prefix_with("MATERIALIZED")
    fulfilled = (
        select(term_closure.c.code)
        .where(
            term_closure.c.taxonomy == "category",
            term_closure.c.ancestor == basic_service.c.category,
            term_closure.c.code == reached.c.category,
            reached.c.territory_id == territory.c.id,
        )
        .correlate(basic_service, territory)
        .exists()
    )
    statement = (
        select(
            territory.c.id.label("territory_id"),
            basic_service.c.taxonomy,
            basic_service.c.code,
            func.bool_or(fulfilled).label("present"),
        )
        .join(basic_service, basic_service.c.country == territory.c.country)
        .join(term, and_(term.c.taxonomy == basic_service.c.taxonomy, term.c.code == basic_service.c.code))
        .where(one_of(territory.c.id, ids))
        .group_by(territory.c.id, basic_service.c.taxonomy, basic_service.c.code, term.c.sort)
        .order_by(territory.c.id, term.c.sort, basic_service.c.code)
    )
    found: dict[int, list[BasicService]] = {identity: [] for identity in ids}
    for row in await session.all(statement, BasicService):
        found[row.territory_id].append(row)
    return [found[identity] for identity in ids]


def _reached(ids: Sequence[int]) -> CompoundSelect[Any]:
    """Distinct (territory, category) of the working services that reach each of the territories."""
    closure, area, place = territory_closure, service_area.alias("area"), location.alias("place")
    link = service_at_location.alias("link")
    at_places = (
        _categories(closure.c.ancestor_id)
        .join(link, link.c.service_id == service.c.id)
        .join(place, place.c.id == link.c.location_id)
        .join(closure, closure.c.territory_id == place.c.territory_id)
        .where(one_of(closure.c.ancestor_id, ids), is_where_it_works(place))
    )
    areas_inside = (
        _categories(closure.c.ancestor_id)
        .join(area, area.c.service_id == service.c.id)
        .join(closure, closure.c.territory_id == area.c.territory_id)
        .where(one_of(closure.c.ancestor_id, ids))
    )
    areas_around = (
        _categories(closure.c.territory_id)
        .join(area, area.c.service_id == service.c.id)
        .join(closure, closure.c.ancestor_id == area.c.territory_id)
        .where(one_of(closure.c.territory_id, ids))
    )
    return union(at_places, areas_inside, areas_around)


def _categories(territory_id: ColumnElement[Any]) -> Select[Any]:
    """Territories and categories of services that work, of providers that do."""
    return (
        select(territory_id.label("territory_id"), service.c.category)
        .select_from(service)
        .join(provider, provider.c.id == service.c.provider_id)
        .where(works(service), works(provider), service.c.category.is_not(None))
    )
