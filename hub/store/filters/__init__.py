"""Turns filters of hub.domain.filters into SQL: one meaning for nodes, counts, facets and every export."""

from hub.store.filters.access_point import access_point_condition
from hub.store.filters.provider import location_condition, provider_condition
from hub.store.filters.resolve import (
    AccessPointScope,
    ProviderScope,
    TerritoryScope,
    resolve_access_points,
    resolve_providers,
    resolve_territories,
    territory_id_of,
)
from hub.store.filters.territory import territory_condition

__all__ = [
    "AccessPointScope",
    "ProviderScope",
    "TerritoryScope",
    "access_point_condition",
    "location_condition",
    "provider_condition",
    "resolve_access_points",
    "resolve_providers",
    "resolve_territories",
    "territory_condition",
    "territory_id_of",
]
