"""Pages of ordered lists by keysets, never by offsets, and how long the lists are.

A list may hang on a group (the providers of each of several territories): all groups are then read
in one statement. Cursors are base64 of the order's name and the values of its keys; whoever builds
one by hand gets what a page after these values holds, or BadCursor.
"""

import base64
import binascii
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from hub.domain.filter_errors import BadCursor
from hub.domain.filters import Window
from hub.store.engine import ReadSession
from hub.store.parameters import Presence

#: A list is counted to its end when it holds at most this many rows.
COUNT_BUDGET = 50_000

_KINDS: dict[type, type[TypeEngine[Any]]] = {str: Text, int: Integer, float: Float, UUID: Uuid}

Row_co = TypeVar("Row_co", covariant=True)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class SortKey:
    """A key of an order. It is never NULL; `kind` is the type its values have in cursors."""

    name: str
    column: ColumnElement[Any]
    kind: type[str] | type[int] | type[float] | type[UUID]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """What a list is made of: rows of `source` that meet `condition`, by `keys`, the last of them unique."""

    row: Callable[..., Any]
    columns: Sequence[ColumnElement[Any]]
    source: FromClause
    condition: ColumnElement[bool]
    keys: tuple[SortKey, ...]
    #: Whether an index yields rows in the order of the first key alone.
    first_by_index: bool = False


class Listing(Protocol):
    """A list that can be paged and counted. It is hashable, so that loaders can hold it."""

    @property
    def group_type(self) -> TypeEngine[Any] | None:
        """The SQL type of the groups it hangs on, or None."""

    def parts(self, group: ColumnElement[Any] | None) -> Parts:
        """What the list is made of, for one group."""


@dataclass(frozen=True, slots=True)
class Item(Generic[Row]):
    """A row and its place in the order."""

    row: Row
    cursor: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list in its order."""

    items: tuple[Item[Row], ...] = ()
    has_next: bool = False
    has_previous: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list holds; not `exact` means at least so many."""

    value: int
    exact: bool


#: Makes the length of a list as a value; the table of groups has their `value`.
Length = Callable[[Listing, FromClause | None], ColumnElement[int]]


async def pages(
    session: ReadSession, listing: Listing, window: Window, groups: Sequence[Any]
) -> list[Page[Any]]:
    """The page of each group; for a list without groups, `groups` is (None,). One statement."""
    found: list[list[dict[str, Any]]] = [[] for _ in groups]
    statement, keys, row = page_select(listing, window, groups)
    for found_row in await session.rows(statement):
        values = dict(found_row._mapping)
        found[values.pop("number") - 1].append(values)
    return [_made(keys, row, window, rows) for rows in found]


def page_select(
    listing: Listing, window: Window, groups: Any, names: Sequence[str] | None = None
) -> tuple[Select[Any], tuple[SortKey, ...], Callable[..., Any]]:
    """The statement of the pages, what orders them, and what makes a row of its columns.

    Its columns are `number` of the group (from 1), those of the list's rows (only `names`, if given), and
    the keys as `key_0`, `key_1`… `groups` are values or a parameter for them.
    """
    if listing.group_type is None:
        parts = listing.parts(None)
        page = _page(parts, window, names)
        first = literal(1).label("number")
        return page.with_only_columns(first, *page.selected_columns), parts.keys, parts.row
    group = groups_of(listing.group_type, groups)
    parts = listing.parts(group.c.value)
    inside = _page(parts, window, names).correlate(group).lateral("page")
    order = [_ordered(inside.c[f"key_{i}"], key, window) for i, key in enumerate(parts.keys)]
    statement = select(group.c.number, *inside.c).select_from(group.join(inside, true()))
    return statement.order_by(group.c.number, *order), parts.keys, parts.row


def folded_select(
    listing: Listing,
    window: Window,
    groups: Any,
    names: Sequence[str],
    fold: Callable[[Select[Any], int], Select[Any]],
    length: Length | None = None,
) -> tuple[Select[Any], tuple[SortKey, ...]]:
    """The statement of a row for each page, and what orders the pages.

    Its columns are `number` of the group, the `length` of its list if asked for, and what `fold` makes
    of a page's rows and the number of their keys.
    """
    if listing.group_type is None:
        parts = listing.parts(None)
        page = fold(_page(parts, window, names, raw=True), len(parts.keys))
        lengths = [] if length is None else [length(listing, None).label("length")]
        columns: list[Any] = [literal(1).label("number"), *lengths, *page.selected_columns]
        return page.with_only_columns(*columns), parts.keys
    group = groups_of(listing.group_type, groups)
    parts = listing.parts(group.c.value)
    rows = _page(parts, window, names, raw=True).correlate(group)
    inside = fold(rows, len(parts.keys)).lateral("page")
    lengths = [] if length is None else [length(listing, group).label("length")]
    columns = [group.c.number, *lengths, *inside.c]
    statement = select(*columns).select_from(group.join(inside, true()))
    return statement.order_by(group.c.number), parts.keys


def check_cursors(listing: Listing, window: Window) -> None:
    """Raise BadCursor for a cursor that is none of this list and order, before anything is read."""
    if window.after is None and window.before is None:
        return
    keys = listing.parts(None if listing.group_type is None else literal(None, listing.group_type)).keys
    for argument, cursor in (("after", window.after), ("before", window.before)):
        if cursor is not None:
            _decoded(cursor, keys, argument, window.moment)


async def counts(session: ReadSession, listing: Listing, groups: Sequence[Any]) -> list[Count]:
    """How long the list of each group is, exactly up to COUNT_BUDGET. One statement."""
    return [count_of(row[0]) for row in await session.rows(count_select(listing, groups))]


def count_select(listing: Listing, groups: Any) -> Select[Any]:
    """The statement that counts up to one more than COUNT_BUDGET, a row for each group in their order."""
    if listing.group_type is None:
        return _length(listing.parts(None))
    group = groups_of(listing.group_type, groups)
    return select(length_of(listing, group)).select_from(group).order_by(group.c.number)


def length_of(listing: Listing, group: FromClause | None) -> ColumnElement[int]:
    """How many rows a list has, up to one more than COUNT_BUDGET."""
    return _length(listing.parts(None if group is None else group.c.value), group).scalar_subquery()


def _length(parts: Parts, group: FromClause | None = None) -> Select[Any]:
    rows = select(literal(1).label("one")).select_from(parts.source).where(parts.condition)
    limited = (rows if group is None else rows.correlate(group)).limit(COUNT_BUDGET + 1)
    return select(func.count()).select_from(limited.subquery() if group is None else limited.lateral())


def count_of(found: int) -> Count:
    """The count that so many found rows mean."""
    return Count(min(found, COUNT_BUDGET), found <= COUNT_BUDGET)


def groups_of(kind: TypeEngine[Any], groups: Any) -> Any:
    """The groups, values or a parameter for them, as a table of `value` and `number`, which counts from 1."""
    given = groups if isinstance(groups, ColumnElement) else literal(list(groups), ARRAY(kind))
    values = func.unnest(given)
    return values.table_valued("value", with_ordinality="number", name="groups").render_derived()


def _page(
    parts: Parts, window: Window, names: Sequence[str] | None = None, *, raw: bool = False
) -> Select[Any]:
    """The rows of a page and one more, which tells whether there is a further page."""
    conditions = [parts.condition]
    if window.after is not None:
        conditions.append(_beyond(parts.keys, _places(parts.keys, window, "after"), forward=True))
    if window.before is not None:
        conditions.append(_beyond(parts.keys, _places(parts.keys, window, "before"), forward=False))
    keys = [key.column.label(f"key_{i}") for i, key in enumerate(parts.keys)]
    rows = (
        select(*_chosen(parts.columns, names, raw=raw), *keys)
        .select_from(parts.source)
        .where(and_(*conditions))
    )
    if parts.first_by_index and not (parts.keys[0].descending or window.backward):
        # The index tells when there are enough; only those at one distance are put in order among each other.
        nearest = rows.order_by(parts.keys[0].column).fetch(window.size + 1, with_ties=True).subquery("first")
        order = [_ordered(nearest.c[f"key_{i}"], key, window) for i, key in enumerate(parts.keys)]
        return select(nearest).order_by(*order).limit(window.size + 1)
    order = [_ordered(key.column, key, window) for key in parts.keys]
    return rows.order_by(*order).limit(window.size + 1)


def _places(keys: Sequence[SortKey], window: Window, argument: str) -> list[Any]:
    """The values of a cursor; parameters for them where the statement is made for all cursors."""
    cursor = getattr(window, argument)
    if isinstance(cursor, Presence):
        return [bindparam(f"{argument}_{i}", None, type_=_KINDS[key.kind]()) for i, key in enumerate(keys)]
    return _decoded(cursor, keys, argument, window.moment)


def places_of(window: Window, keys: Sequence[SortKey]) -> dict[str, Any]:
    """The values of a window's cursors by the names of their parameters. Raises BadCursor."""
    found = {}
    for argument in ("after", "before"):
        cursor = getattr(window, argument)
        if cursor is not None:
            values = _decoded(cursor, keys, argument, window.moment)
            found.update({f"{argument}_{i}": value for i, value in enumerate(values)})
    return found


def _chosen(
    columns: Sequence[ColumnElement[Any]], names: Sequence[str] | None, *, raw: bool
) -> list[ColumnElement[Any]]:
    """The columns of these names, in the order of the names; identifiers then as text unless `raw`."""
    if names is None:
        return list(columns)
    found = {column.key: column for column in columns}
    return [found[name] if raw else as_text(found[name]) for name in names]


def as_text(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """An identifier as text, under its own name; any other column as it is."""
    return cast(column, Text).label(column.key) if isinstance(column.type, Uuid) else column


def _ordered(column: ColumnElement[Any], key: SortKey, window: Window) -> ColumnElement[Any]:
    return column.desc() if key.descending != window.backward else column.asc()


def _beyond(keys: Sequence[SortKey], values: Sequence[Any], *, forward: bool) -> ColumnElement[bool]:
    """Whether a row comes after the values in the order, or before them."""
    alternatives = []
    for i, key in enumerate(keys):
        same = [earlier.column == _bound(earlier, values[j]) for j, earlier in enumerate(keys[:i])]
        value = _bound(key, values[i])
        further = key.column < value if key.descending == forward else key.column > value
        alternatives.append(and_(*same, further))
    return or_(*alternatives)


def _bound(key: SortKey, value: Any) -> ColumnElement[Any]:
    if isinstance(value, ColumnElement):
        return value
    return cast(value, Uuid) if key.kind is UUID else literal(value)


def _made(
    keys: Sequence[SortKey], row: Callable[..., Any], window: Window, rows: list[dict[str, Any]]
) -> Page[Any]:
    items = []
    for values in rows[: window.size]:
        places = [values.pop(f"key_{i}") for i in range(len(keys))]
        items.append(Item(row(**values), encoded(keys, places, window.moment)))
    if window.backward:
        items.reverse()
    return Page(tuple(items), *beyond(window, len(rows)))


def beyond(window: Window, found: int) -> tuple[bool, bool]:
    """Whether there are further nodes after and before a page, by how many rows its statement found."""
    more = found > window.size
    # What a cursor was made from is taken to be there still.
    bounded_after, bounded_before = window.before is not None, window.after is not None
    if window.backward:
        return bounded_after, more or bounded_before
    return more or bounded_after, bounded_before


def _signature(keys: Sequence[SortKey], moment: str) -> str:
    """The order that a cursor belongs to, and the past state if it is of one."""
    order = ",".join(f"{key.name}{'-' if key.descending else ''}" for key in keys)
    return f"{order}@{moment}" if moment else order


def encoded(keys: Sequence[SortKey], values: Sequence[Any], moment: str) -> str:
    """The cursor of a row by the values of its keys."""
    content = json.dumps([_signature(keys, moment), *values], default=str, ensure_ascii=False)
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def _decoded(cursor: str, keys: Sequence[SortKey], argument: str, moment: str) -> list[Any]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        content = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (UnicodeError, binascii.Error, ValueError, RecursionError) as error:
        raise BadCursor(argument=argument) from error
    signature = [_signature(keys, moment)]
    if not isinstance(content, list) or content[:1] != signature or len(content) != len(keys) + 1:
        raise BadCursor(argument=argument)
    return [_value(key, value, argument) for key, value in zip(keys, content[1:], strict=True)]


def _value(key: SortKey, value: Any, argument: str) -> Any:
    """The value of a key in a cursor, if it is one that the column could hold."""
    if key.kind is UUID:
        try:
            return UUID(value)
        except (ValueError, AttributeError, TypeError) as error:
            raise BadCursor(argument=argument) from error
    fits = {
        str: isinstance(value, str) and "\0" not in value,
        int: isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31,
        float: isinstance(value, int | float) and math.isfinite(value),
    }
    if not fits[key.kind]:
        raise BadCursor(argument=argument)
    return value
