"""Which access points a filter means, in SQL."""

from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.sql.selectable import NamedFromClause

from hub.store.filters.provider import asks_of_place, own_conditions, place_conditions
from hub.store.filters.resolve import AccessPointScope
from hub.store.filters.spatial import Condition
from hub.store.tables import location


def access_point_condition(
    scope: AccessPointScope, access_point: NamedFromClause, territory: ColumnElement[Any] | None = None
) -> Condition:
    """Whether a row of `access_point` is meant; `territory` is a further unit it must lie in."""
    conditions = own_conditions(scope, access_point)
    if asks_of_place(scope.wanted) or territory is not None:
        place = location.alias("place")
        conditions.append(
            select(place.c.id)
            .where(place.c.access_point_id == access_point.c.id, *place_conditions(scope, place, territory))
            .correlate_except(place)
            .exists()
        )
    return and_(*conditions)
