"""The planning matrix: what is offered in every territory of a rank, empty cells included."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    CTE,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import distinct_on

from hub.domain.vocabulary import TerritoryLevel
from hub.store.aggregates.reads import kept_coverage
from hub.store.engine import ReadSession
from hub.store.filters import ProviderScope, provider_condition
from hub.store.filters.provider import place_conditions
from hub.store.filters.service import service_conditions, works
from hub.store.reads.batch import one_of
from hub.store.reads.providers import LATEST_FIRST
from hub.store.reads.territories import populations
from hub.store.tables import (
    capacity,
    coverage_cell,
    location,
    provider,
    service,
    service_at_location,
    term_closure,
    territory,
    territory_closure,
)

#: `per10k` is places for so many inhabitants.
INHABITANTS = 10_000


_WITHIN = bindparam("within", None, type_=Integer())
_UNITS = bindparam("units", None, type_=ARRAY(Integer()))
_CATEGORIES = bindparam("categories", None, type_=ARRAY(Text()))


class Cell(NamedTuple):
    """What one territory has of one category; capacity is empty when no service of the cell states it.

    `functions` tells how many of the services are parts of packages, `lang` the territory's language.
    """

    category: str
    providers: int
    services: int
    functions: int
    capacity: int | None
    per10k: float | None
    lang: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A territory with a cell for every category, in the order of the question."""

    territory_id: int
    cells: tuple[Cell, ...]


async def coverage(
    session: ReadSession,
    within: int,
    level: TerritoryLevel,
    categories: Sequence[str],
    scope: ProviderScope,
) -> list[CoverageRow]:
    """One row for each current territory of `level` in `within`, by name. At most two statements.

    A cell counts what is given at locations that lie in its territory, as the filter
    `within.territory` with `categories.anyOf` does. What the release has added up is not counted again.
    """
    if not kept_coverage(session, scope, categories):
        return await live_coverage(session, within, level, categories, scope)
    units = await session.known(_read_units, (within, level))
    values = {"units": [unit.id for unit in units], "categories": list(categories)}
    return _matrix(units, categories, await session.shaped(_kept, (), values))


async def live_coverage(
    session: ReadSession,
    within: int,
    level: TerritoryLevel,
    categories: Sequence[str],
    scope: ProviderScope,
) -> list[CoverageRow]:
    """The same for any filter and moment, counted from the services one by one."""
    units = await session.known(_read_units, (within, level))
    return _matrix(units, categories, await session.rows(_live(within, level, categories, scope)))


def _matrix(units: Sequence[Any], categories: Sequence[str], cells: Sequence[Any]) -> list[CoverageRow]:
    """The matrix out of those of its cells that are not empty."""
    found = {(cell.territory_id, cell.category): cell for cell in cells}
    empty: dict[str, dict[str, Cell]] = {}
    rows = []
    for unit in units:
        nothing = empty.get(unit.lang)
        if nothing is None:
            nothing = {code: Cell(code, 0, 0, 0, None, None, unit.lang) for code in categories}
            empty[unit.lang] = nothing
        made = []
        for code in categories:
            cell = found.get((unit.id, code))
            made.append(nothing[code] if cell is None else _cell(cell, unit))
        rows.append(CoverageRow(unit.id, tuple(made)))
    return rows


async def _read_units(session: ReadSession, asked: tuple[int, TerritoryLevel]) -> Sequence[Any]:
    """The rows of the matrix by name, with their languages and newest populations."""
    within, level = asked
    return await session.shaped(_named_units, (level,), {"within": within})


def _named_units(level: TerritoryLevel) -> Select[Any]:
    closure = territory_closure
    inside = select(closure.c.territory_id).where(closure.c.ancestor_id == _WITHIN)
    people = (
        select(populations.column("value"))
        .where(populations.key == territory.c.id)
        .order_by(*populations.order)
        .limit(1)
        .correlate(territory)
        .scalar_subquery()
    )
    return (
        select(territory.c.id, territory.c.lang, people.label("people"))
        .where(territory.c.id.in_(inside), territory.c.level == level.value, territory.c.valid_to.is_(None))
        .order_by(func.lower(territory.c.name).collate("und-x-icu"), territory.c.code)
    )


def _cell(found: Any, unit: Any) -> Cell:
    total, per10k = found.capacity, None
    if total is not None and unit.people:
        per10k = total * float(INHABITANTS) / unit.people
    return Cell(found.category, found.providers, found.services, found.functions, total, per10k, unit.lang)


def _kept() -> Select[Any]:
    """The cells that the release keeps."""
    cell = coverage_cell
    return select(
        cell.c.territory_id,
        cell.c.category,
        cell.c.providers,
        cell.c.services,
        cell.c.functions,
        case((cell.c.stated > 0, cell.c.capacity)).label("capacity"),
    ).where(one_of(cell.c.territory_id, _UNITS), one_of(cell.c.category, _CATEGORIES))


def _live(within: int, level: TerritoryLevel, categories: Sequence[str], scope: ProviderScope) -> Select[Any]:
    """The cells counted from services, providers and capacities."""
    units = _units(within, level)
    offered = _offered(units, categories, scope).cte("offered")
    latest = _latest(offered)
    return (
        select(
            offered.c.territory_id,
            offered.c.category,
            func.count(offered.c.provider_id.distinct()).label("providers"),
            func.count().label("services"),
            func.count().filter(offered.c.is_function).label("functions"),
            func.sum(latest.c.total).label("capacity"),
        )
        .select_from(offered.outerjoin(latest, latest.c.service_id == offered.c.service_id))
        .group_by(offered.c.territory_id, offered.c.category)
    )


def _latest(offered: CTE) -> CTE:
    """The newest stated capacity of each service of the matrix."""
    return (
        select(capacity.c.service_id, capacity.c.total)
        .ext(distinct_on(capacity.c.service_id))
        .where(capacity.c.service_id.in_(select(offered.c.service_id)))
        .order_by(capacity.c.service_id, *LATEST_FIRST)
        .cte("latest")
    )


def _units(within: Any, level: TerritoryLevel) -> CTE:
    """The rows of the matrix: a list of its own, so that the planner starts from it."""
    inside = territory_closure.alias("inside")
    return (
        select(territory.c.id)
        .join(inside, and_(inside.c.territory_id == territory.c.id, inside.c.ancestor_id == within))
        .where(territory.c.level == level.value, territory.c.valid_to.is_(None))
        .cte("units")
        .prefix_with("MATERIALIZED")
    )


def _offered(units: CTE, categories: Sequence[str], scope: ProviderScope) -> Any:
    """Distinct (territory, category, service) of the matrix."""
    below = territory_closure.alias("below")
    place, link = location.alias("place_of_cell"), service_at_location.alias("link")
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
            service.c.is_function,
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
