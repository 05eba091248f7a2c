"""What readers are told of counts of people: the one place where the mask is looked at.

Whoever reads `served` or `waiting`, a `total` of clients, a sum of them, or what a source claimed of them,
takes it from here; tests/small_cells lists all outputs.
"""

from typing import Any

from psycopg import sql
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Uuid,
    and_,
    case,
    cast,
    column,
    exists,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    table,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from hub.domain.vocabulary import CapacityFigure
from hub.settings import SmallCellSettings
from hub.store.tables import hidden_figure, hidden_sum, provider

#: What may count people; the others count places.
OF_PEOPLE = (CapacityFigure.TOTAL, CapacityFigure.SERVED, CapacityFigure.WAITING)
#: Stands in the place of a number that is not told.
NOT_TOLD = "…"
#: Claims of counts of people, as `hub.domain.claims` names them.
_CLAIMS = r"^service\..*\.capacity\.([^.]*\.[^.]*\.(served|waiting)|[^.]*\.client\.total)$"


def is_hidden(row: FromClause, figure: CapacityFigure) -> ColumnElement[bool]:
    """Whether a figure of a row of `capacity` is hidden."""
    if figure not in OF_PEOPLE:
        return false()
    return exists().where(
        hidden_figure.c.capacity_id == row.c.id,
        hidden_figure.c.row_release == row.c.release_from,
        hidden_figure.c.figure == figure.value,
    )


def shown(row: FromClause, figure: CapacityFigure) -> ColumnElement[int | None]:
    """A figure of a row of `capacity`, null where it is hidden."""
    stated: ColumnElement[int | None] = row.c[figure.value]
    if figure not in OF_PEOPLE:
        return stated
    return case((is_hidden(row, figure), null()), else_=stated)


def suppressed(row: FromClause) -> ColumnElement[list[str]]:
    """The figures of a row of `capacity` that are stated and hidden."""
    mine = hidden_figure
    return func.array(
        select(mine.c.figure)
        .where(mine.c.capacity_id == row.c.id, mine.c.row_release == row.c.release_from)
        .order_by(mine.c.figure)
        .correlate(row)
        .scalar_subquery(),
        type_=ARRAY(Text()),
    )


def sum_is_hidden(kept: FromClause) -> ColumnElement[bool]:
    """Whether a row of `capacity_sum` is of a sum that is hidden."""
    return exists().where(*(hidden_sum.c[name] == kept.c[name] for name in _KEYS))


_KEYS = ("territory_id", "category", "reach", "figure")


def claim_is_hidden(claims: FromClause) -> ColumnElement[bool]:
    """Whether what somebody claimed of a record is a count of people that is not told.

    Of a provider with any hidden figure none is told, lest what another source said be that figure; of
    others none below k. What is cited from a publication is told, and what is made up: it is of nobody.
    """
    value = claims.c.value
    number = case((value.op("~")(r"^[0-9]{1,18}$"), cast(value, BigInteger)))
    small = or_(number.is_(None), number.between(1, SmallCellSettings().small_cell - 1))
    return and_(
        claims.c.field.op("~")(_CLAIMS),
        or_(small, exists().where(hidden_figure.c.provider_id == claims.c.record_id)),
        ~exists().where(
            provider.c.id == claims.c.record_id, or_(provider.c.cites.is_not(None), provider.c.synthetic)
        ),
    )


def with_hidden(claims: str) -> sql.Composable:
    """The same for statements as text: rows of that name, with record_id, field and value, and `hidden`."""
    rows = table(claims, column("record_id", Uuid), column("field", Text), column("value", Text))
    whole: ColumnElement[Any] = literal_column(f"{claims}.*")
    found = select(whole, claim_is_hidden(rows).label("hidden")).select_from(rows)
    compiled = found.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})  # type: ignore[no-untyped-call]
    return sql.SQL(str(compiled))


def found_total(total: FromClause, name: str) -> ColumnElement[Any]:
    """What the hub counts beside a control total; null where it counts people, or may, and some are hidden.

    A total of people with hidden ones in it is not audited: it may be of any part of a source.
    """
    hidden = exists().where(
        hidden_figure.c.provider_id == provider.c.id, provider.c.source_id == total.c.source_id
    )
    return case((and_(total.c.of_people.is_not(False), hidden), null()), else_=total.c[name])
