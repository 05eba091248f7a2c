"""Capacities of a composition: the newest figure of each service, one measurement once, each figure apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hub.domain.vocabulary import Absence, CapacityFigure
from hub.planning.composition.records import NotCounted, NotCountedReason, Offer

#: Every figure, in its order.
FIGURES = tuple(CapacityFigure)
#: In which units a measurement counts what a figure counts: places are never clients.
UNITS = {
    CapacityFigure.TOTAL: ("place",),
    CapacityFigure.AVAILABLE: ("place",),
    CapacityFigure.SERVED: ("place", "client"),
    CapacityFigure.WAITING: ("place", "client"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a service and its day; None where it is stated and not told."""

    value: int | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Sum:
    """Rule 8: a total beside the number of services that state it; None where none does.

    `hidden` tells that it is not told, since some of them count few people.
    """

    figure: CapacityFigure
    value: int | None
    stated: int
    of: int
    as_of_oldest: date | None = None
    as_of_newest: date | None = None
    hidden: bool = False

    @property
    def absent(self) -> Absence | None:
        """Why there is no value."""
        if self.value is not None:
            return None
        if self.hidden:
            return Absence.SUPPRESSED
        return Absence.NOT_STATED if self.of else Absence.NOT_APPLICABLE


#: A service with the newest of each figure that it states.
_Stated = tuple[Offer, dict[CapacityFigure, Figure]]


def newest(offer: Offer, day: date | None = None) -> dict[CapacityFigure, Figure]:
    """Rule 7: each figure that is stated, of several days the newest; with a `day` none of a later one.

    A figure without a day gives way to any that has one.
    """
    found: dict[CapacityFigure, Figure] = {}
    ranks: dict[CapacityFigure, tuple[date, bool]] = {}
    for one in offer.measurements:
        if day is not None and one.as_of is not None and one.as_of > day:
            continue
        rank = (one.as_of or date.min, one.unit == "place")
        for of, value in one.figures:
            if one.unit in UNITS[of] and (of not in ranks or rank > ranks[of]):
                ranks[of], found[of] = rank, Figure(value, one.as_of)
    return found


def sums_of(offers: Sequence[Offer], day: date | None = None) -> tuple[list[Sum], list[NotCounted]]:
    """Rule 6: a sum of each figure for itself; places and clients are never added to each other.

    Rule 5: a measurement counts once, though the same phrase of a source became services of two categories,
    and however many territories a service serves.
    """
    shared: dict[UUID, NotCounted] = {}
    stated = _stated(offers, day)
    sums = [_sum(figure, _once(stated, figure, shared), len(offers)) for figure in FIGURES]
    return sums, list(shared.values())


def sum_of(offers: Sequence[Offer], figure: CapacityFigure) -> Sum:
    """The sum of one figure alone, as `sums_of` tells it."""
    return _sum(figure, _once(_stated(offers, None), figure, {}), len(offers))


def _stated(offers: Sequence[Offer], day: date | None) -> list[_Stated]:
    return [(offer, newest(offer, day)) for offer in offers if offer.measurements]


def _once(stated: Sequence[_Stated], figure: CapacityFigure, shared: dict[UUID, NotCounted]) -> list[Figure]:
    """What each service states of a figure; 0 for one that is put into `shared`."""
    first: dict[tuple[UUID, str, Figure], UUID] = {}
    figures = []
    for offer, newest_figures in stated:
        found = newest_figures.get(figure)
        if found is None:
            continue
        key = (offer.provider_id, offer.words, found)
        if offer.words and key in first and found.value is not None:
            shared[offer.service_id] = NotCounted(
                NotCountedReason.SHARED_CAPACITY, offer.provider_id, offer.service_id, because_of=first[key]
            )
            figures.append(Figure(0, found.as_of))
            continue
        first[key] = offer.service_id
        figures.append(found)
    return figures


def _sum(figure: CapacityFigure, figures: Sequence[Figure], of: int) -> Sum:
    if not figures:
        return Sum(figure, None, 0, of)
    values = [one.value for one in figures if one.value is not None]
    if len(values) < len(figures):
        return Sum(figure, None, len(figures), of, hidden=True)
    days = _days(figures)
    oldest = None if any(one.as_of is None for one in figures) else min(days)
    return Sum(figure, sum(values), len(figures), of, oldest, max(days, default=None))


def _days(figures: Iterable[Figure]) -> list[date]:
    return [one.as_of for one in figures if one.as_of is not None]
