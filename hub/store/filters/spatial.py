"""Where a location lies, and which points a service reaches, as SQL conditions."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select
from sqlalchemy.sql.selectable import NamedFromClause

from hub.domain.filters import Within
from hub.domain.records import Point
from hub.domain.vocabulary import TerritoryLevel
from hub.store.tables import (
    location,
    service_area,
    service_at_location,
    territory,
    territory_closure,
)

Condition = ColumnElement[bool]

#: Units inside which a provider without a stated service area is taken to serve.
_CATCHMENT = (
    TerritoryLevel.DISTRICT.value,
    TerritoryLevel.SETTLEMENT.value,
    TerritoryLevel.CITY_DISTRICT.value,
)


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


def given_at(service: NamedFromClause, place: FromClause) -> Condition:
    """Whether a service is given at a location."""
    link = service_at_location.alias("given")
    return (
        select(link.c.id)
        .where(link.c.service_id == service.c.id, link.c.location_id == place.c.id)
        .correlate_except(link)
        .exists()
    )


def serves(service: NamedFromClause, point: Point, units: tuple[int, ...]) -> Condition:
    """Whether a service reaches a point that lies in `units` (a unit and all above it).

    A service with service areas reaches these and nothing else. Without any it reaches the hromada
    of each place it is given at, or the district or city where the tree has no hromada there.
    """
    area = service_area.alias("area")
    own = area.c.service_id == service.c.id
    covers = or_(area.c.territory_id.in_(units), func.ST_Covers(area.c.polygon, geometry(point)))
    reached = select(area.c.id).where(own, covers).correlate_except(area).exists()
    any_area = select(area.c.id).where(own).correlate_except(area).exists()
    return or_(reached, and_(~any_area, _is_given_near(service, units)))


def _is_given_near(service: NamedFromClause, units: tuple[int, ...]) -> Condition:
    place = location.alias("near_location")
    return (
        select(place.c.id)
        .where(
            place.c.provider_id == service.c.provider_id,
            given_at(service, place),
            catchment(place.c.territory_id).in_(units),
        )
        .correlate_except(place)
        .exists()
    )


def catchment(territory_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The hromada around a unit; where there is none, the unit itself if it is a district or smaller."""
    around = territory.alias("around")
    closure = territory_closure.alias("upwards")
    hromada = (
        select(around.c.id)
        .join(closure, closure.c.ancestor_id == around.c.id)
        .where(closure.c.territory_id == territory_id, around.c.level == TerritoryLevel.HROMADA.value)
        .correlate_except(around, closure)
        .scalar_subquery()
    )
    itself = (
        select(around.c.id)
        .where(around.c.id == territory_id, around.c.level.in_(_CATCHMENT))
        .correlate_except(around)
        .scalar_subquery()
    )
    return func.coalesce(hromada, itself)
