"""Whether the hub can answer, and how old what it would answer is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from hub.domain.vocabulary import RunStatus
from hub.store.engine import ReadSession
from hub.store.tables import release, run, source


@dataclass(frozen=True, slots=True)
class SourceAge:
    """A source and when it was last read to its end, or loaded; None for never."""

    code: str
    last_read: datetime | None


async def is_there(session: ReadSession) -> None:
    """Raises HubUnavailable when the database does not answer."""
    await session.value(select(1))


async def source_ages(session: ReadSession) -> list[SourceAge]:
    """Every source by code."""
    read = select(func.max(run.c.finished_at)).where(
        run.c.source_id == source.c.id,
        run.c.status.in_([RunStatus.PUBLISHED.value, RunStatus.UNCHANGED.value]),
    )
    last = func.greatest(read.correlate(source).scalar_subquery(), source.c.loaded_at)
    statement = select(source.c.code, last.label("last_read")).order_by(source.c.code)
    return await session.all(statement, SourceAge)


async def release_number(session: ReadSession) -> int | None:
    """The release that is shown, or None before the first."""
    number: int | None = await session.value(select(func.max(release.c.number)))
    return number
