"""Access points and programmes."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hub.store.reads.relation import ToMany, ToOne
from hub.store.tables import access_point, programme, programme_provider, programme_territory


@dataclass(frozen=True, slots=True)
class AccessPointRow:
    """An access point as published."""

    id: UUID
    source_id: int
    key: str
    name: str
    lang: str
    status: str
    status_since: date | None
    status_evidence: str | None
    registered: date | None
    closed: date | None
    missing_since: date | None
    operator_id: UUID | None
    operator_name: str | None
    phones: list[str]
    emails: list[str]
    url: str | None
    attributes: dict[str, Any]
    synthetic: bool
    cites: str | None


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme as published."""

    id: UUID
    source_id: int
    key: str
    name: str
    lang: str
    description: str | None
    kind: str
    owner: str | None
    starts: date | None
    ends: date | None
    synthetic: bool
    cites: str | None


@dataclass(frozen=True, slots=True)
class TerritoryPartRow:
    """The part that a territory has in a programme; `until` is the first day without it."""

    programme_id: UUID
    territory_id: int
    role: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class ProviderPartRow:
    """The part that a provider has in a programme; `until` is the first day without it."""

    programme_id: UUID
    provider_id: UUID
    role: str
    since: date | None
    until: date | None


#: Access points by id.
access_points = ToOne(AccessPointRow, access_point, access_point.c.id)

#: Programmes by id.
programmes = ToOne(ProgrammeRow, programme, programme.c.id)

#: Parts of territories by programme.
territory_parts = ToMany(
    TerritoryPartRow,
    programme_territory,
    programme_territory.c.programme_id,
    (programme_territory.c.role, programme_territory.c.since, programme_territory.c.id),
)

#: Parts of providers by programme.
provider_parts = ToMany(
    ProviderPartRow,
    programme_provider,
    programme_provider.c.programme_id,
    (programme_provider.c.role, programme_provider.c.since, programme_provider.c.id),
)
