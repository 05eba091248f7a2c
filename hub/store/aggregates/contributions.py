"""What providers add to the aggregates, by the very conditions that the live counts are made of.

Each service and each provider is first put to the set of territories in which it works, its *places*.
Those with the same places are counted together, and only the counts climb the tree: a territory counts
what has any of its places there, so nothing is counted twice in one, however many places it has.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Uuid,
    cast,
    column,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy import table as named_table
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from hub.domain.filters import FacetField, ProviderFilter
from hub.store.facets import counted
from hub.store.filters import ProviderScope, provider_condition
from hub.store.filters.provider import place_conditions
from hub.store.filters.service import works
from hub.store.reads.providers import LATEST_FIRST
from hub.store.tables import (
    capacity,
    location,
    provider,
    service,
    service_at_location,
    term_closure,
    territory_closure,
)
from hub.store.tables.aggregates import WHOLE_HUB

#: The aggregates answer for lists that ask for nothing in particular.
_PLAIN = ProviderScope(ProviderFilter())

#: The temporary table of those providers whose contributions are wanted; see `hub.store.aggregates.upkeep`.
RECOUNTED = named_table("recounted", column("id", Uuid))


def cells(*, of_all: bool) -> Select[Any]:
    """Rows of `coverage_cell` that all providers make, or only those of `RECOUNTED`."""
    given = _given(of_all).cte("given")
    parts = union_all(_service_parts(given, of_all), _provider_parts(given)).cte("parts")
    reach = _reach(parts)
    return (
        select(
            reach.c.territory_id,
            parts.c.category,
            cast(func.sum(parts.c.providers), Integer).label("providers"),
            cast(func.sum(parts.c.services), Integer).label("services"),
            cast(func.sum(parts.c.functions), Integer).label("functions"),
            cast(func.sum(parts.c.capacity), BigInteger).label("capacity"),
            cast(func.sum(parts.c.stated), Integer).label("stated"),
        )
        .select_from(parts.join(reach, reach.c.places == parts.c.places))
        .group_by(reach.c.territory_id, parts.c.category)
    )


def facet_counts(*, of_all: bool) -> Select[Any]:
    """Rows of `facet_count` that all providers make, or only those of `RECOUNTED`."""
    placed = _placed(of_all)
    members = (
        select(provider.c.id, provider.c.sector, provider.c.kind, placed.c.places.label("number"))
        .select_from(provider.outerjoin(placed, placed.c.provider_id == provider.c.id))
        .where(provider_condition(_PLAIN, provider), _chosen(provider.c.id, of_all))
        .cte("members")
    )
    parts = union_all(*(counted(members, field) for field in FacetField)).cte("parts")
    reach = _reach(select(parts.c.number.label("places")).where(parts.c.number.is_not(None)).cte("placed"))
    everywhere = union_all(
        select(literal(WHOLE_HUB).label("territory_id"), parts.c.field, parts.c.code, parts.c.count),
        select(reach.c.territory_id, parts.c.field, parts.c.code, parts.c.count).select_from(
            parts.join(reach, reach.c.places == parts.c.number)
        ),
    ).subquery("everywhere")
    keys = (everywhere.c.territory_id, everywhere.c.field, everywhere.c.code)
    providers = cast(func.sum(everywhere.c.count), Integer).label("providers")
    return select(*keys, providers).group_by(*keys)


def _chosen(provider_id: ColumnElement[Any], of_all: bool) -> ColumnElement[bool]:
    return true() if of_all else provider_id.in_(select(RECOUNTED.c.id))


def _placed(of_all: bool) -> FromClause:
    """Providers with the territories in which they work; those in none are left out."""
    place = location.alias("place")
    return (
        select(place.c.provider_id, _distinct(place.c.territory_id).label("places"))
        .where(
            *place_conditions(_PLAIN, place),
            place.c.provider_id.is_not(None),
            place.c.territory_id.is_not(None),
            _chosen(place.c.provider_id, of_all),
        )
        .group_by(place.c.provider_id)
        .subquery("placed")
    )


def _distinct(territory_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """A set of territories as an array, the same for the same set."""
    return func.array_agg(aggregate_order_by(territory_id.distinct(), territory_id))


def _given(of_all: bool) -> Select[Any]:
    """Services that work, each with the territories in which it is given."""
    place, link = location.alias("place"), service_at_location.alias("link")
    return (
        select(
            service.c.id,
            service.c.provider_id,
            service.c.category,
            service.c.is_function,
            _distinct(place.c.territory_id).label("places"),
        )
        .select_from(
            provider.join(service, service.c.provider_id == provider.c.id)
            .join(link, link.c.service_id == service.c.id)
            .join(place, place.c.id == link.c.location_id)
        )
        .where(
            works(service),
            *place_conditions(_PLAIN, place),
            provider_condition(_PLAIN, provider),
            place.c.territory_id.is_not(None),
            _chosen(provider.c.id, of_all),
        )
        .group_by(service.c.id)
    )


def _service_parts(given: CTE, of_all: bool) -> Select[Any]:
    """What services with the same places add under each category above their own."""
    latest = (
        select(capacity.c.service_id, capacity.c.total)
        .ext(distinct_on(capacity.c.service_id))
        .where(true() if of_all else capacity.c.service_id.in_(select(given.c.id)))
        .order_by(capacity.c.service_id, *LATEST_FIRST)
        .cte("latest")
    )
    alike = (
        select(
            given.c.places,
            given.c.category,
            func.count().label("services"),
            func.count().filter(given.c.is_function).label("functions"),
            func.coalesce(func.sum(latest.c.total), 0).label("capacity"),
            func.count(latest.c.total).label("stated"),
        )
        .select_from(given.outerjoin(latest, latest.c.service_id == given.c.id))
        .group_by(given.c.places, given.c.category)
        .subquery("alike")
    )
    above = _above(alike)
    return select(
        alike.c.places,
        above.c.ancestor.label("category"),
        literal(0).label("providers"),
        alike.c.services,
        alike.c.functions,
        alike.c.capacity,
        alike.c.stated,
    ).select_from(alike.join(above, _is_above(above, alike)))


def _provider_parts(given: CTE) -> Select[Any]:
    """Providers by the places of all their services of a category; such a provider counts once."""
    offer = select(given.c.provider_id, given.c.category, given.c.places).distinct().subquery("offer")
    above = _above(offer)
    place = func.unnest(offer.c.places).table_valued("id").render_derived(name="place")
    offering = (
        select(above.c.ancestor.label("category"), _distinct(place.c.id).label("places"))
        .select_from(offer.join(above, _is_above(above, offer)).join(place, true()))
        .group_by(offer.c.provider_id, above.c.ancestor)
        .subquery("offering")
    )
    nothing = literal(0)
    return select(
        offering.c.places, offering.c.category, func.count(), nothing, nothing, nothing, nothing
    ).group_by(offering.c.places, offering.c.category)


def _above(of: FromClause) -> FromClause:
    return term_closure.alias(f"{of.name}_closure")  # type: ignore[attr-defined]


def _is_above(above: FromClause, of: FromClause) -> ColumnElement[bool]:
    return (above.c.taxonomy == "category") & (above.c.code == of.c.category) & ~above.c.is_national


def _reach(placed: CTE) -> CTE:
    """For each set of places the territories that hold any of them."""
    alike = select(placed.c.places).distinct().subquery("alike_places")
    above = (
        select(territory_closure.c.ancestor_id.label("territory_id"))
        .distinct()
        .where(territory_closure.c.territory_id == func.any(alike.c.places))
        .correlate(alike)
        .lateral("above_places")
    )
    reach = select(alike.c.places, above.c.territory_id).select_from(alike.join(above, true()))
    # Without statistics of rows just written, the planner would climb the tree once for each count.
    return reach.cte("reach").prefix_with("MATERIALIZED")
