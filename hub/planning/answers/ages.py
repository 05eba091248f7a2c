"""People of some ages: the share that the nearest unit above with a table of ages states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hub.planning.answers.errors import BadAges, NoPopulation
from hub.planning.answers.ground import Ground, with_people
from hub.planning.distance import Floats
from hub.store.engine import ReadSession
from hub.store.planning.people import AgeGroup, read_ages
from hub.store.planning.rows import read_line

_OLDEST: Final = 150


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """Whom to count: everybody, people of some ages (both years included), or of a target group."""

    target_group: str | None = None
    age_from: int | None = None
    age_to: int | None = None

    def __post_init__(self) -> None:
        """Raise BadAges where the ages are none."""
        low, high = self.age_from or 0, _OLDEST if self.age_to is None else self.age_to
        if not 0 <= low <= high <= _OLDEST:
            raise BadAges(age_from=low, age_to=high)

    @property
    def has_ages(self) -> bool:
        """Whether people of some ages alone are meant."""
        return self.age_from is not None or self.age_to is not None


async def counted_people(session: ReadSession, ground: Ground, asked: PeopleAsked | None) -> Ground:
    """The ground with those who are meant. Raises NoPopulation where their number is not known."""
    if asked is None:
        return ground
    name = ground.within.code
    if asked.target_group is not None:
        raise NoPopulation(
            territory=name, why=f"no source states how many people are of the group {asked.target_group}"
        )
    if not ground.is_counted:
        raise NoPopulation(territory=name, why="no source states how many people live there")
    if not asked.has_ages:
        return ground
    shares = await _shares(session, ground, asked)
    if not np.isfinite(shares).any():
        why = "no table of ages, of it or of what lies around it, has groups that begin and end at these ages"
        raise NoPopulation(territory=name, why=why)
    return with_people(ground, shares)


async def _shares(session: ReadSession, ground: Ground, asked: PeopleAsked) -> Floats:
    line = await read_line(session, ground.within.id)
    ids = {unit.id for unit in ground.units} | {unit.parent_id for unit in ground.units if unit.parent_id}
    groups = await read_ages(session, sorted(ids | {identity for identity, _ in line}))
    tables: dict[int, list[AgeGroup]] = {}
    for group in groups:
        tables.setdefault(group.territory_id, []).append(group)
    above = [identity for identity, _ in line]
    return np.array(
        [
            _nearest_share([unit.id, unit.parent_id or unit.id, *above], tables, asked)
            for unit in ground.units
        ],
        np.float64,
    )


def _nearest_share(
    line: Sequence[int], tables: Mapping[int, Sequence[AgeGroup]], asked: PeopleAsked
) -> float:
    for identity in line:
        if identity in tables:
            share = share_of_ages(tables[identity], asked.age_from or 0, asked.age_to)
            if share is not None:
                return share
    return float("nan")


def share_of_ages(groups: Sequence[AgeGroup], age_from: int, age_to: int | None) -> float | None:
    """The share of people from one age to another; None unless groups begin and end at these ages.

    None too of groups that contradict each other: no part is more than the whole.
    """
    part, whole = _people_of(groups, age_from, age_to), _people_of(groups, 0, None)
    return part / whole if part is not None and whole and part <= whole else None


def _people_of(groups: Sequence[AgeGroup], age_from: int, age_to: int | None) -> int | None:
    """People of groups that follow one another without a gap, the widest that fit first."""
    end = None if age_to is None or age_to >= _OLDEST else age_to
    people, age = 0, age_from
    while True:
        fitting = [each for each in groups if each.age_from == age and _ends_within(each.age_to, end)]
        if not fitting:
            return None
        widest = max(fitting, key=lambda each: _OLDEST + 1 if each.age_to is None else each.age_to)
        people += widest.people
        if widest.age_to is None or widest.age_to == end:
            return people
        age = widest.age_to + 1


def _ends_within(last: int | None, end: int | None) -> bool:
    return end is None or (last is not None and last <= end)
