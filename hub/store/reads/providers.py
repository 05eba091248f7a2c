"""Providers and what hangs on them: identifiers, names, locations, services, areas, capacities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select

from hub.store.engine import ReadSession
from hub.store.reads.batch import by_key, columns_for, grouped, one_of
from hub.store.tables import (
    capacity,
    location,
    provider,
    provider_identifier,
    provider_name,
    service,
    service_area,
    service_at_location,
)


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider as published."""

    id: UUID
    source_id: int
    key: str
    name: str
    short_name: str | None
    lang: str
    kind: str | None
    sector: str
    status: str
    status_since: date | None
    status_evidence: str | None
    registered: date | None
    closed: date | None
    missing_since: date | None
    legal_form: str | None
    founded: date | None
    parent_id: UUID | None
    phones: list[str]
    emails: list[str]
    url: str | None
    attributes: dict[str, Any]
    synthetic: bool
    cites: str | None
    release_from: int


@dataclass(frozen=True, slots=True)
class IdentifierRow:
    """An identifier of a provider."""

    provider_id: UUID
    scheme: str
    value: str
    valid: bool | None


@dataclass(frozen=True, slots=True)
class NameRow:
    """Another name of a provider."""

    provider_id: UUID
    name: str
    lang: str
    kind: str


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A location of a provider or an access point."""

    id: UUID
    provider_id: UUID | None
    access_point_id: UUID | None
    kind: str
    name: str | None
    territory_id: int | None
    territory_how: str | None
    territory_distance_m: int | None
    lat: float | None
    lon: float | None
    precision: str
    radius_m: int | None
    address: str | None
    postal_code: str | None
    confidential: bool
    opening_hours: str | None
    accessibility: list[str]
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service of a provider."""

    id: UUID
    provider_id: UUID
    name: str
    category: str | None
    matched_via: str | None
    matched_by: str | None
    national_system: str | None
    national_code: str | None
    national_label: str | None
    is_function: bool
    forms: list[str]
    duration: str | None
    target_groups: list[str]
    minimum_age: int | None
    maximum_age: int | None
    status: str
    description: str | None
    funding: list[str]
    costs: list[dict[str, Any]]
    lang: str  # its provider's


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """A measurement of a service's places or clients."""

    service_id: UUID
    as_of: date | None
    unit: str
    total: int | None
    available: int | None
    served: int | None
    waiting: int | None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A territory or, as GeoJSON, a polygon that a service reaches."""

    service_id: UUID
    territory_id: int | None
    polygon: str | None


@dataclass(frozen=True, slots=True)
class PlacedLocationRow:
    """A location beside the service that is given there."""

    service_id: UUID
    location: LocationRow


def provider_columns() -> list[Any]:
    """Columns of ProviderRow."""
    return columns_for(provider, ProviderRow)


async def providers(session: ReadSession, ids: Sequence[UUID]) -> list[ProviderRow | None]:
    """Providers by id."""
    statement = select(*provider_columns()).where(one_of(provider.c.id, ids))
    return await by_key(session, statement, ProviderRow, "id", ids)


async def identifiers(session: ReadSession, ids: Sequence[UUID]) -> list[list[IdentifierRow]]:
    """Identifiers by provider, ordered by scheme."""
    table = provider_identifier
    statement = (
        select(*columns_for(table, IdentifierRow))
        .where(one_of(table.c.provider_id, ids))
        .order_by(table.c.scheme, table.c.value)
    )
    return await grouped(session, statement, IdentifierRow, "provider_id", ids)


async def names(session: ReadSession, ids: Sequence[UUID]) -> list[list[NameRow]]:
    """Other names by provider."""
    table = provider_name
    statement = (
        select(*columns_for(table, NameRow))
        .where(one_of(table.c.provider_id, ids))
        .order_by(table.c.kind, table.c.lang, table.c.name)
    )
    return await grouped(session, statement, NameRow, "provider_id", ids)


def location_columns() -> list[Any]:
    """Columns of LocationRow."""
    return columns_for(
        location, LocationRow, lat=func.ST_Y(location.c.point), lon=func.ST_X(location.c.point)
    )


async def locations(session: ReadSession, ids: Sequence[UUID]) -> list[LocationRow | None]:
    """Locations by id."""
    statement = select(*location_columns()).where(one_of(location.c.id, ids))
    return await by_key(session, statement, LocationRow, "id", ids)


async def locations_of_providers(session: ReadSession, ids: Sequence[UUID]) -> list[list[LocationRow]]:
    """Locations by provider: where it works before where it is registered."""
    statement = (
        select(*location_columns())
        .where(one_of(location.c.provider_id, ids))
        .order_by(location.c.kind, location.c.address, location.c.id)
    )
    return await grouped(session, statement, LocationRow, "provider_id", ids)


async def locations_of_access_points(session: ReadSession, ids: Sequence[UUID]) -> list[list[LocationRow]]:
    """Locations by access point."""
    statement = (
        select(*location_columns())
        .where(one_of(location.c.access_point_id, ids))
        .order_by(location.c.kind, location.c.id)
    )
    return await grouped(session, statement, LocationRow, "access_point_id", ids)


async def locations_of_services(session: ReadSession, ids: Sequence[UUID]) -> list[list[LocationRow]]:
    """Locations at which each service is given."""
    link = service_at_location
    statement = (
        select(link.c.service_id, *location_columns())
        .join(location, location.c.id == link.c.location_id)
        .where(one_of(link.c.service_id, ids))
        .order_by(location.c.kind, location.c.address, location.c.id)
    )
    found = [
        PlacedLocationRow(service_id=values.pop("service_id"), location=LocationRow(**values))
        for values in (dict(row._mapping) for row in await session.rows(statement))
    ]
    groups: dict[UUID, list[LocationRow]] = {identity: [] for identity in ids}
    for placed in found:
        groups[placed.service_id].append(placed.location)
    return [groups[identity] for identity in ids]


def _service_columns() -> list[Any]:
    return columns_for(service, ServiceRow, lang=provider.c.lang)


async def services(session: ReadSession, ids: Sequence[UUID]) -> list[ServiceRow | None]:
    """Services by id."""
    statement = (
        select(*_service_columns())
        .join(provider, provider.c.id == service.c.provider_id)
        .where(one_of(service.c.id, ids))
    )
    return await by_key(session, statement, ServiceRow, "id", ids)


async def services_of_providers(session: ReadSession, ids: Sequence[UUID]) -> list[list[ServiceRow]]:
    """Services by provider, by name."""
    statement = (
        select(*_service_columns())
        .join(provider, provider.c.id == service.c.provider_id)
        .where(one_of(service.c.provider_id, ids))
        .order_by(service.c.name, service.c.id)
    )
    return await grouped(session, statement, ServiceRow, "provider_id", ids)


#: The newest measurement comes first; of those of one day, places before clients and other units.
LATEST_FIRST = (
    capacity.c.as_of.desc().nulls_last(),
    case((capacity.c.unit == "place", 0), else_=1),
    capacity.c.unit,
)


async def capacities(session: ReadSession, ids: Sequence[UUID]) -> list[list[CapacityRow]]:
    """Every measurement by service, the newest first."""
    statement = (
        select(*columns_for(capacity, CapacityRow))
        .where(one_of(capacity.c.service_id, ids))
        .order_by(*LATEST_FIRST)
    )
    return await grouped(session, statement, CapacityRow, "service_id", ids)


async def areas(session: ReadSession, ids: Sequence[UUID]) -> list[list[AreaRow]]:
    """Service areas by service."""
    table = service_area
    polygon = func.ST_AsGeoJSON(table.c.polygon, 6)
    statement = (
        select(*columns_for(table, AreaRow, polygon=polygon))
        .where(one_of(table.c.service_id, ids))
        .order_by(table.c.territory_id, table.c.id)
    )
    return await grouped(session, statement, AreaRow, "service_id", ids)
