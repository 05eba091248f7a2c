"""Access points and programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hub.store.engine import ReadSession
from hub.store.reads.batch import by_key, columns_for, one_of
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


async def access_points(session: ReadSession, ids: Sequence[UUID]) -> list[AccessPointRow | None]:
    """Access points by id."""
    statement = select(*columns_for(access_point, AccessPointRow)).where(one_of(access_point.c.id, ids))
    return await by_key(session, statement, AccessPointRow, "id", ids)


async def programmes(session: ReadSession, ids: Sequence[UUID]) -> list[ProgrammeRow | None]:
    """Programmes by id."""
    statement = select(*columns_for(programme, ProgrammeRow)).where(one_of(programme.c.id, ids))
    return await by_key(session, statement, ProgrammeRow, "id", ids)
