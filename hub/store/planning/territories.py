"""Territories of a question: level, hromada, point, area and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, true

from hub.domain.precision import radius_metres
from hub.domain.vocabulary import PrecisionClass, TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.reads.batch import one_of
from hub.store.reads.populations import newest_figure
from hub.store.tables import territory, territory_closure, territory_population

#: Every level, the widest first.
LEVELS = tuple(TerritoryLevel)


@dataclass(frozen=True, slots=True)
class PlanningTerritory:
    """A unit in being. `hromada_id` is the hromada that it is or lies in, None above hromadas.

    `lat` and `lon` are WGS 84 degrees, None without a point; the unit's people live around it, `radius_m`
    metres by convention. `people` is what a source states of the unit itself, the newest, None where none
    does: sums of units are `hub.store.reads.populations`.
    """

    id: int
    code: str
    country: str
    level: TerritoryLevel
    name: str
    lang: str
    parent_id: int | None
    hromada_id: int | None
    lat: float | None
    lon: float | None
    precision: PrecisionClass
    radius_m: int | None
    area_km2: float | None
    has_boundary: bool
    people: int | None
    people_as_of: date | None
    people_source_id: int | None


async def read_territories(
    session: ReadSession, within: int, levels: Sequence[TerritoryLevel] = LEVELS, *, stated: bool = False
) -> list[PlanningTerritory]:
    """The unit and all below it that are of one of the levels, by code; abolished ones are left out.

    With `stated` those alone whose own people a source states.
    """
    statement = _territories(within, [level.value for level in levels])
    if stated:
        # Of 30,000 settlements few state their people: their figures are looked up alone.
        statement = statement.where(territory.c.id.in_(select(territory_population.c.territory_id)))
    return [_territory(row) for row in await session.rows(statement)]


def _territories(within: int, levels: Sequence[str]) -> Select[Any]:
    newest = newest_figure(territory.c.id)
    inside = select(territory_closure.c.territory_id).where(territory_closure.c.ancestor_id == within)
    return (
        select(
            territory.c.id,
            territory.c.code,
            territory.c.country,
            territory.c.level,
            territory.c.name,
            territory.c.lang,
            territory.c.parent_id,
            hromada_of(territory.c.id).label("hromada_id"),
            func.ST_Y(territory.c.point).label("lat"),
            func.ST_X(territory.c.point).label("lon"),
            territory.c.point_precision,
            territory.c.area_km2,
            territory.c.boundary.is_not(None).label("has_boundary"),
            newest.c.value.label("people"),
            newest.c.as_of.label("people_as_of"),
            newest.c.source_id.label("people_source_id"),
        )
        .select_from(territory.outerjoin(newest, true()))
        .where(territory.c.id.in_(inside), one_of(territory.c.level, levels), territory.c.valid_to.is_(None))
        .order_by(territory.c.code, territory.c.id)
    )


def hromada_of(unit_id: Any) -> Any:
    """The id of the hromada that a unit is or lies in, as a value of each row."""
    line, above = territory_closure.alias("to_hromada"), territory.alias("hromada")
    return (
        select(line.c.ancestor_id)
        .join(above, above.c.id == line.c.ancestor_id)
        .where(line.c.territory_id == unit_id, above.c.level == TerritoryLevel.HROMADA.value)
        .order_by(line.c.depth)
        .limit(1)
        .correlate_except(line, above)
        .scalar_subquery()
    )


def _territory(row: Any) -> PlanningTerritory:
    """Columns stand in the order of the fields, but for the radius, which follows from two of them."""
    level, precision = TerritoryLevel(row[3]), PrecisionClass(row[10])
    radius = None if row.lat is None else radius_metres(precision, level)
    return PlanningTerritory(*(*row[:3], level, *row[4:10], precision, radius, *row[11:]))
