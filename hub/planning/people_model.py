"""Where people live, from what is stated of places and hromadas: the model where no file of points is given.

The people of a known place live in a disc of 4,000 people/km² around its point; the rest of a
hromada's people live evenly over its outline, or where that is not known over a disc of its area:

    r_place = √(P / (4000 π)) km        r_hromada = √(area / π) km        rest = max(0, P_hromada − Σ P_place)

Each area is 37 (known places) or 61 points of equal weight. The density was fitted on the polling stations of
half the oblasts of Ukraine and is judged on the other half by `bench/planning_people.py`
(docs/performance.md). It is not to be trusted below 3 km, nor for a hromada whose people live in one corner
of it. Where known places add up to more than their hromada, they are scaled to it, so that people always add
up to what is stated.

Without any population there are no people: `spread_people` then counts hromadas, one for each.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from hub.domain.precision import radius_metres
from hub.domain.vocabulary import PrecisionClass, TerritoryLevel
from hub.planning.discs import Spread, spread_over_discs, spread_over_outline
from hub.planning.distance import Bools, Floats, Ints
from hub.planning.estimate import Unit
from hub.planning.people import PeoplePoints, PopulationBasis, check_people, counted_places
from hub.planning.sums import sums_by

PEOPLE_PER_KM2 = 4_000.0
_POINTS_OF_PLACE = 37
_POINTS_OF_REST = 61
#: How far people may be from the one point that is known of a hromada whose area is not.
_WITHOUT_AREA = float(radius_metres(PrecisionClass.TERRITORY, TerritoryLevel.HROMADA) or 0)


@dataclass(frozen=True, slots=True)
class Hromadas:
    """What is stated of hromadas, arrays of the shape (hromadas,); NaN where it is not known.

    `lat` and `lon` are of the middle, or of the seat. An outline is a polygon of degrees, x the longitude.
    """

    code: tuple[str, ...]
    lat: Floats
    lon: Floats
    area_km2: Floats
    people: Floats
    settlements: Floats
    day: date | None = None
    outline: tuple[BaseGeometry | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Cities, towns and villages of a known population, arrays of the shape (places,).

    `hromada` is the index of the hromada, −1 where it is not known; `lat`, `lon` are NaN where there is no
    point.
    """

    hromada: Ints
    lat: Floats
    lon: Floats
    people: Floats
    day: date | None = None


def spread_people(
    hromadas: Hromadas,
    places: Places,
    *,
    boundary: BaseGeometry | None = None,
    density: float = PEOPLE_PER_KM2,
) -> PeoplePoints:
    """People where they live; without any population one point for each hromada, in the unit of hromadas.

    People of discs that reach over the boundary (a polygon of degrees) are within it. Raises UnusablePoints
    where a number of people is negative or infinite, or a point no place.
    """
    for people in (places.people, hromadas.people):
        check_people(np.where(np.isnan(people), 0.0, people))
    stated, placed = np.isfinite(hromadas.people), np.isfinite(places.people) & (places.people > 0)
    if not stated.any() and not placed.any():
        return _counted_hromadas(hromadas)
    people = _scaled(hromadas, places, placed)
    at_places, lost_places = _of_places(places, people, density)
    at_rest, lost_rest = _of_rest(hromadas, places, people)
    days = [each.day for each in (hromadas, places) if each.day is not None]
    whole = PeoplePoints(
        **_joined([at_places, at_rest])._asdict(),
        basis=PopulationBasis.STATED_PLACES_AND_REST if stated.any() else PopulationBasis.POINTS_ONLY,
        as_of=min(days, default=None),
        hromadas_without_people=np.flatnonzero(~stated),
        people_without_point=lost_places + lost_rest,
    )
    return whole if boundary is None else _within(whole, boundary)


class _Arrays(NamedTuple):
    """The arrays of PeoplePoints, under the same names."""

    lat: Floats
    lon: Floats
    people: Floats
    territory: Ints
    at_known_place: Bools
    uncertainty: Floats
    group: Ints


def _joined(parts: list[_Arrays]) -> _Arrays:
    return _Arrays(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


def _counted_hromadas(hromadas: Hromadas) -> PeoplePoints:
    located = np.flatnonzero(np.isfinite(hromadas.lat) & np.isfinite(hromadas.lon))
    points = counted_places(hromadas.lat[located], hromadas.lon[located], located, Unit.HROMADAS)
    return replace(points, hromadas_without_people=np.arange(hromadas.people.size))


def _scaled(hromadas: Hromadas, places: Places, placed: Bools) -> Floats:
    """People of each place, at most so many that its hromada is not exceeded; 0 where nothing is stated."""
    people = np.where(placed, places.people, 0.0)
    known = np.flatnonzero(places.hromada >= 0)
    sums = sums_by(places.hromada[known], people[known], hromadas.people.size)
    limit = np.where(np.isfinite(hromadas.people), hromadas.people, np.inf)
    share = np.divide(limit, sums, out=np.ones_like(sums), where=sums > limit)
    people[known] *= share[places.hromada[known]]
    return people


def _located(lat: Floats, lon: Floats) -> Bools:
    return np.isfinite(lat) & np.isfinite(lon)


def _of_places(places: Places, people: Floats, density: float) -> tuple[_Arrays, float]:
    """Points of the discs of places, and the people of places without a point and without a known hromada."""
    rows = np.flatnonzero((people > 0) & _located(places.lat, places.lon))
    radius = 1_000 * np.sqrt(people[rows] / (density * np.pi))
    count = np.full(rows.size, _POINTS_OF_PLACE)
    spread = spread_over_discs(places.lat[rows], places.lon[rows], radius, count)
    points = _points(spread, people[rows], places.hromada[rows], spread.cell_metres, rows, known=True)
    lost = (people > 0) & ~_located(places.lat, places.lon) & (places.hromada < 0)
    return points, float(people[lost].sum())


def _of_rest(hromadas: Hromadas, places: Places, people: Floats) -> tuple[_Arrays, float]:
    """Points of those who live at no known place; a place without a point is a part of the rest.

    Within the rest the people of an average settlement live in a disc of the hromada's area over its
    settlements.
    """
    at_place = (places.hromada >= 0) & _located(places.lat, places.lon)
    known = sums_by(places.hromada[at_place], people[at_place], hromadas.people.size)
    rest = np.maximum(np.nan_to_num(hromadas.people) - known, 0.0)
    unstated = (places.hromada >= 0) & ~at_place & ~np.isfinite(hromadas.people)[places.hromada]
    lost = float(people[unstated].sum())
    parts: list[_Arrays] = []
    outlined = np.zeros(rest.size, np.bool_)
    for row, outline in enumerate(hromadas.outline):
        if outline is not None and not outline.is_empty and rest[row] > 0:
            outlined[row] = True
            spread = spread_over_outline(outline, _POINTS_OF_REST)
            parts.append(_rest_points(hromadas, rest, np.array([row]), spread))
    located = _located(hromadas.lat, hromadas.lon)
    rows = np.flatnonzero((rest > 0) & located & ~outlined)
    area = np.nan_to_num(hromadas.area_km2[rows])
    count = np.where(area > 0, _POINTS_OF_REST, 1)
    radius = 1_000 * np.sqrt(area / np.pi)
    spread = spread_over_discs(hromadas.lat[rows], hromadas.lon[rows], radius, count)
    parts.append(_rest_points(hromadas, rest, rows, spread))
    points = _joined(parts)
    lost += float(rest[~located & ~outlined].sum())
    return points._replace(group=points.territory + places.people.size), lost


def _rest_points(hromadas: Hromadas, rest: Floats, rows: Ints, spread: Spread) -> _Arrays:
    area, settlements = hromadas.area_km2[rows], hromadas.settlements[rows]
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = 1_000 * np.sqrt(area / (np.pi * np.where(settlements > 0, settlements, 1.0)))
    doubt = np.maximum(np.where(area > 0, apart, _WITHOUT_AREA)[spread.area], spread.cell_metres)
    return _points(spread, rest[rows], rows, doubt, rows, known=False)


def _points(
    spread: Spread, people: Floats, territory: Ints, doubt: Floats, group: Ints, *, known: bool
) -> _Arrays:
    """The points of areas, whose people are shared evenly among them."""
    count = np.bincount(spread.area, minlength=people.size)
    return _Arrays(
        lat=spread.lat,
        lon=spread.lon,
        people=(people / np.maximum(count, 1))[spread.area],
        territory=territory[spread.area],
        at_known_place=np.full(spread.area.size, known),
        uncertainty=doubt,
        group=group[spread.area],
    )


def _within(points: PeoplePoints, boundary: BaseGeometry) -> PeoplePoints:
    """The points within the boundary, with the people of those of their group that are outside."""
    inside = shapely.intersects_xy(boundary, points.lon, points.lat)
    size = int(points.group.max(initial=-1)) + 1
    whole = sums_by(points.group, points.people, size)
    kept = sums_by(points.group[inside], points.people[inside], size)
    factor = np.divide(whole, kept, out=np.zeros(size), where=kept > 0)
    chosen = points.chosen(inside)
    return replace(
        chosen,
        people=chosen.people * factor[chosen.group],
        people_without_point=points.people_without_point + float(whole[kept == 0].sum()),
    )
