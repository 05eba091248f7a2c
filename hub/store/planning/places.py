"""The territory that a question is asked of, and the units of a rank below it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, union

from hub.domain.vocabulary import TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.reads.batch import one_of
from hub.store.tables import territory, territory_closure


@dataclass(frozen=True, slots=True)
class Place:
    """A territory: its code, state and rank, its own language, and its point in degrees where it has one."""

    id: int
    code: str
    name: str
    country: str
    level: TerritoryLevel
    lang: str
    lat: float | None
    lon: float | None


async def read_place(session: ReadSession, territory_id: int) -> Place:
    """The territory with an id that was looked up before."""
    (row,) = await session.rows(_places().where(territory.c.id == territory_id))
    return _place(row)


async def read_places(session: ReadSession, ids: Sequence[int]) -> list[Place]:
    """The territories with these ids, by id."""
    statement = _places().where(one_of(territory.c.id, list(ids))).order_by(territory.c.id)
    return [_place(row) for row in await session.rows(statement)]


async def read_units(session: ReadSession, asked: tuple[int, TerritoryLevel]) -> list[Place]:
    """The current units of a rank in a territory, itself included, by name and code."""
    within, level = asked
    inside = select(territory_closure.c.territory_id).where(territory_closure.c.ancestor_id == within)
    statement = (
        _places()
        .where(territory.c.id.in_(inside), territory.c.level == level.value, territory.c.valid_to.is_(None))
        .order_by(func.lower(territory.c.name).collate("und-x-icu"), territory.c.code)
    )
    return [_place(row) for row in await session.rows(statement)]


async def read_lines(session: ReadSession, ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """For each territory the ids of itself, of all units above it, and of all below it."""
    line = territory_closure
    pairs = union(
        select(line.c.territory_id.label("id"), line.c.ancestor_id.label("other")).where(
            one_of(line.c.territory_id, ids)
        ),
        select(line.c.ancestor_id, line.c.territory_id).where(one_of(line.c.ancestor_id, ids)),
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in await session.rows(pairs):
        found[row.id].add(row.other)
    return {identity: frozenset(found[identity]) for identity in ids}


def _places() -> Select[Any]:
    columns = [territory.c[name] for name in ("id", "code", "name", "country", "level", "lang")]
    point = territory.c.point
    return select(*columns, func.ST_Y(point).label("lat"), func.ST_X(point).label("lon"))


def _place(row: Any) -> Place:
    identity, code, name, country, level, lang, lat, lon = row
    return Place(identity, code, name, country, TerritoryLevel(level), lang, lat, lon)
