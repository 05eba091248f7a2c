"""How many people live in territories: as sources say, or summed up of the units below that are known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    FromClause,
    Integer,
    Select,
    and_,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import distinct_on

from hub.domain.vocabulary import Absence, TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.reads.batch import KeyParameter, key_parameter
from hub.store.tables import territory, territory_closure, territory_population

#: Units above hromadas: where no source states their people, those of the units below are summed up.
_ABOVE = (TerritoryLevel.COUNTRY.value, TerritoryLevel.REGION.value, TerritoryLevel.DISTRICT.value)
#: Units whose people may be summed up. Settlements are not: the figures of the few that are known would
#: stand for all.
_SUMMED_UP = (*_ABOVE, TerritoryLevel.HROMADA.value)
_NEWEST_FIRST = (territory_population.c.as_of.desc().nulls_last(), territory_population.c.source_id)
#: More than anybody can mean, and than a client can read.
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """The people of a unit; `absent` tells why there is no `value`.

    `known` of `of` hromadas (or districts and cities, where the tree has none) that make up the unit have a
    figure, or stand below a unit that has one; of a unit whose own figure is stated it is itself, 1 of 1.
    `as_of` is the day of all figures, empty where they are of several or of no day. `source_id` names the
    source of the most people.
    """

    territory_id: int
    value: int | None
    as_of: date | None
    as_of_oldest: date | None
    as_of_newest: date | None
    is_summed: bool
    known: int
    of: int
    source_id: int | None
    source_ids: tuple[int, ...]
    absent: Absence | None

    @property
    def share(self) -> float:
        """The part of the units that has a figure."""
        return self.known / self.of if self.of else 0.0


async def populations(session: ReadSession, ids: Sequence[int]) -> list[PopulationRow]:
    """The newest people of each unit; a dated figure goes before an undated one. At most two statements.

    A figure that is stated of a unit itself wins over a sum. A sum takes the highest units below that
    have a figure, and so nobody twice.
    """
    if not ids:
        return []
    those = key_parameter(Integer(), ids)
    stated = await session.shaped(_stated, (those.alone,), those.values(ids))
    found = {row.id: row for row in stated}
    without = [one for one in ids if one in found and _may_be_summed(found[one])]
    parts: defaultdict[int, list[Any]] = defaultdict(list)
    if without:
        asked = key_parameter(Integer(), without)
        rows = await session.shaped(_parts, (asked.alone,), asked.values(without))
        for row in rows:
            parts[row.territory_id].append(row)
    return [_population(one, found.get(one), parts[one]) for one in ids]


def _may_be_summed(unit: Any) -> bool:
    return unit.value is None and unit.level in _ABOVE and unit.valid_to is None


def _population(identity: int, unit: Any, parts: Sequence[Any]) -> PopulationRow:
    if unit is not None and unit.value is not None:
        day, own = unit.as_of, (unit.source_id,)
        return PopulationRow(identity, unit.value, day, day, day, False, 1, 1, unit.source_id, own, None)
    if unit is None or unit.valid_to is not None:
        return _nothing(identity, Absence.NOT_APPLICABLE, 0)
    if not _may_be_summed(unit):
        return _nothing(identity, Absence.NOT_STATED, 1)
    return _summed(identity, parts)


def _nothing(identity: int, why: Absence, of: int, known: int = 0) -> PopulationRow:
    return PopulationRow(identity, None, None, None, None, False, known, of, None, (), why)


def _summed(identity: int, parts: Sequence[Any]) -> PopulationRow:
    """The sum of what sources say of the parts; parts without a source are not known."""
    of = sum(part.units for part in parts)
    stated = sorted(
        (part for part in parts if part.source_id is not None),
        key=lambda part: (-part.people, part.source_id),
    )
    known, people = sum(part.units for part in stated), sum(part.people for part in stated)
    if not parts:
        return _nothing(identity, Absence.NOT_STATED, 1)
    if not stated or people > _MOST:
        return _nothing(identity, Absence.NO_POPULATION, of, known)
    newest = max((part.newest for part in stated if part.newest is not None), default=None)
    undated = any(part.undated for part in stated)
    oldest = None if undated else min(part.oldest for part in stated)
    return PopulationRow(
        identity,
        people,
        oldest if oldest == newest else None,
        oldest,
        newest,
        True,
        known,
        of,
        stated[0].source_id,
        tuple(part.source_id for part in stated),
        None,
    )


def newest_figure(unit_id: Any) -> FromClause:
    """(value, as_of, source_id) of the newest figure of a unit, a dated one first, for a lateral join."""
    figure = territory_population
    return (
        select(figure.c.value, figure.c.as_of, figure.c.source_id)
        .where(figure.c.territory_id == unit_id)
        .order_by(*_NEWEST_FIRST)
        .limit(1)
        .lateral("newest")
    )


def _stated(alone: bool) -> Select[Any]:
    those = KeyParameter(Integer(), alone)
    newest = newest_figure(territory.c.id)
    return (
        select(
            territory.c.id,
            territory.c.level,
            territory.c.valid_to,
            newest.c.value,
            newest.c.as_of,
            newest.c.source_id,
        )
        .select_from(territory.outerjoin(newest, true()))
        .where(those.has(territory.c.id))
    )


def _parts(alone: bool) -> Select[Any]:
    """(territory_id, source_id, units, people, oldest, newest, undated) of what makes up each of the units.

    Without a source are the units of which nobody states anything.
    """
    holder = _holders(KeyParameter(Integer(), alone)).subquery("holder")
    told = (holder.c.territory_id, holder.c.holder_id, holder.c.source_id, holder.c.as_of, holder.c.value)
    held = select(*told, func.count().label("units")).group_by(*told).subquery("held")
    return select(
        held.c.territory_id,
        held.c.source_id,
        cast(func.sum(held.c.units), Integer).label("units"),
        cast(func.sum(held.c.value), BigInteger).label("people"),
        func.min(held.c.as_of).label("oldest"),
        func.max(held.c.as_of).label("newest"),
        func.bool_or(held.c.as_of.is_(None)).label("undated"),
    ).group_by(held.c.territory_id, held.c.source_id)


def _holders(those: KeyParameter) -> Select[Any]:
    """For each unit and each of its bases the highest unit between them that has a figure, or none."""
    base, figure = _bases(), territory_population
    stated = (
        select(figure.c.territory_id, figure.c.value, figure.c.as_of, figure.c.source_id)
        .ext(distinct_on(figure.c.territory_id))
        .order_by(figure.c.territory_id, *_NEWEST_FIRST)
        .cte("stated_people")
    )
    over, between = territory_closure.alias("over"), territory_closure.alias("between")
    return (
        select(
            over.c.ancestor_id.label("territory_id"),
            base.c.id,
            stated.c.territory_id.label("holder_id"),
            stated.c.source_id,
            stated.c.as_of,
            stated.c.value,
        )
        .ext(distinct_on(over.c.ancestor_id, base.c.id))
        .select_from(
            base.join(over, over.c.territory_id == base.c.id)
            .join(between, and_(between.c.territory_id == base.c.id, between.c.depth < over.c.depth))
            .outerjoin(stated, stated.c.territory_id == between.c.ancestor_id)
        )
        .where(those.has(over.c.ancestor_id))
        .order_by(over.c.ancestor_id, base.c.id, stated.c.territory_id.is_(None), between.c.depth.desc())
    )


def _bases() -> CTE:
    """The units of which all others are made up: hromadas, and whatever else has none of these below."""
    child = territory.alias("child")
    parts = select(child.c.id).where(
        child.c.parent_id == territory.c.id, child.c.valid_to.is_(None), child.c.level.in_(_SUMMED_UP)
    )
    return (
        select(territory.c.id)
        .where(
            territory.c.valid_to.is_(None),
            or_(
                territory.c.level == TerritoryLevel.HROMADA.value,
                and_(territory.c.level.in_(_ABOVE), ~parts.correlate(territory).exists()),
            ),
        )
        .cte("base")
        .prefix_with("MATERIALIZED")
    )
