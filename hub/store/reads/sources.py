"""Sources, runs, releases, control totals; changes of records."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from hub.domain.vocabulary import RunStatus
from hub.store.engine import ReadSession
from hub.store.reads.batch import columns_for
from hub.store.reads.relation import ToMany, ToOne
from hub.store.runs import told_status
from hub.store.small_cells.shown import found_total
from hub.store.tables import change, control_total, release, run, source

_later = run.alias("later")


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
    found_real: int | None
    found_synthetic: int | None
    cites: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a release did to a record."""

    record_id: UUID
    release: int
    at: datetime
    kind: str


#: Sources by id.
sources = ToOne(SourceRow, source, source.c.id)

#: Sources by code.
sources_by_code = ToOne(SourceRow, source, source.c.code)

#: Runs by id.
runs = ToOne(RunRow, run, run.c.id, computed={"status": told_status()})

#: Runs that concern readers: those after which what is published is what the file says. A run that was a
#: trial, was stopped, failed or is not over tells only its operator something.
_OF_READERS = (RunStatus.PUBLISHED.value, RunStatus.UNCHANGED.value)

#: The last run of each source that concerns readers.
last_runs = ToOne(
    RunRow,
    run,
    run.c.source_id,
    where=(
        run.c.id
        == select(func.max(_later.c.id))
        .where(_later.c.source_id == run.c.source_id, _later.c.status.in_(_OF_READERS))
        .scalar_subquery(),
    ),
)

#: Control totals by source.
control_totals = ToMany(
    ControlTotalRow,
    control_total,
    control_total.c.source_id,
    (control_total.c.position, control_total.c.label),
    {name: found_total(control_total, name) for name in ("found", "found_real", "found_synthetic")},
)

#: Releases by number.
releases = ToOne(ReleaseRow, release, release.c.number)

#: Changes by record, the newest first.
changes = ToMany(
    ChangeRow,
    change,
    change.c.record_id,
    (change.c.release.desc(),),
    {"at": release.c.published_at},
    change.join(release, release.c.number == change.c.release),
)


async def newest_release(session: ReadSession) -> ReleaseRow | None:
    """The release that is shown, or None before the first."""
    statement = select(*columns_for(release, ReleaseRow)).order_by(release.c.number.desc()).limit(1)
    found = await session.all(statement, ReleaseRow)
    return found[0] if found else None
