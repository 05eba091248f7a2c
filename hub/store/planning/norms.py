"""Norms of planning as they are stored; `hub.domain.norms` decides which of them may be computed with."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from hub.domain.norms import Norm
from hub.domain.vocabulary import (
    Confidence,
    Country,
    Lang,
    NormArea,
    NormFormula,
    NormStatus,
    Rounding,
)
from hub.store.engine import ReadSession
from hub.store.reads.batch import one_of
from hub.store.tables import norm, source, term_closure

#: Columns whose text is a member of a vocabulary.
_WORDS = {
    "country": Country,
    "formula": NormFormula,
    "status": NormStatus,
    "confidence": Confidence,
    "area": NormArea,
    "rounding": Rounding,
}
_NAMES = tuple(each.name for each in fields(Norm))


@dataclass(frozen=True, slots=True)
class StoredNorm:
    """A norm, and the source that gave it."""

    norm: Norm
    source_id: int
    source: str


async def read_norms(
    session: ReadSession,
    country: Country | None = None,
    on: date | None = None,
    statuses: Sequence[NormStatus] = (),
    category: str | None = None,
) -> list[StoredNorm]:
    """Norms by id: of a state, of these statuses, of a category and all below it.

    `on` leaves out what was not yet or no longer in force on that day; norms without days stay, as
    `uncertainty_of` tells. What no source gives any more is left out.
    """
    conditions: list[ColumnElement[bool]] = [true()]
    if country is not None:
        conditions.append(norm.c.country == country.value)
    if statuses:
        conditions.append(one_of(norm.c.status, [status.value for status in statuses]))
    if category is not None:
        below = select(term_closure.c.code).where(
            term_closure.c.taxonomy == "category", term_closure.c.ancestor == category
        )
        conditions.append(norm.c.category.in_(below))
    if on is not None:
        conditions.append(or_(norm.c.valid_from.is_(None), norm.c.valid_from <= on))
        conditions.append(or_(norm.c.valid_to.is_(None), norm.c.valid_to > on))
    return [_stored(row) for row in await session.rows(_norms(and_(*conditions)))]


async def norms_of_country(session: ReadSession, country: Country) -> list[StoredNorm]:
    """All norms of a state, whenever they hold, by id."""
    return await read_norms(session, country)


async def read_norm(session: ReadSession, identity: str) -> StoredNorm | None:
    """The norm with this id, None where there is none."""
    rows = await session.rows(_norms(norm.c.id == identity))
    return _stored(rows[0]) if rows else None


def _norms(condition: ColumnElement[bool]) -> Select[Any]:
    columns = [norm.c[name] for name in _NAMES]
    return (
        select(*columns, norm.c.source_id, source.c.code.label("source"))
        .join(source, source.c.id == norm.c.source_id)
        .where(condition)
        .order_by(norm.c.id)
    )


def _stored(row: Any) -> StoredNorm:
    values = {name: getattr(row, name) for name in _NAMES}
    values |= {name: word(values[name]) for name, word in _WORDS.items()}
    values["subjects"] = {Lang(lang): text for lang, text in values["subjects"].items()}
    return StoredNorm(Norm(**values), row.source_id, row.source)
