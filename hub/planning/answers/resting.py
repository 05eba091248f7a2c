"""What an answer about people and sites rests on, in the words of `hub.planning.basis`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from hub.planning.answers.ages import PeopleAsked
from hub.planning.answers.ground import Ground, people_of_units
from hub.planning.answers.sites import Network
from hub.planning.answers.travel import Matrix, Measure, TravelAsked
from hub.planning.basis import AssumedBy, Assumption, Caveat, Measured, NotUsed, TravelKind
from hub.planning.people import PopulationBasis
from hub.planning.people_model import PEOPLE_PER_KM2
from hub.planning.travel import MINUTES_AT_LEAST, MINUTES_ERROR, MINUTES_PER_KM
from hub.planning.wording import Column

#: Below this many metres the precision of places decides more than the places do.
_PRECISE: Final = 10_000
_INVASION: Final = date(2022, 2, 24)


def sources_of(ground: Ground, network: Network) -> dict[int, int]:
    """Rows that each source gave: places of providers and figures of people."""
    found: dict[int, int] = dict(network.sources)
    for source, rows in ground.sources.items():
        found[source] = found.get(source, 0) + rows
    return found


def people_caveats(ground: Ground) -> list[Caveat]:
    """What to mind about the people."""
    points, found = ground.points, []
    if not ground.is_counted:
        return [Caveat("TERRITORIES_COUNTED")]
    if ground.file is not None:
        found.append(Caveat("PEOPLE_OF_A_FILE", {"counts": Column(ground.file.counts)}))
    else:
        is_whole = points.basis is PopulationBasis.STATED_PLACES_AND_REST
        found.append(Caveat("PEOPLE_MODELLED" if is_whole else "POINTS_ONLY"))
    if _is_before_invasion(ground):
        found.append(Caveat("POPULATION_IS_PRE_2022", {"day": ground.day}))
    lacking = len(ground.units) - ground.stated
    if lacking:
        found.append(Caveat("POPULATION_INCOMPLETE", {"count": lacking, "of": len(ground.units)}))
    if points.people_without_point >= 1:
        found.append(Caveat("PEOPLE_WITHOUT_POINT", {"count": round(points.people_without_point, -1)}))
    return found


def stated_people_caveats(ground: Ground, units: Sequence[int]) -> list[Caveat]:
    """What to mind about people as their units state them, wherever they live there; of these units."""
    found = []
    if ground.file is not None:
        found.append(Caveat("PEOPLE_OF_A_FILE", {"counts": Column(ground.file.counts)}))
    lacking = int(np.isnan(people_of_units(ground)[list(units)]).sum())
    if lacking < len(units) and ground.day is not None and _is_before_invasion(ground):
        found.append(Caveat("POPULATION_IS_PRE_2022", {"day": ground.day}))
    if lacking:
        found.append(Caveat("POPULATION_INCOMPLETE", {"count": lacking, "of": len(units)}))
    return found


def _is_before_invasion(ground: Ground) -> bool:
    return ground.day is not None and ground.day < _INVASION and ground.within.country == "UA"


def site_caveats(network: Network) -> list[Caveat]:
    """What to mind about the sites."""
    found = []
    if network.without_point:
        found.append(Caveat("SITES_WITHOUT_POINT", {"count": network.without_point}))
    if network.not_placed_below:
        found.append(Caveat("NOT_PLACED_BELOW", {"count": network.not_placed_below}))
    if network.synthetic:
        found.append(Caveat("SYNTHETIC_INCLUDED", {"count": network.synthetic}))
    return found


def travel_caveats(ways: Measure, asked: TravelAsked) -> list[Caveat]:
    """What to mind about the travel."""
    if asked.is_minutes:
        return [*minute_caveats(ways), *([] if ways.matrix is None else matrix_caveats(ways.matrix))]
    found = [Caveat("STRAIGHT_LINE")]
    if asked.limit < _PRECISE:
        found.append(Caveat("BELOW_PRECISION"))
    return found


def minute_caveats(ways: Measure) -> list[Caveat]:
    """Minutes that are of the rule."""
    return [Caveat("MINUTES_BY_RULE", {"count": ways.by_rule})] if ways.by_rule else []


def matrix_caveats(matrix: Matrix) -> list[Caveat]:
    """What a matrix lacks: pairs, and what came after it."""
    found = []
    if matrix.holes:
        shut = matrix.roads.strict
        found.append(Caveat("MATRIX_HOLES_SHUT" if shut else "MATRIX_HOLES", {"count": matrix.holes}))
    if matrix.newest is not None:
        made = "—" if matrix.source.release is None else matrix.source.release
        found.append(Caveat("MATRIX_OF_ANOTHER_RELEASE", {"made": made, "newest": matrix.newest}))
    return found


def left_out(ground: Ground, network: Network, ways: Measure | None = None) -> list[NotUsed]:
    """What is not in the numbers."""
    counts: Mapping[tuple[str, str], int] = {
        ("places", "NO_POINT"): network.without_point,
        ("places", "NOT_PLACED_BELOW"): network.not_placed_below,
        ("territories", "NO_POPULATION"): len(ground.units) - ground.stated,
        ("points", "OUTSIDE_OF_STATE"): ground.points.points_outside,
        **(matrix_counts(ways.matrix) if ways and ways.matrix else {}),
        ("places", "NOT_IN_MATRIX"): ways.not_in_matrix if ways else 0,
    }
    return [NotUsed(what, reason, count) for (what, reason), count in counts.items() if count]


def matrix_counts(matrix: Matrix) -> dict[tuple[str, str], int]:
    """Pairs and points that a matrix gives no minutes for."""
    return {
        ("pairs", "NO_ROAD"): matrix.no_road,
        ("pairs", "FAR_FROM_ROAD"): matrix.unusable,
        ("pairs", "HOLE"): matrix.holes,
        ("points", "NOT_IN_MATRIX"): int((matrix.roads.origin < 0).sum()),
    }


def kind_of(ways: Measure) -> TravelKind:
    """How the travel is measured."""
    return TravelKind.STRAIGHT_LINE if ways.matrix is None else TravelKind.MATRIX


def measured(ways: Measure, asked: TravelAsked) -> Measured:
    """By what engine or rule."""
    if not asked.is_minutes:
        return Measured()
    error = 100 * MINUTES_ERROR if ways.by_rule else None
    if ways.matrix is None:
        return Measured(engine=f"{MINUTES_AT_LEAST} + {MINUTES_PER_KM} × km", error_percent=error)
    source = ways.matrix.source
    return Measured(f"{source.engine}, {source.profile}", source.fetched_at, error)


def people_assumptions(ground: Ground, asked: PeopleAsked | None) -> list[Assumption]:
    """What is assumed of where people live, and of their ages."""
    found = []
    if ground.is_counted and ground.points.basis is not PopulationBasis.POINTS_FILE:
        density = f"{PEOPLE_PER_KM2:g}"
        found.append(Assumption("density of towns", density, "people for each km²", AssumedBy.DEFAULT))
    return [*found, *age_assumptions(asked)]


def age_assumptions(asked: PeopleAsked | None) -> list[Assumption]:
    """What is assumed of people of some ages: 60+ or 0–17."""
    if asked is None or not asked.has_ages:
        return []
    low, high = asked.age_from or 0, asked.age_to
    ages = f"{low}+" if high is None else f"{low}–{high}"
    return [Assumption("ages are spread as in the table", ages, "years", AssumedBy.QUESTION)]
