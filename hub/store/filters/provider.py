"""The one place that says in SQL which providers a filter means."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, or_, select, true
from sqlalchemy.sql.selectable import NamedFromClause

from hub.domain.filters import DEFAULT_STATUSES, AccessPointFilter, ProviderFilter
from hub.store.filters.resolve import AccessPointScope, ProviderScope
from hub.store.filters.service import asks_of_services, has_none_of, in_terms, service_conditions
from hub.store.filters.spatial import (
    Condition,
    given_at,
    is_where_it_works,
    lies_below,
    lies_below_or_around,
    shape_conditions,
)
from hub.store.filters.terms import KIND
from hub.store.filters.text import finds_record
from hub.store.parameters import among, words_of
from hub.store.tables import location, service, source, statement


def provider_condition(
    scope: ProviderScope, provider: NamedFromClause, territory: ColumnElement[Any] | None = None
) -> Condition:
    """Whether a row of `provider` is meant; `territory` is a further unit the location must lie in."""
    wanted = scope.wanted
    conditions = own_conditions(scope, provider)
    if wanted.kinds:
        conditions.append(in_terms(provider.c.kind, KIND, wanted.kinds))
    if wanted.sectors:
        conditions.append(provider.c.sector.in_([sector.value for sector in wanted.sectors]))
    if wanted.categories is not None and wanted.categories.none_of:
        conditions.append(has_none_of(provider.c.id, wanted.categories.none_of))
    placed = asks_of_place(wanted) or territory is not None
    if not placed and asks_of_services(wanted):
        conditions += _offers(scope, provider)
    elif placed:
        place = location.alias("place")
        conditions += [
            select(place.c.id)
            .where(place.c.provider_id == provider.c.id, *place_conditions(scope, place, territory), offer)
            .correlate_except(place)
            .exists()
            for offer in _offers_at(scope, place)
        ]
    return and_(true(), *conditions)


def location_condition(
    scope: ProviderScope, place: FromClause, territory: ColumnElement[Any] | None = None
) -> Condition:
    """Whether a location lies where the filter asks and a service the filter asks for is given there.

    `territory` is a further unit that it must lie in.
    """
    offers = _offers_at(scope, place)
    return and_(*place_conditions(scope, place, territory), or_(*offers))


def own_conditions(scope: ProviderScope | AccessPointScope, record: NamedFromClause) -> list[Condition]:
    """What a filter says of the record itself, for providers and access points alike."""
    wanted = scope.wanted
    statuses = wanted.status or DEFAULT_STATUSES
    conditions: list[Condition] = [record.c.status.in_([status.value for status in statuses])]
    if wanted.text is not None:
        owner = "provider_id" if isinstance(scope, ProviderScope) else "access_point_id"
        conditions += finds_record(words_of(wanted.text), record, owner)
    if wanted.is_sample is not None:
        samples = select(source.c.id).where(source.c.is_sample.is_(wanted.is_sample))
        conditions.append(record.c.source_id.in_(samples))
    if wanted.is_synthetic is not None:
        conditions.append(record.c.synthetic.is_(wanted.is_synthetic))
    if scope.source_ids:
        joined = among(statement.c.source_id, scope.source_ids)
        conditions.append(
            or_(among(record.c.source_id, scope.source_ids), record.c.id.in_(_joined_with(joined)))
        )
    if wanted.ids is not None:
        merged = among(statement.c.id, wanted.ids)
        conditions.append(or_(among(record.c.id, wanted.ids), record.c.id.in_(_joined_with(merged))))
    return conditions


def _joined_with(meant: ColumnElement[bool]) -> Select[Any]:
    """The records that joined statements speak of, those that stand for themselves aside."""
    return select(statement.c.record_id).where(statement.c.record_id != statement.c.id, meant)


def asks_of_place(wanted: ProviderFilter | AccessPointFilter) -> bool:
    """Whether the filter says where a location lies or how exactly it is known."""
    return wanted.within is not None or bool(wanted.precision)


def place_conditions(
    scope: ProviderScope | AccessPointScope,
    place: FromClause,
    territory: ColumnElement[Any] | None = None,
) -> list[Condition]:
    """What a filter says of one location."""
    wanted = scope.wanted
    lies = lies_below_or_around if scope.or_around else lies_below
    conditions: list[Condition] = [is_where_it_works(place)]
    if scope.territory_id is not None:
        conditions.append(lies(place.c.territory_id, scope.territory_id))
    if territory is not None:
        conditions.append(lies(place.c.territory_id, territory))
    if wanted.within is not None:
        conditions += shape_conditions(place, wanted.within)
    if wanted.precision:
        conditions.append(place.c.precision.in_([precision.value for precision in wanted.precision]))
    return conditions


def _offers(scope: ProviderScope, provider: NamedFromClause) -> list[Condition]:
    """One condition for each service that the provider must give."""
    offered = service.alias("offered")
    return [
        select(offered.c.id)
        .where(offered.c.provider_id == provider.c.id, *conditions)
        .correlate_except(offered)
        .exists()
        for conditions in service_conditions(scope, offered)
    ]


def _offers_at(scope: ProviderScope, place: FromClause) -> list[Condition]:
    """The same, of services given at `place`; always true when the filter says nothing of services."""
    if not asks_of_services(scope.wanted):
        return [true()]
    offered = service.alias("offered")
    return [
        select(offered.c.id)
        .where(offered.c.provider_id == place.c.provider_id, given_at(offered, place), *conditions)
        .correlate_except(offered)
        .exists()
        for conditions in service_conditions(scope, offered)
    ]
