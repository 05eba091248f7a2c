"""Norms of planning: documents with dates, and the numbers that need is computed with where certain."""

from dataclasses import dataclass, field
from datetime import date

from hub.domain.vocabulary import (
    Confidence,
    Country,
    Lang,
    NormArea,
    NormFormula,
    NormStatus,
    NormUncertainty,
    Rounding,
)

#: What a formula divides by where a file leaves the denominator out: it is part of the formula's name.
FIXED_DENOMINATORS = {NormFormula.PLACES_PER_1000_OF_GROUP: 1000.0, NormFormula.BAND: 1.0}


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm, recommendation, benchmark or scenario; a number that nobody has seen is None.

    `jurisdiction` is the code of the territory whose authority gave it, None for the whole state. `issued` is
    the day of the document; it holds from `valid_from` until the day before `valid_to`. `void` says that it
    is out of force although the day is not known. `band_from` and `band_to` are inhabitants, the latter not
    included. `category`, `kind` and `target_group` are terms of the hub.
    """

    id: str
    country: Country
    document: str
    formula: NormFormula
    status: NormStatus
    confidence: Confidence
    unit: str
    citation: str
    subjects: dict[Lang, str] = field(hash=False)
    jurisdiction: str | None = None
    article: str | None = None
    url: str | None = None
    issued: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    void: bool = False
    category: str | None = None
    kind: str | None = None
    target_group: str | None = None
    area: NormArea = NormArea.ANY
    numerator: float | None = None
    denominator: float | None = None
    band_from: int | None = None
    band_to: int | None = None
    rounding: Rounding = Rounding.NONE
    note: str | None = None


def uncertainty_of(norm: Norm, day: date) -> NormUncertainty | None:
    """Why nothing may be computed with the norm on a day; None where its number is certain.

    Certain is a number of high confidence in a document that is in force on the day. A benchmark, a
    recommendation and a scenario need no day of coming into force: they bind nobody.
    """
    if norm.formula is NormFormula.METHOD_ONLY:
        return NormUncertainty.METHOD_ONLY
    if not has_number(norm):
        return NormUncertainty.NUMBER_NOT_KNOWN
    if norm.confidence is not Confidence.HIGH:
        return NormUncertainty.LOW_CONFIDENCE
    return _validity(norm, day)


def is_of_basic_services(norm: Norm) -> bool:
    """Whether it says that the basic services of its state must be there, rather than something of one."""
    return (
        norm.formula is NormFormula.PRESENCE
        and norm.unit == "services"
        and norm.category is None
        and norm.kind is None
    )


def has_number(norm: Norm) -> bool:
    """Whether every number that the formula needs is known."""
    if norm.numerator is None or norm.denominator is None:
        return False
    return norm.formula is not NormFormula.BAND or (norm.band_from, norm.band_to) != (None, None)


def _validity(norm: Norm, day: date) -> NormUncertainty | None:
    if norm.valid_to is not None and norm.valid_to <= day:
        return NormUncertainty.NO_LONGER_VALID
    if norm.void:
        return NormUncertainty.VOID
    if norm.valid_from is None:
        return NormUncertainty.VALIDITY_NOT_KNOWN if norm.status is NormStatus.NORM else None
    return NormUncertainty.NOT_YET_VALID if day < norm.valid_from else None
