"""Which state of the hub a day or a release number means, and sessions that see it."""

from datetime import date
from typing import Any

from sqlalchemy import DATE, Select, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from hub.domain.moments import (
    Moment,
    NothingKnownYet,
    TerritoryBeginningUnknown,
    TerritoryNotThen,
    UnknownRelease,
)
from hub.store.engine import ReadSession
from hub.store.tables import release, territory, territory_link

#: The setting that holds the day; see `hub.store.past`.
DAY = "merezha.day"


async def moment_of(session: ReadSession, wanted: date | int) -> Moment:
    """The state as of a day or a release. Raises UnknownRelease."""
    return await (_of_release(session, wanted) if isinstance(wanted, int) else _of_day(session, wanted))


def past_session(session: ReadSession, moment: Moment) -> ReadSession:
    """A session of the same request that reads the hub as of `moment`."""
    return session.past(
        {
            "merezha.visible": moment.visible,
            DAY: moment.day.isoformat(),
            "merezha.measured": "" if moment.by_release else moment.day.isoformat(),
        }
    )


async def require_records(session: ReadSession, moment: Moment | None) -> None:
    """Raise NothingKnownYet for a day before any file; `session` sees the present."""
    if moment is not None and moment.release is None:
        first = await session.value(select(func.min(release.c.as_of)))
        raise NothingKnownYet(
            day=moment.day.isoformat(),
            first=first.isoformat() if first else "no day yet, since nothing was imported",
        )


async def not_then(session: ReadSession, territory_id: int) -> TerritoryNotThen:
    """The error for a unit of today that `session`, which looks back, does not see yet."""
    before = territory.alias("before")
    predecessors = (
        select(
            func.string_agg(
                before.c.scheme + ":" + before.c.code, aggregate_order_by(literal(", "), before.c.code)
            )
        )
        .join(territory_link, territory_link.c.predecessor_id == before.c.id)
        .where(territory_link.c.successor_id == territory_id)
    )
    statement = select(
        (territory.c.scheme + ":" + territory.c.code).label("code"),
        territory.c.valid_from,
        predecessors.scalar_subquery().label("before"),
    ).where(territory.c.id == territory_id)
    (row,) = await session.past({}).rows(statement)
    details = {
        "territory": row.code,
        "day": session.settings[DAY],
        "before": row.before or "units not known",
    }
    if row.valid_from is None:
        return TerritoryBeginningUnknown(**details)
    return TerritoryNotThen(**details, since=row.valid_from.isoformat())


async def _of_release(session: ReadSession, number: int) -> Moment:
    newest = select(func.max(release.c.number)).scalar_subquery()
    published = cast(func.timezone("UTC", release.c.published_at), DATE)
    rows = await session.rows(select(published).where(release.c.number == number))
    if not rows:
        raise UnknownRelease(release=number, newest=await session.value(select(newest)) or "none yet")
    return Moment(rows[0][0], by_release=True, visible=f"{{(,{number}]}}", release=number)


async def _of_day(session: ReadSession, day: date) -> Moment:
    rows = await session.rows(_known_by(day))
    return Moment(day, by_release=False, visible=rows[0].visible or "{}", release=rows[0].newest)


def _known_by(day: date) -> Select[str, Any]:
    """The releases whose files stand for the day or an earlier one, as a multirange, and the newest."""
    one = func.int4range(release.c.number, release.c.number, "[]")
    return select(
        cast(func.range_agg(one), Text).label("visible"), func.max(release.c.number).label("newest")
    ).where(release.c.as_of <= day)
