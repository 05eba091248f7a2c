"""Territories: names, ancestors, codes, extent and boundary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Float, Integer, Select, bindparam, case, func, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from hub.store.engine import ReadSession
from hub.store.reads.batch import KeyParameter, key_parameter
from hub.store.reads.relation import ToMany, ToOne
from hub.store.tables import (
    territory,
    territory_closure,
    territory_code,
    territory_council,
    territory_link,
    territory_name,
)

#: Metres of one degree of latitude, by which a tolerance in metres becomes one in degrees.
METRES_A_DEGREE = 111_320

_INTS, _FLOATS = ARRAY(Integer), ARRAY(Float)


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A unit of a territory tree; `names` are by language."""

    id: int
    country: str
    scheme: str
    code: str
    level: str
    category: str | None
    parent_id: int | None
    name: str
    lang: str
    names: dict[str, str]
    valid_from: date | None
    valid_to: date | None
    lat: float | None
    lon: float | None
    point_precision: str
    point_source_id: int | None
    boundary_source_id: int | None
    source_id: int


@dataclass(frozen=True, slots=True)
class AncestorRow:
    """A unit above another one."""

    territory_id: int
    ancestor_id: int


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code that answers for a unit."""

    territory_id: int
    scheme: str
    code: str


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A unit's extent in degrees."""

    territory_id: int
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What became of a unit, or what it was made of."""

    predecessor_id: int
    successor_id: int
    kind: str
    on_date: date | None


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A council that a unit is made of."""

    territory_id: int
    code: str
    joined_on: date
    main: bool
    place_id: int | None


_RANK = case(
    (territory_name.c.kind == "official", 0), (territory_name.c.kind == "transliterated", 1), else_=2
)


def _names() -> Any:
    """The best current name in each language, as a JSON object."""
    name = territory_name
    best = (
        select(name.c.lang, name.c.name)
        .ext(distinct_on(name.c.lang))
        .where(name.c.territory_id == territory.c.id, name.c.kind != "former", name.c.valid_to.is_(None))
        .order_by(name.c.lang, _RANK, name.c.name)
        .correlate(territory)
        .subquery("best")
    )
    return select(func.coalesce(func.jsonb_object_agg(best.c.lang, best.c.name), func.jsonb_build_object()))


#: Territories by id.
territories = ToOne(
    TerritoryRow,
    territory,
    territory.c.id,
    computed={
        "names": _names().scalar_subquery(),
        "lat": func.ST_Y(territory.c.point),
        "lon": func.ST_X(territory.c.point),
    },
)


def territory_columns() -> list[Any]:
    """Columns of TerritoryRow."""
    return [territories.column(name).label(name) for name in territories.names]


#: Ids of the units above each one, the state first.
ancestors = ToMany(
    AncestorRow,
    territory_closure,
    territory_closure.c.territory_id,
    (territory_closure.c.depth.desc(),),
    where=(territory_closure.c.depth > 0,),
)


#: Every code of each unit.
codes = ToMany(
    CodeRow,
    territory_code,
    territory_code.c.territory_id,
    (territory_code.c.scheme, territory_code.c.code),
)


async def boxes(session: ReadSession, ids: Sequence[int]) -> list[BoxRow | None]:
    """The extent of each unit's boundary; without one, of the points of all units in it."""
    those = key_parameter(Integer(), ids)
    rows = await session.shaped(_boxes, (those.alone,), those.values(ids))
    found = {row.territory_id: BoxRow(*row) for row in rows}
    return [found.get(identity) for identity in ids]


def _boxes(alone: bool) -> Select[Any]:
    those = KeyParameter(Integer(), alone)
    unit, closure = territory.alias("unit"), territory_closure
    bounded = select(
        territory.c.id.label("territory_id"), func.ST_Envelope(territory.c.boundary).label("shape")
    ).where(those.has(territory.c.id), territory.c.boundary.is_not(None))
    pointed = (
        select(closure.c.ancestor_id, unit.c.point)
        .join(unit, unit.c.id == closure.c.territory_id)
        .join(territory, territory.c.id == closure.c.ancestor_id)
        .where(those.has(closure.c.ancestor_id), unit.c.point.is_not(None), territory.c.boundary.is_(None))
    )
    shapes = union_all(bounded, pointed).subquery("shapes")
    extent = func.ST_Extent(shapes.c.shape)
    return select(
        shapes.c.territory_id,
        func.ST_XMin(extent).label("west"),
        func.ST_YMin(extent).label("south"),
        func.ST_XMax(extent).label("east"),
        func.ST_YMax(extent).label("north"),
    ).group_by(shapes.c.territory_id)


async def boundaries(session: ReadSession, keys: Sequence[tuple[int, float]]) -> list[str | None]:
    """Boundaries as GeoJSON text, by (territory id, tolerance in metres of their simplification)."""
    values = {"ids": [key[0] for key in keys], "tolerances": [float(key[1]) for key in keys]}
    rows = await session.shaped(_boundaries, (), values)
    found = {(row.id, row.tolerance): row.shape for row in rows}
    return [found.get(key) for key in keys]


def _boundaries() -> Select[Any]:
    wanted = select(
        func.unnest(bindparam("ids", None, type_=_INTS)).label("id"),
        func.unnest(bindparam("tolerances", None, type_=_FLOATS)).label("tolerance"),
    ).subquery("wanted")
    simpler = func.ST_SimplifyPreserveTopology(territory.c.boundary, wanted.c.tolerance / METRES_A_DEGREE)
    return select(
        wanted.c.id, wanted.c.tolerance, func.ST_AsGeoJSON(func.ST_Multi(simpler), 6).label("shape")
    ).join(territory, territory.c.id == wanted.c.id)


#: What became of each unit.
successors = ToMany(
    LinkRow,
    territory_link,
    territory_link.c.predecessor_id,
    (territory_link.c.on_date, territory_link.c.successor_id),
)


#: What each unit was made of.
predecessors = ToMany(
    LinkRow,
    territory_link,
    territory_link.c.successor_id,
    (territory_link.c.on_date, territory_link.c.predecessor_id),
)


#: The councils of each unit, that of its seat first.
councils = ToMany(
    CouncilRow,
    territory_council,
    territory_council.c.territory_id,
    (territory_council.c.main.desc(), territory_council.c.joined_on, territory_council.c.code),
    where=(territory_council.c.left_on.is_(None),),
)
