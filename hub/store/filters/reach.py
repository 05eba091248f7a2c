"""What services reach: the units of the territory tree that are served, as rows of SQL."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.sql.selectable import NamedFromClause

from hub.domain.vocabulary import CountBasis, TerritoryLevel
from hub.store.filters.spatial import is_where_it_works, reaches_people
from hub.store.tables import location, service_area, service_at_location, territory, territory_closure

#: Levels at which a place stands for what is served, where the tree has no hromada.
WITHOUT_HROMADA = (
    TerritoryLevel.DISTRICT.value,
    TerritoryLevel.SETTLEMENT.value,
    TerritoryLevel.CITY_DISTRICT.value,
)


def reached(services: Select[Any] | None) -> CompoundSelect[Any]:
    """(service_id, territory_id, whole) of each unit that these services reach; of all without `services`.

    Service areas are reached, and nothing else by a service that has any. A service without areas reaches
    the hromada of each place where it works, or the district or city where the tree has no hromada. `whole`
    tells that all of the unit is served, and so whatever lies below it; of a place that is known no finer
    than a raion or region only that something in there is. `services` are those that `reaches_people` keeps.
    """
    return union(_named(services), _drawn_around(services), _drawn_across(services), _at_home(services))


def _of(service_id: ColumnElement[Any], services: Select[Any] | None) -> ColumnElement[bool]:
    return true() if services is None else service_id.in_(services)


def _named(services: Select[Any] | None) -> Select[Any]:
    """Service areas that are territories."""
    area = service_area
    return select(area.c.service_id, area.c.territory_id, true().label("whole")).where(
        area.c.territory_id.is_not(None), _of(area.c.service_id, services)
    )


def _drawn_around(services: Select[Any] | None) -> Select[Any]:
    """Units without others below them whose point lies in an area that is a polygon."""
    area, child = service_area, territory.alias("child_of_reached")
    parts = select(child.c.id).where(child.c.parent_id == territory.c.id, child.c.valid_to.is_(None))
    return (
        select(area.c.service_id, territory.c.id, false().label("whole"))
        .select_from(area.join(territory, func.ST_Covers(area.c.polygon, territory.c.point)))
        .where(
            area.c.polygon.is_not(None),
            territory.c.valid_to.is_(None),
            ~parts.correlate(territory).exists(),
            _of(area.c.service_id, services),
        )
    )


def _drawn_across(services: Select[Any] | None) -> Select[Any]:
    """Units whose boundary shares ground with an area that is a polygon."""
    area = service_area
    overlaps = and_(
        func.ST_Intersects(area.c.polygon, territory.c.boundary),
        ~func.ST_Touches(area.c.polygon, territory.c.boundary),
    )
    return (
        select(area.c.service_id, territory.c.id, false().label("whole"))
        .select_from(area.join(territory, overlaps))
        .where(
            area.c.polygon.is_not(None),
            territory.c.valid_to.is_(None),
            _of(area.c.service_id, services),
        )
    )


def _at_home(services: Select[Any] | None) -> Select[Any]:
    """Of services without areas what their places stand for."""
    place, link, area = location.alias("home"), service_at_location.alias("home_of"), service_area
    unit = _homes(_settled(services))
    own_area = select(area.c.id).where(area.c.service_id == link.c.service_id)
    return (
        select(link.c.service_id, unit.c.home_id.label("territory_id"), unit.c.whole)
        .select_from(
            link.join(place, place.c.id == link.c.location_id).join(unit, unit.c.id == place.c.territory_id)
        )
        .where(is_where_it_works(place), ~own_area.correlate(link).exists(), _of(link.c.service_id, services))
    )


def _homes(places: Select[Any]) -> FromClause:
    """(id, home_id, whole): for each unit in which a place may stand the one that a place there serves.

    The hromadas are looked up for all of the units at once: in the past, where a unit's line is put together
    from what was valid then, one search for each would read the whole tree each time.
    """
    settled = places.cte().prefix_with("MATERIALIZED")
    units = select(settled.c.territory_id)
    above, over = territory_closure.alias("above_home"), territory.alias("hromada_over")
    hromada = (
        select(above.c.territory_id, over.c.id)
        .ext(distinct_on(above.c.territory_id))
        .join(over, over.c.id == above.c.ancestor_id)
        .where(above.c.territory_id.in_(units), over.c.level == TerritoryLevel.HROMADA.value)
        .order_by(above.c.territory_id, above.c.depth)
        .cte()
        .prefix_with("MATERIALIZED")
    )
    below, under = territory_closure.alias("below_home"), territory.alias("hromada_under")
    finer = (
        select(below.c.ancestor_id)
        .distinct()
        .join(under, under.c.id == below.c.territory_id)
        .where(below.c.ancestor_id.in_(units), under.c.level == TerritoryLevel.HROMADA.value)
        .cte()
        .prefix_with("MATERIALIZED")
    )
    return (
        select(
            territory.c.id,
            func.coalesce(hromada.c.id, territory.c.id).label("home_id"),
            case(
                (hromada.c.id.is_not(None), true()),
                (territory.c.level.not_in(WITHOUT_HROMADA), false()),
                (territory.c.level != TerritoryLevel.DISTRICT.value, true()),
                else_=finer.c.ancestor_id.is_(None),
            ).label("whole"),
        )
        .select_from(
            territory.outerjoin(hromada, hromada.c.territory_id == territory.c.id).outerjoin(
                finer, finer.c.ancestor_id == territory.c.id
            )
        )
        .where(territory.c.id.in_(units))
        .subquery("homes")
    )


def _settled(services: Select[Any] | None) -> Select[Any]:
    """Units in which the services have a place; without `services` those of any location."""
    place, link = location.alias("settled_at"), service_at_location.alias("settles")
    if services is None:
        return select(place.c.territory_id).distinct()
    return (
        select(place.c.territory_id)
        .distinct()
        .join(link, link.c.location_id == place.c.id)
        .where(link.c.service_id.in_(services))
    )


def hits(units: FromClause, elements: FromClause) -> Select[Any]:
    """(territory_id, service_id, inside) of each of `units` and each service with a row of `elements` in it.

    `inside` counts the rows that lie in the unit; none where all that is around the unit is served.
    """
    below, above = territory_closure.alias("below_unit"), territory_closure.alias("above_unit")
    within = (
        select(units.c.id.label("territory_id"), elements.c.service_id, func.count().label("inside"))
        .select_from(
            units.join(below, below.c.ancestor_id == units.c.id).join(
                elements, elements.c.territory_id == below.c.territory_id
            )
        )
        .group_by(units.c.id, elements.c.service_id)
    )
    around = (
        select(units.c.id, elements.c.service_id, literal(0))
        .distinct()
        .select_from(
            units.join(above, and_(above.c.territory_id == units.c.id, above.c.depth > 0)).join(
                elements, and_(elements.c.territory_id == above.c.ancestor_id, elements.c.whole)
            )
        )
    )
    hit = within.union_all(around).subquery("hit")
    return select(hit.c.territory_id, hit.c.service_id, func.sum(hit.c.inside).label("inside")).group_by(
        hit.c.territory_id, hit.c.service_id
    )


def _near(is_asked: Callable[[ColumnElement[Any]], ColumnElement[bool]]) -> CompoundSelect[Any]:
    """(territory_id) of the places that may serve a unit asked for: below it, around, and in its hromada."""
    below, above = territory_closure.alias("below_asked"), territory_closure.alias("above_asked")
    over, beside = territory.alias("over_asked"), territory_closure.alias("beside_asked")
    around = select(above.c.ancestor_id).distinct().where(is_asked(above.c.territory_id))
    hromadas = around.join(over, over.c.id == above.c.ancestor_id).where(
        over.c.level == TerritoryLevel.HROMADA.value
    )
    return union(
        select(below.c.territory_id).where(is_asked(below.c.ancestor_id)),
        around,
        select(beside.c.territory_id).where(beside.c.ancestor_id.in_(hromadas)),
    )


def may_reach(units: FromClause) -> Select[Any]:
    """Ids of the services that may reach any of `units`: those near them, and those with polygons."""
    near = _near(lambda unit_id: unit_id.in_(select(units.c.id))).cte()
    ids = select(near.c.territory_id)
    area, link, place = service_area.alias("near_area"), service_at_location.alias("near_link"), location
    return select(
        union(
            select(area.c.service_id).where(or_(area.c.territory_id.in_(ids), area.c.polygon.is_not(None))),
            select(link.c.service_id)
            .join(place, place.c.id == link.c.location_id)
            .where(place.c.territory_id.in_(ids)),
        )
        .subquery("may_reach")
        .c.service_id
    )


def around(units: FromClause, count: CountBasis) -> Select[Any]:
    """(territory_id, service_id) of what may belong to each of `units`, but stands no finer than around it.

    By SEATS what is given in a unit around it. By SERVED only what has no service areas, and of whose home
    nothing finer is known; areas tell what they reach.
    """
    line, place, link = (
        territory_closure.alias("line"),
        location.alias("seat"),
        service_at_location.alias("at_seat"),
    )
    above = units.join(line, and_(line.c.territory_id == units.c.id, line.c.depth > 0))
    seats = above.join(place, place.c.territory_id == line.c.ancestor_id).join(
        link, link.c.location_id == place.c.id
    )
    if count is CountBasis.SEATS:
        found = select(units.c.id.label("territory_id"), link.c.service_id).distinct().select_from(seats)
        return found.where(is_where_it_works(place))
    home = _at_home(select(link.c.service_id).select_from(seats)).subquery("homes_around")
    return (
        select(units.c.id.label("territory_id"), home.c.service_id)
        .distinct()
        .select_from(above.join(home, home.c.territory_id == line.c.ancestor_id))
        .where(~home.c.whole)
    )


def serves_unit(
    service: NamedFromClause, territory_id: ColumnElement[Any] | int, *, or_around: bool
) -> ColumnElement[bool]:
    """Whether a service reaches any part of a unit; with `or_around` also whether it may.

    It says of each service what `hits` counts, but asks of the units first: a state has fewer of them than
    services, and PostgreSQL knows how many lie in one.
    """
    below, above = territory_closure.alias("below_served"), territory_closure.alias("above_served")
    parts = select(below.c.territory_id).where(below.c.ancestor_id == territory_id)
    line = select(above.c.ancestor_id).where(above.c.territory_id == territory_id)
    drawn = union(_drawn_around(None), _drawn_across(None)).subquery("drawn")
    reaching: list[Select[Any]] = [
        select(service_area.c.service_id).where(
            or_(service_area.c.territory_id.in_(parts), service_area.c.territory_id.in_(line))
        ),
        select(drawn.c.service_id).where(drawn.c.id.in_(parts)),
        _from_home(territory_id, parts, line),
    ]
    if or_around:
        unit = select(territory.c.id).where(territory.c.id == territory_id).cte()
        near = around(unit, CountBasis.SERVED).subquery("near_unit")
        reaching.append(select(near.c.service_id))
    return and_(reaches_people(service), service.c.id.in_(union(*reaching)))


def _from_home(territory_id: ColumnElement[Any] | int, parts: Select[Any], line: Select[Any]) -> Select[Any]:
    """Ids of the services without areas whose places stand for a part of the unit, or for all around it."""
    place, link, area = location.alias("at_home"), service_at_location.alias("given_at_home"), service_area
    near = _near(lambda unit_id: unit_id == territory_id).subquery("near_unit")
    home = _homes(select(near.c.territory_id))
    standing = select(home.c.id).where(
        or_(home.c.home_id.in_(parts), and_(home.c.whole, home.c.home_id.in_(line)))
    )
    own_area = select(area.c.id).where(area.c.service_id == link.c.service_id)
    return (
        select(link.c.service_id)
        .join(place, place.c.id == link.c.location_id)
        .where(
            place.c.territory_id.in_(standing),
            is_where_it_works(place),
            ~own_area.correlate(link).exists(),
        )
    )
