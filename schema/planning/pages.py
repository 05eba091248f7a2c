"""Pages of lists that an answer of planning holds in memory."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from hub.domain.filter_checks import DEFAULT_PAGE_SIZE
from hub.domain.filter_errors import BadCursor
from schema.connection import PageInfo, window_of
from schema.context import Info

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class HeldPage(Generic[Item]):
    """A page of a list: its items with their cursors, and where it stands."""

    items: Sequence[tuple[str, Item]]
    info: PageInfo
    total: int


def held_page(
    info: Info, items: Sequence[Item], mark: str, first: int | None, after: str | None
) -> HeldPage[Item]:
    """A page of a list; `mark` tells cursors of one list from those of another. Raises BadCursor."""
    size = window_of(info, first, after).first
    start = 0 if after is None else _place_of(after, mark, len(items)) + 1
    chosen = items[start : start + (DEFAULT_PAGE_SIZE if size is None else size)]
    cursors = [_cursor(mark, start + number) for number in range(len(chosen))]
    told = PageInfo(
        has_next_page=start + len(chosen) < len(items),
        has_previous_page=start > 0,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )
    return HeldPage(list(zip(cursors, chosen, strict=True)), told, len(items))


def _cursor(mark: str, place: int) -> str:
    return base64.urlsafe_b64encode(f"{mark}:{place}".encode()).decode()


def _place_of(after: str, mark: str, count: int) -> int:
    try:
        of, _, place = base64.b64decode(after.encode(), b"-_", validate=True).decode().rpartition(":")
    except (UnicodeError, binascii.Error) as error:
        raise BadCursor(argument="after") from error
    if of != mark or not (place.isascii() and place.isdigit() and len(place) < 10) or int(place) >= count:
        raise BadCursor(argument="after")
    return int(place)
