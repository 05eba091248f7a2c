"""Pairs of a point of people and a place for a site, and how many of them one question may weigh."""

from typing import Final

import numpy as np

from hub.planning.distance import FARTHEST_METRES, Floats, Ints, unit_vectors
from hub.planning.pairs import Pairs, TravelUnit, pairs_nearer, pairs_within
from hub.planning.plans.errors import PlanningTooLarge
from hub.planning.plans.ground import PlanGround
from hub.planning.plans.question import PlanQuestion
from hub.planning.roads import minute_pairs, minutes_of
from hub.planning.travel import rule_metres

#: Points whose pairs are counted before all are made.
_SAMPLE: Final = 500
#: A pair at the very limit is made, whatever rounding does to it on the way from minutes.
_ROUNDING_METRES: Final = 0.001


def pairs_to_candidates(ground: PlanGround, question: PlanQuestion, farthest: Floats) -> Pairs:
    """Pairs of a point and a candidate that are at most as far apart as is said for the point.

    `farthest` is in metres or minutes, as the question is, of the shape (points,); it may be infinite.
    """
    places, points = _candidates(ground), ground.people.points.vectors
    if ground.matrix is not None:
        ends = [ground.matrix.ends([each.id for each in ground.candidates])]
        pairs = _pairs(ground, question, places, ends, float(farthest.max(initial=0.0)))
    else:
        pairs = pairs_nearer(points, places, _limits(question, farthest))
        if question.reach.is_minutes:
            pairs = _in_minutes(pairs)
    return pairs.chosen(pairs.cost <= farthest[pairs.point])


def pairs_to_sites(ground: PlanGround, question: PlanQuestion, farthest: float) -> tuple[Pairs, Ints]:
    """The same of existing sites, and which sites those of the pairs are: only such as have a point."""
    sites = ground.network.sites
    located = np.flatnonzero(sites.located)
    ends = [end[located] for end in ground.ends([])]
    places = unit_vectors(sites.lat[located], sites.lon[located])
    return _pairs(ground, question, places, ends, farthest), located


def require_size(ground: PlanGround, question: PlanQuestion, farthest: Floats, most_pairs: int) -> None:
    """Raise PlanningTooLarge, with the sizes and what would fit, for more pairs than may be weighed.

    `farthest` is as in `pairs_to_candidates`.
    """
    points, places = ground.people.points.vectors, _candidates(ground)
    step, limits = max(1, -(-len(points) // _SAMPLE)), _limits(question, farthest)
    pairs = pairs_nearer(points[::step], places, limits[::step]).site.size * step
    if pairs > most_pairs:
        raise PlanningTooLarge(
            points=len(points),
            candidates=len(places),
            pairs=pairs,
            limit=most_pairs,
            fits=_fits(len(places), pairs, float(limits.max(initial=0.0)), most_pairs),
        )


def _candidates(ground: PlanGround) -> Floats:
    """Unit vectors (candidates, 3)."""
    return unit_vectors(
        np.array([each.lat for each in ground.candidates], np.float64),
        np.array([each.lon for each in ground.candidates], np.float64),
    )


def _limits(question: PlanQuestion, farthest: Floats) -> Floats:
    """The straight line of each point that a pair must be below, a little beyond what `farthest` says."""
    metres = rule_metres(farthest) if question.reach.is_minutes else farthest
    return np.where(metres < 0, 0.0, np.minimum(metres, FARTHEST_METRES) + _ROUNDING_METRES)


def _metres(question: PlanQuestion, farthest: float) -> float:
    """The straight line that belongs to so many metres or minutes."""
    metres = rule_metres(farthest) if question.reach.is_minutes else farthest
    return min(max(0.0, metres), FARTHEST_METRES)


def _pairs(
    ground: PlanGround, question: PlanQuestion, places: Floats, ends: list[Ints], farthest: float
) -> Pairs:
    """Metres; or minutes of the matrix, of the rule for pairs that it lacks."""
    points = ground.people.points.vectors
    if ground.matrix is not None:
        return minute_pairs(points, places, ends, farthest, ground.matrix.roads)
    pairs = pairs_within(points, places, _metres(question, farthest))
    if not question.reach.is_minutes:
        return pairs
    return _in_minutes(pairs).within(farthest)


def _in_minutes(pairs: Pairs) -> Pairs:
    """Pairs in metres as pairs in minutes by the rule."""
    return Pairs(pairs.start, pairs.site, minutes_of(pairs.cost), pairs.sites, TravelUnit.MINUTES)


def _fits(candidates: int, pairs: int, radius: float, most_pairs: int) -> str:
    """What question would be small enough: pairs grow with candidates, and with the square of the reach."""
    part = most_pairs / pairs
    reach = f"a reach of about {radius * np.sqrt(part) / 1_000:.1f} km, or "
    return f"{reach if radius < FARTHEST_METRES else ''}about {max(1, int(candidates * part))} candidates"
