"""Programmes, practices and visits: who takes part, who took a practice over, who studied whom, and when."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from hub.domain.vocabulary import ProgrammeKind, ProgrammeRole
from hub.store.engine import ReadSession
from hub.store.tables import programme, programme_provider, programme_territory


@dataclass(frozen=True, slots=True)
class PracticePart:
    """The part of a territory or of a provider; `until` is the first day without it."""

    role: ProgrammeRole
    territory_id: int | None
    provider_id: UUID | None
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Practice:
    """A programme, practice or visit, with everybody that its source names in it."""

    id: UUID
    name: str
    kind: ProgrammeKind
    owner: str | None
    description: str | None
    starts: date | None
    ends: date | None
    cites: str | None
    synthetic: bool
    source_id: int
    parts: tuple[PracticePart, ...]


async def read_practices(session: ReadSession, kind: ProgrammeKind | None = None) -> list[Practice]:
    """All that no source has taken back, by name and id; of one kind, if it is given. Three statements."""
    parts: dict[UUID, list[PracticePart]] = {}
    for statement in (
        _parts_of(programme_territory, "territory_id"),
        _parts_of(programme_provider, "provider_id"),
    ):
        for row in await session.rows(statement):
            told = row._mapping
            part = PracticePart(
                ProgrammeRole(row.role),
                told.get("territory_id"),
                told.get("provider_id"),
                row.since,
                row.until,
            )
            parts.setdefault(row.programme_id, []).append(part)
    return [_practice(row, tuple(parts.get(row.id, ()))) for row in await session.rows(_practices(kind))]


def _practices(kind: ProgrammeKind | None) -> Select[Any]:
    statement = (
        select(programme)
        .where(programme.c.missing_since.is_(None))
        .order_by(programme.c.name, programme.c.id)
    )
    return statement if kind is None else statement.where(programme.c.kind == kind.value)


def _parts_of(table: Any, member: str) -> Select[Any]:
    return select(table.c.programme_id, table.c.role, table.c[member], table.c.since, table.c.until).order_by(
        table.c.programme_id, table.c.role, table.c.id
    )


def _practice(row: Any, parts: tuple[PracticePart, ...]) -> Practice:
    return Practice(
        id=row.id,
        name=row.name,
        kind=ProgrammeKind(row.kind),
        owner=row.owner,
        description=row.description,
        starts=row.starts,
        ends=row.ends,
        cites=row.cites,
        synthetic=row.synthetic,
        source_id=row.source_id,
        parts=parts,
    )
