"""Where people live: places with people of their own, a state's file of points, people by age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from hub.domain.vocabulary import Country, TerritoryLevel
from hub.store.engine import ReadSession
from hub.store.planning.territories import PlanningTerritory, read_territories
from hub.store.reads.batch import one_of
from hub.store.tables import people_file, people_point, territory_age, territory_closure

_PLACES = (TerritoryLevel.SETTLEMENT, TerritoryLevel.REGION)


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A file of points that stands for a state's people; `as_of` is None when nobody says the day."""

    country: Country
    source_id: int
    as_of: date | None
    counts: str
    points: int
    people: float
    left_out: int


@dataclass(frozen=True, slots=True)
class PeoplePoints:
    """Points of a state's file within a territory, in the order of the file.

    Arrays of one length: `lat` and `lon` in WGS 84 degrees, `people`, `territory_id` of the unit that the
    point lies in (0 where it is not known).
    """

    file: PeopleFile
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    people: NDArray[np.float64]
    territory_id: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """People of a unit from `age_from` to `age_to` years, both included; `age_to` None: and older."""

    territory_id: int
    age_from: int
    age_to: int | None
    people: int
    as_of: date | None
    source_id: int


#: Stands for "and older" in the table.
OLDEST = 999


async def read_places(session: ReadSession, within: int) -> list[PlanningTerritory]:
    """Settlements within a unit whose own people a source states, and cities with the rights of a region.

    Those without a point are given too: their people are known, and have to be told as not placed.
    """
    found = await read_territories(session, within, _PLACES, stated=True)
    return [
        place
        for place in found
        if place.people is not None
        and (place.level is TerritoryLevel.SETTLEMENT or place.precision == "settlement")
    ]


async def read_people_points(session: ReadSession, country: Country, within: int) -> PeoplePoints | None:
    """The points of a state's file that lie in a unit, None where the state has no file.

    A point whose unit is not known belongs to the state only.
    """
    files = await session.rows(select(people_file).where(people_file.c.country == country.value))
    if not files:
        return None
    rows = await session.rows(_points(country.value, within))
    file = files[0]
    return PeoplePoints(
        PeopleFile(
            Country(file.country),
            file.source_id,
            file.as_of,
            file.counts,
            file.points,
            file.people,
            file.left_out,
        ),
        np.array([row.lat for row in rows], dtype=np.float64),
        np.array([row.lon for row in rows], dtype=np.float64),
        np.array([row.people for row in rows], dtype=np.float64),
        np.array([row.territory_id or 0 for row in rows], dtype=np.int64),
    )


async def read_ages(session: ReadSession, territories: Sequence[int]) -> list[AgeGroup]:
    """What sources state of ages in units, the newest of each group; of some units nothing is stated."""
    if not territories:
        return []
    return [
        AgeGroup(
            row.territory_id,
            row.age_from,
            None if row.age_to == OLDEST else row.age_to,
            row.value,
            row.as_of,
            row.source_id,
        )
        for row in await session.rows(_ages(territories))
    ]


def _points(country: str, within: int) -> Select[Any]:
    line, point = territory_closure, people_point
    inside = select(line.c.territory_id).where(line.c.ancestor_id == within)
    lies_in_another = (
        select(line.c.territory_id).where(line.c.territory_id == within, line.c.depth > 0).exists()
    )
    of_state = and_(point.c.territory_id.is_(None), ~lies_in_another)
    return (
        select(point.c.lat, point.c.lon, point.c.people, point.c.territory_id)
        .where(point.c.country == country, or_(point.c.territory_id.in_(inside), of_state))
        .order_by(point.c.number)
    )


def _ages(territories: Sequence[int]) -> Select[Any]:
    age = territory_age
    key = (age.c.territory_id, age.c.age_from, age.c.age_to)
    return (
        select(*key, age.c.value, age.c.as_of, age.c.source_id)
        .ext(distinct_on(*key))
        .where(one_of(age.c.territory_id, list(territories)))
        .order_by(*key, age.c.as_of.desc().nulls_last(), age.c.source_id)
    )
