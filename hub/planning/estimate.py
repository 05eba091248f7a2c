"""A number of planning with its bounds, and why there is none: no answer is surer than its inputs."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, floor, isfinite

from hub.domain.vocabulary import Absence

__all__ = [
    "Absence",
    "Estimate",
    "Unit",
    "absent",
    "known",
    "masked",
    "rate_of",
    "rounded_people",
    "share_of",
]

#: Estimates made from population are no counts of persons, and are told in tens.
_PEOPLE_STEP = 10
#: Rates are told for so many people.
_RATE = 10_000


class Unit(StrEnum):
    """What an estimate counts."""

    PEOPLE = "people"
    SHARE = "share"
    PLACES = "places"
    CLIENTS = "clients"
    KM = "km"
    MINUTES = "minutes"
    PROVIDERS = "providers"
    HROMADAS = "hromadas"
    SETTLEMENTS = "settlements"
    PLACES_PER_10K = "places for each 10,000 people"
    SITES_PER_10K = "sites for each 10,000 people"
    CLIENTS_PER_10K = "clients for each 10,000 people"
    INDEX = "index"
    SERVICES = "services"
    POSTS = "posts"
    MEAN = "mean for each provider"
    MEAN_OF_UNIT = "mean for each unit"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value that is surely at least `low` and possibly at most `high`; or the reason why there is no value.

    `stated` of `of` inputs state what is needed. Raises ValueError where low ≤ value ≤ high does not hold, a
    number is infinite or not a number, or a value stands beside a reason for its absence.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: Unit
    stated: int
    of: int
    absent: Absence | None = None

    def __post_init__(self) -> None:
        numbers = [each for each in (self.low, self.value, self.high) if each is not None]
        if not all(isfinite(each) for each in numbers) or numbers != sorted(numbers):
            raise ValueError(f"not low ≤ value ≤ high: {self.low}, {self.value}, {self.high}")
        if (self.value is None) is not (self.absent is not None) or (self.value is None and numbers):
            raise ValueError(f"value {self.value} beside the absence {self.absent}")
        if not 0 <= self.stated <= self.of:
            raise ValueError(f"stated by {self.stated} of {self.of}")


def known(
    value: float,
    unit: Unit,
    *,
    low: float | None = None,
    high: float | None = None,
    stated: int = 1,
    of: int | None = None,
) -> Estimate:
    """An estimate of a value; a bound that is not given is the value, and `of` that is not given `stated`."""
    return Estimate(
        value=float(value),
        low=float(value if low is None else low),
        high=float(value if high is None else high),
        unit=unit,
        stated=stated,
        of=stated if of is None else of,
    )


def absent(why: Absence, unit: Unit, *, stated: int = 0, of: int = 0) -> Estimate:
    """No value, and why."""
    return Estimate(None, None, None, unit, stated, of, why)


def masked(estimate: Estimate, hidden: bool = True) -> Estimate:
    """The estimate without its numbers where the mask of small cells hides it."""
    if not hidden:
        return estimate
    return replace(estimate, value=None, low=None, high=None, absent=Absence.SUPPRESSED)


def rounded_people(estimate: Estimate) -> Estimate:
    """People in tens: the value to the nearest, `low` down and `high` up, so that the bounds stay bounds."""
    if estimate.value is None or estimate.unit is not Unit.PEOPLE:
        return estimate
    step, low, high = _PEOPLE_STEP, estimate.low, estimate.high
    return replace(
        estimate,
        value=float(step * floor(estimate.value / step + 0.5)),
        low=None if low is None else float(step * floor(low / step)),
        high=None if high is None else float(step * ceil(high / step)),
    )


def rate_of(part: Estimate, people: Estimate, unit: Unit) -> Estimate:
    """So much for each 10,000 people, whose number is exact; absent where not all of them are known.

    `stated` and `of` are those of the part.
    """
    if part.value is None:
        return replace(part, unit=unit)
    if people.value is None:
        return absent(people.absent or Absence.NO_POPULATION, unit, stated=part.stated, of=part.of)
    if people.stated < people.of:
        return absent(Absence.PARTIAL_POPULATION, unit, stated=part.stated, of=part.of)
    if not people.value > 0:
        return absent(Absence.NOT_APPLICABLE, unit, stated=part.stated, of=part.of)
    low, value, high = (
        None if each is None else _RATE * each / people.value for each in (part.low, part.value, part.high)
    )
    return Estimate(value, low, high, unit, part.stated, part.of)


def share_of(part: Estimate, whole: float) -> Estimate:
    """The share of a whole that is known exactly, 0 to 1; without a whole there is no share."""
    if part.value is None:
        return replace(part, unit=Unit.SHARE)
    if not whole > 0:
        return absent(Absence.NOT_APPLICABLE, Unit.SHARE, stated=part.stated, of=part.of)
    low, value, high = (
        None if each is None else min(each / whole, 1.0) for each in (part.low, part.value, part.high)
    )
    return Estimate(value, low, high, Unit.SHARE, part.stated, part.of)
