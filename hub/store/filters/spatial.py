"""Where a location lies, and which points a service reaches, as SQL conditions."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select, union
from sqlalchemy.sql.selectable import NamedFromClause

from hub.domain.filters import Within
from hub.domain.records import Point
from hub.store.parameters import among
from hub.store.tables import (
    location,
    service_area,
    service_at_location,
    territory_closure,
)

Condition = ColumnElement[bool]


def geometry(point: Point) -> ColumnElement[Any]:
    """A point as PostGIS geometry."""
    return func.ST_SetSRID(func.ST_MakePoint(point.lon, point.lat), 4326)


def geography(point: Point) -> ColumnElement[Any]:
    """A point as PostGIS geography, on which distances are metres."""
    return func.geography(geometry(point))


def spot_of(place: FromClause) -> ColumnElement[Any]:
    """A location's point as geography, in the form that its index knows."""
    return func.geography(place.c.point)


def lies_below(territory_id: ColumnElement[Any], ancestor: ColumnElement[Any] | int) -> Condition:
    """Whether a unit is another one or lies below it."""
    closure = territory_closure.alias("below")
    return territory_id.in_(
        select(closure.c.territory_id).where(closure.c.ancestor_id == ancestor).correlate_except(closure)
    )


def lies_below_or_around(territory_id: ColumnElement[Any], unit: ColumnElement[Any] | int) -> Condition:
    """Whether a unit is another one, lies below it, or is one that it lies in."""
    closure = territory_closure.alias("around")
    around = select(closure.c.ancestor_id).where(closure.c.territory_id == unit).correlate_except(closure)
    return or_(lies_below(territory_id, unit), territory_id.in_(around))


def shape_conditions(place: FromClause, within: Within) -> list[Condition]:
    """The conditions of a box, circle and polygon on the point of `place`."""
    conditions: list[Condition] = []
    if within.box is not None:
        box = within.box
        envelope = func.ST_MakeEnvelope(box.west, box.south, box.east, box.north, 4326)
        lon, lat = func.ST_X(place.c.point), func.ST_Y(place.c.point)
        # The operator finds by the index, a little too much; the comparisons are exact, edges included.
        conditions.append(place.c.point.op("&&")(envelope))
        conditions += [lon.between(box.west, box.east), lat.between(box.south, box.north)]
    if within.circle is not None:
        circle = within.circle
        conditions.append(func.ST_DWithin(spot_of(place), geography(circle.center), circle.metres))
    if within.polygon is not None:
        area = func.ST_SetSRID(func.ST_GeomFromGeoJSON(within.polygon), 4326)
        conditions.append(func.ST_Intersects(place.c.point, area))
    return conditions


def is_where_it_works(place: FromClause) -> Condition:
    """Not a mere legal address, unless the provider has no other."""
    actual = location.alias("actual_location")
    has_actual = (
        select(actual.c.id)
        .where(actual.c.provider_id == place.c.provider_id, actual.c.kind == "actual")
        .correlate_except(actual)
    )
    return or_(place.c.kind == "actual", ~has_actual.exists())


def reaches_people(offered: FromClause) -> Condition:
    """Whether a service has people as clients: a second-tier one, which supports hromadas or institutions,
    reaches nobody. Whoever asks whom services reach leaves it out.
    """
    return offered.c.second_tier.is_(None)


def given_at(service: NamedFromClause, place: FromClause) -> Condition:
    """Whether a service is given at a location."""
    link = service_at_location.alias("given")
    return (
        select(link.c.id)
        .where(link.c.service_id == service.c.id, link.c.location_id == place.c.id)
        .correlate_except(link)
        .exists()
    )


def serves(
    service: NamedFromClause, point: Point, units: tuple[int, ...], nearby: tuple[int, ...]
) -> Condition:
    """Whether a service reaches a point that lies in `units` (a unit and all above it).

    A service with service areas reaches these and nothing else. Without any it reaches the hromada
    of each place it is given at, or the district or city where the tree has no hromada there:
    `nearby` are the units in which such places may lie.
    """
    area, place, link = service_area.alias("area"), location.alias("near"), service_at_location.alias("given")
    covers = or_(among(area.c.territory_id, units), func.ST_Covers(area.c.polygon, geometry(point)))
    own_area = select(area.c.id).where(area.c.service_id == link.c.service_id)
    given_nearby = (
        select(link.c.service_id)
        .join(place, place.c.id == link.c.location_id)
        .where(among(place.c.territory_id, nearby), ~own_area.correlate(link).exists())
    )
    # One set of ids, rather than two conditions on each service, lets the planner begin with it.
    return and_(
        reaches_people(service),
        service.c.id.in_(union(select(area.c.service_id).where(covers), given_nearby)),
    )
