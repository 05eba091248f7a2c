"""Two plans side by side: sites that moved, came and went, rows and inputs that differ."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import orjson

from hub.planning.distance import metres
from hub.planning.estimate import Estimate, Unit, known
from hub.planning.plans.answer import NewSite, PlanAnswer
from hub.planning.reach import ReachRow
from hub.store.planning.territories import PlanningTerritory


@dataclass(frozen=True, slots=True)
class MovedSite:
    """A site of the left plan that stands elsewhere in the right one, so many km away."""

    left: NewSite
    right: NewSite
    distance: Estimate


@dataclass(frozen=True, slots=True)
class DifferentRow:
    """A territory whose row after the plan differs; None on a side that does not hold it."""

    unit: PlanningTerritory
    left: ReachRow | None
    right: ReachRow | None


@dataclass(frozen=True, slots=True)
class ChangedInput:
    """An input that differs: a part of the question, or what the hub holds. Values as text."""

    name: str
    left: str | None
    right: str | None


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """What differs between two plans."""

    added: tuple[NewSite, ...]
    dropped: tuple[NewSite, ...]
    moved: tuple[MovedSite, ...]
    rows: tuple[DifferentRow, ...]
    inputs: tuple[ChangedInput, ...]


def difference_of(left: PlanAnswer, right: PlanAnswer, releases: tuple[int, int]) -> PlanDifference:
    """What differs from the left plan to the right one.

    A dropped site has moved to the nearest added one where that is within the shorter reach, pairs by
    distance.
    """
    ours = {each.place.code: each for each in left.sites}
    theirs = {each.place.code: each for each in right.sites}
    dropped = [each for code, each in ours.items() if code not in theirs]
    added = [each for code, each in theirs.items() if code not in ours]
    moved = _moved(dropped, added, min(left.question.metres, right.question.metres))
    gone = {each.left.place.code for each in moved} | {each.right.place.code for each in moved}
    return PlanDifference(
        tuple(each for each in added if each.place.code not in gone),
        tuple(each for each in dropped if each.place.code not in gone),
        moved,
        tuple(_rows(left, right)),
        tuple(each for each in _inputs(left, right, releases) if each.left != each.right),
    )


def _moved(dropped: list[NewSite], added: list[NewSite], reach: float) -> tuple[MovedSite, ...]:
    pairs = sorted(
        (
            (_metres(one, other), one.place.code, other.place.code, one, other)
            for one in dropped
            for other in added
        ),
        key=lambda pair: pair[:3],
    )
    used: set[tuple[str, str]] = set()
    found = []
    for distance, left, right, one, other in pairs:
        if distance <= reach and used.isdisjoint({("left", left), ("right", right)}):
            used |= {("left", left), ("right", right)}
            found.append(MovedSite(one, other, known(distance / 1_000, Unit.KM)))
    return tuple(found)


def _metres(left: NewSite, right: NewSite) -> float:
    lat, lon = (
        np.array([getattr(each.place, name) for each in (left, right)], np.float64) for name in ("lat", "lon")
    )
    return float(metres(lat[:1], lon[:1], lat[1:], lon[1:])[0])


def _rows(left: PlanAnswer, right: PlanAnswer) -> Iterator[DifferentRow]:
    """Territories by code, those alone whose row after the plan differs."""
    units = {unit.code: unit for side in (left, right) for unit in side.ground.units}
    ours, theirs = (
        dict(zip((unit.code for unit in side.ground.units), side.after.rows, strict=True))
        for side in (left, right)
    )
    for code in sorted(units):
        if ours.get(code) != theirs.get(code):
            yield DifferentRow(units[code], ours.get(code), theirs.get(code))


def _inputs(left: PlanAnswer, right: PlanAnswer, releases: tuple[int, int]) -> Iterator[ChangedInput]:
    for name in sorted(left.form):
        yield ChangedInput(name, *(orjson.dumps(side.form[name]).decode() for side in (left, right)))
    ours, theirs = ({each.provider_id for each in side.ground.network.records} for side in (left, right))
    yield ChangedInput("release", *map(str, releases))
    yield ChangedInput("providers only here", str(len(ours - theirs)), str(len(theirs - ours)))
    yield ChangedInput(
        "places of providers", *(str(len(side.ground.network.records)) for side in (left, right))
    )
    days = (side.ground.people.day for side in (left, right))
    yield ChangedInput("day of the population", *(None if day is None else day.isoformat() for day in days))
    yield ChangedInput("travel times", *(_times(side) for side in (left, right)))
    yield ChangedInput("people", *(f"{side.ground.people.points.people.sum():.0f}" for side in (left, right)))


def _times(side: PlanAnswer) -> str | None:
    """The matrix of travel times that a side was measured by; None for straight lines and the rule."""
    matrix = side.ground.matrix
    if matrix is None:
        return None
    return f"{matrix.source.engine}, {matrix.source.profile}, {matrix.source.fetched_at.isoformat()}"
