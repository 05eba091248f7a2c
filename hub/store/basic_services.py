"""Which basic services, every hromada's duty, reach a territory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    func,
    select,
    union,
)

from hub.store.engine import ReadSession
from hub.store.filters.service import works
from hub.store.filters.spatial import is_where_it_works
from hub.store.reads.batch import KeyParameter, key_parameter
from hub.store.tables import (
    basic_service,
    coverage_cell,
    location,
    provider,
    service,
    service_area,
    service_at_location,
    term,
    term_closure,
    territory,
    territory_closure,
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
    given at a location there, or one of its service areas lies in the territory or around it. What the
    release has added up tells of locations in the present.
    """
    return await _read(session, ids, kept=not session.settings)


async def live_basic_services(session: ReadSession, ids: Sequence[int]) -> list[list[BasicService]]:
    """The same for any moment, looked for among the services."""
    return await _read(session, ids, kept=False)


async def _read(session: ReadSession, ids: Sequence[int], *, kept: bool) -> list[list[BasicService]]:
    found: dict[int, list[BasicService]] = {identity: [] for identity in ids}
    those = key_parameter(Integer(), ids)
    for row in await session.shaped(_statement, (those.alone, kept), those.values(ids)):
        found[row.territory_id].append(BasicService(*row))
    return [found[identity] for identity in ids]


def _statement(alone: bool, kept: bool) -> Select[Any]:
    those = KeyParameter(Integer(), alone)
    # Materialised, since every basic service looks into it.
    parts = _areas(those) if kept else [_at_places(those), *_areas(those)]
    reached = union(*parts).cte("reached").prefix_with("MATERIALIZED")
    fulfilled: ColumnElement[bool] = (
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
    if kept:
        given = (
            select(coverage_cell.c.category)
            .where(
                coverage_cell.c.territory_id == territory.c.id,
                coverage_cell.c.category == basic_service.c.category,
            )
            .correlate(basic_service, territory)
            .exists()
        )
        fulfilled = given | fulfilled
    return (
        select(
            territory.c.id.label("territory_id"),
            basic_service.c.taxonomy,
            basic_service.c.code,
            func.bool_or(fulfilled).label("present"),
        )
        .join(basic_service, basic_service.c.country == territory.c.country)
        .join(term, and_(term.c.taxonomy == basic_service.c.taxonomy, term.c.code == basic_service.c.code))
        .where(those.has(territory.c.id))
        .group_by(territory.c.id, basic_service.c.taxonomy, basic_service.c.code, term.c.sort)
        .order_by(territory.c.id, term.c.sort, basic_service.c.code)
    )


def _at_places(those: KeyParameter) -> Select[Any]:
    """(territory, category) of the working services that are given in each of the territories."""
    closure, place, link = territory_closure, location.alias("place"), service_at_location.alias("link")
    return (
        _categories(closure.c.ancestor_id)
        .join(link, link.c.service_id == service.c.id)
        .join(place, place.c.id == link.c.location_id)
        .join(closure, closure.c.territory_id == place.c.territory_id)
        .where(those.has(closure.c.ancestor_id), is_where_it_works(place))
    )


def _areas(those: KeyParameter) -> list[Select[Any]]:
    """(territory, category) of the working services with an area in each of the territories or around it."""
    closure, area = territory_closure, service_area.alias("area")
    inside = (
        _categories(closure.c.ancestor_id)
        .join(area, area.c.service_id == service.c.id)
        .join(closure, closure.c.territory_id == area.c.territory_id)
        .where(those.has(closure.c.ancestor_id))
    )
    around = (
        _categories(closure.c.territory_id)
        .join(area, area.c.service_id == service.c.id)
        .join(closure, closure.c.ancestor_id == area.c.territory_id)
        .where(those.has(closure.c.territory_id))
    )
    return [inside, around]


def _categories(territory_id: ColumnElement[Any]) -> Select[Any]:
    """Territories and categories of services that work, of providers that do."""
    return (
        select(territory_id.label("territory_id"), service.c.category)
        .select_from(service)
        .join(provider, provider.c.id == service.c.provider_id)
        .where(works(service), works(provider), service.c.category.is_not(None))
    )
