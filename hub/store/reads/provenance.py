"""Who says what of a record: claims of every source, stewards' corrections, and where sources disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    Integer,
    Text,
    Uuid,
    case,
    cast,
    false,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB

from hub.domain.vocabulary import ClaimBasis
from hub.store.engine import ReadSession
from hub.store.reads.batch import grouped, one_of
from hub.store.small_cells.shown import NOT_TOLD, claim_is_hidden
from hub.store.tables import correction, run, source, statement

#: Code of the source that corrections are told under.
STEWARDS = "stewards"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What a source, or a steward, says of a field of a record; `author` and `reason` are a steward's."""

    record_id: UUID
    statement_id: UUID
    field: str
    value: str
    raw: str | None
    raw_erased: bool
    how: str
    rule: str | None
    source_id: int
    row: int | None
    column: str | None
    file: str
    claimed_at: date
    won: bool
    author: str | None
    reason: str | None
    #: [statement or correction:number, its field] of the claim that is published instead.
    lost_to: list[str] | None = None
    correction: int | None = None


def correction_text(value: Any) -> Any:
    """A correction's value as claims write theirs."""
    listed = func.array_to_string(
        select(func.array_agg(func.jsonb_array_elements_text(value).column_valued("each"))).scalar_subquery(),
        "; ",
    )
    spot = value["lat"].astext + ", " + value["lon"].astext
    kind = func.jsonb_typeof(value)
    return case(
        (kind == "array", listed), (kind == "object", spot), else_=func.coalesce(value[()].astext, "")
    )


def _stated() -> Any:
    """Claims of sources."""
    each = func.jsonb_each(statement.c.claims).table_valued("key", "value").render_derived()
    value = cast(each.c.value, JSONB)
    since = statement.c.since[each.c.key]
    first_run = func.coalesce(cast(since["run"].astext, Integer), statement.c.run_id)
    rule = value["rule"].astext
    return select(
        statement.c.record_id,
        statement.c.id.label("statement_id"),
        each.c.key.label("field"),
        value["value"].astext.label("value"),
        value["raw"].astext.label("raw"),
        value.has_key("erased").label("raw_erased"),
        case((rule.is_(None), ClaimBasis.STATED.value), else_=ClaimBasis.DERIVED.value).label("how"),
        rule.label("rule"),
        statement.c.source_id,
        # A field that was said otherwise before is that of another file, with that file's row and day; one of
        # another row of the first file has that row alone.
        case((since.is_(None), statement.c.row), else_=cast(since["row"].astext, Integer)).label("row"),
        value["column"].astext.label("column"),
        run.c.file_name.label("file"),
        func.coalesce(cast(since["on"].astext, Date), statement.c.claimed_on).label("claimed_at"),
        (~statement.c.lost.has_key(each.c.key)).label("won"),
        cast(null(), Text).label("author"),
        cast(null(), Text).label("reason"),
        statement.c.lost[each.c.key].label("lost_to"),
        cast(null(), Integer).label("correction"),
    ).select_from(statement.join(each, true()).join(run, run.c.id == first_run))


def _corrected() -> Any:
    """Claims of stewards."""
    made = correction
    return (
        select(
            statement.c.record_id,
            statement.c.id.label("statement_id"),
            made.c.field,
            correction_text(made.c.value).label("value"),
            cast(null(), Text).label("raw"),
            false().label("raw_erased"),
            literal(ClaimBasis.CORRECTED.value).label("how"),
            cast(null(), Text).label("rule"),
            source.c.id.label("source_id"),
            cast(null(), statement.c.row.type).label("row"),
            cast(null(), Text).label("column"),
            literal("").label("file"),
            cast(made.c.made_at, Date).label("claimed_at"),
            true().label("won"),
            made.c.author,
            made.c.reason,
            cast(null(), JSONB).label("lost_to"),
            made.c.id.label("correction"),
        )
        .select_from(
            made.join(statement, statement.c.id == made.c.statement_id).join(
                source, source.c.code == STEWARDS
            )
        )
        .where(made.c.withdrawn_at.is_(None), made.c.refused.is_(None))
    )


async def claims(session: ReadSession, record_ids: Sequence[UUID]) -> list[list[ClaimRow]]:
    """Claims by record and field, those that are published first; of few people without the number."""
    both = union_all(
        _stated().where(one_of(statement.c.record_id, record_ids)),
        _corrected().where(one_of(statement.c.record_id, record_ids)),
    ).subquery("claims")
    hidden = claim_is_hidden(both)
    told = {
        "value": case((hidden, NOT_TOLD), else_=both.c.value),
        "raw": case((hidden, null()), else_=both.c.raw),
    }
    found = select(*(told[each.name].label(each.name) if each.name in told else each for each in both.c))
    found = found.order_by(
        both.c.field, both.c.won.desc(), both.c.claimed_at.desc(), cast(both.c.statement_id, Uuid)
    )
    return await grouped(session, found, ClaimRow, "record_id", record_ids)
