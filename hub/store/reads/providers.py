"""Providers and what hangs on them: identifiers, names, locations, services, areas, capacities."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, null

from hub.domain.filters import DEFAULT_STATUSES
from hub.domain.vocabulary import CapacityFigure
from hub.store.reads.relation import ToMany, ToOne
from hub.store.small_cells.shown import shown, suppressed
from hub.store.tables import (
    capacity,
    location,
    provider,
    provider_identifier,
    provider_name,
    service,
    service_area,
    service_at_location,
    staff,
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
    city: str | None
    region: str | None
    state_province: str | None
    country: str | None
    confidential: bool
    opening_hours: str | None
    accessibility: list[str]
    phones: list[str]
    languages: list[str]
    schedules: list[dict[str, Any]]
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
    url: str | None
    application_process: str | None
    eligibility: str | None
    phones: list[str]
    languages: list[str]
    schedules: list[dict[str, Any]]
    terms: list[dict[str, Any]]
    funding: list[str]
    costs: list[dict[str, Any]]
    teams: int | None
    visits_per_day: float | None
    reach_minutes: float | None
    reach_km: float | None
    shift: str | None
    second_tier: str | None
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
    suppressed: list[str]  # the figures that are stated and not told


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Posts of a title on a day, of a provider or of one of its services."""

    provider_id: UUID
    service_id: UUID | None
    title: str
    as_of: date | None
    posts: float | None
    filled: float | None
    qualified: int | None
    qualification_ends: date | None
    qualification_years: float | None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A territory or, as GeoJSON, a polygon that a service reaches."""

    service_id: UUID
    territory_id: int | None
    polygon: str | None


#: Providers by id.
providers = ToOne(ProviderRow, provider, provider.c.id)

#: Identifiers by provider, ordered by scheme.
identifiers = ToMany(
    IdentifierRow,
    provider_identifier,
    provider_identifier.c.provider_id,
    (provider_identifier.c.scheme, provider_identifier.c.value),
)

#: Other names by provider.
names = ToMany(
    NameRow,
    provider_name,
    provider_name.c.provider_id,
    (provider_name.c.kind, provider_name.c.lang, provider_name.c.name),
)

_SPOT = {"lat": func.ST_Y(location.c.point), "lon": func.ST_X(location.c.point)}

#: Locations by id.
locations = ToOne(LocationRow, location, location.c.id, computed=_SPOT)

_WORKS_FIRST = (location.c.kind, location.c.address, location.c.id)

#: Locations by provider: where it works before where it is registered.
locations_of_providers = ToMany(LocationRow, location, location.c.provider_id, _WORKS_FIRST, _SPOT)

#: Where each provider is registered, when that is told apart from where it works.
legal_seats = ToOne(
    LocationRow, location, location.c.provider_id, _WORKS_FIRST, _SPOT, where=(location.c.kind == "legal",)
)

#: Where each provider works.
actual_places = ToMany(
    LocationRow, location, location.c.provider_id, _WORKS_FIRST, _SPOT, where=(location.c.kind == "actual",)
)

#: The location of each access point.
locations_of_access_points = ToOne(
    LocationRow, location, location.c.access_point_id, (location.c.kind, location.c.id), _SPOT
)

#: Locations at which each service is given.
locations_of_services = ToMany(
    LocationRow,
    location,
    service_at_location.c.service_id,
    _WORKS_FIRST,
    _SPOT,
    source=service_at_location.join(location, location.c.id == service_at_location.c.location_id),
)

_LANG = {"lang": provider.c.lang}
_GIVEN = service.join(provider, provider.c.id == service.c.provider_id)

#: Services by id.
services = ToOne(ServiceRow, service, service.c.id, computed=_LANG, source=_GIVEN)

#: Services by provider, by name.
services_of_providers = ToMany(
    ServiceRow, service, service.c.provider_id, (service.c.name, service.c.id), _LANG, _GIVEN
)

#: The newest measurement comes first; of those of one day, places before clients and other units.
LATEST_FIRST = (
    capacity.c.as_of.desc().nulls_last(),
    case((capacity.c.unit == "place", 0), else_=1),
    capacity.c.unit,
)

#: Every measurement by service, the newest first.
capacities = ToMany(
    CapacityRow,
    capacity,
    capacity.c.service_id,
    LATEST_FIRST,
    {
        **{figure.value: shown(capacity, figure) for figure in CapacityFigure},
        "suppressed": suppressed(capacity),
    },
)

#: Titles in their order, of each the newest first; of one title and day the provider's before its services'.
_STAFF_ORDER = (
    staff.c.title,
    staff.c.as_of.desc().nulls_last(),
    staff.c.service_id.nulls_first(),
    staff.c.id,
)

#: Posts by provider, those of its services too.
staff_of_providers = ToMany(StaffRow, staff, staff.c.provider_id, _STAFF_ORDER)

#: Posts by service.
staff_of_services = ToMany(StaffRow, staff, staff.c.service_id, _STAFF_ORDER)

#: Service areas by service.
areas = ToMany(
    AreaRow,
    service_area,
    service_area.c.service_id,
    (service_area.c.territory_id, service_area.c.id),
    {"polygon": func.ST_AsGeoJSON(service_area.c.polygon, 6)},
)

#: Territories that the working services of each provider reach, by id; one may be named by several services.
populations_served = ToMany(
    AreaRow,
    service_area,
    service.c.provider_id,
    (service_area.c.territory_id,),
    {"polygon": null()},
    service_area.join(service, service.c.id == service_area.c.service_id),
    (
        service.c.status.in_([status.value for status in DEFAULT_STATUSES]),
        service_area.c.territory_id.is_not(None),
    ),
)
