"""Sources, runs, releases, control totals; changes of records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from hub.store.engine import ReadSession
from hub.store.reads.batch import by_key, columns_for, grouped, one_of
from hub.store.tables import change, control_total, release, run, source


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A register or reference data."""

    id: int
    code: str
    kind: str
    title: str
    publisher: str | None
    licence: str | None
    attribution: str | None
    url: str | None
    lang: str | None
    is_sample: bool
    jurisdiction_id: int | None
    edition: str | None
    loaded_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """An import run with its counts of rows and records."""

    id: int
    source_id: int
    status: str
    started_at: datetime
    finished_at: datetime | None
    file_name: str
    file_hash: str
    read: int
    accepted: int
    rejected: int
    added: int
    changed: int
    unchanged: int
    vanished: int
    release: int | None
    waiver: str | None


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A numbered state of the hub."""

    number: int
    published_at: datetime
    as_of: date
    run_id: int | None
    providers: int
    services: int
    access_points: int


@dataclass(frozen=True, slots=True)
class ControlTotalRow:
    """A published total and what the hub counts."""

    source_id: int
    label: str
    declared: int
    found: int | None
    cites: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a release did to a record."""

    record_id: UUID
    release: int
    at: datetime
    kind: str


async def sources(session: ReadSession, ids: Sequence[int]) -> list[SourceRow | None]:
    """Sources by id."""
    statement = select(*columns_for(source, SourceRow)).where(one_of(source.c.id, ids))
    return await by_key(session, statement, SourceRow, "id", ids)


async def sources_by_code(session: ReadSession, codes: Sequence[str]) -> list[SourceRow | None]:
    """Sources by code."""
    statement = select(*columns_for(source, SourceRow)).where(one_of(source.c.code, codes))
    return await by_key(session, statement, SourceRow, "code", codes)


async def runs(session: ReadSession, ids: Sequence[int]) -> list[RunRow | None]:
    """Runs by id."""
    statement = select(*columns_for(run, RunRow)).where(one_of(run.c.id, ids))
    return await by_key(session, statement, RunRow, "id", ids)


async def last_runs(session: ReadSession, source_ids: Sequence[int]) -> list[RunRow | None]:
    """The last run of each source."""
    statement = (
        select(*columns_for(run, RunRow))
        .ext(distinct_on(run.c.source_id))
        .where(one_of(run.c.source_id, source_ids))
        .order_by(run.c.source_id, run.c.id.desc())
    )
    return await by_key(session, statement, RunRow, "source_id", source_ids)


async def control_totals(session: ReadSession, source_ids: Sequence[int]) -> list[list[ControlTotalRow]]:
    """Control totals by source."""
    table = control_total
    statement = (
        select(*columns_for(table, ControlTotalRow))
        .where(one_of(table.c.source_id, source_ids))
        .order_by(table.c.position, table.c.label)
    )
    return await grouped(session, statement, ControlTotalRow, "source_id", source_ids)


async def releases(session: ReadSession, numbers: Sequence[int]) -> list[ReleaseRow | None]:
    """Releases by number."""
    statement = select(*columns_for(release, ReleaseRow)).where(one_of(release.c.number, numbers))
    return await by_key(session, statement, ReleaseRow, "number", numbers)


async def newest_release(session: ReadSession) -> ReleaseRow | None:
    """The release that is shown, or None before the first."""
    statement = select(*columns_for(release, ReleaseRow)).order_by(release.c.number.desc()).limit(1)
    found = await session.all(statement, ReleaseRow)
    return found[0] if found else None


async def changes(session: ReadSession, record_ids: Sequence[UUID]) -> list[list[ChangeRow]]:
    """Changes by record, the newest first."""
    statement = (
        select(*columns_for(change, ChangeRow, at=release.c.published_at))
        .join(release, release.c.number == change.c.release)
        .where(one_of(change.c.record_id, record_ids))
        .order_by(change.c.release.desc())
    )
    return await grouped(session, statement, ChangeRow, "record_id", record_ids)
