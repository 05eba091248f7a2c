"""The share of people within reach of a site, and where the others live.

A point is covered where its travel is at most the limit. The people of a row are covered by the value of the
travel, surely (`low`) by what it is at most, possibly (`high`) by what it is at least
(hub/planning/travel.py). Without a site nobody is covered. A site without a point covers nobody, and is
counted beside. The median travel is the one that half of the people do not exceed. Not to be trusted below
the precision of the places: there `low` and `high` are far apart.
"""

from dataclasses import dataclass

import numpy as np

from hub.planning.distance import Floats, Ints
from hub.planning.estimate import Absence, Estimate, Unit, absent, known, rounded_people, share_of
from hub.planning.medians import median_rows, medians
from hub.planning.pairs import TravelUnit
from hub.planning.people import PeoplePoints
from hub.planning.sums import sums_by
from hub.planning.travel import Sites, Travel


@dataclass(frozen=True, slots=True)
class Rows:
    """The territories of an answer: the row of each point, −1 for one that only the total holds.

    `stated` of `of` hromadas of each row have a population, where that is known: shape (count,).
    """

    of_point: Ints
    count: int
    stated: Ints | None = None
    of: Ints | None = None

    def total(self) -> "Rows":
        """One row with every point."""
        counts = [None if each is None else each.sum(keepdims=True) for each in (self.stated, self.of)]
        return Rows(np.zeros(self.of_point.size, np.int64), 1, *counts)


@dataclass(frozen=True, slots=True)
class ReachRow:
    """Who is within reach in one territory; hromadas or settlements where no population is known."""

    people: Estimate
    covered: Estimate
    share: Estimate
    median: Estimate
    sites: int
    sites_without_point: int


@dataclass(frozen=True, slots=True)
class UncoveredPlace:
    """People of one place, or of the rest of one hromada, who are not within reach."""

    #: The group of its points, the index of its hromada (−1 unknown), whether it is a known place.
    group: int
    territory: int
    at_known_place: bool
    people: Estimate
    #: Index of the nearest site of the middle one of these people; None where there is none.
    nearest: int | None
    distance: Estimate


@dataclass(frozen=True, slots=True)
class Reach:
    """Who is within reach in all and in each territory, and where the others live, most people first."""

    total: ReachRow
    rows: tuple[ReachRow, ...]
    uncovered: tuple[UncoveredPlace, ...]


@dataclass(frozen=True, slots=True)
class Middles:
    """The median travel, possibly, as measured and surely, of all and of each row, whatever the limit."""

    total: tuple[Floats, ...]
    rows: tuple[Floats, ...]


def middles_of(points: PeoplePoints, travel: Travel, rows: Rows) -> Middles:
    """The median travels, to be kept beside the travel where several limits are asked for."""
    bounds = (travel.possible, travel.value, travel.sure)
    total = rows.total()
    return Middles(
        tuple(medians(each, points.people, total.of_point, 1) for each in bounds),
        tuple(medians(each, points.people, rows.of_point, rows.count) for each in bounds),
    )


def reach_within(
    points: PeoplePoints,
    travel: Travel,
    limit: float,
    sites: Sites,
    rows: Rows,
    middles: Middles | None = None,
) -> Reach:
    """Coverage within a limit in the unit of the travel, which is inside; `middles` are made where not given.

    Raises ValueError for a limit that is not above 0 or not finite.
    """
    if not 0 < limit < np.inf:
        raise ValueError(f"a limit of {limit}")
    middles = middles_of(points, travel, rows) if middles is None else middles
    all_sites = np.where(sites.row >= 0, 0, -1)
    return Reach(
        total=_rows(points, travel, limit, sites, all_sites, rows.total(), middles.total)[0],
        rows=tuple(_rows(points, travel, limit, sites, sites.row, rows, middles.rows)),
        uncovered=tuple(_uncovered(points, travel, limit)),
    )


def _rows(
    points: PeoplePoints,
    travel: Travel,
    limit: float,
    sites: Sites,
    site_row: Ints,
    rows: Rows,
    middles: tuple[Floats, ...],
) -> list[ReachRow]:
    """One row for each territory; a site outside of it serves it, and is not counted in it."""
    inside = np.flatnonzero(rows.of_point >= 0)
    group, people = rows.of_point[inside], points.people[inside]
    sums = sums_by(group, people, rows.count)
    low, value, high = (
        sums_by(group, people * (each[inside] <= limit), rows.count)
        for each in (travel.sure, travel.value, travel.possible)
    )
    counted = np.bincount(site_row[site_row >= 0], minlength=rows.count)
    unplaced = np.bincount(site_row[(site_row >= 0) & ~sites.located], minlength=rows.count)
    stated, of = int(sites.located.sum()), sites.lat.size
    return [
        _row(
            points.unit,
            float(sums[row]),
            (float(low[row]), float(value[row]), float(high[row])),
            _length([float(each[row]) for each in middles], travel.unit, stated, of),
            _counts(rows, row, float(sums[row])),
            (int(counted[row]), int(unplaced[row]), stated, of),
        )
        for row in range(rows.count)
    ]


def _counts(rows: Rows, row: int, people: float) -> tuple[int, int]:
    """How many hromadas of a row state a population, of how many; without that one, or none."""
    if rows.stated is not None and rows.of is not None:
        return int(rows.stated[row]), int(rows.of[row])
    return int(people > 0), 1


def _row(
    unit: Unit,
    people: float,
    covered: tuple[float, float, float],
    median: Estimate,
    hromadas: tuple[int, int],
    sites: tuple[int, int, int, int],
) -> ReachRow:
    counted, unplaced, stated, of = sites
    if not people > 0:
        why = Absence.NO_POPULATION if unit is Unit.PEOPLE else Absence.NOT_APPLICABLE
        nobody, none = absent(why, unit, of=hromadas[1]), absent(why, unit, stated=stated, of=of)
        return ReachRow(
            nobody,
            none,
            absent(why, Unit.SHARE, stated=stated, of=of),
            absent(why, median.unit, stated=stated, of=of),
            counted,
            unplaced,
        )
    # Sums in another order may differ by a rounding error; the bounds must not.
    low, value, high = (min(each, people) for each in covered)
    inside = known(value, unit, low=low, high=high, stated=stated, of=of)
    return ReachRow(
        people=rounded_people(known(people, unit, stated=hromadas[0], of=hromadas[1])),
        covered=rounded_people(inside),
        share=share_of(inside, people),
        median=median,
        sites=counted,
        sites_without_point=unplaced,
    )


def _length(numbers: list[float], unit: TravelUnit, stated: int, of: int) -> Estimate:
    """Low, value and high of a travel as kilometres or minutes; absent where no site can be reached."""
    metres = unit is TravelUnit.METRES
    shown, scale = (Unit.KM, 1_000) if metres else (Unit.MINUTES, 1)
    if not np.isfinite(numbers).all():
        why = Absence.NO_POINT if of and not stated else Absence.NOT_APPLICABLE
        return absent(why, shown, stated=stated, of=of)
    low, value, high = (each / scale for each in numbers)
    return known(value, shown, low=low, high=high, stated=stated, of=of)


def _uncovered(points: PeoplePoints, travel: Travel, limit: float) -> list[UncoveredPlace]:
    """Places of people beyond the limit, most people first, then by group.

    Of these people at least those are uncovered who possibly are not within reach, at most those who surely
    are not.
    """
    groups = int(points.group.max(initial=-1)) + 1
    beyond = travel.value > limit
    low, value, high = (
        sums_by(points.group, points.people * (each > limit), groups)
        for each in (travel.possible, travel.value, travel.sure)
    )
    middle = median_rows(travel.value, points.people, np.where(beyond, points.group, -1), groups)
    listed = np.flatnonzero(middle >= 0)
    least, most = np.full(groups, np.inf), np.zeros(groups)
    np.minimum.at(least, points.group[beyond], travel.possible[beyond])
    np.maximum.at(most, points.group[beyond], travel.sure[beyond])
    places = []
    for group in listed[np.lexsort((listed, -value[listed]))].tolist():
        point = int(middle[group])
        site = int(travel.site[point])
        numbers = [float(least[group]), float(travel.value[point]), float(most[group])]
        people = known(float(value[group]), points.unit, low=float(low[group]), high=float(high[group]))
        places.append(
            UncoveredPlace(
                group=group,
                territory=int(points.territory[point]),
                at_known_place=bool(points.at_known_place[point]),
                people=rounded_people(people),
                nearest=None if site < 0 else site,
                distance=_length(numbers, travel.unit, int(site >= 0), int(site >= 0)),
            )
        )
    return places
