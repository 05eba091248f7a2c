"""The records of lists, and the places at which they are what a list asks for."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, and_, literal, select, true

from hub.store.filters import location_condition
from hub.store.filters.provider import place_conditions
from hub.store.listings import AccessPointListing, On, ProviderListing
from hub.store.pages import groups_of
from hub.store.tables import access_point, location, provider

FacetedListing = ProviderListing | AccessPointListing


def members_of(listing: FacetedListing, groups: Sequence[Any]) -> CTE:
    """Records of the list, each with the `number` of its group and the group's own `value`."""
    own = [provider.c.sector, provider.c.kind] if isinstance(listing, ProviderListing) else []
    table = provider if isinstance(listing, ProviderListing) else access_point
    chosen = select(table.c.id, table.c.status, table.c.source_id, *own).select_from(table)
    if listing.group_type is None:
        return chosen.add_columns(literal(1).label("number")).where(listing.condition(None)).cte("members")
    group = groups_of(listing.group_type, groups)
    inside = chosen.where(listing.condition(group.c.value)).correlate(group).lateral("inside")
    return (
        select(inside, group.c.number, group.c.value).select_from(group.join(inside, true())).cte("members")
    )


def places_of(listing: FacetedListing, members: CTE) -> CTE:
    """The locations that the list's filter means: (number, id of the record, territory_id, precision)."""
    place = location.alias("place")
    territory = members.c.value if listing.on is On.TERRITORY else None
    if isinstance(listing, ProviderListing):
        owner, fits = place.c.provider_id, location_condition(listing.scope, place, territory)
    else:
        owner = place.c.access_point_id
        fits = and_(*place_conditions(listing.scope, place, territory))
    return (
        select(members.c.number, members.c.id, place.c.territory_id, place.c.precision)
        .select_from(members.join(place, owner == members.c.id))
        .where(fits)
        .cte("places")
    )
