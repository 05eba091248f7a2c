"""Capacities of services: the newest figure of each kind, and what they sum up to."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on

from hub.domain.vocabulary import Absence, CapacityFigure
from hub.store.tables import capacity, hidden_figure

#: Stands for "of no stated day" where a day is part of a key.
UNDATED: Final = cast(literal_column("'0001-01-01'"), Date)

_PLACE, _CLIENT = "place", "client"
#: In which units a measurement counts what a figure counts: places are never clients.
_UNITS: Final[dict[CapacityFigure, tuple[str, ...]]] = {
    CapacityFigure.TOTAL: (_PLACE,),
    CapacityFigure.AVAILABLE: (_PLACE,),
    CapacityFigure.SERVED: (_PLACE, _CLIENT),
    CapacityFigure.WAITING: (_PLACE, _CLIENT),
}


@dataclass(frozen=True, slots=True)
class CapacitySum:
    """What services state of one figure, together: `stated` of `of` services do.

    `shared` is the part of services that other territories of the same rank count as well. Of several days
    the oldest and the newest are told; `as_of_oldest` is empty where some figure has no day. `hidden` tells
    that the sum is not told, since people are too few (`hub.store.small_cells`).
    """

    value: int | None
    stated: int
    of: int
    shared: int = 0
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


NOTHING_STATED: Final = CapacitySum(None, 0, 0)


def newest(services: Select[Any]) -> Select[Any]:
    """(service_id, figure, value, as_of, hidden): the newest that is stated of each figure of each service.

    A figure stands until a newer one is stated, whatever else newer measurements tell. A measurement in
    a unit that counts something else says nothing of a figure. The value is null where it is hidden.
    """
    rows, mine = stated(services).subquery("stated"), hidden_figure.alias("mine")
    value = case((mine.c.number.is_not(None), null()), else_=rows.c.value).label("value")
    return select(
        rows.c.service_id, rows.c.figure, value, rows.c.as_of, mine.c.number.is_not(None).label("hidden")
    ).select_from(
        rows.outerjoin(
            mine,
            and_(
                mine.c.capacity_id == rows.c.capacity_id,
                mine.c.row_release == rows.c.row_release,
                mine.c.figure == rows.c.figure,
            ),
        )
    )


def stated(services: Select[Any] | None) -> Select[Any]:
    """(service_id, figure, value, as_of, capacity_id, row_release): what is stated, hidden figures too.

    For sums that a release keeps and for the mask, never for readers.
    """
    rows = union_all(*(_newest(figure, services) for figure in CapacityFigure)).subquery("newest")
    return select(rows)


def _newest(figure: CapacityFigure, services: Select[Any] | None) -> Select[Any]:
    figures: ColumnElement[Any] = capacity.c[figure.value]
    chosen = true() if services is None else capacity.c.service_id.in_(services)
    first = (
        select(
            capacity.c.service_id,
            literal(figure.value).label("figure"),
            figures.label("value"),
            capacity.c.as_of,
            capacity.c.id.label("capacity_id"),
            capacity.c.release_from.label("row_release"),
        )
        .ext(distinct_on(capacity.c.service_id))
        .where(figures.is_not(None), capacity.c.unit.in_(_UNITS[figure]), chosen)
        .order_by(
            capacity.c.service_id,
            capacity.c.as_of.desc().nulls_last(),
            case((capacity.c.unit == _PLACE, 0), else_=1),
            capacity.c.id,
        )
        .subquery(f"newest_{figure.value}")
    )
    return select(first)


def summed(parts: FromClause, *keys: ColumnElement[Any]) -> Select[Any]:
    """The sums of each figure beside the keys, in columns that `sums_of` reads.

    `parts` has figure, as_of (or UNDATED), value, shared, stated: how many services state it so, and hidden:
    whether anything of it is.
    """
    columns = [one for figure in CapacityFigure for one in _columns(parts, figure)]
    return select(*keys, *columns).group_by(*keys)


def _columns(parts: FromClause, figure: CapacityFigure) -> list[ColumnElement[Any]]:
    def of(aggregate: Any) -> Any:
        return aggregate.filter(parts.c.figure == figure.value)

    # UNDATED is older than any day, and so tells of itself.
    oldest = func.nullif(of(func.min(parts.c.as_of)), UNDATED)
    newest_day = of(func.max(func.nullif(parts.c.as_of, UNDATED)))
    found = {
        "value": cast(of(func.sum(parts.c.value)), BigInteger),
        "stated": cast(of(func.sum(parts.c.stated)), Integer),
        "shared": cast(of(func.sum(parts.c.shared)), BigInteger),
        "oldest": oldest,
        "newest": newest_day,
        "hidden": func.coalesce(of(func.bool_or(parts.c.hidden)), false()),
    }
    return [one.label(f"{figure.value}_{name}") for name, one in found.items()]


def sums_of(row: Any, of: int) -> dict[CapacityFigure, CapacitySum]:
    """The sums in a row with the columns of `summed`; `of` is how many services might state them."""
    return {figure: _sum(row, figure.value, of) for figure in CapacityFigure}


def _sum(row: Any, figure: str, of: int) -> CapacitySum:
    value = getattr(row, f"{figure}_value")
    if getattr(row, f"{figure}_hidden"):
        return CapacitySum(None, getattr(row, f"{figure}_stated"), of, hidden=True)
    if value is None:
        return CapacitySum(None, 0, of)
    stated, shared, oldest, newest_day = (
        getattr(row, f"{figure}_{name}") for name in ("stated", "shared", "oldest", "newest")
    )
    return CapacitySum(value, stated, of, shared, oldest, newest_day)
