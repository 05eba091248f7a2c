"""The list of fields in which sources differ, or a steward from them, of published providers."""

import dataclasses
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Uuid,
    and_,
    any_,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from hub.domain.roles import SHAPE, VALUE, declared
from hub.store.pages import Parts, SortKey
from hub.store.reads.provenance import STEWARDS, correction_text
from hub.store.tables import correction, provider, source, statement

_CORRECTION = "correction:"


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A field of a provider that others tell otherwise; `winner` is a statement or `correction:number`."""

    record_id: UUID
    field: str
    winner: str


@declared
@dataclass(frozen=True, slots=True)
class ConflictListing:
    """Conflicts by provider and field: all, those of one provider, or those that a source takes part in."""

    source_id: int | None = dataclasses.field(default=None, metadata=VALUE)
    field: str | None = dataclasses.field(default=None, metadata=VALUE)
    of_provider: bool = dataclasses.field(default=False, metadata=SHAPE)
    of_stewards: bool = dataclasses.field(default=False, metadata=SHAPE)

    @property
    def group_type(self) -> TypeEngine[Any] | None:
        """It hangs on a provider or on nothing."""
        return Uuid() if self.of_provider else None

    def parts(self, group: ColumnElement[Any] | None) -> Parts:
        """Fields with a claim that lost and differs from what is published."""
        losing = statement.alias("losing")
        records = select(losing.c.record_id).distinct().where(losing.c.lost != literal_column("'{}'::jsonb"))
        if self.source_id is not None and not self.of_stewards:
            # Stewards have corrections, not statements.
            takes_part = statement.alias("takes_part")
            records = records.where(
                losing.c.record_id.in_(
                    select(takes_part.c.record_id).where(takes_part.c.source_id == self.source_id)
                )
            )
        driver = records.subquery("driver")
        lost = _lost(driver.c.record_id).correlate(driver).lateral("lost")
        conditions: list[ColumnElement[bool]] = [true() if group is None else driver.c.record_id == group]
        if self.source_id is not None:
            spoke = cast(self.source_id, Integer)
            conditions.append(or_(spoke == any_(lost.c.losers), lost.c.winning_source == spoke))
        if self.field is not None:
            conditions.append(lost.c.field == self.field)
        published = driver.join(provider, provider.c.id == driver.c.record_id).join(lost, true())
        columns = [driver.c.record_id, lost.c.field, lost.c.winner]
        keys = (
            SortKey("record", driver.c.record_id, UUID),
            SortKey("field", lost.c.field, str),
            SortKey("winner", lost.c.winner, str),
        )
        return Parts(ConflictRow, columns, published, and_(*conditions), keys)


def _lost(record: ColumnElement[Any]) -> Any:
    """Of one record: each published field that a claim lost, with the sources of the claims that differ.

    Whoever won may have been corrected by a steward: then the correction is what is published.
    """
    loser, winner, made = statement.alias("loser"), statement.alias("winner"), correction.alias("made")
    each = func.jsonb_each(loser.c.lost).table_valued("key", "value").render_derived("each")
    to = cast(each.c.value, JSONB)
    first, first_field = to[0].astext, to[1].astext
    further = winner.c.lost[first_field]
    final = func.coalesce(further[0].astext, first)
    final_field = func.coalesce(further[1].astext, first_field)
    said = loser.c.claims[each.c.key]["value"].astext
    published = case(
        (made.c.id.is_not(None), correction_text(made.c.value)),
        else_=winner.c.claims[first_field]["value"].astext,
    )
    # Whatever is cast is looked at first: a correction is no statement, and a statement no correction.
    of_statement = cast(case((func.starts_with(first, _CORRECTION), null()), else_=first), Uuid)
    number = func.substring(final, f"^{_CORRECTION}([0-9]+)$")
    stewards = select(source.c.id).where(source.c.code == STEWARDS).scalar_subquery()
    spoken_by = case((made.c.id.is_not(None), stewards), else_=winner.c.source_id)
    joined = (
        loser.join(each, true())
        .join(winner, winner.c.id == of_statement, isouter=True)
        .join(made, made.c.id == cast(number, Integer), isouter=True)
    )
    return (
        select(
            final_field.label("field"),
            final.label("winner"),
            func.array_agg(loser.c.source_id).label("losers"),
            func.max(spoken_by).label("winning_source"),
        )
        .select_from(joined)
        # A claim that is not made is no other claim.
        .where(loser.c.record_id == record, loser.c.missing_since.is_(None), said != published)
        .group_by(final_field, final)
    )
