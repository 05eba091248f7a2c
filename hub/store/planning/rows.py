"""How territories of a question hang together: what lies in which unit, outlines, numbers of settlements."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, cast, func, select
from sqlalchemy.dialects.postgresql import INT4MULTIRANGE

from hub.domain.vocabulary import TerritoryLevel
from hub.store.edition import current_edition
from hub.store.engine import ReadSession
from hub.store.reads.batch import one_of
from hub.store.reads.sources import newest_release
from hub.store.tables import programme_territory, territory, territory_closure

State = tuple[int, tuple[tuple[str, str], ...]]


async def read_state(session: ReadSession) -> State:
    """What names the state that a session sees: what was read of an equal one may be kept and used again."""
    edition = await session.past({}).value(select(current_edition()))
    return int(edition), tuple(sorted(session.settings.items()))


async def read_release(session: ReadSession) -> int | None:
    """The number of the release that a session sees; None before the first."""
    visible = session.settings.get("merezha.visible")
    if visible is None:
        newest = await newest_release(session)
        return newest.number if newest else None
    above = await session.value(select(func.upper(cast(visible, INT4MULTIRANGE))))
    return None if above is None else int(above) - 1


async def read_units_above(
    session: ReadSession, territories: Sequence[int], units: Sequence[int]
) -> dict[int, int]:
    """For each territory the nearest of the units that it is or lies in; those in none are left out."""
    if not territories or not units:
        return {}
    line = territory_closure
    rows = await session.rows(
        select(line.c.territory_id, line.c.ancestor_id)
        .where(one_of(line.c.territory_id, list(territories)), one_of(line.c.ancestor_id, list(units)))
        .order_by(line.c.territory_id, line.c.depth.desc())
    )
    return {row.territory_id: row.ancestor_id for row in rows}


async def read_line(session: ReadSession, territory_id: int) -> list[tuple[int, TerritoryLevel]]:
    """The territory and all above it, the nearest first, with their ranks."""
    line = territory_closure
    rows = await session.rows(
        select(territory.c.id, territory.c.level)
        .join(line, line.c.ancestor_id == territory.c.id)
        .where(line.c.territory_id == territory_id)
        .order_by(line.c.depth)
    )
    return [(row.id, TerritoryLevel(row.level)) for row in rows]


async def count_settlements(session: ReadSession, units: Sequence[int]) -> dict[int, int]:
    """How many settlements in being lie in each unit; units without any are left out."""
    if not units:
        return {}
    rows = await session.rows(_settlements(units))
    return {row.ancestor_id: row.count for row in rows}


async def read_outlines(session: ReadSession, units: Sequence[int]) -> dict[int, bytes]:
    """Boundaries of units as well-known binary in degrees; units without one are left out."""
    if not units:
        return {}
    rows = await session.rows(
        select(territory.c.id, func.ST_AsBinary(territory.c.boundary).label("outline")).where(
            one_of(territory.c.id, list(units)), territory.c.boundary.is_not(None)
        )
    )
    return {row.id: bytes(row.outline) for row in rows}


def _settlements(units: Sequence[int]) -> Select[Any]:
    line = territory_closure
    return (
        select(line.c.ancestor_id, func.count().label("count"))
        .join(territory, territory.c.id == line.c.territory_id)
        .where(
            one_of(line.c.ancestor_id, list(units)),
            territory.c.level == TerritoryLevel.SETTLEMENT.value,
            territory.c.valid_to.is_(None),
        )
        .group_by(line.c.ancestor_id)
    )


async def read_programmes(session: ReadSession, units: Sequence[int]) -> dict[int, list[UUID]]:
    """The programmes of each unit, by id; units without any are left out."""
    if not units:
        return {}
    link = programme_territory
    rows = await session.rows(
        select(link.c.territory_id, link.c.programme_id)
        .where(one_of(link.c.territory_id, list(units)))
        .order_by(link.c.territory_id, link.c.programme_id)
    )
    found: dict[int, list[UUID]] = {}
    for row in rows:
        found.setdefault(row.territory_id, []).append(row.programme_id)
    return found
