"""Providers by distance from a point: the index on geography yields locations nearest first.

Distances are metres on the sphere, as PostGIS's nearest-neighbour search measures them: within 0.6 %
of those on the ellipsoid, and the order never contradicts the distances that are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, FromClause, and_, select, true

from hub.domain.filters import ProviderOrder, ProviderOrderField
from hub.domain.records import Point
from hub.store.filters import ProviderScope, location_condition
from hub.store.filters.spatial import geography, spot_of
from hub.store.orders import BY_ID, provider_key
from hub.store.pages import Parts
from hub.store.reads.batch import columns_for
from hub.store.reads.providers import ProviderRow
from hub.store.tables import location, provider


@dataclass(frozen=True, slots=True)
class NearRow(ProviderRow):
    """A provider, how far its nearest fitting location is, and how uncertain that distance is."""

    distance: float
    radius_m: int | None
    location_id: UUID


def nearest_parts(
    scope: ProviderScope,
    centre: Point,
    orders: Sequence[ProviderOrder],
    condition: ColumnElement[bool],
) -> Parts:
    """Providers that meet `condition`, each with the nearest location that the filter means."""
    by_distance = orders[0].field is ProviderOrderField.DISTANCE
    place = location.alias("here")
    distance = _distance(place, centre)
    columns = [
        *columns_for(provider, ProviderRow),
        distance.label("distance"),
        place.c.radius_m,
        place.c.id.label("location_id"),
    ]
    return Parts(
        NearRow,
        columns,
        place.join(provider, provider.c.id == place.c.provider_id),
        and_(
            place.c.point.is_not(None),
            _row_by_row(location_condition(scope, place)),
            place.c.id == _nearest_of(scope, place, centre),
            _row_by_row(condition),
            _anybody(condition),
        ),
        (*(provider_key(order, scope.wanted.text, distance) for order in orders), BY_ID),
        first_by_index=by_distance,
    )


def _nearest_of(scope: ProviderScope, place: FromClause, centre: Point) -> ColumnElement[Any]:
    """The id of the nearest location of the provider of `place` that the filter means.

    As a value of each row, and not as an anti-join, it leaves the index in charge of the order.
    """
    nearer = location.alias("nearer")
    return (
        select(nearer.c.id)
        .where(
            nearer.c.provider_id == place.c.provider_id,
            nearer.c.point.is_not(None),
            location_condition(scope, nearer),
        )
        .order_by(_distance(nearer, centre), nearer.c.id)
        .limit(1)
        .correlate_except(nearer)
        .scalar_subquery()
    )


def _row_by_row(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition, asked of one row after the other as they come nearest first.

    PostgreSQL would begin with the services instead, and sort all places that fit by their distance.
    """
    return select(true()).where(condition).limit(1).correlate_except().scalar_subquery()


def _anybody(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether any provider meets the condition: asked once, so that a search for nothing walks no places."""
    return select(true()).select_from(provider).where(condition).limit(1).correlate(None).scalar_subquery()


def _distance(place: FromClause, centre: Point) -> ColumnElement[float]:
    return spot_of(place).op("<->", return_type=Float())(geography(centre))
