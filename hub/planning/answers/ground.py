"""The people of a territory as arrays, with the units that they are stated of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import shapely

from hub.domain.vocabulary import Country, TerritoryLevel
from hub.planning.answers.keeping import computed, once
from hub.planning.distance import Floats, Ints, numbers_of
from hub.planning.people import PeoplePoints, PopulationBasis, points_of_file
from hub.planning.people_model import Hromadas, Places, spread_people
from hub.planning.sums import sums_by
from hub.store.engine import ReadSession
from hub.store.planning.people import PeopleFile, read_people_points, read_places
from hub.store.planning.people import PeoplePoints as StoredPoints
from hub.store.planning.places import Place
from hub.store.planning.rows import count_settlements, read_outlines, read_units_above
from hub.store.planning.territories import PlanningTerritory, read_territories

_UNITS = (TerritoryLevel.REGION, TerritoryLevel.DISTRICT, TerritoryLevel.HROMADA)


@dataclass(frozen=True, slots=True)
class Ground:
    """People at points, and the units that they are stated of.

    `units` are hromadas, or districts and cities where the tree has none below: the territories of `points`
    are their indices. `places` are those whose own people are stated. `finest` is the id of the settlement
    or unit of each point, 0 where none is known: shape (points,). `people` is the sum of all points, people
    without a point included.
    """

    within: Place
    points: PeoplePoints
    units: tuple[PlanningTerritory, ...]
    places: tuple[PlanningTerritory, ...]
    finest: Ints
    file: PeopleFile | None
    sources: Mapping[int, int]
    #: The share of each unit's people who are meant, shape (units,); None where all are.
    share: Floats | None = None

    @property
    def is_counted(self) -> bool:
        """Whether people are counted; else units are, since nobody's people are known."""
        return self.points.basis is not PopulationBasis.NONE

    @property
    def stated(self) -> int:
        """How many of the units state their people, or hold people of a file."""
        if self.file is not None:
            return np.unique(self.points.territory[self.points.territory >= 0]).size
        return len(self.units) - self.points.hromadas_without_people.size

    @property
    def day(self) -> date | None:
        """The oldest day of the figures."""
        return self.points.as_of

    @property
    def share_at_places(self) -> float | None:
        """The share of people who live at places whose people are stated; None where none are counted."""
        people = self.points.people
        total = float(people.sum())
        if not self.is_counted or not total > 0:
            return None
        return float(people[self.points.at_known_place].sum()) / total


async def ground_of(session: ReadSession, within: Place) -> Ground:
    """The people of a territory: of its state's file of points, else by the model of people.

    Kept for all questions to the same state of the hub. Raises UnusablePoints.
    """
    return await once(session, ("ground", within.id), lambda: _ground(session, within))


async def _ground(session: ReadSession, within: Place) -> Ground:
    units = await read_leaves(session, within)
    ids = [unit.id for unit in units]
    stored = await read_people_points(session, Country(within.country), within.id)
    if stored is not None:
        above = await read_units_above(session, np.unique(stored.territory_id).tolist(), ids)
        return _of_file(within, units, stored, above)
    places = await read_places(session, within.id)
    above = await read_units_above(session, [place.id for place in places], ids)
    counts = await count_settlements(session, ids)
    outlines = await read_outlines(session, [unit.id for unit in units if unit.has_boundary])
    return await computed(
        session,
        ("modelled", within.id),
        lambda: _modelled(within, units, places, above, counts, outlines),
    )


async def read_leaves(session: ReadSession, within: Place) -> list[PlanningTerritory]:
    """The hromadas of a territory, and districts and regions that have none; else the territory itself."""
    found = await read_territories(session, within.id, _UNITS)
    parents = {unit.parent_id for unit in found}
    leaves = [unit for unit in found if unit.id not in parents]
    return leaves or await read_territories(session, within.id, (within.level,))


def _of_file(
    within: Place, units: Sequence[PlanningTerritory], stored: StoredPoints, above: Mapping[int, int]
) -> Ground:
    index = {unit.id: number for number, unit in enumerate(units)}
    territory = np.array([index.get(above.get(each, 0), -1) for each in stored.territory_id.tolist()])
    points = points_of_file(
        stored.lat, stored.lon, stored.people, territory=territory.astype(np.int64), day=stored.file.as_of
    )
    sources = {stored.file.source_id: points.people.size}
    return Ground(within, points, tuple(units), (), stored.territory_id, stored.file, sources)


def _modelled(
    within: Place,
    units: Sequence[PlanningTerritory],
    places: Sequence[PlanningTerritory],
    above: Mapping[int, int],
    counts: Mapping[int, int],
    outlines: Mapping[int, bytes],
) -> Ground:
    index = {unit.id: number for number, unit in enumerate(units)}
    hromada = [index.get(above.get(place.id, 0), -1) for place in places]
    stated = Places(
        np.array(hromada, np.int64),
        numbers_of([place.lat for place in places]),
        numbers_of([place.lon for place in places]),
        numbers_of([place.people for place in places]),
        _oldest(places),
    )
    shapes = [outlines.get(unit.id) for unit in units]
    hromadas = Hromadas(
        code=tuple(unit.code for unit in units),
        lat=numbers_of([unit.lat for unit in units]),
        lon=numbers_of([unit.lon for unit in units]),
        area_km2=numbers_of([unit.area_km2 for unit in units]),
        people=numbers_of([unit.people for unit in units]),
        settlements=numbers_of([counts.get(unit.id) for unit in units]),
        day=_oldest(units),
        outline=tuple(None if shape is None else shapely.from_wkb(shape) for shape in shapes),
    )
    points = spread_people(hromadas, stated)
    return Ground(
        within,
        points,
        tuple(units),
        tuple(places),
        _finest(points, units, places),
        None,
        Counter(each.people_source_id for each in (*units, *places) if each.people_source_id is not None),
    )


def _finest(
    points: PeoplePoints, units: Sequence[PlanningTerritory], places: Sequence[PlanningTerritory]
) -> Ints:
    """The place of points of a known place, else the unit: spread points number places before units."""
    unit_ids = np.array([unit.id for unit in units] + [0], np.int64)
    if points.basis is PopulationBasis.NONE or not places:
        return unit_ids[points.territory]
    place_ids = np.array([place.id for place in places], np.int64)
    group = np.minimum(points.group, len(places) - 1)
    return np.where(points.at_known_place, place_ids[group], unit_ids[points.territory])


def _oldest(units: Sequence[PlanningTerritory]) -> date | None:
    return min((each.people_as_of for each in units if each.people_as_of is not None), default=None)


def with_people(ground: Ground, share: Floats) -> Ground:
    """The ground with a share of each unit's people, shape (units,); NaN where the share is not known."""
    known = np.append(share, np.nan)[ground.points.territory]
    kept = np.isfinite(known)
    points = ground.points.chosen(kept)
    lost = np.union1d(ground.points.hromadas_without_people, np.flatnonzero(~np.isfinite(share)))
    return replace(
        ground,
        share=share,
        points=replace(points, people=points.people * known[kept], hromadas_without_people=lost),
        finest=ground.finest[kept],
    )


def people_of_units(ground: Ground) -> Floats:
    """People of each unit, shape (units,), in whole numbers; NaN where nobody's are known.

    They are those that the unit's source states, wherever they live in it and whether or not it has a point;
    with a file of points those of its points.
    """
    if not ground.is_counted:
        return np.full(len(ground.units), np.nan)
    if ground.file is None:
        people = numbers_of([unit.people for unit in ground.units])
        return np.rint(people if ground.share is None else people * ground.share)
    points, inside = ground.points, ground.points.territory >= 0
    people = sums_by(points.territory[inside], points.people[inside], len(ground.units))
    people[points.hromadas_without_people] = np.nan
    return np.rint(people)
