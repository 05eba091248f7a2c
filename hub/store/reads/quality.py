"""What runs measured of their sources, each beside what the run before it measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from hub.domain.quality import Quality
from hub.store.engine import ReadSession
from hub.store.quality import quality_of
from hub.store.reads.batch import one_of
from hub.store.tables import run_quality


@dataclass(frozen=True, slots=True)
class Measured:
    """A quality, and that of the run of the same source that was measured before; None for the first."""

    quality: Quality
    before: Quality | None


async def of_sources(session: ReadSession, source_ids: Sequence[int]) -> list[Measured | None]:
    """The newest quality of each source; None for a source without a run that was measured."""
    newest = (
        select(func.max(run_quality.c.run_id))
        .where(one_of(run_quality.c.source_id, source_ids))
        .group_by(run_quality.c.source_id)
    )
    found = await _measured(session, run_quality.c.run_id.in_(newest))
    by_source = {one.quality.source_id: one for one in found}
    return [by_source.get(source_id) for source_id in source_ids]


async def of_runs(session: ReadSession, run_ids: Sequence[int]) -> list[Measured | None]:
    """The quality that each run measured; None for one that did not publish its file."""
    by_run = {
        one.quality.run_id: one for one in await _measured(session, one_of(run_quality.c.run_id, run_ids))
    }
    return [by_run.get(run_id) for run_id in run_ids]


async def _measured(session: ReadSession, which: ColumnElement[bool]) -> list[Measured]:
    earlier = run_quality.alias("earlier")
    before = (
        select(earlier)
        .where(earlier.c.source_id == run_quality.c.source_id, earlier.c.run_id < run_quality.c.run_id)
        .order_by(earlier.c.run_id.desc())
        .limit(1)
        .correlate(run_quality)
        .lateral("before")
    )
    names = [column.name for column in run_quality.columns]
    columns = [run_quality.c[name] for name in names] + [
        before.c[name].label(f"before_{name}") for name in names
    ]
    statement = select(*columns).select_from(run_quality.outerjoin(before, true())).where(which)
    rows: list[dict[str, Any]] = [dict(row._mapping) for row in await session.rows(statement)]
    return [
        Measured(
            quality_of(row),
            None
            if row["before_run_id"] is None
            else quality_of({name: row[f"before_{name}"] for name in names}),
        )
        for row in rows
    ]
