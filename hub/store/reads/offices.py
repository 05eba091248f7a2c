"""Access points and programmes."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hub.store.reads.relation import ToOne
from hub.store.tables import access_point, programme


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
    starts: date | None
    ends: date | None
    synthetic: bool
    cites: str | None


#: Access points by id.
access_points = ToOne(AccessPointRow, access_point, access_point.c.id)

#: Programmes by id.
programmes = ToOne(ProgrammeRow, programme, programme.c.id)
