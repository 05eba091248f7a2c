"""Cells of the planning matrix as SQL: counted from the services, or out of what a release keeps."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from hub.domain.vocabulary import CountBasis, TerritoryLevel
from hub.store.capacities import UNDATED, newest, summed
from hub.store.filters import ProviderScope, provider_condition
from hub.store.filters.provider import asks_of_place, place_conditions
from hub.store.filters.reach import around, hits, may_reach, reached
from hub.store.filters.service import service_conditions, works
from hub.store.filters.spatial import reaches_people
from hub.store.small_cells.shown import sum_is_hidden
from hub.store.tables import (
    capacity_sum,
    coverage_cell,
    location,
    provider,
    service,
    service_at_location,
    term_closure,
    territory,
    territory_closure,
)
from hub.store.tables.aggregates import Reach

Condition = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def kept_cells(count: CountBasis, of_unit: Condition, of_category: Condition) -> Select[Any]:
    """Cells with their sums that the release keeps; the conditions choose units and categories.

    What serves all of a unit also serves every unit below it, so that cells of units above are read too.
    """
    counted, parts = (
        select(territory_closure.c.territory_id, kept.c.category, *_all(kept, names), *masked)
        .join(
            kept,
            and_(
                kept.c.territory_id == territory_closure.c.ancestor_id, _tells(count, territory_closure, kept)
            ),
        )
        .where(of_unit(territory_closure.c.territory_id), of_category(kept.c.category))
        for kept, names, masked in (
            (coverage_cell, _COUNTS, ()),
            (capacity_sum, _STATED, (sum_is_hidden(capacity_sum).label("hidden"),)),
        )
    )
    return _cells(counted, parts)


def kept_categories(count: CountBasis, of_unit: Condition) -> Select[Any]:
    """(territory_id, category) of which the release keeps something."""
    line, cell = territory_closure, coverage_cell
    return (
        select(line.c.territory_id, cell.c.category)
        .distinct()
        .join(cell, and_(cell.c.territory_id == line.c.ancestor_id, _tells(count, line, cell)))
        .where(of_unit(line.c.territory_id))
    )


_COUNTS = ("providers", "services", "functions")
_STATED = ("figure", "as_of", "value", "shared", "stated")
_PARTS = (*_STATED, "hidden")


def _tells(count: CountBasis, line: FromClause, kept: FromClause) -> ColumnElement[bool]:
    """Whether what is kept of a unit tells of a unit below it, or of itself."""
    itself, above = line.c.depth == 0, line.c.depth > 0
    if count is CountBasis.SEATS:
        return and_(itself, kept.c.reach == Reach.SEAT.value)
    return or_(
        and_(itself, kept.c.reach == Reach.INSIDE.value), and_(above, kept.c.reach == Reach.WHOLE.value)
    )


def _cells(counted: Select[Any], parts: Select[Any]) -> Select[Any]:
    """Cells out of rows of their counts and rows of their figures.

    They are added up together: the planner, who does not know how many there are, might join them row by row.
    """
    counts, figures = counted.subquery("counted"), parts.subquery("parts")
    same = ("territory_id", "category")
    rows = union_all(
        select(
            *_all(counts, (*same, *_COUNTS)),
            *(cast(null(), figures.c[name].type).label(name) for name in _PARTS),
        ),
        select(*_all(figures, same), *(literal(0) for _ in _COUNTS), *_all(figures, _PARTS)),
    ).subquery("rows")
    totals = (cast(func.sum(rows.c[name]), Integer).label(name) for name in _COUNTS)
    return summed(rows, rows.c.territory_id, rows.c.category).add_columns(*totals)


def _all(of: FromClause, names: Sequence[str]) -> list[ColumnElement[Any]]:
    return [of.c[name] for name in names]


def live_cells(
    units: CTE, categories: Sequence[str] | Select[Any], scope: ProviderScope, count: CountBasis
) -> Select[Any]:
    """The same for any filter, counted from services, providers and capacities one by one."""
    offered = _offered(units, categories, scope, count).cte("offered")
    counted = select(
        offered.c.territory_id,
        offered.c.category,
        func.count(offered.c.provider_id.distinct()).label("providers"),
        func.count().label("services"),
        func.count().filter(offered.c.is_function).label("functions"),
    ).group_by(offered.c.territory_id, offered.c.category)
    figure = newest(select(offered.c.service_id).where(~offered.c.is_function)).subquery("figure")
    parts = select(
        offered.c.territory_id,
        offered.c.category,
        figure.c.figure,
        func.coalesce(figure.c.as_of, UNDATED).label("as_of"),
        figure.c.value,
        case((offered.c.shared, figure.c.value), else_=0).label("shared"),
        literal(1).label("stated"),
        figure.c.hidden,
    ).select_from(offered.join(figure, figure.c.service_id == offered.c.service_id))
    return _cells(counted, parts)


def live_categories(
    units: CTE, categories: Select[Any], scope: ProviderScope, count: CountBasis
) -> Select[Any]:
    """(territory_id, category) of each of `units` and each of `categories` that it has something of."""
    offered = _offered(units, categories, scope, count).subquery("offered")
    return select(offered.c.territory_id, offered.c.category).distinct()


def live_sources(
    units: CTE, categories: Sequence[str] | Select[Any], scope: ProviderScope, count: CountBasis
) -> Select[Any]:
    """(source_id, providers, synthetic) of who gives some of the categories and may concern the units."""
    given = _given(units, categories, scope, count).cte("given").prefix_with("MATERIALIZED")
    return (
        select(
            provider.c.source_id,
            func.count().label("providers"),
            func.count().filter(provider.c.synthetic).label("synthetic"),
        )
        .where(provider.c.id.in_(select(given.c.provider_id)))
        .group_by(provider.c.source_id)
    )


def _offered(
    units: CTE, categories: Sequence[str] | Select[Any], scope: ProviderScope, count: CountBasis
) -> Select[Any]:
    """Distinct (territory, category, service) of the matrix, and whether other territories share it."""
    given = _given(units, categories, scope, count).cte("given").prefix_with("MATERIALIZED")
    ids = select(given.c.id)
    elements = _seats(scope, ids) if count is CountBasis.SEATS else select(reached(ids).subquery("reached"))
    counted = elements.cte("elements").prefix_with("MATERIALIZED")
    hit = hits(units, counted).subquery("hits")
    size = select(counted.c.service_id, func.count().label("all")).group_by(counted.c.service_id).subquery()
    return (
        select(
            hit.c.territory_id,
            term_closure.c.ancestor.label("category"),
            given.c.id.label("service_id"),
            given.c.provider_id,
            given.c.is_function,
            (hit.c.inside < size.c.all).label("shared"),
        )
        .select_from(
            hit.join(given, given.c.id == hit.c.service_id)
            .join(size, size.c.service_id == hit.c.service_id)
            .join(term_closure, term_closure.c.code == given.c.category)
        )
        .where(term_closure.c.taxonomy == "category", term_closure.c.ancestor.in_(categories))
    )


def _given(
    units: CTE, categories: Sequence[str] | Select[Any], scope: ProviderScope, count: CountBasis
) -> Select[Any]:
    """Services of the categories that the scope means, as far as they may concern the units."""
    place, link = location.alias("place_of_cell"), service_at_location.alias("link_of_cell")
    given_there = (
        select(link.c.service_id)
        .join(place, place.c.id == link.c.location_id)
        .where(*place_conditions(scope, place))
    )
    wanted = select(term_closure.c.code).where(
        term_closure.c.taxonomy == "category", term_closure.c.ancestor.in_(categories)
    )
    conditions = [service.c.category.in_(wanted), works(service), provider_condition(scope, provider)]
    if count is CountBasis.SERVED:
        conditions.append(reaches_people(service))
    if count is CountBasis.SEATS:
        below = territory_closure.alias("below_units")
        inside = select(below.c.territory_id).join(units, units.c.id == below.c.ancestor_id)
        conditions.append(service.c.id.in_(given_there.where(place.c.territory_id.in_(inside))))
    else:
        conditions.append(service.c.id.in_(may_reach(units)))
        if asks_of_place(scope.wanted):
            conditions.append(service.c.id.in_(given_there))
    return (
        select(service.c.id, service.c.provider_id, service.c.category, service.c.is_function)
        .join(provider, provider.c.id == service.c.provider_id)
        .where(*conditions, or_(*(and_(true(), *asked) for asked in service_conditions(scope, service))))
    )


def _seats(scope: ProviderScope, services: Select[Any]) -> Select[Any]:
    """(service_id, territory_id, whole) of the places where services are given."""
    place, link = location.alias("seat"), service_at_location.alias("seat_of")
    return (
        select(link.c.service_id, place.c.territory_id, false().label("whole"))
        .distinct()
        .join(place, place.c.id == link.c.location_id)
        .where(
            *place_conditions(scope, place),
            place.c.territory_id.is_not(None),
            link.c.service_id.in_(services),
        )
    )


def live_rest(
    within: int,
    level: TerritoryLevel,
    categories: Sequence[str],
    scope: ProviderScope,
    count: CountBasis,
) -> Select[Any]:
    """(category, providers, services) of what a whole has but none of its current units of a rank."""
    inside = territory_closure.alias("in_whole")
    is_row = and_(territory.c.level == level.value, territory.c.valid_to.is_(None))
    units = (
        select(territory.c.id, is_row.label("is_row"))
        .join(inside, and_(inside.c.territory_id == territory.c.id, inside.c.ancestor_id == within))
        .where(or_(is_row, territory.c.id == within))
        .cte("units")
        .prefix_with("MATERIALIZED")
    )
    offered = _offered(units, categories, scope, count).cte("offered")
    services = (
        select(offered.c.category, offered.c.provider_id, func.bool_or(units.c.is_row).label("in_row"))
        .join(units, units.c.id == offered.c.territory_id)
        .group_by(offered.c.category, offered.c.provider_id, offered.c.service_id)
        .subquery("services")
    )
    providers = (
        select(
            services.c.category,
            func.bool_or(services.c.in_row).label("in_row"),
            func.count().filter(~services.c.in_row).label("services"),
        )
        .group_by(services.c.category, services.c.provider_id)
        .subquery("providers")
    )
    return select(
        providers.c.category,
        func.count().filter(~providers.c.in_row).label("providers"),
        cast(func.sum(providers.c.services), Integer).label("services"),
    ).group_by(providers.c.category)


def live_around(units: CTE, categories: Select[Any], scope: ProviderScope, count: CountBasis) -> Select[Any]:
    """(territory_id, category, provider_id) of what each of `units` may have, as `around` tells it."""
    near = around(units, count).subquery("near")
    return (
        select(
            near.c.territory_id, term_closure.c.ancestor.label("category"), provider.c.id.label("provider_id")
        )
        .distinct()
        .select_from(
            near.join(service, service.c.id == near.c.service_id)
            .join(provider, provider.c.id == service.c.provider_id)
            .join(term_closure, term_closure.c.code == service.c.category)
        )
        .where(
            term_closure.c.taxonomy == "category",
            term_closure.c.ancestor.in_(categories),
            works(service),
            provider_condition(scope, provider),
            reaches_people(service) if count is CountBasis.SERVED else true(),
        )
    )
